"""町の決めごと: whoever keeps the house together sets its deadlines, and sees who changed what."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import needs
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.workspace.actions.set_terms import TERMS_SET, NothingChanged, set_terms
from tsunagu.workspace.forms.terms_form import TERMS_FORMS, TermsForm
from tsunagu.workspace.presenters.terms import change_rows
from tsunagu.workspace.queries.terms import newest_changes_of_terms, terms_that_hold


@needs(Permission.TERMS_SET)
def terms(request: HttpRequest) -> HttpResponse:
    """Each part of the house is a form of its own; one is sent at a time."""
    of = request.POST.get("of", "")
    forms = [
        kind(request.POST if kind.MODEL.__name__ == of else None, terms=terms_that_hold(kind.MODEL))
        for kind in TERMS_FORMS
    ]
    for form in forms:
        if form.is_valid():
            _set(request, form)
            return redirect("workspace:terms")
    columns = [{"label": label} for label in (_("日時"), _("変えた人"), _("決めごと"), _("変わったところ"))]
    context = {
        "forms": forms,
        "columns": columns,
        "rows": change_rows(newest_changes_of_terms(TERMS_SET)),
    }
    is_refused = any(form.errors for form in forms)
    return render(request, "workspace/terms.html", context, status=422 if is_refused else 200)


def _set(request: HttpRequest, form: TermsForm) -> None:
    try:
        set_terms(form.MODEL, values=form.cleaned_data, by=request.holder.user, at=moment())
        messages.success(request, _("決めました。"))
    except NothingChanged:
        messages.info(request, _("変わったところはありませんでした。"))
