"""Ages in everyday and in legal counting, and the 学年."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagu.kernel.dates.age import (
    Age,
    NotYetBorn,
    UntilBirthday,
    age_in_months,
    age_label,
    age_on,
    age_parts,
    birthday,
    cohort_span,
    enters_school_in,
    fiscal_year_end_after,
    legal_age_on,
    months_after,
    reaches_age_on,
    school_grade,
)
from tsunagu.kernel.dates.fiscal_year import FiscalYear

LEAP_CHILD = date(2024, 2, 29)
BIRTHS = st.dates(date(1920, 1, 1), date(2030, 12, 31))
LIFE = st.integers(0, 40_000).map(lambda days: timedelta(days=days))


def test_everyday_age_grows_on_the_birthday():
    born = date(2020, 5, 10)

    assert [age_on(born, date(2023, 5, 9)), age_on(born, date(2023, 5, 10))] == [2, 3]


def test_legal_age_is_reached_on_the_day_before_the_birthday():
    born = date(2020, 5, 10)

    assert [legal_age_on(born, date(2023, 5, 8)), legal_age_on(born, date(2023, 5, 9))] == [2, 3]


def test_the_day_of_reaching_an_age_is_the_eve_of_the_birthday():
    assert reaches_age_on(date(2020, 4, 1), 6) == date(2026, 3, 31)


def test_a_leap_day_child_has_its_birthday_on_the_first_of_march_in_common_years():
    assert [birthday(LEAP_CHILD, years) for years in (1, 3, 4)] == [
        date(2025, 3, 1),
        date(2027, 3, 1),
        date(2028, 2, 29),
    ]


def test_a_leap_day_child_legally_reaches_an_age_on_the_28th_of_february():
    assert [reaches_age_on(LEAP_CHILD, years) for years in (1, 4)] == [date(2025, 2, 28), date(2028, 2, 28)]


def test_a_month_without_the_31st_is_complete_when_it_ends():
    born = date(2026, 1, 31)

    assert [age_in_months(born, date(2026, 2, 28)), age_in_months(born, date(2026, 3, 1))] == [0, 1]


@pytest.mark.parametrize(
    ("on", "age", "label"),
    [
        (date(2025, 1, 15), Age(0, 0, 0), "生後0日"),
        (date(2025, 2, 4), Age(0, 0, 20), "生後20日"),
        (date(2025, 2, 15), Age(0, 1, 0), "生後1か月"),
        (date(2025, 6, 30), Age(0, 5, 15), "生後5か月"),
        (date(2026, 1, 14), Age(0, 11, 30), "生後11か月"),
        (date(2026, 1, 15), Age(1, 0, 0), "1歳"),
        (date(2026, 3, 20), Age(1, 2, 5), "1歳2か月"),
        (date(2032, 1, 14), Age(6, 11, 30), "6歳11か月"),
        (date(2033, 7, 1), Age(8, 5, 16), "8歳"),
    ],
)
def test_an_age_is_told_finer_the_younger_the_child(on, age, label):
    born = date(2025, 1, 15)

    assert (age_parts(born, on), age_label(born, on)) == (age, label)


def test_a_day_before_the_birth_has_no_age():
    with pytest.raises(NotYetBorn) as refusal:
        age_on(date(2026, 4, 2), date(2026, 4, 1))

    assert str(refusal.value) == "生年月日より前の日付では年齢を数えられません。"


def test_until_two_days_before_the_third_birthday():
    limit = UntilBirthday(years=3, days_before=2)

    assert (limit.label, limit.last_day(date(2023, 6, 10))) == ("3歳の誕生日の前々日まで", date(2026, 6, 8))


def test_a_limit_allows_its_last_day_and_no_more():
    limit, born = UntilBirthday(years=3, days_before=2), date(2023, 6, 10)

    assert [limit.allows(born, date(2026, 6, 8)), limit.allows(born, date(2026, 6, 9))] == [True, False]


def test_a_limit_for_a_leap_day_child_is_counted_back_from_the_first_of_march():
    assert UntilBirthday(years=3, days_before=2).last_day(LEAP_CHILD) == date(2027, 2, 27)


@pytest.mark.parametrize(
    ("limit", "label"),
    [
        (UntilBirthday(1), "1歳の誕生日まで"),
        (UntilBirthday(1, days_before=1), "1歳の誕生日の前日まで"),
        (UntilBirthday(1, 6, 1), "1歳6か月になる日の前日まで"),
        (UntilBirthday(0, 4, 0), "生後4か月になる日まで"),
        (UntilBirthday(18, days_before=7), "18歳の誕生日の7日前まで"),
    ],
)
def test_a_limit_is_told_in_everyday_words(limit, label):
    assert limit.label == label


@pytest.mark.parametrize(
    ("born", "last"),
    [
        (date(2008, 4, 1), date(2026, 3, 31)),
        (date(2008, 4, 2), date(2027, 3, 31)),
        (date(2008, 10, 5), date(2027, 3, 31)),
    ],
)
def test_benefits_end_on_the_first_31st_of_march_after_legally_reaching_eighteen(born, last):
    assert fiscal_year_end_after(born, 18) == last


@pytest.mark.parametrize(
    ("born", "year"),
    [
        (date(2019, 4, 1), 2025),
        (date(2019, 4, 2), 2026),
        (date(2020, 2, 29), 2026),
        (date(2020, 4, 1), 2026),
        (date(2020, 4, 2), 2027),
    ],
)
def test_a_child_born_on_the_first_of_april_joins_the_older_class(born, year):
    assert enters_school_in(born) == FiscalYear(year)


def test_a_school_year_runs_from_the_second_of_april_to_the_first():
    assert cohort_span(FiscalYear(2026)) == (date(2019, 4, 2), date(2020, 4, 1))


def test_the_class_changes_on_the_first_of_april_for_everyone():
    born = date(2022, 9, 1)

    assert [school_grade(born, date(2026, 3, 31)), school_grade(born, date(2026, 4, 1))] == [2, 3]


@given(BIRTHS, LIFE)
def test_the_parts_of_an_age_add_up_to_the_day(born, lived):
    on = born + lived
    age = age_parts(born, on)

    assert months_after(born, age.years * 12 + age.months) + timedelta(days=age.days) == on


@given(BIRTHS, LIFE)
def test_legal_age_runs_one_day_ahead_of_everyday_age(born, lived):
    on = born + lived

    assert legal_age_on(born, on) == age_on(born, on + timedelta(days=1))


@given(st.integers(1950, 2100))
def test_every_birth_date_belongs_to_one_school_year(year):
    first, last = cohort_span(FiscalYear(year))
    edges = [first - timedelta(days=1), first, last, last + timedelta(days=1)]

    assert [enters_school_in(born).year for born in edges] == [year - 1, year, year, year + 1]
