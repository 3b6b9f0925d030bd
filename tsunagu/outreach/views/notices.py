"""Colleagues write a notice, look at whom it reaches, agree to each other's, and send it."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRefresh

from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import needs
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.kernel.ui.paging import page_links
from tsunagu.outreach.actions.composing import NotInThatState, write_notice
from tsunagu.outreach.choices import AGREED, NoticeState
from tsunagu.outreach.forms.notice_form import NoticeForm, RemarkForm, ScheduleForm
from tsunagu.outreach.models import Notice
from tsunagu.outreach.presenters.letters import quotes
from tsunagu.outreach.presenters.line import LIMITS
from tsunagu.outreach.presenters.notices import (
    Steps,
    audience_words,
    facts_of,
    figures_of,
    notice_columns,
    notice_rows,
    percent_gone,
    size_words,
    state_tabs,
)
from tsunagu.outreach.queries.notices import (
    districts_to_choose,
    events_to_quote,
    item_ids,
    notice_at_work,
    notices_at_work,
)
from tsunagu.outreach.queries.segments import Segment, rough_size
from tsunagu.outreach.views.steps import take_step

PER_PAGE = 50


@needs(Permission.NOTICE_WRITE)
def notices(request: HttpRequest) -> HttpResponse:
    """All notices, what was touched last first."""
    word, state = request.GET.get("q", "").strip(), request.GET.get("state", "")
    state = state if state in NoticeState.values else ""
    found = Paginator(notices_at_work(state=state, containing=word), PER_PAGE)
    page = found.get_page(request.GET.get("page"))
    context = {
        "columns": notice_columns(),
        "rows": notice_rows(page),
        "states": state_tabs(state),
        "state": state,
        "word": word,
        "total": found.count,
        "may_stop": request.holder.may(Permission.CONSULTATION_RECORD),
        "pages": page_links(request, page),
    }
    return render(request, "outreach/notices.html", context)


@needs(Permission.NOTICE_WRITE)
def new_notice(request: HttpRequest) -> HttpResponse:
    """Begin a notice."""
    return _edit(request, None)


@needs(Permission.NOTICE_WRITE)
def edit_notice(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Write on; what was agreed to must then be agreed to anew."""
    found = _notice(notice_id)
    if not Steps.of(found, request.holder).edit:
        return redirect("outreach:notice", notice_id)
    return _edit(request, found)


@needs(Permission.NOTICE_WRITE)
def notice(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """What it says, whom it reaches, how far it is, and each step that may be taken."""
    found = _notice(notice_id)
    step, given = request.POST.get("step", ""), request.POST or None
    remark = RemarkForm(given if step == "give_back" else None)
    schedule = ScheduleForm(given if step == "schedule" else None)
    if request.method == "POST" and take_step(request, found, step, remark=remark, schedule=schedule):
        return redirect("outreach:notice", notice_id)
    if request.htmx and found.state != NoticeState.SENDING:  # type: ignore[attr-defined]
        # It was looked at while it was being sent: all of the page tells of that.
        return HttpResponseClientRefresh()
    segment = Segment.of(found)
    context = {
        "notice": found,
        "state": found.get_state_display(),
        "steps": Steps.of(found, request.holder),
        "audience": audience_words(segment, {one.id: one.name for one in districts_to_choose()}),
        "size": size_words(rough_size(segment, today=localdate(moment()))),
        "quotes": quotes(found, language="ja"),
        "facts": facts_of(found),
        "figures": figures_of(found) if found.started_at else [],
        "is_sending": found.state == NoticeState.SENDING,
        "gone": percent_gone(found),
        "is_agreed": found.state in AGREED,
        "line_limits": LIMITS,
        "least": settings.OUTREACH_LEAST,
        "remark": remark,
        "schedule": schedule,
        "step": step,
    }
    return render(
        request, "outreach/notice.html", context, status=422 if _has_errors(remark, schedule) else 200
    )


def _edit(request: HttpRequest, found: Notice | None) -> HttpResponse:
    today = localdate(moment())
    events = events_to_quote(today=today)
    initial: dict[str, Any] = NoticeForm.told_before(found, item_ids(found), events) if found else {}
    form = NoticeForm(
        request.POST or None, initial=initial, districts=districts_to_choose(), events=events, today=today
    )
    size = ""
    if form.is_valid():
        if "count" in request.POST:
            size = size_words(rough_size(form.segment(), today=today))
        else:
            try:
                made = write_notice(told=form.told(), notice=found, by=request.holder.user, at=moment())
            except NotInThatState:
                messages.error(request, _("もう送り始めたため、直せません。"))
                return redirect("outreach:notice", found.id if found else "")
            return redirect("outreach:notice", made.id)
    context = {"form": form, "notice": found, "size": size}
    return render(request, "outreach/notice_edit.html", context, status=422 if form.errors else 200)


def _notice(notice_id: UUID) -> Notice:
    found = notice_at_work(notice_id)
    if found is None:
        raise Http404
    return found


def _has_errors(*forms: Any) -> bool:
    return any(form.is_bound and form.errors for form in forms)
