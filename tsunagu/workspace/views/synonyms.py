"""Staff keep the words by which search understands families. A change works from the next search on."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tsunagu.directory.actions.edit_synonyms import (
    TooFewWords,
    add_synonyms,
    change_synonyms,
    remove_synonyms,
)
from tsunagu.directory.actions.gaps import settle_gap
from tsunagu.directory.choices import GapChoice
from tsunagu.directory.models.gaps import LONGEST_QUESTION
from tsunagu.directory.models.search import SynonymGroup
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import needs
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.kernel.ui.paging import page_links
from tsunagu.workspace.forms.synonym_form import SynonymForm
from tsunagu.workspace.queries.synonyms import synonym_group, synonym_groups

PER_PAGE = 50


@needs(Permission.SYNONYM_EDIT)
def synonyms(request: HttpRequest) -> HttpResponse:
    """All groups, searchable."""
    word = request.GET.get("q", "").strip()
    page = Paginator(synonym_groups(containing=word), PER_PAGE).get_page(request.GET.get("page"))
    columns = [{"label": _("言葉")}, {"label": _("こちらも探す言葉")}]
    rows = [
        [
            {"text": "・".join(group.terms), "url": reverse("workspace:synonym", args=[group.id])},
            "・".join(group.leads_to) or "―",
        ]
        for group in page
    ]
    context = {"columns": columns, "rows": rows, "word": word, "pages": page_links(request, page)}
    return render(request, "workspace/synonyms.html", context)


@needs(Permission.SYNONYM_EDIT)
def new_synonym(request: HttpRequest) -> HttpResponse:
    """Add a group; from the queue of what was not found, its first word stands there already."""
    return _edit(request, None, asked=request.GET.get("terms", "").strip()[:LONGEST_QUESTION])


@needs(Permission.SYNONYM_EDIT)
def synonym(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Change or remove a group."""
    group = synonym_group(group_id)
    if group is None:
        raise Http404
    if request.method == "POST" and "remove" in request.POST:
        remove_synonyms(group=group, by=request.holder.user, at=moment())
        messages.success(request, _("なくしました。"))
        return redirect("workspace:synonyms")
    return _edit(request, group)


def _edit(request: HttpRequest, group: SynonymGroup | None, *, asked: str = "") -> HttpResponse:
    initial = {"terms": group.terms, "leads_to": group.leads_to} if group else {"terms": asked}
    form = SynonymForm(request.POST or None, initial=initial)
    if form.is_valid() and _save(request, form, group):
        messages.success(request, _("保存しました。次の検索から効きます。"))
        if asked:
            settle_gap(choice=GapChoice.SYNONYM, question=asked, by=request.holder.user, at=moment())
        return redirect("workspace:gaps" if asked else "workspace:synonyms")
    return render(request, "workspace/synonym.html", {"form": form, "group": group})


def _save(request: HttpRequest, form: SynonymForm, group: SynonymGroup | None) -> bool:
    given = {**form.cleaned_data, "by": request.holder.user, "at": moment()}
    try:
        if group is None:
            add_synonyms(**given)
        else:
            change_synonyms(group=group, **given)
    except TooFewWords:
        form.add_error("terms", _("二つ以上の言葉か、「こちらも探す言葉」が要ります。"))
        return False
    return True
