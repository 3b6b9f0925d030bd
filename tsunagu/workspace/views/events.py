"""Members write what takes place, the desk publishes it, both say when it does not take place."""

from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tsunagu.directory.actions.events import (
    GoesOnTooLong,
    NeverTakesPlace,
    NotInThatState,
    publish_event,
    revise_event,
    write_event,
)
from tsunagu.directory.choices import EventState
from tsunagu.directory.models import Event
from tsunagu.directory.presenters.events import day_line
from tsunagu.directory.queries.events import coming_days
from tsunagu.directory.rules import is_calendar_desk
from tsunagu.kernel.dates.month import Month
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import needs
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.kernel.ui.paging import page_links
from tsunagu.kernel.ui.words import month_day_weekday, month_words
from tsunagu.workspace.forms.event_form import DayForm, EventForm, ReasonForm
from tsunagu.workspace.presenters.event_texts import paper_text, sns_text
from tsunagu.workspace.presenters.events import (
    Steps,
    differences,
    event_columns,
    event_facts,
    event_rows,
    state_tabs,
    state_words,
)
from tsunagu.workspace.queries.events import (
    Keepers,
    event_to_keep,
    events_to_keep,
    month_of_events,
    revision_of,
)
from tsunagu.workspace.views.event_steps import take_step

PER_PAGE = 50
# The steps that ask why.
WITH_REASON = ("return", "cancel")
MOST_DAYS = 20
# How far the days are shown before they are saved.
AHEAD = timedelta(days=92)


@needs(Permission.DIRECTORY_EDIT_OWN)
def events(request: HttpRequest) -> HttpResponse:
    """One's own entries, or everybody's for the desk."""
    word = request.GET.get("q", "").strip()
    state = request.GET.get("state", "")
    state = state if state in EventState.values else ""
    found = Paginator(events_to_keep(keepers_of(request), state=state, containing=word), PER_PAGE)
    page = found.get_page(request.GET.get("page"))
    context = {
        "columns": event_columns(),
        "rows": event_rows(page),
        "states": state_tabs(state),
        "word": word,
        "state": state,
        "total": found.count,
        "pages": page_links(request, page),
        "may_import": request.holder.may(Permission.DIRECTORY_EDIT_ALL),
    }
    return render(request, "workspace/events.html", context)


@needs(Permission.DIRECTORY_EDIT_OWN)
def new_event(request: HttpRequest) -> HttpResponse:
    """Write a new entry."""
    return _edit(request, None)


