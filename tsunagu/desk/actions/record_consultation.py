"""Recording what a family asked and what was answered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tsunagu.desk.choices import Asker, Method, NextActionKind
from tsunagu.desk.models import (
    Consultation,
    ConsultationPlace,
    ConsultationSuggestion,
    ConsultationTopic,
    DeskDay,
    HouseholdHeadline,
)
from tsunagu.families.models import Household, Person
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.audit import journal


class NoTopic(Exception):
    """A consultation without a topic would count a user and no 件."""


class NotHappenedYet(Exception):
    """A conversation is recorded after it took place."""


class NotOfThisHousehold(Exception):
    """The person named as the asker belongs to another household."""


class NothingToDo(Exception):
    """There is no next action, or it is done already."""


@dataclass(frozen=True, slots=True)
class NextAction:
    """What the desk promised: by whom, until when."""

    kind: NextActionKind
    on: date
    owner: User
    note: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What was said at the counter."""

    asked: str = ""
    answered: str = ""
    # A need for which no resource was found; it counts in the gap report.
    unmet_need: str = ""


@transaction.atomic
def record_consultation(
    *,
    place: ConsultationPlace,
    method: Method,
    topics: Sequence[str],
    by: User,
    at: datetime,
    happened_at: datetime | None = None,
    household: Household | None = None,
    asked_by: Person | None = None,
    asker: Asker = Asker.MOTHER,
    people_count: int = 1,
    minutes: int | None = None,
    said: Said | None = None,
    next_action: NextAction | None = None,
    service_ids: Iterable[UUID] = (),
) -> Consultation:
    """A family was listened to. Its place counts as open on that day.

    Raises:
        NoTopic: no topic was named.
        NotHappenedYet: the conversation would lie in the future.
        NotOfThisHousehold: the asker lives elsewhere.
    """
    happened_at = happened_at or at
    said = said or Said()
    if not topics:
        raise NoTopic
    if happened_at > at:
        raise NotHappenedYet(happened_at)
    if asked_by is not None and (household is None or asked_by.household_id != household.id):
        raise NotOfThisHousehold(asked_by)
    consultation = Consultation.objects.create(
        organisation_id=place.organisation_id,
        place=place,
        at=happened_at,
        method=method,
        household=household,
        asked_by=asked_by,
        asker=asker,
        people_count=people_count,
        minutes=minutes,
        asked=said.asked,
        answered=said.answered,
        is_unmet=bool(said.unmet_need),
        unmet_need=said.unmet_need,
        recorded_by=by,
        recorded_at=at,
        **_next_fields(next_action),
    )
    _attach(consultation, topics=topics, service_ids=service_ids)
    DeskDay.objects.get_or_create(place=place, day=timezone.localtime(happened_at).date())
    journal.record(
        "desk.consultation_recorded",
        record_id=household.id if household else None,
        by=by.id,
        at=at,
        consultation=str(consultation.id),
    )
    return consultation


def _attach(consultation: Consultation, *, topics: Sequence[str], service_ids: Iterable[UUID]) -> None:
    """Each topic and each suggested service once, in the order in which they were named."""
    ConsultationTopic.objects.bulk_create(
        ConsultationTopic(consultation=consultation, topic=topic, position=position)
        for position, topic in enumerate(dict.fromkeys(topics))
    )
    ConsultationSuggestion.objects.bulk_create(
        ConsultationSuggestion(consultation=consultation, service_id=service_id)
        for service_id in dict.fromkeys(service_ids)
    )


def _next_fields(action: NextAction | None) -> dict[str, object]:
    if action is None:
        return {}
    return {
        "next_kind": action.kind,
        "next_note": action.note,
        "next_on": action.on,
        "next_owner": action.owner,
    }


@transaction.atomic
def finish_next_action(*, consultation: Consultation, by: User, at: datetime) -> Consultation:
    """What was promised is done.

    Raises:
        NothingToDo: nothing was promised, or it was done before.
    """
    if not consultation.next_kind or consultation.next_done_at is not None:
        raise NothingToDo(consultation)
    consultation.next_done_at, consultation.next_done_by = at, by
    consultation.save(update_fields=["next_done_at", "next_done_by"])
    journal.record(
        "desk.next_action_done",
        record_id=consultation.household_id,
        by=by.id,
        at=at,
        consultation=str(consultation.id),
    )
    return consultation


@transaction.atomic
def write_headline(*, household: Household, text: str, by: User, at: datetime) -> HouseholdHeadline:
    """Somebody says what is hard for this household now; what was said before stays below."""
    headline = HouseholdHeadline.objects.create(household=household, text=text.strip(), by=by, at=at)
    journal.record("desk.headline_written", record_id=household.id, by=by.id, at=at)
    return headline


@transaction.atomic
def open_desk_day(*, place: ConsultationPlace, day: date, by: User | None, at: datetime) -> DeskDay:
    """The place was open on this day, whether or not anybody came."""
    desk_day, is_new = DeskDay.objects.get_or_create(place=place, day=day)
    if is_new:
        journal.record(
            "desk.day_opened",
            record_id=None,
            by=by.id if by else None,
            at=at,
            place=str(place.id),
            day=day.isoformat(),
        )
    return desk_day
