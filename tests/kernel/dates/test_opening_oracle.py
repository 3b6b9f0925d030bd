"""Opening rules against a second reading of them, over ten years.

The oracle shares no code with the implementation but the value objects. It works as a clerk would: closures
are painted onto a calendar of the whole period instead of being asked for one day, months are walked to count
their weekdays, and being open is a set of minutes instead of spans.
"""

import calendar
from datetime import date, datetime, timedelta

import jpholiday
from hypothesis import given, settings
from hypothesis import strategies as st

from tsunagu.kernel.dates.opening import closes_at, hours_on, is_open, next_opening
from tsunagu.kernel.dates.opening_json import rule_from_json, rule_to_json
from tsunagu.kernel.dates.opening_rule import (
    CLOSED,
    DateException,
    HolidayPolicy,
    Hours,
    Interval,
    NthWeekday,
    OpeningRule,
    YearlyRange,
)

FIRST, LAST = date(2017, 4, 1), date(2027, 3, 31)
HOURS = st.sampled_from(
    [
        CLOSED,
        None,
        (Interval(540, 990),),
        (Interval(540, 720), Interval(780, 960)),
        (Interval(0, 1440),),
        (Interval(1320, 1800),),
        (Interval(1200, 1440),),
    ]
)
KNOWN_OPEN = st.sampled_from([(Interval(540, 990),), (Interval(600, 720),)])
DAYS = st.dates(FIRST, LAST)
NTH = st.builds(
    NthWeekday,
    st.integers(0, 6),
    st.lists(st.sampled_from([1, 2, 3, 4, 5, -1]), min_size=1, max_size=3).map(tuple),
    HOURS,
)
EXCEPTIONS = st.builds(
    lambda first, length, hours, only: DateException(first, first + timedelta(days=length), hours, "", only),
    DAYS,
    st.integers(0, 200),
    HOURS,
    st.booleans(),
)
YEAR_ENDS = st.sampled_from(
    [
        None,
        YearlyRange(),
        YearlyRange((12, 28), (1, 4)),
        YearlyRange((8, 13), (8, 16)),
        YearlyRange((12, 31), (12, 31)),
    ]
)
VALIDITY = st.sampled_from([(None, None), (date(2019, 5, 1), None), (None, date(2026, 3, 31))])


@st.composite
def rules(draw):
    policy = draw(st.sampled_from(HolidayPolicy))
    opens = policy in (HolidayPolicy.OPEN, HolidayPolicy.DAY_OFF_MOVES)
    valid_from, valid_until = draw(VALIDITY)
    return OpeningRule(
        weekly=draw(st.tuples(*[HOURS] * 7)),
        nth=draw(st.lists(NTH, max_size=3).map(tuple)),
        holidays=policy,
        holiday_hours=draw(st.none() | KNOWN_OPEN) if opens else None,
        year_end=draw(YEAR_ENDS),
        exceptions=draw(st.lists(EXCEPTIONS, max_size=4).map(tuple)),
        valid_from=valid_from,
        valid_until=valid_until,
    )


@settings(max_examples=25, deadline=None)
@given(rules())
def test_the_hours_of_every_day_of_ten_years_agree_with_the_oracle(rule):
    oracle = Oracle(rule, FIRST, LAST)

    days = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]

    assert [(day, hours_on(rule, day)) for day in days] == [(day, oracle.hours[day]) for day in days]


@settings(max_examples=60, deadline=None)
@given(rules(), DAYS)
def test_every_quarter_of_an_hour_of_four_days_agrees_with_the_oracle(rule, first):
    oracle = Oracle(rule, first, first + timedelta(days=4))

    moments = [
        datetime(first.year, first.month, first.day) + timedelta(minutes=15 * n) for n in range(4 * 96)
    ]

    assert [(at, is_open(rule, at)) for at in moments] == [(at, oracle.is_open(at)) for at in moments]


@settings(max_examples=60, deadline=None)
@given(rules(), DAYS, st.integers(0, 1439))
def test_the_next_opening_and_the_close_agree_with_walking_minute_by_minute(rule, day, minute):
    at = datetime(day.year, day.month, day.day) + timedelta(minutes=minute)
    oracle = Oracle(rule, day, day + timedelta(days=8))
    states = [oracle.is_open(at + timedelta(minutes=n)) is True for n in range(7 * 1440)]
    turns = [n for n in range(1, len(states)) if states[n] != states[n - 1]]
    opening = next((n for n in turns if states[n]), None)
    closing = next((n for n in turns if not states[n]), None) if states[0] else None

    found = [_minutes_until(moment, at) for moment in (next_opening(rule, at), closes_at(rule, at))]

    assert found == [opening, closing]


