"""A month of the calendar: days to choose from, and what takes place on them."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.urls import reverse
from django.utils.translation import pgettext

from tsunagu.directory.models import Event
from tsunagu.directory.presenters.events import (
    DayLine,
    day_line,
    event_reasons,
    name_of_event,
    organisation_of_event,
    place_of_event,
    summary_of_event,
    time_words,
)
from tsunagu.directory.presenters.language import name_of, weekday_label
from tsunagu.directory.presenters.reasons import Reason
from tsunagu.directory.queries.events import Happens, Occurrence
from tsunagu.directory.queries.opening_days import OpenService
from tsunagu.kernel.dates.holidays import is_holiday
from tsunagu.kernel.dates.month import Month
from tsunagu.kernel.dates.opening_rule import Interval
from tsunagu.kernel.ui.words import joined, month_day_weekday

PAGE_SIZE = 30
_SATURDAY, _SUNDAY = 5, 6
_SUNDAY_FIRST = (6, 0, 1, 2, 3, 4, 5)

OpenLines = Mapping[date, Sequence[tuple[OpenService, tuple[Interval, ...]]]]


class OpenDay(NamedTuple):
    """Who is open on a day; it stands behind the day's events as one entry."""

    day: date
    lines: Sequence[tuple[OpenService, tuple[Interval, ...]]]


Entry = Occurrence | OpenDay


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event in the agenda."""

    name: str
    url: str
    time: str
    place: str
    organisation: str
    summary: str
    reasons: tuple[Reason, ...]
    # Of one day.
    state: DayLine | None = None


@dataclass(frozen=True, slots=True)
class OpenLine:
    name: str
    url: str
    hours: str


@dataclass(frozen=True, slots=True)
class AgendaDay:
    """A day with what takes place on it."""

    key: str
    label: str
    is_today: bool
    events: tuple[EventLine, ...]
    open_lines: tuple[OpenLine, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A day of the grid; without an address nothing is to be seen there."""

    number: int
    label: str
    is_in_month: bool
    is_today: bool
    look: str
    count: int = 0
    called_off: int = 0
    url: str = ""


def key_of(day: date) -> str:
    """Where the day stands on its page."""
    return f"d{day:%d}"


def entries_of(occurrences: Sequence[Occurrence], open_lines: OpenLines) -> Sequence[Entry]:
    """What stands in the agenda, day by day, events before those who are open."""
    if not open_lines:
        return occurrences
    open_days = [OpenDay(day, lines) for day, lines in open_lines.items()]
    return sorted((*occurrences, *open_days), key=lambda entry: (entry.day, isinstance(entry, OpenDay)))


def page_of(entries: Sequence[Entry], number: int) -> Sequence[Entry]:
    return entries[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]


def agenda_of(shown: Iterable[Entry], lines: Mapping[UUID, EventLine], *, today: date) -> list[AgendaDay]:
    """The days of one page. What was withdrawn between two reads is left out."""
    by_day: dict[date, list[Entry]] = {}
    for entry in shown:
        by_day.setdefault(entry.day, []).append(entry)
    return [
        AgendaDay(
            key=key_of(day),
            label=month_day_weekday(day),
            is_today=day == today,
            events=tuple(
                replace(lines[one.event_id], state=day_line(one))
                for one in entries
                if isinstance(one, Occurrence) and one.event_id in lines
            ),
            open_lines=tuple(
                _open_line(*line) for one in entries if isinstance(one, OpenDay) for line in one.lines
            ),
        )
        for day, entries in by_day.items()
    ]


def event_line(event: Event) -> EventLine:
    """What a line says of an event on each of its days."""
    return EventLine(
        name=name_of_event(event),
        url=reverse("portal:event", args=[event.id]),
        time=time_words(event.starts, event.ends),
        place=place_of_event(event),
        organisation=organisation_of_event(event),
        summary=summary_of_event(event),
        reasons=event_reasons(event),
    )


def grid_of(
    month: Month, entries: Sequence[Entry], *, today: date, address: Callable[[date, int], str]
) -> list[list[Cell]]:
    """The month as a table; a day leads to the page on which it begins."""
    first_at: dict[date, int] = {}
    held: Counter[date] = Counter()
    off: Counter[date] = Counter()
    for index, entry in enumerate(entries):
        first_at.setdefault(entry.day, index)
        if isinstance(entry, Occurrence):
            held[entry.day] += entry.takes_place
            off[entry.day] += entry.happens is Happens.OFF
    return [
        [
            Cell(
                number=day.day,
                label=month_day_weekday(day),
                is_in_month=Month.of(day) == month,
                is_today=day == today,
                look=_look(day),
                count=held[day],
                called_off=off[day],
                url=address(day, first_at[day] // PAGE_SIZE + 1) if day in first_at else "",
            )
            for day in week
        ]
        for week in month.weeks()
    ]


def weekday_heads() -> list[dict[str, str]]:
    """日曜日 … 土曜日, with the letter that stands in the head of the table."""
    letters = (
        pgettext("letter of a weekday", "月"),
        pgettext("letter of a weekday", "火"),
        pgettext("letter of a weekday", "水"),
        pgettext("letter of a weekday", "木"),
        pgettext("letter of a weekday", "金"),
        pgettext("letter of a weekday", "土"),
        pgettext("letter of a weekday", "日"),
    )
    return [{"name": weekday_label(day), "letter": letters[day]} for day in _SUNDAY_FIRST]


def _look(day: date) -> str:
    if day.weekday() == _SUNDAY or is_holiday(day):
        return "sunday"
    return "saturday" if day.weekday() == _SATURDAY else ""


def _open_line(service: OpenService, hours: tuple[Interval, ...]) -> OpenLine:
    spans = joined([time_words(each.start, each.end) for each in hours])
    return OpenLine(name_of(service.name), reverse("portal:service", args=[service.id]), spans)
