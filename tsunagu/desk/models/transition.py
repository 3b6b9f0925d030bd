"""Which step a hand-over may take next, and who may take it: the one table that everything else reads.

The tuples below fill two tables of the database (by migration); a trigger there refuses every other step, the
actions refuse it first with a readable error, and the tests walk every pair against these tuples.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from tsunagu.desk.models.referral_choices import WORKING, Actor, BusinessStatus, TaskStatus
from tsunagu.kernel.database.row_security import Policy, RowSecurity

S, B = TaskStatus, BusinessStatus
SENDERS = (Actor.SOURCE, Actor.COORDINATOR)
ANSWERERS = (Actor.TARGET, Actor.LINK)


@dataclass(frozen=True, slots=True)
class Arrow:
    """One allowed step between statuses."""

    start: TaskStatus
    end: TaskStatus
    actors: tuple[Actor, ...]
    needs_reason: bool = False
    needs_outcome: bool = False
    needs_person: bool = False
    # The step may be taken only from these business statuses; empty: from any.
    only_from: tuple[BusinessStatus, ...] = ()


# An appointment that nobody came to is no outcome (BSeR rows 09, 16, 24, 30).
_CAN_COMPLETE = (B.NONE, B.SCHEDULED, B.EVENT_COMPLETED, B.CANCELLATION_REQUESTED)
_ASKED_TO_STOP = (B.CANCELLATION_REQUESTED,)

ARROWS: tuple[Arrow, ...] = (
    Arrow(S.DRAFT, S.REQUESTED, SENDERS),
    Arrow(S.DRAFT, S.ENTERED_IN_ERROR, SENDERS, needs_reason=True),
    Arrow(S.REQUESTED, S.ACCEPTED, ANSWERERS, needs_person=True),
    Arrow(S.REQUESTED, S.REJECTED, ANSWERERS, needs_reason=True),
    Arrow(S.REQUESTED, S.CANCELLED, (*SENDERS, Actor.SYSTEM), needs_reason=True),
    Arrow(S.REQUESTED, S.ENTERED_IN_ERROR, SENDERS, needs_reason=True),
    Arrow(S.ACCEPTED, S.IN_PROGRESS, ANSWERERS, needs_person=True),
    Arrow(S.ON_HOLD, S.IN_PROGRESS, ANSWERERS, needs_person=True),
    *(
        Arrow(start, S.ON_HOLD, ANSWERERS, needs_reason=True, needs_person=True)
        for start in (S.ACCEPTED, S.IN_PROGRESS)
    ),
    *(Arrow(start, S.COMPLETED, ANSWERERS, needs_outcome=True, only_from=_CAN_COMPLETE) for start in WORKING),
    *(Arrow(start, S.FAILED, ANSWERERS, needs_reason=True) for start in WORKING),
    *(
        Arrow(start, S.CANCELLED, (*ANSWERERS, Actor.SYSTEM), needs_reason=True, only_from=_ASKED_TO_STOP)
        for start in WORKING
    ),
    *(Arrow(start, S.ENTERED_IN_ERROR, SENDERS, needs_reason=True) for start in WORKING),
    # The person who held the family left: their organisation is asked again, the desk holds meanwhile.
    *(Arrow(start, S.REQUESTED, (Actor.SYSTEM,), needs_reason=True) for start in WORKING),
)


@dataclass(frozen=True, slots=True)
class BusinessArrow:
    """One allowed step between business statuses, while a named person holds the family."""

    start: BusinessStatus
    end: BusinessStatus
    actors: tuple[Actor, ...]


_MEETABLE = (B.NONE, B.SCHEDULED, B.UNATTENDED, B.APPOINTMENT_CANCELLED, B.EVENT_COMPLETED)

BUSINESS_ARROWS: tuple[BusinessArrow, ...] = (
    # BSeR rows 06, 11, 18, 21, 26 (11: to another time)
    *(BusinessArrow(start, B.SCHEDULED, ANSWERERS) for start in _MEETABLE),
    # row 12
    BusinessArrow(B.SCHEDULED, B.UNATTENDED, ANSWERERS),
    # rows 13, 19, 27
    *(
        BusinessArrow(start, B.APPOINTMENT_CANCELLED, ANSWERERS)
        for start in (B.SCHEDULED, B.UNATTENDED, B.EVENT_COMPLETED)
    ),
    # rows 08, 15, 29
    *(
        BusinessArrow(start, B.EVENT_COMPLETED, ANSWERERS)
        for start in (B.NONE, B.SCHEDULED, B.EVENT_COMPLETED)
    ),
    # rows 07, 14, 20, 22, 28
    *(BusinessArrow(start, B.CANCELLATION_REQUESTED, SENDERS) for start in _MEETABLE),
)


def arrow_between(start: str, end: str) -> Arrow | None:
    """The step from one status to another, when there is one."""
    return next((arrow for arrow in ARROWS if (arrow.start, arrow.end) == (start, end)), None)


def business_arrow_between(start: str, end: str) -> BusinessArrow | None:
    """The step from one business status to another, when there is one."""
    return next((arrow for arrow in BUSINESS_ARROWS if (arrow.start, arrow.end) == (start, end)), None)


# Rules are the same for every town, and nobody changes them at run time.
READ_ONLY = RowSecurity((Policy("rules_are_read", "true", command="SELECT"),), append_only=True)


class TransitionRule(models.Model):
    """One arrow and one of its actors, as the database reads it."""

    row_security = READ_ONLY

    from_status = models.CharField("元の状態", max_length=20, choices=TaskStatus.choices)
    to_status = models.CharField("次の状態", max_length=20, choices=TaskStatus.choices)
    actor = models.CharField("だれが", max_length=12, choices=Actor.choices)
    needs_reason = models.BooleanField("理由が要る")
    needs_outcome = models.BooleanField("結果が要る")
    needs_person = models.BooleanField("担当者名が要る")
    only_from_business = ArrayField(models.CharField(max_length=30), verbose_name="約束の状態", default=list)

    class Meta:
        db_table = "desk_transition_rule"
        verbose_name = "つなぎの状態の規則"
        verbose_name_plural = "つなぎの状態の規則"
        constraints = [
            models.UniqueConstraint(fields=["from_status", "to_status", "actor"], name="transition_rule_once")
        ]

    def __str__(self) -> str:
        return f"{self.from_status} → {self.to_status} ({self.actor})"


class BusinessTransitionRule(models.Model):
    """One arrow of the business statuses and one of its actors."""

    row_security = READ_ONLY

    from_business = models.CharField("元の状態", max_length=30, blank=True, choices=BusinessStatus.choices)
    to_business = models.CharField("次の状態", max_length=30, choices=BusinessStatus.choices)
    actor = models.CharField("だれが", max_length=12, choices=Actor.choices)

    class Meta:
        db_table = "desk_business_transition_rule"
        verbose_name = "約束の状態の規則"
        verbose_name_plural = "約束の状態の規則"
        constraints = [
            models.UniqueConstraint(
                fields=["from_business", "to_business", "actor"], name="business_transition_rule_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.from_business} → {self.to_business} ({self.actor})"


def rule_rows() -> Iterator[dict[str, Any]]:
    """The arrows as rows of `TransitionRule`."""
    for arrow in ARROWS:
        for actor in arrow.actors:
            yield {
                "from_status": arrow.start.value,
                "to_status": arrow.end.value,
                "actor": actor.value,
                "needs_reason": arrow.needs_reason,
                "needs_outcome": arrow.needs_outcome,
                "needs_person": arrow.needs_person,
                "only_from_business": [status.value for status in arrow.only_from],
            }


def business_rule_rows() -> Iterator[dict[str, str]]:
    """The business arrows as rows of `BusinessTransitionRule`."""
    for arrow in BUSINESS_ARROWS:
        for actor in arrow.actors:
            yield {
                "from_business": arrow.start.value,
                "to_business": arrow.end.value,
                "actor": actor.value,
            }
