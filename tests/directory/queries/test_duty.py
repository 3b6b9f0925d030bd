"""Who is on duty around a moment."""

from datetime import date, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from tsunagu.directory.models import DutyRota
from tsunagu.directory.queries.duty import duties_around, duties_of_month
from tsunagu.kernel.municipality.models import Municipality

FRIDAY = date(2026, 11, 20)


def on(day: date, from_minute: int, until_minute: int, name: str = "見本医院") -> DutyRota:
    return DutyRota.objects.create(day=day, from_minute=from_minute, until_minute=until_minute, name=name)


def names(at: datetime) -> list[str]:
    return [one.entry.name for one in duties_around(at)]


def test_a_duty_through_the_night_lasts_until_its_morning(
    in_joetsu: Municipality, today_10am: datetime
) -> None:
    on(FRIDAY - timedelta(days=1), 1140, 1800)  # 19:00 until 6:00 of Friday
    at_five = today_10am.replace(hour=5)

    assert [one.is_now(at_five) for one in duties_around(at_five)] == [True]
    assert names(today_10am.replace(hour=6)) == []


def test_what_is_over_is_left_out_and_the_rest_is_in_order(
    in_joetsu: Municipality, today_10am: datetime
) -> None:
    on(FRIDAY, 480, 600, "朝の医院")  # until 10:00: over
    on(FRIDAY + timedelta(days=2), 540, 1020, "日曜の医院")
    on(FRIDAY, 540, 1020, "昼の医院")
    on(FRIDAY + timedelta(days=100), 540, 1020, "遠い日の医院")

    assert names(today_10am) == ["昼の医院", "日曜の医院"]


def test_a_month_is_read_from_its_first_to_its_last_day(in_joetsu: Municipality) -> None:
    for day in (date(2026, 10, 31), date(2026, 11, 1), date(2026, 11, 30), date(2026, 12, 1)):
        on(day, 540, 1020)

    assert [one.day for one in duties_of_month(date(2026, 11, 1))] == [date(2026, 11, 1), date(2026, 11, 30)]


@pytest.mark.parametrize("count", [1, 3])
def test_the_rota_costs_one_statement(
    in_joetsu: Municipality,
    today_10am: datetime,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(count):
        on(FRIDAY + timedelta(days=number), 840, 1020)

    with django_assert_num_queries(1):
        assert len(duties_around(today_10am)) == count
