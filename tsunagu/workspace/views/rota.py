"""Editors keep the rota of clinics on duty: month by month, one entry at a time, or a whole file."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tsunagu.directory.actions.duty import AlreadyOnDuty, change_duty, enter_duty, remove_duty
from tsunagu.directory.actions.duty_file.reading import UnreadableRota
from tsunagu.directory.actions.duty_file.taking import Outcome, RowReport, take_duties
from tsunagu.directory.models import DutyRota
from tsunagu.directory.queries.duty import duties_of_month, duty_entry
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import needs
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.kernel.ui.words import refusal_words
from tsunagu.workspace.forms.rota_form import DutyForm, RotaFileForm
from tsunagu.workspace.presenters.rota import (
    Month,
    report_rows,
    rota_columns,
    rota_rows,
    tally,
)
from tsunagu.workspace.presenters.row_report import report_columns


@needs(Permission.DIRECTORY_EDIT_ALL)
def rota(request: HttpRequest) -> HttpResponse:
    """One month of the rota."""
    month = Month.read(request.GET.get("month", ""), today=localdate(moment()))
    context = {
        "month": month,
        "previous_url": month.address(-1),
        "next_url": month.address(+1),
        "columns": rota_columns(),
        "rows": rota_rows(duties_of_month(month.first)),
    }
    return render(request, "workspace/rota.html", context)


@needs(Permission.DIRECTORY_EDIT_ALL)
def new_duty(request: HttpRequest) -> HttpResponse:
    """Put a clinic on duty."""
    return _edit(request, None)


@needs(Permission.DIRECTORY_EDIT_ALL)
def duty(request: HttpRequest, duty_id: UUID) -> HttpResponse:
    """Correct an entry, or take it out."""
    entry = duty_entry(duty_id)
    if entry is None:
        raise Http404
    if request.method == "POST" and "remove" in request.POST:
        month = Month(entry.day.replace(day=1))
        remove_duty(entry=entry, by=request.holder.user, at=moment())
        messages.success(request, _("当番をなくしました。"))
        return redirect(month.address())
    return _edit(request, entry)


@needs(Permission.DIRECTORY_EDIT_ALL)
def rota_file(request: HttpRequest) -> HttpResponse:
    """Rehearse a file, read what would become of each row, then take it."""
    form = RotaFileForm(request.POST, request.FILES) if request.method == "POST" else RotaFileForm()
    context: dict[str, Any] = {"form": form, "reports": [], "text": ""}
    if form.is_valid():
        is_rehearsal = "take" not in request.POST
        try:
            text = form.cleaned_data["text"]
            reports = take_duties(text=text, by=request.holder.user, at=moment(), is_rehearsal=is_rehearsal)
        except UnreadableRota as reason:
            form.add_error(None, refusal_words(reason))
        else:
            if not is_rehearsal:
                return _taken(request, reports)
            context |= _rehearsed(reports, text)
    return render(request, "workspace/rota_file.html", context)


def _taken(request: HttpRequest, reports: list[RowReport]) -> HttpResponse:
    taken = [one.duty for one in reports if one.duty and one.outcome in (Outcome.TAKEN, Outcome.REPAIRED)]
    words = ngettext("当番を%(count)s件取り込みました。", "当番を%(count)s件取り込みました。", len(taken))
    messages.success(request, words % {"count": len(taken)})
    return redirect(
        Month(min(one.day for one in taken).replace(day=1)).address() if taken else "workspace:rota"
    )


def _rehearsed(reports: list[RowReport], text: str) -> dict[str, Any]:
    readable = sum(one.outcome in (Outcome.TAKEN, Outcome.REPAIRED) for one in reports)
    return {
        "text": text,
        "reports": reports,
        "tally": tally(reports),
        "readable": readable,
        "columns": report_columns(),
        "rows": report_rows(reports),
    }


def _edit(request: HttpRequest, entry: DutyRota | None) -> HttpResponse:
    form = DutyForm(request.POST or None, initial=DutyForm.initial_of(entry) if entry else None)
    if form.is_valid() and _save(request, form, entry):
        messages.success(request, _("保存しました。すぐに町のページに出ます。"))
        return redirect(Month(form.cleaned_data["day"].replace(day=1)).address())
    return render(request, "workspace/duty.html", {"form": form, "entry": entry})


def _save(request: HttpRequest, form: DutyForm, entry: DutyRota | None) -> bool:
    given: dict[str, Any] = {
        "duty": form.duty,
        "organisation": form.cleaned_data["organisation"],
        "by": request.holder.user,  # type: ignore[attr-defined]
        "at": moment(),
    }
    try:
        if entry is None:
            enter_duty(**given)
        else:
            change_duty(entry=entry, **given)
    except AlreadyOnDuty:
        form.add_error(None, _("同じ日・時刻・医療機関・科目の当番が、もう入っています。"))
        return False
    return True
