"""What takes place between two days, and the entries behind it."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from tsunagu.directory.choices import Cost, EventState, Scheme
from tsunagu.directory.models import Event, EventDay, ServiceAttribute
from tsunagu.kernel.dates.recurrence import LONGEST, Recurrence, recurrence_from_json
from tsunagu.kernel.japanese.fold import fold, fold_alternatives

PUBLIC = (EventState.PUBLISHED, EventState.CANCELLED)
_LAST_IN_A_DAY = 24 * 60 * 2
_LOOKED_FOR_IN = (
    "name", "name_kana", "name_en", "summary", "summary_easy", "summary_en", "place_text",
    "location__name", "location__name_kana", "organisation__name",
)  # fmt: skip
_LIGHT = ("id", "state", "remark", "first_on", "rule_text", "starts", "name")


class Happens(StrEnum):
    """What becomes of one day."""

    AS_USUAL = "as_usual"
    OFF = "off"
    MOVED_HERE = "moved_here"
    # The usual day of what is held on another one: somebody may come on it.
    MOVED_AWAY = "moved_away"


@dataclass(frozen=True, slots=True)
class EventFilter:
    """What a reader wants to see. What is unknown of an event never hides it."""

    # The first and the last month of life asked for.
    ages: tuple[int, int] | None = None
    district: UUID | None = None
    organisation: UUID | None = None
    free: bool = False
    text: str = ""
    # Of the service behind the event.
    need: str = ""
    kind: str = ""


EVERYTHING = EventFilter()


class Occurrence(NamedTuple):
    """One event on one day. A month of a large town has thousands: nothing is lighter than a tuple."""

    event_id: UUID
    day: date
    happens: Happens = Happens.AS_USUAL
    # The usual day of what moved here, or the new day of what moved away.
    other_day: date | None = None
    reason: str = ""

    @property
    def takes_place(self) -> bool:
        return self.happens in (Happens.AS_USUAL, Happens.MOVED_HERE)


@dataclass(frozen=True, slots=True)
class OtherDay:
    """What was said of one day of a round."""

    on: date
    moved_to: date | None
    reason: str


def occurrences_between(start: date, end: date, asked: EventFilter = EVERYTHING) -> list[Occurrence]:
    """Every public event on every day from `start` to `end`, in order; two statements."""
    rows = _falling_between(start, end, asked).annotate(rule_text=Cast("recurrence", TextField()))
    more = _LOOKED_FOR_IN if asked.text else ()
    found = list(rows.values_list(*_LIGHT, *more))
    if asked.text:
        found = [row for row in found if _is_meant(row[len(_LIGHT) :], asked.text)]
    # In the order of a day: whose time is unknown comes last.
    found.sort(key=lambda row: (_LAST_IN_A_DAY if row[5] is None else row[5], row[6], row[0]))
    others = _other_days(start, end) if found else {}
    by_day: dict[date, list[Occurrence]] = {}
    for event_id, state, remark, first_on, rule, *_rest in found:
        for one in _on_days(
            event_id,
            first=first_on,
            rule=_rule_of(rule) if rule else None,
            others=others.get(event_id, ()),
            called_off=remark if state == EventState.CANCELLED else None,
            between=(start, end),
        ):
            by_day.setdefault(one.day, []).append(one)
    return [one for day in sorted(by_day) for one in by_day[day]]


def occurrences_of(event: Event, start: date, end: date) -> list[Occurrence]:
    """One event on its days between two days, whatever its state; `days` may have been read with it."""
    others = [OtherDay(each.on, each.moved_to, each.remark) for each in event.days.all()]
    found = _on_days(
        event.id,
        first=event.first_on,
        rule=event.rule,
        others=others,
        called_off=event.remark if event.state == EventState.CANCELLED else None,
        between=(start, end),
    )
    return sorted(found, key=lambda each: each.day)


def coming_days(event: Event, today: date, *, most: int) -> list[Occurrence]:
    """Its next days from today on, called-off ones among them."""
    return occurrences_of(event, today, max(event.last_on, today) + LONGEST)[:most]


def public_events(event_ids: Iterable[UUID]) -> dict[UUID, Event]:
    """Public entries with what a line says of them; one statement."""
    rows = _whole(Event.objects.filter(id__in=list(event_ids), state__in=PUBLIC))
    return {event.id: event for event in rows}


def public_event(event_id: UUID) -> Event | None:
    """One public entry with its changed days."""
    rows = Event.objects.filter(id=event_id, state__in=PUBLIC).prefetch_related("days")
    return _whole(rows).first()


def public_events_since(day: date, asked: EventFilter = EVERYTHING) -> list[Event]:
    """Public entries that can still take place on or after a day, with their changed days."""
    rows = _whole(_falling_between(day, date.max, asked)).prefetch_related("days")
    return [
        event
        for event in rows.order_by("first_on", "name", "id")
        if not asked.text or _is_meant(_texts_of(event), asked.text)
    ]


def newest_events(today: date, *, most: int) -> list[Event]:
    """Public entries that are not over, what changed last first."""
    rows = Event.objects.filter(state__in=PUBLIC, last_on__gte=today)
    return list(_whole(rows).order_by("-updated_at", "id")[:most])


def _falling_between(start: date, end: date, asked: EventFilter) -> QuerySet[Event]:
    """What can fall between the days, a day that was moved among them included."""
    moved_here = EventDay.objects.filter(moved_to__range=(start, end))
    can_fall = Q(first_on__lte=end, last_on__gte=start) | Q(id__in=moved_here.values("event"))
    return Event.objects.filter(can_fall, _fits(asked), state__in=PUBLIC)


def _fits(asked: EventFilter) -> Q:
    fits = Q()
    if asked.ages is not None:
        youngest, oldest = asked.ages
        fits &= Q(minimum_age_months=None) | Q(minimum_age_months__lte=oldest)
        fits &= Q(maximum_age_months=None) | Q(maximum_age_months__gte=youngest)
    if asked.district is not None:
        fits &= (
            Q(district=asked.district)
            | Q(district=None, location__district=asked.district)
            | Q(district=None, location__district=None)
        )
    if asked.organisation is not None:
        fits &= Q(organisation=asked.organisation)
    if asked.free:
        fits &= ~Q(cost=Cost.PAID)
    if asked.kind:
        fits &= Q(service=None) | Q(service__kind=None) | Q(service__kind__key=asked.kind)
    if asked.need:
        fits &= Q(service=None) | Q(service__in=services_under(asked.need))
    return fits


def services_under(need: str) -> QuerySet[Any, Any]:
    """The services sorted under a need or one below it."""
    below = Q(term__key=need) | Q(term__parent__key=need) | Q(term__parent__parent__key=need)
    return ServiceAttribute.objects.filter(below, term__scheme=Scheme.NEED).values("service")


def _other_days(start: date, end: date) -> Mapping[UUID, list[OtherDay]]:
    """What was said of single days between two days, by event; one statement."""
    found: dict[UUID, list[OtherDay]] = {}
    rows = EventDay.objects.filter(Q(on__range=(start, end)) | Q(moved_to__range=(start, end))).order_by("on")
    for event_id, on, moved_to, remark in rows.values_list("event_id", "on", "moved_to", "remark"):
        found.setdefault(event_id, []).append(OtherDay(on, moved_to, remark))
    return found


# The rules of a town are few, and read again for every month that somebody looks at.
@lru_cache(maxsize=4096)
def _rule_of(kept: str) -> Recurrence | None:
    return recurrence_from_json(json.loads(kept))


def _whole(rows: QuerySet[Event]) -> QuerySet[Event]:
    return rows.select_related("organisation", "service", "district", "location", "location__district")


def _on_days(
    event_id: UUID,
    *,
    first: date,
    rule: Recurrence | None,
    others: Iterable[OtherDay],
    called_off: str | None,
    between: tuple[date, date],
) -> Iterator[Occurrence]:
    """The days of one event; `called_off` is the reason why none of them takes place."""
    start, end = between
    usual: Iterable[date] = (first,) if rule is None else rule.dates(first, start, end)
    by_day = {each.on: each for each in others}
    for day in usual:
        if not start <= day <= end:
            continue
        other = by_day.get(day)
        if other is None and called_off is None:
            yield Occurrence(event_id, day, Happens.AS_USUAL)
        elif other is None or other.moved_to is None or called_off is not None:
            reason = other.reason if other and called_off is None else called_off or ""
            yield Occurrence(event_id, day, Happens.OFF, None, reason)
        else:
            yield Occurrence(event_id, day, Happens.MOVED_AWAY, other.moved_to, other.reason)
    for other in by_day.values():
        if other.moved_to is not None and start <= other.moved_to <= end:
            happens = Happens.MOVED_HERE if called_off is None else Happens.OFF
            reason = other.reason if called_off is None else called_off
            yield Occurrence(event_id, other.moved_to, happens, other.on, reason)


def _texts_of(event: Event) -> list[str | None]:
    place = event.location
    own = [event.name, event.name_kana, event.name_en, event.summary, event.summary_easy, event.summary_en]
    return [
        *own, event.place_text, place.name if place else "", place.name_kana if place else "",
        event.organisation.name,
    ]  # fmt: skip


def _is_meant(texts: Iterable[str | None], piece: str) -> bool:
    """Whether a typed piece is in one of the texts, width, kana and spaces aside."""
    folded = "\n".join(fold(text or "").replace(" ", "") for text in texts)
    return any(one.replace(" ", "") in folded for one in fold_alternatives(piece))
