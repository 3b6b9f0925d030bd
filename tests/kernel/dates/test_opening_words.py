"""Opening rules in one Japanese line."""

from datetime import date

import pytest

from tsunagu.kernel.dates.opening_rule import (
    ALWAYS_OPEN,
    LAST,
    YEAR_END,
    DateException,
    HolidayPolicy,
    NthWeekday,
    OpeningRule,
    YearlyRange,
    read_hours,
    week,
)
from tsunagu.kernel.dates.opening_words import describe, describe_exceptions, describe_hours

EVERY_DAY = week({"月火水木金土日": "9:00-16:30"})
WEEKDAYS = week({"月火水木金": "8:30-17:15"})


@pytest.mark.parametrize(
    ("rule", "line"),
    [
        (
            OpeningRule(EVERY_DAY, nth=(NthWeekday(1, (2, 4)),), year_end=YEAR_END),
            "週7日 9:00–16:30（第2・第4火曜と年末年始は休み）",
        ),
        (
            OpeningRule(WEEKDAYS, holidays=HolidayPolicy.CLOSED, year_end=YEAR_END),
            "月–金曜 8:30–17:15（祝日と年末年始は休み）",
        ),
        (
            OpeningRule(
                EVERY_DAY, nth=(NthWeekday(6, (5,)),), holidays=HolidayPolicy.CLOSED, year_end=YEAR_END
            ),
            "週7日 9:00–16:30（第5日曜、祝日、年末年始は休み）",
        ),
        (
            OpeningRule(week({"月火水木金": ["9:00-12:00", "13:00-16:00"], "土": "9:00-12:00"})),
            "月–金曜 9:00–12:00、13:00–16:00、土曜 9:00–12:00",
        ),
        (OpeningRule(week({"月木": "10:00-15:00"})), "月・木曜 10:00–15:00"),
        (OpeningRule(week({"月火金": "10:00-15:00"})), "月・火・金曜 10:00–15:00"),
        (
            OpeningRule(week({}), nth=(NthWeekday(5, (1,), read_hours("10:00-12:00")),)),
            "第1土曜 10:00–12:00",
        ),
        (OpeningRule(WEEKDAYS, nth=(NthWeekday(4, (LAST,)),)), "月–金曜 8:30–17:15（最終金曜は休み）"),
        (
            OpeningRule(week({"火水木金土日": "9:00-17:00"}), holidays=HolidayPolicy.DAY_OFF_MOVES),
            "火–日曜 9:00–17:00（休みの日が祝日なら開いて、次の平日が休み）",
        ),
        (
            OpeningRule(EVERY_DAY, holidays=HolidayPolicy.CLOSED_AND_NEXT_WEEKDAY),
            "週7日 9:00–16:30（祝日とその次の平日は休み）",
        ),
        (
            OpeningRule(WEEKDAYS, holidays=HolidayPolicy.OPEN, holiday_hours=read_hours("10:00-15:00")),
            "月–金曜 8:30–17:15（祝日も開く 10:00–15:00）",
        ),
        (
            OpeningRule(EVERY_DAY, year_end=YearlyRange((12, 28), (1, 4)), note="駐車場なし"),
            "週7日 9:00–16:30（12月28日–1月4日は休み。駐車場なし）",
        ),
        (ALWAYS_OPEN, "24時間 年中無休"),
        (OpeningRule(ALWAYS_OPEN.weekly, year_end=YEAR_END), "週7日 24時間（年末年始は休み）"),
        (OpeningRule(week({"月火水木金土日": "22:00-翌6:00"})), "週7日 22:00–翌6:00"),
        (OpeningRule(week({"月火水木金": None})), "月–金曜 時間は要確認"),
        (OpeningRule(week({})), "開いている曜日はありません"),
        (None, "開いている日と時間は確認中です"),
    ],
)
def test_a_rule_is_told_in_one_line(rule, line):
    assert describe(rule) == line


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ((), "休み"),
        (None, "時間は要確認"),
        (read_hours("0:00-24:00"), "24時間"),
        (read_hours("17:00-24:00"), "17:00–24:00"),
    ],
)
def test_the_hours_of_a_day_are_told(hours, words):
    assert describe_hours(hours) == words


def test_coming_exceptions_are_told_in_order_and_past_ones_are_not():
    rule = OpeningRule(
        EVERY_DAY,
        exceptions=(
            DateException(date(2026, 12, 24), date(2026, 12, 24), read_hours("9:00-12:00")),
            DateException(date(2026, 8, 13), date(2026, 8, 16), note="お盆"),
            DateException(
                date(2026, 8, 20), date(2026, 8, 31), read_hours("9:00-15:00"), open_days_only=True
            ),
            DateException(date(2026, 4, 1), date(2026, 4, 1)),
        ),
    )

    assert describe_exceptions(rule, date(2026, 8, 16)) == [
        "8月13日–8月16日は休み（お盆）",
        "8月20日–8月31日の開いている日は9:00–15:00",
        "12月24日は9:00–12:00",
    ]
