"""Business days of a town hall: no weekend, no 祝日, no 年末年始 (12/29-1/3, 地方自治法4条の2).

Periods leave out the first day (初日不算入, 民法140条): three business days from Monday end on Thursday.
"""

from collections.abc import Collection
from datetime import date, timedelta

from tsunagu.kernel.dates.holidays import NO_EXTRA, is_weekday

ONE_DAY = timedelta(days=1)


def is_year_end(day: date) -> bool:
    """Whether town halls rest by law: 29 December to 3 January."""
    return (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3)


def is_business_day(day: date, *, extra_holidays: Collection[date] = NO_EXTRA) -> bool:
    """Whether the town hall works on this day."""
    return is_weekday(day, extra_holidays) and not is_year_end(day)


def next_business_day(day: date, *, extra_holidays: Collection[date] = NO_EXTRA) -> date:
    """Return the first business day after `day`."""
    return add_business_days(day, 1, extra_holidays=extra_holidays)


def add_business_days(day: date, count: int, *, extra_holidays: Collection[date] = NO_EXTRA) -> date:
    """Return the business day `count` business days after `day` (before it, if negative).

    Zero gives the day itself, or the next business day when it is not one.
    """
    if count == 0:
        return add_business_days(day - ONE_DAY, 1, extra_holidays=extra_holidays)
    step = ONE_DAY if count > 0 else -ONE_DAY
    left = abs(count)
    while left:
        day += step
        left -= is_business_day(day, extra_holidays=extra_holidays)
    return day


def business_days_between(start: date, end: date, *, extra_holidays: Collection[date] = NO_EXTRA) -> int:
    """Return how many business days have passed from `start` to `end`: `end` counts, `start` does not.

    Negative when `end` is earlier.
    """
    if end < start:
        return -business_days_between(end, start, extra_holidays=extra_holidays)
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(is_business_day(day, extra_holidays=extra_holidays) for day in days)
