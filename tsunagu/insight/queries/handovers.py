"""たらい回し in figures, for one fiscal year of the whole town: how often, how long, and how it ended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Min

from tsunagu.desk.models import Referral
from tsunagu.desk.queries.referral_figures import (
    Period,
    days_to_first_accepted,
    declines_by_reason,
    endings,
    hops_per_need,
    needs_opened,
    share_without_outcome,
    stories_retold,
    unmet_needs,
)
from tsunagu.insight.queries.counting import counting, years_between
from tsunagu.kernel.dates.fiscal_year import FiscalYear


@dataclass(frozen=True, slots=True)
class HandoverFigures:
    """The needs that were opened in one year."""

    year: FiscalYear
    needs: int
    # How many needs went to how many organisations.
    hops: Mapping[int, int]
    # Calendar days from a need's opening to the first acceptance, in rising order.
    days: Sequence[int]
    declines: Mapping[str, int]
    endings: Mapping[str, int]
    without_outcome: float | None
    retold: int
    asked_whether_retold: int
    unmet: Mapping[str, int]


def handover_figures(*, year: FiscalYear) -> HandoverFigures:
    """Count one year's hand-overs of the town."""
    period = Period(year.start, year.end)
    with counting():
        retold, asked = stories_retold(period)
        return HandoverFigures(
            year=year,
            needs=needs_opened(period).count(),
            hops=hops_per_need(period),
            days=days_to_first_accepted(period),
            declines=declines_by_reason(period),
            endings=endings(period),
            without_outcome=share_without_outcome(period),
            retold=retold,
            asked_whether_retold=asked,
            unmet=unmet_needs(period),
        )


def years_with_needs(*, at: datetime) -> list[FiscalYear]:
    """The fiscal years to choose from, newest first."""
    with counting():
        span = Referral.objects.aggregate(first=Min("opened_at"), last=Max("opened_at"))
    return years_between(span["first"], span["last"], at)
