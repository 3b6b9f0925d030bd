"""Is it open, until when, and when next: opening rules read at a moment.

`None` as a rule, and `None` as an answer, mean unknown; never read either as closed. A moment without a
time zone is Japanese time; any other is converted to it.
"""

from collections.abc import Collection, Iterator
from datetime import date, datetime, time, timedelta, timezone

from tsunagu.kernel.dates.holidays import NO_EXTRA, is_holiday, is_weekday
from tsunagu.kernel.dates.opening_rule import (
    ALWAYS_OPEN,
    CLOSED,
    LAST,
    DateException,
    HolidayPolicy,
    Hours,
    OpeningRule,
)

JST = timezone(timedelta(hours=9), "JST")
ONE_DAY = timedelta(days=1)
HORIZON_DAYS = 400


def hours_on(rule: OpeningRule | None, day: date, *, extra_holidays: Collection[date] = NO_EXTRA) -> Hours:
    """Return the intervals that begin on a day: empty when closed, None when unknown."""
    if rule is None or not _is_valid_on(rule, day):
        return None
    exception = _exception_on(rule, day)
    if exception and not exception.open_days_only:
        return exception.hours
    regular = _hours_without_exceptions(rule, day, extra_holidays)
    return exception.hours if exception and regular else regular


def is_open(
    rule: OpeningRule | None, at: datetime, *, extra_holidays: Collection[date] = NO_EXTRA
) -> bool | None:
    """Whether the place is open at a moment; None when unknown."""
    moment = _japanese(at)
    if any(start <= moment < end for start, end in _spans(rule, moment.date(), 1, extra_holidays)):
        return True
    return None if hours_on(rule, moment.date(), extra_holidays=extra_holidays) is None else False


def closes_at(
    rule: OpeningRule | None, at: datetime, *, extra_holidays: Collection[date] = NO_EXTRA
) -> datetime | None:
    """Return when the place, open now, will close.

    None when it is not open now, when that is unknown, and when it does not close within 400 days.
    """
    if rule == ALWAYS_OPEN:
        return None  # what the loop would find after 400 days, for the rule that search meets most
    moment = _japanese(at)
    limit = _midnight(moment.date() + timedelta(days=HORIZON_DAYS))
    for start, end in _spans(rule, moment.date(), HORIZON_DAYS, extra_holidays):
        if start <= moment < end:
            return end if end < limit else None
        if start > moment:
            return None
    return None


def next_opening(
    rule: OpeningRule | None, at: datetime, *, extra_holidays: Collection[date] = NO_EXTRA
) -> datetime | None:
    """Return the next known moment after `at` at which the place turns from closed to open.

    While it is open this is the opening after the coming close. None when none is known within 400 days.
    """
    moment = _japanese(at)
    spans = _spans(rule, moment.date(), HORIZON_DAYS, extra_holidays)
    return next((start for start, _ in spans if start > moment), None)


def _japanese(at: datetime) -> datetime:
    return at.replace(tzinfo=JST) if at.tzinfo is None else at.astimezone(JST)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), JST)


def _spans(
    rule: OpeningRule | None, first: date, days: int, extra_holidays: Collection[date]
) -> Iterator[tuple[datetime, datetime]]:
    """Yield open spans in order, from the eve of `first`, touching ones joined into one."""
    current: tuple[datetime, datetime] | None = None
    for offset in range(-1, days):
        day = first + timedelta(days=offset)
        for interval in hours_on(rule, day, extra_holidays=extra_holidays) or ():
            start = _midnight(day) + timedelta(minutes=interval.start)
            end = _midnight(day) + timedelta(minutes=interval.end)
            if current and start <= current[1]:
                current = current[0], max(current[1], end)
                continue
            if current:
                yield current
            current = start, end
    if current:
        yield current


def _is_valid_on(rule: OpeningRule, day: date) -> bool:
    return (rule.valid_from is None or rule.valid_from <= day) and (
        rule.valid_until is None or day <= rule.valid_until
    )


def _exception_on(rule: OpeningRule, day: date) -> DateException | None:
    covering = [each for each in reversed(rule.exceptions) if each.first <= day <= each.last]
    return min(covering, key=lambda each: each.days, default=None)


def _hours_without_exceptions(rule: OpeningRule, day: date, extra_holidays: Collection[date]) -> Hours:
    if rule.year_end and rule.year_end.contains(day):
        return CLOSED
    if _is_closed_in_place_of_a_holiday(rule, day, extra_holidays):
        return CLOSED
    regular = _regular_hours(rule, day)
    if not is_holiday(day, extra_holidays):
        return regular
    if rule.holidays in (HolidayPolicy.CLOSED, HolidayPolicy.CLOSED_AND_NEXT_WEEKDAY):
        return CLOSED
    if rule.holidays is HolidayPolicy.OPEN:
        return _holiday_hours(rule, regular)
    if rule.holidays is HolidayPolicy.DAY_OFF_MOVES and regular == CLOSED:
        return _holiday_hours(rule, regular)
    return regular


def _regular_hours(rule: OpeningRule, day: date) -> Hours:
    """Return what the week and the nth weekdays say, holidays aside."""
    count = (day.day - 1) // 7 + 1
    is_last = (day + 7 * ONE_DAY).month != day.month
    for each in rule.nth:
        if each.weekday == day.weekday() and (count in each.nth or (is_last and LAST in each.nth)):
            return each.hours
    return rule.weekly[day.weekday()]


def _holiday_hours(rule: OpeningRule, regular: Hours) -> Hours:
    if rule.holiday_hours is not None:
        return rule.holiday_hours
    return regular if regular != CLOSED else rule.usual_hours


def _is_closed_in_place_of_a_holiday(rule: OpeningRule, day: date, extra_holidays: Collection[date]) -> bool:
    """Whether a holiday just before makes this 平日 a day off.

    Only 祝日 and weekends are skipped when looking for the 翌平日; a day in 年末年始 can be one and is
    closed anyway.
    """
    if rule.holidays not in (HolidayPolicy.CLOSED_AND_NEXT_WEEKDAY, HolidayPolicy.DAY_OFF_MOVES):
        return False
    if not is_weekday(day, extra_holidays):
        return False
    earlier = day - ONE_DAY
    while not is_weekday(earlier, extra_holidays):
        if is_holiday(earlier, extra_holidays) and _takes_next_weekday(rule, earlier):
            return True
        earlier -= ONE_DAY
    return False


def _takes_next_weekday(rule: OpeningRule, holiday: date) -> bool:
    return rule.holidays is HolidayPolicy.CLOSED_AND_NEXT_WEEKDAY or _regular_hours(rule, holiday) == CLOSED
