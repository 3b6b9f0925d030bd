"""Editors keep the numbers of the phone book."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tsunagu.directory.actions.phones import enter_phone, remove_phone, revise_phone
from tsunagu.directory.models import Phone
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import needs
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.kernel.ui.paging import page_links
from tsunagu.workspace.forms.phone_form import PhoneForm
from tsunagu.workspace.queries.places import phone_to_edit, phones_to_edit

PER_PAGE = 50


@needs(Permission.DIRECTORY_EDIT_ALL)
def phones(request: HttpRequest) -> HttpResponse:
    """Every number, with whose it is and when somebody answers."""
    words = request.GET.get("q", "").strip()
    page = Paginator(phones_to_edit(words), PER_PAGE).get_page(request.GET.get("page"))
    labels = (_("だれの番号か"), _("電話番号"), _("内線"), _("種類"), _("受付時間"), _("だれに見せるか"))
    rows = [
        [
            {
                "text": str(one.organisation or one.service or one.location),
                "url": reverse("workspace:phone", args=[one.id]),
            },
            one.number,
            one.extension or "―",
            one.get_kind_display(),
            one.hours_text or "―",
            one.get_audience_display(),
        ]
        for one in page
    ]
    context = {
        "words": words,
        "columns": [{"label": label} for label in labels],
        "rows": rows,
        "pages": page_links(request, page),
    }
    return render(request, "workspace/phones.html", context)


@needs(Permission.DIRECTORY_EDIT_ALL)
def new_phone(request: HttpRequest) -> HttpResponse:
    """Put a number into the book."""
    form = PhoneForm(request.POST or None)
    if form.is_valid():
        enter_phone(of=form.owner, by=request.holder.user, at=moment(), **form.said)
        messages.success(request, _("番号を足しました。"))
        return redirect("workspace:phones")
    return _page(request, form, None)


@needs(Permission.DIRECTORY_EDIT_ALL)
def phone(request: HttpRequest, phone_id: UUID) -> HttpResponse:
    """Correct a number, or take it out."""
    found = phone_to_edit(phone_id)
    if found is None:
        raise Http404
    if request.method == "POST" and "remove" in request.POST:
        remove_phone(phone=found, by=request.holder.user, at=moment())
        messages.success(request, _("番号をなくしました。"))
        return redirect("workspace:phones")
    form = PhoneForm(request.POST or None, phone=found)
    if form.is_valid():
        revise_phone(phone=found, of=form.owner, by=request.holder.user, at=moment(), **form.said)
        messages.success(request, _("保存しました。公開のページに載りました。"))
        return redirect("workspace:phones")
    return _page(request, form, found)


def _page(request: HttpRequest, form: PhoneForm, found: Phone | None) -> HttpResponse:
    context = {"form": form, "phone": found}
    return render(request, "workspace/phone.html", context, status=422 if form.errors else 200)
