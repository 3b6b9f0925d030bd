"""The days that follow from an opening rule, month by month, and those that differ between two rules."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.utils.translation import gettext as _

from tsunagu.kernel.dates.holidays import is_holiday
from tsunagu.kernel.dates.opening import hours_on
from tsunagu.kernel.dates.opening_rule import Hours, OpeningRule
from tsunagu.kernel.dates.opening_words import describe_hours
from tsunagu.kernel.ui.words import day_words_without_weekday, month_day, with_remark

LOOK_AHEAD = timedelta(days=92)
WEEKDAYS = "月火水木金土日"
MOST_CHANGES = 24


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day of a month's table."""

    number: int
    hours: tuple[str, ...]
    state: str
    is_holiday: bool
    is_changed: bool


@dataclass(frozen=True, slots=True)
class MonthTable:
    """A month as a calendar sheet; None stands for days outside of it."""

    title: str
    weeks: list[list[DayCell | None]]


@dataclass(frozen=True, slots=True)
class ChangedDay:
    """「11月28日（土）　休み → 9:00–12:00」"""

    day: str
    before: str
    after: str


def days_ahead(today: date) -> list[date]:
    """The next three months, today included."""
    return [today + timedelta(days=n) for n in range(LOOK_AHEAD.days)]


def months_ahead(
    rule: OpeningRule | None, today: date, *, public: OpeningRule | None = None, compare: bool = False
) -> list[MonthTable]:
    """What the rule makes of the next three months; days that differ from the public rule are marked."""
    tables = []
    for (year, month), days in groupby(days_ahead(today), key=lambda day: (day.year, day.month)):
        cells = {
            day: _cell(day, hours_on(rule, day), compare and hours_on(public, day) != hours_on(rule, day))
            for day in days
        }
        title = _("%(year)s年%(month)s月") % {"year": year, "month": month}
        tables.append(MonthTable(title, list(_weeks(cells))))
    return tables


def changed_days(before: OpeningRule | None, after: OpeningRule | None, today: date) -> list[ChangedDay]:
    """The days of the next three months on which the two rules say something else."""
    return [
        ChangedDay(_day(day), describe_hours(old), describe_hours(new))
        for day in days_ahead(today)
        if (old := hours_on(before, day)) != (new := hours_on(after, day))
    ]


def _cell(day: date, hours: Hours, is_changed: bool) -> DayCell:
    state = "unknown" if hours is None else "open" if hours else "closed"
    words = tuple(each.label for each in hours) if hours else ("？" if hours is None else _("休み"),)
    return DayCell(day.day, words, state, is_holiday(day), is_changed)


def _weeks(cells: dict[date, DayCell]) -> Iterator[list[DayCell | None]]:
    first, last = min(cells), max(cells)
    monday = first - timedelta(days=first.weekday())
    while monday <= last:
        yield [cells.get(monday + timedelta(days=n)) for n in range(7)]
        monday += timedelta(days=7)


def _day(day: date) -> str:
    weekday = WEEKDAYS[day.weekday()]
    return with_remark(month_day(day), weekday + (_("・祝日") if is_holiday(day) else ""))


def day_label(day: date | None) -> str:
    return day_words_without_weekday(day) if day else ""
