"""The desk opens the yearly renewal, sees who has answered, reminds, closes."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagu.kernel.audit import journal
from tsunagu.kernel.exports.csv_file import csv_file
from tsunagu.kernel.exports.download import csv_download
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import needs
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.network.actions.renewals import (
    RemindedToday,
    RoundClosed,
    RoundOpen,
    close_round,
    open_round,
    remind_round,
)
from tsunagu.network.forms.desk_forms import RenewalForm
from tsunagu.network.presenters.renewals import cells, columns, round_rows, sheet_of, tiles
from tsunagu.network.queries.renewals import (
    open_round_of_town,
    progress_of,
    round_by_id,
    rounds,
    unanswered_entries,
)
from tsunagu.network.queries.terms import today_of
from tsunagu.network.views.doors import found

# A page names so many entries; the rest is in the table of organisations.
MOST_NAMED = 100


@needs(Permission.DIRECTORY_EDIT_ALL)
def renewals(request: HttpRequest) -> HttpResponse:
    """Every round, and a new one while none is open."""
    form = RenewalForm(request.POST or None, today=today_of(moment()))
    if form.is_valid():
        try:
            opened = open_round(by=request.holder.user, at=moment(), **form.cleaned_data)
            messages.success(request, _("始めました。すべての団体に、お願いの手紙を送ります。"))
            return redirect("network:renewal", opened.id)
        except RoundOpen:
            form.add_error(None, _("終わっていない年次更新があります。先に、それを終えてください。"))
    context = {"form": form, "open": open_round_of_town(), "rows": round_rows(list(rounds()))}
    return render(request, "network/renewals.html", context, status=422 if form.errors else 200)


@needs(Permission.DIRECTORY_EDIT_ALL)
def renewal(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """How far each organisation is."""
    one = found(lambda: round_by_id(round_id))
    progress = progress_of(one)
    context = {
        "round": one,
        "tiles": tiles(progress),
        "columns": columns(),
        "rows": [cells(each) for each in progress],
        "unanswered": unanswered_entries(one)[:MOST_NAMED],
    }
    return render(request, "network/renewal.html", context)


@needs(Permission.DIRECTORY_EDIT_ALL)
def renewal_file(request: HttpRequest, round_id: UUID, file_format: str) -> HttpResponse:
    """The same table as CSV."""
    if file_format != "csv":
        raise Http404
    one, today = found(lambda: round_by_id(round_id)), today_of(moment())
    sheet = sheet_of(one, progress_of(one), town=request.town.name, today=today)
    by = request.holder.user
    journal.record("network.renewal_exported", record_id=one.id, by=by.id, at=moment(), rows=len(sheet.rows))
    return csv_download(csv_file(sheet), f"{sheet.title}_{today:%Y%m%d}")


@require_POST
@needs(Permission.DIRECTORY_EDIT_ALL)
def remind(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Write again to those who have not answered."""
    one = found(lambda: round_by_id(round_id))
    try:
        letters = remind_round(renewal=one, by=request.holder.user, at=moment())
        messages.success(request, _("%(count)s通の手紙を送りました。") % {"count": letters})
    except RemindedToday:
        messages.warning(request, _("今日は、もう送りました。"))
    except RoundClosed:
        messages.warning(request, _("この年次更新は、もう終わっています。"))
    return redirect("network:renewal", one.id)


@require_POST
@needs(Permission.DIRECTORY_EDIT_ALL)
def close(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """It is over; what is unanswered stays marked."""
    one = found(lambda: round_by_id(round_id))
    try:
        close_round(renewal=one, by=request.holder.user, at=moment())
        messages.success(request, _("年次更新を終えました。"))
    except RoundClosed:
        messages.warning(request, _("この年次更新は、もう終わっています。"))
    return redirect("network:renewal", one.id)
