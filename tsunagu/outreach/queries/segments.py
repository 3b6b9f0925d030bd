"""Whom a notice reaches, and how many that is, told so that nobody can be found by counting.

A child that is expected is expected until its parents say that it was born: the expected month passes without
a word, because a birth that did not go well is told by nobody (decision 0006).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from tsunagu.families.choices import ContactKind, LeftReason
from tsunagu.families.models import ContactWay, Person
from tsunagu.kernel.dates.month import Month
from tsunagu.kernel.municipality.acting import as_system, current_town_id, moment
from tsunagu.outreach.choices import Reach
from tsunagu.outreach.models import Notice, SubscribedChild, Subscription
from tsunagu.outreach.queries.digests import digests_of

# Told in steps of ten: adding one month or district at a time shows nobody coming or going.
ROUND = 10


@dataclass(frozen=True, slots=True)
class Segment:
    """Who is meant: a pure question, the same for the same answers."""

    subjects: Sequence[str]
    reach: str = Reach.EVERYBODY
    months_from: int | None = None
    months_to: int | None = None
    districts: Sequence[UUID] = ()

    @classmethod
    def of(cls, notice: Notice) -> "Segment":
        return cls(
            notice.subjects, notice.reach, notice.months_from, notice.months_to, tuple(notice.districts)
        )


def receivers_of(segment: Segment, *, today: date) -> QuerySet[Subscription]:
    """Confirmed addresses that the segment means. Acts as the town's machinery.

    Who named no district gets what is for the whole town.
    """
    found = Subscription.objects.filter(confirmed_at__isnull=False, subjects__overlap=list(segment.subjects))
    if segment.districts:
        found = found.filter(district_id__in=list(segment.districts))
    if segment.reach == Reach.EVERYBODY:
        return found
    return found.filter(Exists(_children_in(segment, today=today).filter(subscription=OuterRef("pk"))))


def rough_size(segment: Segment, *, today: date) -> int | None:
    """How many it reaches, rounded down; None when there are too few to be written to."""
    with as_system(current_town_id(), at=moment(), savepoint=False):
        return told_roughly(receivers_of(segment, today=today).count())


def told_roughly(count: int) -> int | None:
    """A number of families as it may be shown: None below the least."""
    least: int = settings.OUTREACH_LEAST
    return None if count < least else max(count // ROUND * ROUND, least)


def _children_in(segment: Segment, *, today: date) -> QuerySet[SubscribedChild]:
    now, first, last = Month.of(today), segment.months_from or 0, segment.months_to or 0
    if segment.reach == Reach.BORN:
        months = Q(is_due=False, month__gte=now.after(-last).first, month__lte=now.after(-first).first)
    else:
        months = Q(is_due=True, month__gte=now.after(first).first, month__lte=now.after(last).first)
    return SubscribedChild.objects.filter(months).exclude(id__in=_mourned())


def _mourned() -> list[UUID]:
    """Months that were told of children who, a desk knows, have died or were not born alive."""
    died = Person.objects.filter(left_reason=LeftReason.DIED)
    lost: dict[UUID, set[tuple[date, bool]]] = defaultdict(set)
    for household_id, born_on, due_on in died.values_list("household_id", "born_on", "due_on"):
        lost[household_id] |= {
            (day.replace(day=1), is_due) for day, is_due in ((born_on, False), (due_on, True)) if day
        }
    months_of: dict[str, set[tuple[date, bool]]] = defaultdict(set)
    ways = ContactWay.objects.filter(household_id__in=lost, kind=ContactKind.MAIL)
    for household_id, value in ways.values_list("household_id", "value"):
        for digest in digests_of(value):
            months_of[digest] |= lost[household_id]
    told = SubscribedChild.objects.filter(subscription__address_digest__in=months_of)
    return [
        child_id
        for child_id, digest, month, is_due in told.values_list(
            "id", "subscription__address_digest", "month", "is_due"
        )
        if (month, is_due) in months_of[digest]
    ]
