"""Mending what was recorded wrongly. What stood there before stays readable."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from tsunagu.desk.actions.record_consultation import NoTopic
from tsunagu.desk.choices import Asker, Method
from tsunagu.desk.models import Consultation, ConsultationCorrection, ConsultationTopic
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.audit import journal
from tsunagu.kernel.municipality.acting import current


class NotThisDesk(Exception):
    """Only the desk that recorded a consultation mends it."""


class NothingChanged(Exception):
    """Everything reads as before."""


class NoReason(Exception):
    """Nobody said why."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What may be mended. Whose consultation it is, when and where it took place stay as recorded."""

    method: Method
    asker: Asker
    topics: tuple[str, ...]
    people_count: int = 1
    minutes: int | None = None
    asked: str = ""
    answered: str = ""
    unmet_need: str = ""


# All but the topics stand in the consultation's own row.
_FIELDS = tuple(name for name in Facts.__slots__ if name != "topics")


def facts_of(consultation: Consultation) -> Facts:
    """What is recorded now."""
    kept = {name: getattr(consultation, name) for name in _FIELDS}
    topics = consultation.topics.order_by("position", "id").values_list("topic", flat=True)
    return Facts(**kept, topics=tuple(topics))


@transaction.atomic
def correct_consultation(
    *, consultation: Consultation, facts: Facts, why: str, by: User, at: datetime
) -> ConsultationCorrection:
    """The desk mends its own record; the figures of that day follow, and the earlier words are kept.

    Raises:
        NotThisDesk: another desk recorded it.
        NoTopic: no topic would be left.
        NoReason: nobody said why.
        NothingChanged: everything reads as before.
    """
    who = current()
    if not who.system and consultation.organisation_id not in who.organisations:
        raise NotThisDesk(consultation.id)
    if not facts.topics:
        raise NoTopic
    if not why.strip():
        raise NoReason
    # The row is locked, so that two who mend at once do not lose each other's earlier words.
    consultation = Consultation.objects.select_for_update(of=("self",)).get(id=consultation.id)
    before = _what_differs(facts_of(consultation), facts)
    if not before:
        raise NothingChanged(consultation.id)
    _write(consultation, facts, before)
    correction = ConsultationCorrection.objects.create(
        consultation=consultation, before=before, why=why.strip(), by=by, at=at
    )
    journal.record(
        "desk.consultation_corrected",
        record_id=consultation.household_id,
        by=by.id,
        at=at,
        consultation=str(consultation.id),
        fields=",".join(before),
    )
    return correction


def _what_differs(now: Facts, then: Facts) -> dict[str, Any]:
    """The earlier values of what changes."""
    earlier = {
        name: getattr(now, name) for name in Facts.__slots__ if getattr(now, name) != getattr(then, name)
    }
    return {name: list(value) if name == "topics" else value for name, value in earlier.items()}


def _write(consultation: Consultation, facts: Facts, before: dict[str, Any]) -> None:
    if "topics" in before:
        consultation.topics.all().delete()
        ConsultationTopic.objects.bulk_create(
            ConsultationTopic(consultation=consultation, topic=topic, position=position)
            for position, topic in enumerate(dict.fromkeys(facts.topics))
        )
    for name in _FIELDS:
        setattr(consultation, name, getattr(facts, name))
    consultation.is_unmet = bool(facts.unmet_need)
    # Also when only topics changed: the history then shows that the record was touched.
    consultation.save(update_fields=[*_FIELDS, "is_unmet"])
