"""年度 from 1 April to 31 March."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagu.kernel.dates.fiscal_year import FiscalYear
from tsunagu.kernel.dates.wareki import BadDate


@pytest.mark.parametrize(
    ("day", "year"), [(date(2026, 3, 31), 2025), (date(2026, 4, 1), 2026), (date(2027, 1, 1), 2026)]
)
def test_a_fiscal_year_turns_on_the_first_of_april(day, year):
    assert FiscalYear.of(day) == FiscalYear(year)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("平成30年度", 2018),
        ("H24", 2012),
        ("Ｈ２４年度", 2012),
        ("令和8年度", 2026),
        ("令和八年度", 2026),
        ("R8", 2026),
        ("2026年度", 2026),
        ("２０２６", 2026),
        ("FY2026", 2026),
        ("令和元年度", 2019),
        ("平成31年度", 2019),
        ("平成元年度", 1989),
        ("昭和63年度", 1988),
        ("大正元年度", 1912),
    ],
)
def test_a_fiscal_year_is_read(text, year):
    assert FiscalYear.read(text) == FiscalYear(year)


def test_a_year_without_era_is_read_in_the_era_of_the_document():
    assert FiscalYear.read("24年度", era="平成") == FiscalYear(2012)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("24年度", "「24年度」は元号が分かりません（例：平成24年度、H24）。"),
        ("平成32年度", "「平成32年度」という年度はありません。平成は2019年4月30日までです。"),
        ("昭和64年度", "「昭和64年度」という年度はありません。昭和は1989年1月7日までです。"),
        ("令和0年度", "「令和0年度」という年度はありません。令和は2019年5月1日からです。"),
        ("平成30年", "「平成30年」は年度として読めません（例：令和8年度、R8、2026年度）。"),
        ("去年", "「去年」は年度として読めません（例：令和8年度、R8、2026年度）。"),
    ],
)
def test_a_fiscal_year_that_cannot_be_is_refused_with_the_reason(text, reason):
    with pytest.raises(BadDate) as refusal:
        FiscalYear.read(text)

    assert str(refusal.value) == reason


@pytest.mark.parametrize(
    ("year", "label", "short"),
    [
        (2026, "令和8年度", "R8"),
        (2019, "令和元年度", "R1"),
        (2018, "平成30年度", "H30"),
        (1989, "平成元年度", "H1"),
        (1988, "昭和63年度", "S63"),
    ],
)
def test_a_fiscal_year_is_printed_in_wareki(year, label, short):
    assert (FiscalYear(year).label, FiscalYear(year).label_short) == (label, short)


def test_a_fiscal_year_is_printed_in_western_years():
    assert FiscalYear(2026).label_western == "2026年度"


def test_the_months_begin_with_april():
    months = FiscalYear(2026).months

    assert (len(months), months[0], months[8], months[9], months[-1]) == (
        12,
        date(2026, 4, 1),
        date(2026, 12, 1),
        date(2027, 1, 1),
        date(2027, 3, 1),
    )


def test_a_fiscal_year_that_holds_a_leap_day_has_366_days():
    assert [FiscalYear(year).days for year in (2022, 2023, 2024)] == [365, 366, 365]


def test_fiscal_years_sort_by_time():
    assert sorted([FiscalYear(2026), FiscalYear(2012)]) == [FiscalYear(2012), FiscalYear(2026)]


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_day_lies_in_exactly_its_own_fiscal_year(day):
    year = FiscalYear.of(day)

    assert [year.contains(day), year.next.contains(day), year.previous.contains(day)] == [True, False, False]


@given(st.integers(1900, 2117).map(FiscalYear))
def test_fiscal_years_follow_each_other_and_are_read_back(year):
    assert (year.end + timedelta(days=1), FiscalYear.read(year.label)) == (year.next.start, year)


@given(st.text(st.sampled_from("令和平成昭明元RHSMTr年度FY〇一二十百千0123456789０１ ")))
def test_any_text_is_a_fiscal_year_or_refused_with_a_reason(text):
    try:
        found = FiscalYear.read(text).label_western
    except BadDate as refusal:
        found = str(refusal)

    assert found.endswith(("年度", "。"))
