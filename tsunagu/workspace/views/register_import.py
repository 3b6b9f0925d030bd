"""Editors take a published table into the register: a look first, then all of it, and back again."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRefresh

from tsunagu.directory.actions.open_data.runs import (
    NotAsked,
    NotNow,
    decide,
    discard,
    order_apply,
    receive_file,
)
from tsunagu.directory.actions.open_data.text_stream import UnreadableFile
from tsunagu.directory.actions.open_data.undoing import order_undo
from tsunagu.directory.models import ImportRun
from tsunagu.directory.models.open_data import RowOutcome
from tsunagu.directory.queries.open_data_runs import (
    import_run,
    import_runs,
    report_of,
    row_of,
    services_by_id,
)
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import needs
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.kernel.ui.paging import page_links
from tsunagu.kernel.ui.words import refusal_words
from tsunagu.workspace.forms.table_form import DecisionForm, TableForm
from tsunagu.workspace.presenters.register_import import (
    ImportLine,
    questions,
    report_rows,
    tally,
)
from tsunagu.workspace.presenters.row_report import report_columns

PER_PAGE, ROWS_PER_PAGE = 20, 50


@needs(Permission.DIRECTORY_EDIT_ALL)
def imports(request: HttpRequest) -> HttpResponse:
    """Hand a table over, and see what became of those before."""
    form = TableForm(request.POST or None, request.FILES or None)
    if form.is_valid() and (run := _receive(request, form)):
        return redirect("workspace:import", run.id)
    page = Paginator(import_runs(), PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "lines": [ImportLine(run) for run in page], "pages": page_links(request, page)}
    return render(request, "workspace/imports.html", context)


@require_GET
@needs(Permission.DIRECTORY_EDIT_ALL)
def one_import(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """One table: how far it is, what would become or became of each row, what is asked."""
    run = _run(run_id)
    if request.htmx and not run.is_in_hand:  # type: ignore[attr-defined]
        # It was looked at while the work went on: now there are rows, questions and buttons to be drawn.
        return HttpResponseClientRefresh()
    outcome = request.GET.get("outcome", "")
    page = Paginator(report_of(run, outcome), ROWS_PER_PAGE).get_page(request.GET.get("page"))
    services = services_by_id(_services_on(page))
    asked = [row for row in page if row.outcome == RowOutcome.ASKED]
    line = ImportLine(run)
    context = {
        "line": line,
        "tally": tally(run, outcome),
        "columns": report_columns(),
        "rows": report_rows(page, services),
        "questions": questions(asked, services) if line.is_rehearsed else [],
        "pages": page_links(request, page),
    }
    return render(request, "workspace/import.html", context)


@require_POST
@needs(Permission.DIRECTORY_EDIT_ALL)
def answer(request: HttpRequest, run_id: UUID, row_id: UUID) -> HttpResponse:
    """Say whether a row is one of those that are there."""
    row = row_of(run_id, row_id)
    if row is None:
        raise Http404
    form = DecisionForm(request.POST)
    if form.is_valid():
        decision, service_id = form.cleaned_data["decision"]
        try:
            chosen = UUID(service_id) if service_id else None
            decide(row=row, decision=decision, service_id=chosen, by=_by(request), at=moment())
            messages.success(request, _("%(line)s行目を決めました。") % {"line": row.line})
        except (NotNow, NotAsked, ValueError):
            messages.error(request, _("この行は、いまは決められません。"))
    else:
        messages.error(request, _("どれかを選んでください。"))
    return redirect("workspace:import", run_id)


@require_POST
@needs(Permission.DIRECTORY_EDIT_ALL)
def apply_import(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Take a rehearsed table for good."""
    return _ordered(request, run_id, order_apply)


@require_POST
@needs(Permission.DIRECTORY_EDIT_ALL)
def undo_import(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Take an applied table back."""
    return _ordered(request, run_id, order_undo)


@require_POST
@needs(Permission.DIRECTORY_EDIT_ALL)
def discard_import(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Forget a table that was only looked at."""
    try:
        discard(run=_run(run_id), by=_by(request), at=moment())
    except NotNow:
        messages.error(request, _("いまは、それができません。"))
        return redirect("workspace:import", run_id)
    messages.success(request, _("消しました。名簿は変わっていません。"))
    return redirect("workspace:imports")


def _ordered(request: HttpRequest, run_id: UUID, order: Any) -> HttpResponse:
    try:
        order(run=_run(run_id), by=_by(request), at=moment())
    except NotNow:
        messages.error(request, _("いまは、それができません。"))
    return redirect("workspace:import", run_id)


def _receive(request: HttpRequest, form: TableForm) -> ImportRun | None:
    given = dict(form.cleaned_data)
    file = given.pop("file")
    try:
        return receive_file(
            content=file.chunks(), file_name=file.name, by=_by(request), at=moment(), **given
        )  # fmt: skip
    except UnreadableFile as reason:
        form.add_error("file", refusal_words(reason))
        return None


def _services_on(rows: Any) -> set[UUID]:
    likely = {UUID(each) for row in rows for each in row.candidate_ids}
    return likely | {row.service_id for row in rows if row.service_id}


def _run(run_id: UUID) -> ImportRun:
    run = import_run(run_id)
    if run is None:
        raise Http404
    return run


def _by(request: HttpRequest) -> Any:
    return request.holder.user  # type: ignore[attr-defined]
