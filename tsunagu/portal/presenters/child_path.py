"""The way of one child through the town's services: what fits today, what comes next, and when.

Nobody draws this way by hand. It follows from the ages and stages of the listings, so that a place that opens
tomorrow stands on it tomorrow.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from tsunagu.directory.choices import Scheme
from tsunagu.directory.queries.listing import Listing
from tsunagu.kernel.dates.age import (
    UntilBirthday,
    age_in_months,
    birthday,
    enters_school_in,
    months_after,
)

PREGNANCY = "pregnancy"
# Months of age before birth; services for the time of pregnancy begin here and end with the birth.
_BEFORE_BIRTH, _LAST_BEFORE_BIRTH = -10, -1
_A_YEAR, _TWO_YEARS = 12, 24
# First and last month of age of each stage of a child's life, both included.
StageMonths = Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Span:
    """The months of age for which a service is meant, both included; `last` is None when it has no end."""

    service_id: UUID
    first: int
    last: int | None

    @property
    def ends(self) -> float:
        return float("inf") if self.last is None else self.last


@dataclass(frozen=True, slots=True)
class Step:
    """Services that begin to fit at the same age, on the day on which they do."""

    months: int
    day: date
    service_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Milestone:
    """A day that decides something, by its code; presenters of the page say it."""

    code: str
    day: date


@dataclass(frozen=True, slots=True)
class Path:
    """Today, and what lies ahead."""

    # What fits today and is over within a year, and what stays longer; soonest to end first.
    now: tuple[UUID, ...]
    lasting: tuple[UUID, ...]
    ahead: tuple[Step, ...]
    milestones: tuple[Milestone, ...]


def spans_of(listings: Iterable[Listing], stages: StageMonths) -> list[Span]:
    """The spans of those listings that say whom they are for; the others stand on nobody's way."""
    spans = ((listing.id, _months_of(listing, stages)) for listing in listings)
    return [Span(id_, *months) for id_, months in spans if months]


def path_of(spans: Iterable[Span], *, born_on: date, is_born: bool, today: date) -> Path:
    """What fits a child of this birthday today, soonest to end first, and what will within two years.

    For a child not yet born `born_on` is the expected day.
    """
    months = age_in_months(born_on, today) if is_born else _LAST_BEFORE_BIRTH
    ordered = sorted(spans, key=lambda span: (span.ends, span.first, span.service_id))
    soon = (span for span in ordered if months < span.first <= months + _TWO_YEARS)
    by_first = groupby(sorted(soon, key=lambda span: span.first), key=lambda span: span.first)
    fitting = [span for span in ordered if span.first <= months <= span.ends]
    return Path(
        now=tuple(span.service_id for span in fitting if span.ends <= months + _A_YEAR),
        lasting=tuple(span.service_id for span in fitting if span.ends > months + _A_YEAR),
        ahead=tuple(
            Step(first, months_after(born_on, first), tuple(span.service_id for span in group))
            for first, group in by_first
        ),
        milestones=tuple(each for each in _milestones(born_on) if each.day >= today),
    )


def _months_of(listing: Listing, stages: StageMonths) -> tuple[int, int | None] | None:
    keys = {term.key for term in listing.terms if term.scheme == Scheme.STAGE}
    first, last = listing.minimum_age_months, listing.maximum_age_months
    if first is None and last is None:
        told = [stages[key] for key in keys if key in stages]
        if not told:
            return (_BEFORE_BIRTH, _LAST_BEFORE_BIRTH) if PREGNANCY in keys else None
        first, last = min(first for first, _ in told), max(last for _, last in told)
    return (_BEFORE_BIRTH if PREGNANCY in keys else first or 0), last


def _milestones(born_on: date) -> list[Milestone]:
    return [
        Milestone("first_birthday", birthday(born_on, 1)),
        Milestone("third_birthday_minus_two", UntilBirthday(3, days_before=2).last_day(born_on)),
        Milestone("school", enters_school_in(born_on).start),
    ]