@needs(Permission.DIRECTORY_EDIT_OWN)
def edit_event(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """Change an entry; a member's new wording of a public one is written on where it waits."""
    found = _event(request, event_id)
    if not Steps.of(found, request.holder).edit:
        return redirect("workspace:event", event_id)
    if not is_calendar_desk(request.holder) and found.state == EventState.PUBLISHED:
        found = revision_of(found) or found
    return _edit(request, found)


@needs(Permission.DIRECTORY_EDIT_OWN)
def event(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """One entry, its next days, and the steps that may be taken with it."""
    found = _event(request, event_id)
    step, given = request.POST.get("step", ""), request.POST or None
    reasons = {name: ReasonForm(given if step == name else None, prefix=name) for name in WITH_REASON}
    day = DayForm(given if step == "day" else None)
    if request.method == "POST" and take_step(request, found, step, reasons=reasons, day=day):
        return redirect("workspace:event", found.revises_id or found.id)
    today = localdate(moment())
    revision = revision_of(found)
    context = {
        "event": found,
        "state": state_words(found),
        "facts": event_facts(found),
        "steps": Steps.of(found, request.holder),
        "days": [
            {"line": day_line(one), "on": (one.other_day if one.other_day and one.takes_place else one.day)}
            for one in coming_days(found, today, most=MOST_DAYS)
        ],
        "revision": revision,
        "differences": differences(found.revises or found, found if found.revises else revision or found),
        "reasons": reasons,
        "step": step,
        "day": day,
        "is_public": found.state in (EventState.PUBLISHED, EventState.CANCELLED),
    }
    return render(request, "workspace/event.html", context)


@needs(Permission.DIRECTORY_EDIT_OWN)
def event_texts(request: HttpRequest) -> HttpResponse:
    """A month as text for 市報 and SNS, to be copied or printed."""
    today = localdate(moment())
    month = Month.read(request.GET.get("month", "")) or Month.of(today).after(1)
    # What is printed in the town's paper is Japanese, whoever makes it.
    with translation.override("ja"):
        entries = [
            {
                "name": found.name,
                "paper": paper_text(found, days),
                "sns": sns_text(found, days, _public_address(request, found)),
            }
            for found, days in month_of_events(month)
        ]
    page = reverse("workspace:event-texts")
    context = {
        "month": month_words(month.first),
        "entries": entries,
        "paper": "\n\n".join(each["paper"] for each in entries),
        "previous_url": f"{page}?month={month.after(-1).key}",
        "next_url": f"{page}?month={month.after(1).key}",
    }
    return render(request, "workspace/event_texts.html", context)


def keepers_of(request: HttpRequest) -> Keepers:
    """Whose entries this person keeps; None is everybody's."""
    holder = request.holder  # type: ignore[attr-defined]
    return None if is_calendar_desk(holder) else holder.organisations_where(Permission.DIRECTORY_EDIT_OWN)


def _event(request: HttpRequest, event_id: UUID) -> Event:
    found = event_to_keep(event_id, keepers_of(request))
    if found is None:
        raise Http404
    return found


def _edit(request: HttpRequest, found: Event | None) -> HttpResponse:
    initial = EventForm.initial_of(found) if found else None
    form = EventForm(request.POST or None, initial=initial, keepers=keepers_of(request))
    shown: list[date] | None = None
    if form.is_valid():
        shown = _days_to_show(form)
        # A round is saved only after its days have been seen.
        if form.recurrence is None or request.POST.get("seen") == _seen(form, shown):
            saved = _save(request, form, found)
            if saved is not None:
                return redirect("workspace:event", saved.id)
    context = {
        "form": form,
        "event": found,
        "shown": None if shown is None else [month_day_weekday(day) for day in shown],
        "seen": "" if shown is None else _seen(form, shown),
        "is_desk": is_calendar_desk(request.holder),  # type: ignore[attr-defined]
        "is_public": found is not None and found.state == EventState.PUBLISHED,
    }
    return render(request, "workspace/event_edit.html", context)


def _days_to_show(form: EventForm) -> list[date]:
    start = max(localdate(moment()), form.cleaned_data["first_on"])
    return form.days_between(start, start + AHEAD)


def _seen(form: EventForm, shown: list[date]) -> str:
    """What stands on the page when these days were looked at."""
    return f"{form.recurrence.as_rrule() if form.recurrence else ''} {','.join(map(str, shown))}"


def _save(request: HttpRequest, form: EventForm, found: Event | None) -> Event | None:
    """Save, and publish when the desk asked for it; None when something has to be mended first."""
    who = {"by": request.holder.user, "at": moment()}  # type: ignore[attr-defined]
    is_desk = is_calendar_desk(request.holder)  # type: ignore[attr-defined]
    try:
        if found is None:
            saved = write_event(organisation=form.cleaned_data["organisation"], **form.told(), **who)
        else:
            saved = revise_event(event=found, is_agreed=is_desk, **form.told(), **who)
        if is_desk and "publish" in request.POST and saved.state != EventState.PUBLISHED:
            saved = publish_event(event=saved, **who)
    except NeverTakesPlace:
        form.add_error("first_on", _("この決まりでは、行われる日がありません。"))
        return None
    except GoesOnTooLong:
        form.add_error("until", _("くり返しは、最初の日から400日先までにしてください。"))
        return None
    except NotInThatState:
        form.add_error(None, _("この行事は、ほかの人がすでに中止か取り下げにしました。"))
        return None
    is_public = saved.state == EventState.PUBLISHED
    messages.success(
        request,
        _("保存しました。町のカレンダーに出ています。")
        if is_public
        else _("保存しました。窓口が確認すると、町のカレンダーに出ます。"),
    )
    return saved


def _public_address(request: HttpRequest, found: Event) -> str:
    """The page of families, which stands beside this house and not in it; always the Japanese one."""
    prefix = request.mount.town_prefix  # type: ignore[attr-defined]
    return request.build_absolute_uri(f"{prefix}events/{found.id}/")