@given(rules())
def test_a_rule_survives_the_way_through_json(rule):
    assert rule_from_json(rule_to_json(rule)) == rule


def _minutes_until(moment, at):
    """Minutes from `at`, or None beyond the week that the oracle walks."""
    if moment is None:
        return None
    minutes = int((moment.replace(tzinfo=None) - at).total_seconds() // 60)
    return minutes if minutes < 7 * 1440 else None


class Oracle:
    """The hours of every day of a period under one rule."""

    def __init__(self, rule: OpeningRule, first: date, last: date) -> None:
        self.rule = rule
        # A month of run-up, for holidays that close a day after them.
        self.days = _days(first - timedelta(days=31), last + timedelta(days=31))
        self.red = {day for day in self.days if jpholiday.is_holiday(day)}
        self.hours: dict[date, Hours] = {day: rule.weekly[day.weekday()] for day in self.days}
        self._paint_nth_weekdays()
        self._paint_holidays()
        self._paint_year_end()
        self._paint_exceptions()
        self._paint_validity()

    def is_open(self, at: datetime) -> bool | None:
        """True, False or None at a minute."""
        minute = at.hour * 60 + at.minute
        today, yesterday = self.hours[at.date()], self.hours[at.date() - timedelta(days=1)]
        if any(minute in range(each.start, each.end) for each in today or ()):
            return True
        if any(minute + 1440 in range(each.start, each.end) for each in yesterday or ()):
            return True
        return None if today is None else False

    def _paint_nth_weekdays(self) -> None:
        for year, month in sorted({(day.year, day.month) for day in self.days}):
            weeks = calendar.Calendar().monthdatescalendar(year, month)
            for weekday in range(7):
                dates = [week[weekday] for week in weeks if week[weekday].month == month]
                for each in reversed([each for each in self.rule.nth if each.weekday == weekday]):
                    chosen = {dates[n - 1] for n in each.nth if 0 < n <= len(dates)}
                    chosen |= {dates[-1]} if -1 in each.nth else set()
                    self.hours.update(dict.fromkeys(chosen & set(self.days), each.hours))

    def _paint_holidays(self) -> None:
        regular = dict(self.hours)
        policy = self.rule.holidays
        for day in sorted(self.red):
            if policy in (HolidayPolicy.CLOSED, HolidayPolicy.CLOSED_AND_NEXT_WEEKDAY):
                self.hours[day] = ()
            elif policy is HolidayPolicy.OPEN or (
                policy is HolidayPolicy.DAY_OFF_MOVES and regular[day] == ()
            ):
                self.hours[day] = self._holiday_hours(regular[day])
        for day in sorted(self.red):
            moves = policy is HolidayPolicy.DAY_OFF_MOVES and regular[day] == ()
            if moves or policy is HolidayPolicy.CLOSED_AND_NEXT_WEEKDAY:
                rest = [
                    each for each in self.days if each > day and each.weekday() < 5 and each not in self.red
                ]
                if rest:
                    self.hours[rest[0]] = ()

    def _holiday_hours(self, regular: Hours) -> Hours:
        if self.rule.holiday_hours is not None:
            return self.rule.holiday_hours
        if regular != ():
            return regular
        kinds = [
            hours for index, hours in enumerate(self.rule.weekly) if hours not in self.rule.weekly[:index]
        ]
        kinds = [hours for hours in kinds if hours != ()]
        return kinds[0] if len(kinds) == 1 else None

    def _paint_year_end(self) -> None:
        closure = self.rule.year_end
        for year in {day.year for day in self.days} if closure else ():
            over_new_year = closure.last < closure.first
            for start_year in (year - 1, year):
                end_year = start_year + 1 if over_new_year else start_year
                for day in self.days:
                    if (
                        (start_year, *closure.first)
                        <= (day.year, day.month, day.day)
                        <= (end_year, *closure.last)
                    ):
                        self.hours[day] = ()

    def _paint_exceptions(self) -> None:
        plain = dict(self.hours)
        # Painted from the widest to the narrowest, so that the narrowest and latest ends on top.
        for each in sorted(self.rule.exceptions, key=lambda each: -(each.last - each.first).days):
            for day in self.days:
                if each.first <= day <= each.last:
                    kept = each.open_days_only and plain[day] in ((), None)
                    self.hours[day] = plain[day] if kept else each.hours

    def _paint_validity(self) -> None:
        for day in self.days:
            too_early = self.rule.valid_from is not None and day < self.rule.valid_from
            too_late = self.rule.valid_until is not None and day > self.rule.valid_until
            if too_early or too_late:
                self.hours[day] = None


def _days(first: date, last: date) -> list[date]:
    return [date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1)]
