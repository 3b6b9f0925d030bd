"""On which days the demo's desk was open.

The seed's own rule (every day except 第2・第4火曜 and 年末年始) leaves some 335 days of a year, yet its
table says 343 for 平成29年度. The demo keeps the table: the days that are missing are 臨時開設 on 第2火曜,
in the months of school holidays first. Nothing else bends the rule.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tsunagu.kernel.dates.business_days import is_year_end

TUESDAY = 1
# Months in which the desk opens on its 第2火曜 first: summer, spring, year's end, then the rest.
EXTRA_MONTHS = (8, 3, 7, 12, 4, 5, 10, 6, 11, 9, 2, 1)


class NotThatManyDays(Exception):
    """The window has fewer days than the desk is to open, or the rule leaves more than are wanted."""


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of days, both ends included."""

    first: date
    last: date

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]


def year_before(today: date) -> Window:
    """The twelve months that ended yesterday."""
    yesterday = today - timedelta(days=1)
    try:
        first = today.replace(year=today.year - 1)
    except ValueError:  # 29 February has no day a year ago
        first = date(today.year - 1, 3, 1)
    return Window(first, yesterday)


def nth_tuesday(day: date) -> int:
    """Which Tuesday of its month the day is; 0 when it is none."""
    return (day.day - 1) // 7 + 1 if day.weekday() == TUESDAY else 0


def is_open_by_rule(day: date) -> bool:
    """Every day except 第2・第4火曜 and 年末年始."""
    return nth_tuesday(day) not in (2, 4) and not is_year_end(day)


def opening_days(window: Window, count: int) -> list[date]:
    """Exactly `count` days of the window: those of the rule, and 第2火曜 (then 第4) where it leaves too few.

    Raises:
        NotThatManyDays: even all Tuesdays do not make up for it, or the rule already gives more.
    """
    by_rule = [day for day in window.days if is_open_by_rule(day)]
    missing = count - len(by_rule)
    extra = list(_extra_days(window))
    if not 0 <= missing <= len(extra):
        raise NotThatManyDays(count, len(by_rule), len(extra))
    return sorted([*by_rule, *extra[:missing]])


def extra_opening_days(days: list[date]) -> list[date]:
    """Those of the days on which the desk was open beside its rule."""
    return [day for day in days if not is_open_by_rule(day)]


def _extra_days(window: Window) -> Iterator[date]:
    closed = [day for day in window.days if not is_open_by_rule(day) and not is_year_end(day)]
    for nth in (2, 4):
        yield from sorted(
            (day for day in closed if nth_tuesday(day) == nth),
            key=lambda day: (EXTRA_MONTHS.index(day.month), day),
        )
