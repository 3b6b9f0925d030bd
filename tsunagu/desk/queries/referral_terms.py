"""A town's deadlines: how long an answer may take, counted in the town hall's days."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from tsunagu.desk.models import ReferralTerms
from tsunagu.desk.models.referral_choices import Urgency
from tsunagu.kernel.dates.business_days import add_business_days
from tsunagu.kernel.municipality.acting import current_town_id


def terms_of_town() -> ReferralTerms:
    """The town's own terms, or the defaults (not saved)."""
    return ReferralTerms.objects.first() or ReferralTerms(municipality_id=current_town_id())


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
