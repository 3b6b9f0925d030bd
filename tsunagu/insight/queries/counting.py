"""Counting is the town's own act: a yearly table must not depend on whose grants its reader holds.

Only sums leave this context. Whoever writes a query inside it returns numbers and names of places, topics or
methods, never a record.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Case, Expression, IntegerField, Value, When
from django.db.models.functions import ExtractMonth, ExtractYear
from django.db.models.lookups import LessThan

from tsunagu.kernel.dates.fiscal_year import FiscalYear
from tsunagu.kernel.municipality.acting import acting, current

TOKYO = ZoneInfo("Asia/Tokyo")


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk that figures are asked for."""

    id: UUID
    name: str


@contextlib.contextmanager
def counting() -> Iterator[None]:
    """See all consultations of the town, to count them."""
    with acting(replace(current(), system=True)):
        yield


def fiscal_year_of_moment(field: str) -> Expression:
    """SQL: the fiscal year of a moment, by the clock of Japan."""
    return _fiscal_year(ExtractYear(field, tzinfo=TOKYO), ExtractMonth(field, tzinfo=TOKYO))


def fiscal_year_of_day(field: str) -> Expression:
    """SQL: the fiscal year of a day."""
    return _fiscal_year(ExtractYear(field), ExtractMonth(field))


def _fiscal_year(year: Expression, month: Expression) -> Expression:
    before_april = Case(
        When(LessThan(month, 4), then=Value(1)), default=Value(0), output_field=IntegerField()
    )
    return year - before_april


def years_between(first: datetime | None, last: datetime | None, at: datetime) -> list[FiscalYear]:
    """The fiscal years to choose from, newest first: from the first record to the present or the last one."""
    present = FiscalYear.of(at.astimezone(TOKYO).date())
    if first is None or last is None:
        return [present]
    earliest, latest = (FiscalYear.of(moment.astimezone(TOKYO).date()) for moment in (first, last))
    return [
        FiscalYear(number) for number in range(max(present, latest).year, min(present, earliest).year - 1, -1)
    ]
