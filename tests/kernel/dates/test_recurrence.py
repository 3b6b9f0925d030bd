"""Rounds against a reader who looks at every day, and through a real iCalendar reader's rules."""

from calendar import monthrange
from datetime import date, datetime, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from tsunagu.kernel.dates.recurrence import (
    LAST,
    BadRecurrence,
    Recurrence,
    Round,
    recurrence_from_json,
    recurrence_to_json,
)

FIRST = date(2026, 4, 1)
UNTIL = date(2027, 3, 31)

_RULES = st.builds(
    Recurrence,
    round=st.sampled_from(Round),
    until=st.dates(FIRST, UNTIL),
    interval=st.integers(1, 4),
    weekdays=st.lists(st.integers(0, 6), min_size=1, max_size=3, unique=True).map(tuple),
    nth=st.lists(st.sampled_from([1, 2, 3, 4, 5, LAST]), min_size=1, max_size=2, unique=True).map(tuple),
    days=st.lists(st.integers(1, 31), min_size=1, max_size=3, unique=True).map(tuple),
)


def _comes_round(rule: Recurrence, first: date, day: date) -> bool:
    """Whether it is a day of the rule, asked of the day alone."""
    if rule.round is Round.WEEKLY:
        weeks = (_monday(day) - _monday(first)).days // 7
        return weeks % rule.interval == 0 and day.weekday() in rule.weekdays
    months = (day.year - first.year) * 12 + day.month - first.month
    if months % rule.interval:
        return False
    if rule.round is Round.MONTHLY_DAY:
        return day.day in rule.days
    nth = (day.day - 1) // 7 + 1
    is_last = day.day + 7 > monthrange(day.year, day.month)[1]
    return day.weekday() in rule.weekdays and (nth in rule.nth or (is_last and LAST in rule.nth))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


@given(rule=_RULES, first=st.dates(FIRST, UNTIL), start=st.dates(FIRST, UNTIL), length=st.integers(0, 400))
def test_dates_are_those_that_a_reader_of_every_day_finds(
    rule: Recurrence, first: date, start: date, length: int
) -> None:
    end = start + timedelta(days=length)

    found = list(rule.dates(first, start, end))

    days = (start + timedelta(days=each) for each in range(length + 1))
    assert found == [day for day in days if first <= day <= rule.until and _comes_round(rule, first, day)]


@given(rule=_RULES)
def test_another_calendar_reads_the_same_days(rule: Recurrence) -> None:
    there = rrulestr(rule.as_rrule(), dtstart=datetime.combine(FIRST, datetime.min.time()))

    theirs = [each.date() for each in there.between(datetime(2026, 4, 1), datetime(2027, 3, 31), inc=True)]

    assert list(rule.dates(FIRST, FIRST, UNTIL)) == [day for day in theirs if day <= rule.until]


@given(rule=_RULES)
def test_a_rule_is_kept_whole(rule: Recurrence) -> None:
    assert recurrence_from_json(recurrence_to_json(rule)) == rule


def test_what_happens_once_is_kept_as_nothing() -> None:
    assert (recurrence_to_json(None), recurrence_from_json(None)) == (None, None)


@pytest.mark.parametrize(
    ("rule", "label"),
    [
        (Recurrence(Round.WEEKLY, UNTIL, weekdays=(1, 3)), "毎週火・木曜"),
        (Recurrence(Round.WEEKLY, UNTIL, interval=2, weekdays=(5,)), "2週間ごとの土曜"),
        (Recurrence(Round.MONTHLY_WEEKDAY, UNTIL, weekdays=(1,), nth=(2, 4)), "毎月第2・第4火曜"),
        (Recurrence(Round.MONTHLY_WEEKDAY, UNTIL, weekdays=(6,), nth=(LAST,)), "毎月最後の日曜"),
        (Recurrence(Round.MONTHLY_DAY, UNTIL, days=(5, 20)), "毎月5日・20日"),
        (Recurrence(Round.MONTHLY_DAY, UNTIL, interval=3, days=(1,)), "3か月ごとの1日"),
    ],
)
def test_a_rule_is_said_in_one_line(rule: Recurrence, label: str) -> None:
    assert rule.label == label


@pytest.mark.parametrize(
    "fields",
    [
        {"round": Round.WEEKLY},
        {"round": Round.MONTHLY_WEEKDAY, "weekdays": (1,)},
        {"round": Round.MONTHLY_DAY},
        {"round": Round.WEEKLY, "weekdays": (7,)},
        {"round": Round.MONTHLY_DAY, "days": (32,)},
        {"round": Round.MONTHLY_WEEKDAY, "weekdays": (1,), "nth": (6,)},
        {"round": Round.WEEKLY, "weekdays": (1,), "interval": 0},
    ],
)
def test_a_rule_without_a_day_is_refused(fields: dict) -> None:
    with pytest.raises(BadRecurrence):
        Recurrence(until=UNTIL, **fields)
