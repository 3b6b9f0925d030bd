"""A town's deadlines: how long an answer may take, counted in the town hall's days."""

import time
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models.signals import post_delete, post_save
from django.utils import timezone

from tsunagu.desk.models import ReferralTerms
from tsunagu.desk.models.referral_choices import Urgency
from tsunagu.kernel.dates.business_days import add_business_days
from tsunagu.kernel.municipality.acting import current_town_id

# Read by every step of every hand-over; terms that another process changed hold after this many seconds.
KEPT_SECONDS = 5.0
_kept: dict[UUID, tuple[float, ReferralTerms]] = {}


def terms_of_town() -> ReferralTerms:
    """The town's own terms, or the defaults (not saved)."""
    town_id, now = current_town_id(), time.monotonic()
    until, terms = _kept.get(town_id, (0.0, None))
    if terms is None or now >= until:
        terms = ReferralTerms.objects.first() or ReferralTerms(municipality_id=town_id)
        _kept[town_id] = (now + KEPT_SECONDS, terms)
    return terms


def _forget_terms(*, instance: ReferralTerms, **_: Any) -> None:
    _kept.pop(instance.municipality_id, None)  # type: ignore[arg-type]  # a saved row has its town


post_save.connect(_forget_terms, sender=ReferralTerms)
post_delete.connect(_forget_terms, sender=ReferralTerms)


@dataclass(frozen=True, slots=True)
class Deadlines:
    """When somebody is reminded, when the desk is told, and when it comes back (or is looked at again)."""

    due: date
    remind_on: date
    escalate_on: date


def business_day_after(days: int, *, at: datetime, terms: ReferralTerms) -> date:
    """The town hall's day, `days` business days after the day of `at`."""
    return add_business_days(timezone.localdate(at), days, extra_holidays=frozenset(terms.holidays))


def answer_deadlines(*, urgency: str, at: datetime, terms: ReferralTerms) -> Deadlines:
    """Dates for somebody asked at `at`. The last day counts whole: the desk takes back the day after."""
    within = terms.urgent_answer_within if urgency == Urgency.URGENT else terms.answer_within
    return Deadlines(
        due=business_day_after(within, at=at, terms=terms),
        remind_on=business_day_after(min(terms.remind_after, within), at=at, terms=terms),
        escalate_on=business_day_after(min(terms.escalate_after, within), at=at, terms=terms),
    )


def work_deadlines(*, due: date, terms: ReferralTerms) -> Deadlines:
    """Dates for somebody who holds a family and promised to do something on `due`."""
    holidays = frozenset(terms.holidays)
    return Deadlines(
        due=due,
        remind_on=add_business_days(due, terms.remind_after, extra_holidays=holidays),
        escalate_on=add_business_days(due, terms.escalate_after, extra_holidays=holidays),
    )
