"""What readers found wrong, and the desk's answer to them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import needs
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.kernel.ui import filters
from tsunagu.network.actions.reports import AlreadyAnswered, answer_report
from tsunagu.network.choices import ReportState
from tsunagu.network.forms.desk_forms import AnswerReportForm
from tsunagu.network.models import ErrorReport
from tsunagu.network.queries.reports import answered_reports, new_reports, report_by_id
from tsunagu.network.views.doors import found


@needs(Permission.DIRECTORY_EDIT_ALL)
def reports(request: HttpRequest) -> HttpResponse:
    """New ones first, then what was answered."""
    context = {"new": _rows(list(new_reports())), "answered": _rows(answered_reports())}
    return render(request, "network/reports.html", context)


@needs(Permission.DIRECTORY_EDIT_ALL)
def report(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """One report, and the form of its answer."""
    one = found(lambda: report_by_id(report_id))
    form = AnswerReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            is_written = answer_report(report=one, by=request.holder.user, at=moment(), **form.cleaned_data)
            messages.success(request, _("返事を送りました。") if is_written else _("終えました。"))
        except AlreadyAnswered:
            messages.warning(request, _("ほかの人が先に答えました。"))
        return redirect("network:reports")
    facts = [
        {"label": _("何がちがうか"), "value": one.get_kind_display()},
        {"label": _("くわしく"), "value": one.text or None},
        {"label": _("届いた日時"), "value": filters.moment(one.sent_at)},
        {"label": _("返事の宛先"), "value": one.email or _("返事は要らない")},
    ]
    if one.state != ReportState.NEW:
        facts[-1] = {"label": _("返事"), "value": one.answer or _("返事はしていない")}
    if not one.service_id:
        # Only a listing's owner is asked about it.
        del form.fields["ask_the_owner"]
    context = {
        "report": one,
        "form": form,
        "facts": facts,
        "is_new": one.state == ReportState.NEW,
        "record_url": _record_url(one),
    }
    return render(request, "network/report.html", context)


def _owner_name(one: ErrorReport) -> str:
    record = one.service or one.event
    organisation = record.organisation if record else one.organisation
    return organisation.name if organisation else ""


def _record_url(one: ErrorReport) -> str:
    """Where the desk puts it right, if that is a page of this app."""
    if one.service_id:
        return reverse("network:service", args=[one.service_id])
    if one.organisation_id:
        return reverse("network:organisation-edit", args=[one.organisation_id])
    return ""


def _rows(found_reports: list[ErrorReport]) -> list[list[object]]:
    return [
        [
            {"text": one.subject_name, "url": reverse("network:report", args=[one.id])},
            _owner_name(one),
            one.get_kind_display(),
            filters.moment(one.sent_at),
            one.get_state_display(),
        ]
        for one in found_reports
    ]
