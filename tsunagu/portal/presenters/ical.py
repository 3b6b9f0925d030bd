"""Events as another calendar reads them (RFC 5545).

A round is one entry with its rule. A day that went otherwise is an entry of its own for that day
(RECURRENCE-ID): called off, it is cancelled and not merely left out, so that whoever had it sees what became
of it; moved, it has its new time.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar
from icalendar import Event as Entry

from tsunagu.directory.choices import EventState
from tsunagu.directory.models import Event, EventDay
from tsunagu.directory.presenters.events import (
    ages_of_event,
    cost_of_event,
    name_of_event,
    organisation_of_event,
    place_of_event,
    summary_of_event,
)
from tsunagu.kernel.ui.words import joined

ZONE = ZoneInfo("Asia/Tokyo")
PRODUCER = "-//tsunagu//calendar//JA"
# How often a calendar program should look again.
REFRESH = timedelta(hours=6)


def calendar_file(events: Iterable[Event], *, name: str, address_of: Callable[[Event], str]) -> bytes:
    """The events with their changed days, in Japanese time."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCER)
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", ZONE.key)
    calendar.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    for event in events:
        for entry in _entries(event, address_of(event)):
            calendar.add_component(entry)
    calendar.add_missing_timezones()
    return calendar.to_ical()


def identifier_of(event: Event) -> str:
    """The same for ever, in every language and every file."""
    return f"{event.id}@tsunagu"


def _entries(event: Event, address: str) -> Iterable[Entry]:
    is_round = event.recurrence is not None
    others = list(event.days.all())
    is_off = event.state == EventState.CANCELLED
    # What happens once and was moved or called off needs no exception: it is said of the entry itself.
    alone = None if is_round else next(iter(others), None)
    day = alone.moved_to if alone and alone.moved_to else event.first_on
    main = _entry(event, address, day, reason=alone.remark if alone else "")
    if is_off or (alone and alone.moved_to is None):
        main["status"] = "CANCELLED"
    if rule := event.rule:
        main.add("rrule", {**_parts(rule.as_rrule()), "until": _until(event)})
    yield main
    if is_round and not is_off:
        for other in others:
            yield _other_day(event, address, other)


def _other_day(event: Event, address: str, other: EventDay) -> Entry:
    entry = _entry(event, address, other.moved_to or other.on, reason=other.remark)
    entry.add("recurrence-id", _moment(other.on, event.starts))
    if other.moved_to is None:
        entry["status"] = "CANCELLED"
    return entry


def _entry(event: Event, address: str, day: date, *, reason: str) -> Entry:
    entry = Entry()
    entry.add("uid", identifier_of(event))
    entry.add("dtstamp", event.updated_at.astimezone(UTC))
    entry.add("last-modified", event.updated_at.astimezone(UTC))
    entry.add("summary", name_of_event(event))
    entry.add("dtstart", _moment(day, event.starts))
    if event.ends is not None:
        entry.add("dtend", _moment(day, event.ends))
    entry.add("status", "CONFIRMED")
    if place := _place(event):
        entry.add("location", place)
    entry.add("description", _description(event, reason or event.remark))
    entry.add("url", address)
    return entry


def _moment(day: date, minute: int | None) -> date | datetime:
    """A day where the time is unknown: nobody is told that it begins at midnight."""
    if minute is None:
        return day
    return datetime.combine(day, time(), ZONE) + timedelta(minutes=minute)


def _until(event: Event) -> date | datetime:
    """The end of the last day, written as the beginning is: a day for days, a moment of UTC for moments."""
    if event.starts is None:
        return event.last_on
    return datetime.combine(event.last_on, time(23, 59, 59), ZONE).astimezone(UTC)


def _parts(rule: str) -> dict[str, list[str]]:
    pairs = (part.split("=", 1) for part in rule.lower().split(";"))
    return {name: value.upper().split(",") for name, value in pairs}


def _place(event: Event) -> str:
    address = event.location.address if event.location else ""
    return joined([part for part in (place_of_event(event), address) if part])


def _description(event: Event, reason: str) -> str:
    lines = (
        reason,
        summary_of_event(event),
        ages_of_event(event),
        cost_of_event(event),
        event.how_to_join,
        organisation_of_event(event),
        event.phone,
    )
    return "\n".join(line for line in lines if line)
