"""Business days of a town hall."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagu.kernel.dates.business_days import (
    add_business_days,
    business_days_between,
    is_business_day,
    next_business_day,
)
from tsunagu.kernel.dates.holidays import next_weekday

DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 4, 1), True),
        (date(2026, 11, 21), False),
        (date(2026, 11, 23), False),
        (date(2026, 9, 22), False),
        (date(2026, 5, 6), False),
        (date(2025, 12, 26), True),
        (date(2025, 12, 29), False),
        (date(2025, 12, 31), False),
        (date(2025, 1, 2), False),
        (date(2024, 1, 3), False),
        (date(2024, 1, 4), True),
        (date(2024, 2, 29), True),
        (date(2019, 5, 1), False),
    ],
)
def test_a_town_hall_rests_on_weekends_holidays_and_the_new_year(day, works):
    assert is_business_day(day) is works


def test_a_town_can_add_its_own_holiday():
    founding_day = date(2026, 4, 30)

    assert [is_business_day(founding_day), is_business_day(founding_day, extra_holidays={founding_day})] == [
        True,
        False,
    ]


def test_three_business_days_from_monday_end_on_thursday():
    assert add_business_days(date(2026, 6, 1), 3) == date(2026, 6, 4)


def test_the_september_holidays_are_jumped_over():
    assert next_business_day(date(2026, 9, 18)) == date(2026, 9, 24)


def test_the_new_year_is_jumped_over():
    assert add_business_days(date(2026, 12, 28), 1) == date(2027, 1, 4)


def test_business_days_are_counted_backwards():
    assert add_business_days(date(2026, 9, 24), -1) == date(2026, 9, 18)


def test_zero_business_days_from_a_saturday_is_monday():
    assert [add_business_days(date(2026, 6, 6), 0), add_business_days(date(2026, 6, 8), 0)] == [
        date(2026, 6, 8)
    ] * 2


def test_the_first_day_does_not_count():
    assert business_days_between(date(2026, 6, 5), date(2026, 6, 8)) == 1


def test_days_backwards_are_negative():
    assert business_days_between(date(2026, 6, 8), date(2026, 6, 5)) == -1


def test_the_next_weekday_after_respect_for_the_aged_day_2026_is_the_24th():
    assert next_weekday(date(2026, 9, 21)) == date(2026, 9, 24)


@given(DAYS, st.integers(1, 60))
def test_counting_back_what_was_added_gives_the_same_number(day, count):
    end = add_business_days(day, count)

    assert (business_days_between(day, end), is_business_day(end)) == (count, True)


@given(DAYS, st.integers(0, 60), st.integers(0, 60))
def test_waiting_times_add_up(day, first, second):
    middle = day + timedelta(days=first)
    end = middle + timedelta(days=second)

    whole = business_days_between(day, end)

    assert whole == business_days_between(day, middle) + business_days_between(middle, end)
