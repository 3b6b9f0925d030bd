"""A month as addresses and calendars write it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagu.kernel.dates.month import Month

DAYS = st.dates(date(2000, 2, 1), date(2099, 12, 1))


def test_a_month_is_read_from_an_address() -> None:
    assert Month.read("2026-12") == Month(2026, 12)


@pytest.mark.parametrize(
    "text", ["", "2026-13", "2026-00", "2026-1", "26-12", "9999-12", "２０２６-12", "2026/12"]
)
def test_what_is_no_month_is_not_read(text: str) -> None:
    assert Month.read(text) is None


@given(DAYS, st.integers(-24, 24))
def test_going_on_and_coming_back_ends_where_it_began(day: date, months: int) -> None:
    here = Month.of(day)

    assert here.after(months).after(-months) == here


@given(DAYS)
def test_the_last_day_is_followed_by_the_next_month(day: date) -> None:
    here = Month.of(day)

    assert here.last + timedelta(days=1) == here.after(1).first


@given(DAYS)
def test_weeks_cover_the_month_from_sunday_to_saturday(day: date) -> None:
    here = Month.of(day)

    days = [each for week in here.weeks() for each in week]

    assert [each.day for each in days if Month.of(each) == here] == list(range(1, here.last.day + 1))
    assert {week[0].weekday() for week in here.weeks()} == {6}
    assert days == [days[0] + timedelta(days=each) for each in range(len(days))]
