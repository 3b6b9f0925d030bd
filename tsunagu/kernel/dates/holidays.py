"""国民の祝日 by law (国民の祝日に関する法律), and the 平日 between them."""

from collections.abc import Collection
from datetime import date, timedelta
from functools import lru_cache

import jpholiday

NO_EXTRA: frozenset[date] = frozenset()


@lru_cache(maxsize=128)
def _statutory(year: int) -> frozenset[date]:
    return frozenset(day for day, _ in jpholiday.year_holidays(year))


def is_holiday(day: date, extra_holidays: Collection[date] = NO_EXTRA) -> bool:
    """Whether a day is a 国民の祝日, 振替休日, 国民の休日, or one that the municipality adds."""
    return day in _statutory(day.year) or day in extra_holidays


def is_weekday(day: date, extra_holidays: Collection[date] = NO_EXTRA) -> bool:
    """Whether a day is a 平日: Monday to Friday and no holiday."""
    return day.weekday() < 5 and not is_holiday(day, extra_holidays)


def next_weekday(day: date, extra_holidays: Collection[date] = NO_EXTRA) -> date:
    """Return the 翌平日: the first 平日 after `day`."""
    candidate = day + timedelta(days=1)
    while not is_weekday(candidate, extra_holidays):
        candidate += timedelta(days=1)
    return candidate
