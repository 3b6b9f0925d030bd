"""The days on which the demo's desk is open."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagu.kernel.dates.business_days import is_year_end
from tsunagu.project.demo.calendar import (
    NotThatManyDays,
    Window,
    extra_opening_days,
    is_open_by_rule,
    nth_tuesday,
    opening_days,
    year_before,
)

DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2040, 12, 31))


@pytest.mark.parametrize(
    ("day", "is_open"),
    [
        (date(2026, 11, 3), True),
        (date(2026, 11, 10), False),
        (date(2026, 11, 17), True),
        (date(2026, 11, 24), False),
        (date(2026, 11, 22), True),
        (date(2026, 12, 28), True),
        (date(2026, 12, 29), False),
        (date(2027, 1, 3), False),
        (date(2027, 1, 4), True),
    ],
)
def test_the_desk_rests_on_second_and_fourth_tuesdays_and_over_new_year(day: date, is_open: bool) -> None:
    assert is_open_by_rule(day) == is_open


@given(DAYS)
def test_any_year_has_343_opening_days_and_none_at_the_year_end(today: date) -> None:
    days = opening_days(year_before(today), 343)

    assert len(set(days)) == 343
    assert days == sorted(days)
    assert [day for day in days if is_year_end(day)] == []
    assert max(days) < today


@given(DAYS)
def test_the_days_beside_the_rule_are_second_tuesdays(today: date) -> None:
    days = opening_days(year_before(today), 343)

    extra = extra_opening_days(days)

    assert {nth_tuesday(day) for day in extra} == {2}
    assert 5 <= len(extra) <= 10


def test_summer_comes_first_when_days_are_missing() -> None:
    days = opening_days(year_before(date(2026, 11, 20)), 337)

    assert extra_opening_days(days)[-1] == date(2026, 8, 11)


def test_a_year_cannot_have_more_opening_days_than_it_can() -> None:
    with pytest.raises(NotThatManyDays):
        opening_days(year_before(date(2026, 11, 20)), 365)


def test_fewer_days_than_the_rule_leaves_are_refused() -> None:
    with pytest.raises(NotThatManyDays):
        opening_days(year_before(date(2026, 11, 20)), 200)


def test_the_year_before_a_leap_day_begins_on_the_first_of_march() -> None:
    assert year_before(date(2024, 2, 29)) == Window(date(2023, 3, 1), date(2024, 2, 28))
