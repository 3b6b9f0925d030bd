"""A town's own terms of freshness, and the days that follow from them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from tsunagu.kernel.dates.business_days import add_business_days, is_business_day
from tsunagu.kernel.municipality.acting import current_town_id
from tsunagu.network.choices import Rung
from tsunagu.network.models import FreshnessTerms

# The ladder: which rung follows which, and the term that says after how many days.
LADDER: tuple[tuple[Rung, str], ...] = (
    (Rung.REMINDED, "remind_after"),
    (Rung.REMINDED_AGAIN, "remind_again_after"),
    (Rung.PHONE, "phone_after"),
)


def terms_of_town() -> FreshnessTerms:
    """The town's own terms, or the defaults (not saved)."""
    return FreshnessTerms.objects.first() or FreshnessTerms(municipality_id=current_town_id())


def today_of(at: datetime) -> date:
    return timezone.localdate(at)


def is_working_day(day: date, terms: FreshnessTerms) -> bool:
    return is_business_day(day, extra_holidays=frozenset(terms.holidays))


def days_later(day: date, count: int, terms: FreshnessTerms) -> date:
    """The town hall's day, `count` business days after `day`."""
    return add_business_days(day, count, extra_holidays=frozenset(terms.holidays))


def next_rung(rung: str) -> Rung | None:
    """What follows a rung of the ladder; after the last there is only calling again."""
    rungs = [Rung.ASKED, *(each for each, _term in LADDER)]
    position = rungs.index(Rung(rung)) + 1
    return rungs[position] if position < len(rungs) else None


def rung_day(rung: Rung, *, asked_at: datetime, terms: FreshnessTerms) -> date:
    """When a rung is climbed, counted from the first letter."""
    return days_later(today_of(asked_at), getattr(terms, dict(LADDER)[rung]), terms)


@dataclass(frozen=True, slots=True)
class Freshness:
    """How old the news of a listing is: when it must be confirmed, and whether that is over."""

    assured_on: date | None
    due_on: date | None
    today: date

    @property
    def is_due(self) -> bool:
        """A listing that nobody ever confirmed is due now."""
        return self.due_on is None or self.due_on <= self.today

    @property
    def days_overdue(self) -> int:
        return max((self.today - self.due_on).days, 0) if self.due_on else 0

    @property
    def days_old(self) -> int | None:
        return (self.today - self.assured_on).days if self.assured_on else None


def freshness_of(assured_on: date | None, *, today: date, terms: FreshnessTerms) -> Freshness:
    due_on = assured_on + timedelta(days=terms.interval_days) if assured_on else None
    return Freshness(assured_on, due_on, today)


def first_day_that_counts(today: date, terms: FreshnessTerms) -> date:
    """What was confirmed on this day or later is still fresh."""
    return today - timedelta(days=terms.interval_days - 1)
