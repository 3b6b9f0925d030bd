"""Editors name neighbour towns, have their registers read, look at what came of it, and forget them again."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagu.directory.actions.neighbours.keeping import (
    AlreadyThere,
    TooMany,
    add_neighbour,
    change_neighbour,
    forget_neighbour,
)
from tsunagu.directory.actions.neighbours.pulls import AlreadyReading, SwitchedOff, order_pull
from tsunagu.directory.models import Neighbour
from tsunagu.directory.queries import neighbours as queries
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import needs
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.kernel.ui.paging import page_links
from tsunagu.workspace.forms.neighbour_form import NeighbourForm, NeighbourTermsForm
from tsunagu.workspace.presenters.neighbours import (
    NeighbourLine,
    PullLine,
    pull_columns,
    pull_rows,
    remark_columns,
)

PER_PAGE = 20


@needs(Permission.DIRECTORY_EDIT_ALL)
def neighbours(request: HttpRequest) -> HttpResponse:
    """Add a neighbour, and see how those that are there fare."""
    form = NeighbourForm(request.POST or None, town=request.town)  # type: ignore[attr-defined]
    if form.is_valid() and (made := _add(request, form)):
        return redirect("workspace:neighbour", made.id)
    rows = list(queries.neighbours(at=moment()))
    newest = queries.newest_pulls(one.id for one in rows)
    lines = [
        NeighbourLine(one, PullLine(newest[one.id]) if one.id in newest else None, moment()) for one in rows
    ]
    context = {"form": form, "lines": lines}
    return render(request, "workspace/neighbours.html", context, status=422 if form.errors else 200)


@needs(Permission.DIRECTORY_EDIT_ALL)
def neighbour(request: HttpRequest, neighbour_id: UUID) -> HttpResponse:
    """One neighbour: its terms, how far a reading is, and what came of those before."""
    found = _neighbour(neighbour_id)
    initial = {"name": found.name, "licence": found.licence, "is_on": found.is_on}
    form = NeighbourTermsForm(request.POST or None, initial=initial)
    if form.is_valid():
        change_neighbour(neighbour=found, by=request.holder.user, at=moment(), **form.cleaned_data)  # type: ignore[attr-defined]
        messages.success(request, _("保存しました。"))
        return redirect("workspace:neighbour", found.id)
    page = Paginator(queries.pulls_of(found.id), PER_PAGE).get_page(request.GET.get("page"))
    lines = [PullLine(one) for one in page]
    last = lines[0] if lines and page.number == 1 else None
    context = {
        "form": form,
        "line": NeighbourLine(found, last, moment()),
        "columns": pull_columns(),
        "rows": pull_rows(lines),
        "remark_columns": remark_columns(),
        "pages": page_links(request, page),
    }
    return render(request, "workspace/neighbour.html", context, status=422 if form.errors else 200)


@require_POST
@needs(Permission.DIRECTORY_EDIT_ALL)
def pull(request: HttpRequest, neighbour_id: UUID) -> HttpResponse:
    """「いま取りこむ」."""
    try:
        order_pull(neighbour=_neighbour(neighbour_id), by=request.holder.user, at=moment())  # type: ignore[attr-defined]
    except AlreadyReading:
        messages.info(request, _("いま取りこんでいます。"))
    except SwitchedOff:
        messages.error(request, _("「毎晩取りこみ、家族に見せる」に印を付けてから取りこんでください。"))
    return redirect("workspace:neighbour", neighbour_id)


@require_POST
@needs(Permission.DIRECTORY_EDIT_ALL)
def forget(request: HttpRequest, neighbour_id: UUID) -> HttpResponse:
    """Take a neighbour away with all its copies."""
    copies = forget_neighbour(neighbour=_neighbour(neighbour_id), by=request.holder.user, at=moment())  # type: ignore[attr-defined]
    messages.success(request, _("取りこんだ%(count)s件といっしょに消しました。") % {"count": copies})
    return redirect("workspace:neighbours")


def _add(request: HttpRequest, form: NeighbourForm) -> Neighbour | None:
    try:
        return add_neighbour(by=request.holder.user, at=moment(), **form.said)  # type: ignore[attr-defined]
    except AlreadyThere:
        form.add_error("sibling" if form.cleaned_data["sibling"] else "api_url", _("もう登録されています。"))
    except TooMany:
        form.add_error(None, _("これ以上は足せません。使っていないものを消してください。"))
    return None


def _neighbour(neighbour_id: UUID) -> Neighbour:
    found = queries.neighbour(neighbour_id, at=moment())
    if found is None:
        raise Http404
    return found
