"""The list of consultations, narrowed and sorted as its reader asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from django.db.models import Exists, F, OrderBy, OuterRef, Q, QuerySet
from django.utils import timezone

from tsunagu.desk.models import Consultation, ConsultationPlace, ConsultationTopic
from tsunagu.families.queries.keys import kana_key
from tsunagu.kernel.accounts.models import User


class Promise(StrEnum):
    """Where the next action of a consultation stands."""

    OPEN = "open"
    LATE = "late"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class ConsultationsAsked:
    """Which consultations the reader wants to see; what is empty does not narrow."""

    since: date | None = None
    until: date | None = None
    place: str = ""
    method: str = ""
    topic: str = ""
    recorder: str = ""
    promise: str = ""
    words: str = ""


# What each column sorts by; the id behind it keeps pages from overlapping.
SORTS: dict[str, str] = {
    "at": "at",
    "household": "household__kana_key",
    "method": "method",
    "place": "place__name_kana",
    "recorder": "recorded_by__name_kana",
    "next": "next_on",
}


def consultations_asked_for(
    asked: ConsultationsAsked,
    *,
    organisations: frozenset[UUID],
    today: date,
    sort: str = "at",
    descending: bool = True,
) -> QuerySet[Consultation]:
    """What these desks recorded, of what I may see."""
    rows = Consultation.objects.filter(organisation_id__in=organisations)
    for field, value in (("place", asked.place), ("method", asked.method), ("recorded_by", asked.recorder)):
        if value:
            rows = rows.filter(**{field: value})
    if asked.since:
        rows = rows.filter(at__gte=_midnight(asked.since))
    if asked.until:
        rows = rows.filter(at__lt=_midnight(asked.until + timedelta(days=1)))
    if asked.topic:
        topics = ConsultationTopic.objects.filter(consultation=OuterRef("id"), topic=asked.topic)
        rows = rows.filter(Exists(topics))
    if asked.promise:
        rows = rows.filter(_promise(Promise(asked.promise), today))
    if asked.words.strip():
        rows = rows.filter(_words(asked.words.strip()))
    joined = rows.select_related("place", "household", "recorded_by", "next_owner")
    return joined.prefetch_related("topics").order_by(*_order(sort, descending))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone())


def _promise(promise: Promise, today: date) -> Q:
    if promise is Promise.DONE:
        return Q(next_done_at__isnull=False)
    is_open = Q(next_on__isnull=False, next_done_at=None)
    return is_open & Q(next_on__lt=today) if promise is Promise.LATE else is_open


def _words(words: str) -> Q:
    """In what was said, or in the family's name as it is written or read."""
    said = Q(asked__icontains=words) | Q(answered__icontains=words) | Q(unmet_need__icontains=words)
    named = Q(household__label__icontains=words)
    reading = kana_key(words)
    return said | named | (Q(household__kana_key__contains=reading) if reading else Q())


def _order(sort: str, descending: bool) -> Sequence[OrderBy]:
    direction = {"nulls_last": True}
    key = F(SORTS[sort])
    newest = F("at").desc()
    first = key.desc(**direction) if descending else key.asc(**direction)
    return first, newest, F("id").desc()


def places_ever_of(organisations: frozenset[UUID]) -> QuerySet[ConsultationPlace]:
    """Every place of these desks, closed ones too: their old records can be asked for."""
    return ConsultationPlace.objects.filter(organisation_id__in=organisations).order_by(
        "kind", "position", "name_kana", "id"
    )


def people_who_recorded(organisations: frozenset[UUID]) -> QuerySet[User]:
    """Everybody who recorded something at these desks that I may see, also those who have left."""
    wrote = Consultation.objects.filter(organisation_id__in=organisations).values("recorded_by")
    return User.objects.filter(id__in=wrote).order_by("name_kana", "name", "id")
