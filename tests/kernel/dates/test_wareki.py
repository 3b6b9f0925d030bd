"""和暦 in and out."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagu.kernel.dates.wareki import (
    BadDate,
    era_named,
    era_of,
    from_excel_serial,
    read_date,
    wareki,
    wareki_short,
    wareki_without_weekday,
)

DAYS = st.dates(date(1873, 1, 1), date(2150, 12, 31))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("H30.4.1", date(2018, 4, 1)),
        ("平成30年4月1日", date(2018, 4, 1)),
        ("平成３０年４月１日", date(2018, 4, 1)),
        ("平30.4.1", date(2018, 4, 1)),
        ("㍻30年4月1日", date(2018, 4, 1)),
        ("R8/4/1", date(2026, 4, 1)),
        ("r8.4.1", date(2026, 4, 1)),
        ("R08-04-01", date(2026, 4, 1)),
        ("Ｒ８．４．１", date(2026, 4, 1)),
        ("2026/4/1", date(2026, 4, 1)),
        ("2026-04-01", date(2026, 4, 1)),
        ("20260401", date(2026, 4, 1)),
        ("西暦2026年4月1日", date(2026, 4, 1)),
        ("２０２６年４月１日", date(2026, 4, 1)),
        ("二〇二六年四月一日", date(2026, 4, 1)),
        ("令和八年四月一日", date(2026, 4, 1)),
        ("令和十年十二月三十一日", date(2028, 12, 31)),
        ("令和 8 年 4 月 1 日（水）", date(2026, 4, 1)),
        ("令和8年4月1日水曜日", date(2026, 4, 1)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("令和1年5月1日", date(2019, 5, 1)),
        ("R元.5.1", date(2019, 5, 1)),
        ("平成31年4月30日", date(2019, 4, 30)),
        ("平成元年1月8日", date(1989, 1, 8)),
        ("昭和64年1月7日", date(1989, 1, 7)),
        ("S60.2.28", date(1985, 2, 28)),
        ("大正15年12月25日", date(1926, 12, 25)),
        ("昭和元年12月25日", date(1926, 12, 25)),
        ("明治45年7月30日", date(1912, 7, 30)),
        ("大正元年7月30日", date(1912, 7, 30)),
        ("明治6年1月1日", date(1873, 1, 1)),
        ("R6.2.29", date(2024, 2, 29)),
    ],
)
def test_a_day_is_read_in_every_way_offices_write_it(text, day):
    assert read_date(text) == day


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "平成31年5月1日",
            "「平成31年5月1日」：平成は1989年1月8日から2019年4月30日までです。この日は令和元年5月1日です。",
        ),
        ("令和元年4月30日", "「令和元年4月30日」：令和は2019年5月1日からです。この日は平成31年4月30日です。"),
        (
            "昭和64年1月8日",
            "「昭和64年1月8日」：昭和は1926年12月25日から1989年1月7日までです。この日は平成元年1月8日です。",
        ),
        ("令和0年5月1日", "「令和0年5月1日」：令和0年はありません。令和元年から始まります。"),
        ("明治5年1月1日", "明治5年までは旧暦のため読めません。明治6年1月1日から読めます。"),
        ("R7.2.29", "2025年2月29日という日はありません。"),
        ("2026/13/1", "2026年13月1日という日はありません。"),
        ("30.4.1", "「30.4.1」は元号か4けたの西暦を付けてください（例：平成30年4月1日、2018/4/1）。"),
        ("令和8年4月1日（木）", "令和8年4月1日は水曜日です（木曜日と書かれています）。"),
        ("来週", "「来週」は日付として読めません（例：令和8年4月1日、R8.4.1、2026/4/1）。"),
        ("", "「」は日付として読めません（例：令和8年4月1日、R8.4.1、2026/4/1）。"),
        ("2026/4-1", "「2026/4-1」は日付として読めません（例：令和8年4月1日、R8.4.1、2026/4/1）。"),
    ],
)
def test_a_day_that_cannot_be_is_refused_with_the_reason(text, reason):
    with pytest.raises(BadDate) as refusal:
        read_date(text)

    assert str(refusal.value) == reason


def test_a_day_is_printed_with_its_weekday():
    assert wareki(date(2026, 4, 1)) == "令和8年4月1日（水）"


def test_a_day_is_printed_short_for_forms():
    assert wareki_short(date(2026, 4, 1)) == "R8.4.1"


@pytest.mark.parametrize(
    ("day", "printed"),
    [
        (date(2019, 4, 30), "平成31年4月30日"),
        (date(2019, 5, 1), "令和元年5月1日"),
        (date(1989, 1, 7), "昭和64年1月7日"),
        (date(1989, 1, 8), "平成元年1月8日"),
        (date(1926, 12, 25), "昭和元年12月25日"),
        (date(1912, 7, 29), "明治45年7月29日"),
    ],
)
def test_the_first_year_of_an_era_is_printed_as_gannen(day, printed):
    assert wareki_without_weekday(day) == printed


def test_a_day_before_the_gregorian_calendar_has_no_wareki():
    with pytest.raises(BadDate):
        era_of(date(1872, 12, 31))


def test_an_unknown_era_is_refused():
    with pytest.raises(BadDate):
        era_named("慶応")


@pytest.mark.parametrize(("serial", "day"), [(61, date(1900, 3, 1)), (46113, date(2026, 4, 1))])
def test_a_spreadsheet_serial_is_a_day(serial, day):
    assert from_excel_serial(serial) == day


def test_a_spreadsheet_serial_before_the_false_leap_day_is_refused():
    with pytest.raises(BadDate):
        from_excel_serial(60)


@given(DAYS)
def test_what_is_printed_is_read_back(day):
    assert (read_date(wareki(day)), read_date(wareki_short(day)), read_date(day.isoformat())) == (
        day,
        day,
        day,
    )


@given(st.text(st.sampled_from("令和平成昭明元RHSMTr年月日度FY〇一二十百千万0123456789０１/.-（水木) 　")))
def test_any_text_is_a_day_or_refused_with_a_reason(text):
    try:
        found = read_date(text)
    except BadDate as refusal:
        found = refusal

    assert isinstance(found, date) or str(found).endswith(("。", "）。"))
