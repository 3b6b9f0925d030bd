"""Opening in the words of someone who needs it now."""

from datetime import UTC, datetime

import pytest

from tsunagu.kernel.dates.clock_words import opening_words
from tsunagu.kernel.dates.opening_rule import ALWAYS_OPEN, YEAR_END, NthWeekday, OpeningRule, read_hours, week

EVERY_DAY = OpeningRule(week({"月火水木金土日": "9:00-16:00"}), year_end=YEAR_END)
HALF_PAST = OpeningRule(week({"月火水木金土日": "9:00-16:30"}))
WEEKDAYS = OpeningRule(week({"月火水木金": ["9:00-12:00", "13:00-16:00"]}))
NIGHT = OpeningRule(week({"月火水木金土日": "22:00-翌6:00"}))
EVENING = OpeningRule(week({"月火水木金土日": "17:00-24:00"}))
FIRST_SATURDAY = OpeningRule(week({}), nth=(NthWeekday(5, (1,), read_hours("10:00-12:00")),))


@pytest.mark.parametrize(
    ("rule", "at", "words"),
    [
        (EVERY_DAY, datetime(2026, 11, 21, 10), "今日16時まで"),
        (EVERY_DAY, datetime(2026, 11, 21, 14, 59), "今日16時まで"),
        (EVERY_DAY, datetime(2026, 11, 21, 15, 0), "あと60分で終わります"),
        (EVERY_DAY, datetime(2026, 11, 21, 15, 20), "あと40分で終わります"),
        (EVERY_DAY, datetime(2026, 11, 21, 15, 59, 30), "あと1分で終わります"),
        (EVERY_DAY, datetime(2026, 11, 21, 16, 0), "明日 9:00から"),
        (EVERY_DAY, datetime(2026, 11, 21, 6, 0), "今日 9:00から"),
        (EVERY_DAY, datetime(2026, 12, 28, 17), "1月4日（月） 9:00から"),
        (EVERY_DAY, datetime(2026, 12, 29, 10), "月曜 9:00から"),
        (HALF_PAST, datetime(2026, 11, 21, 10), "今日16時30分まで"),
        (WEEKDAYS, datetime(2026, 11, 20, 12, 30), "今日 13:00から"),
        (WEEKDAYS, datetime(2026, 11, 20, 16, 30), "月曜 9:00から"),
        (WEEKDAYS, datetime(2026, 11, 22, 10), "明日 9:00から"),
        (NIGHT, datetime(2026, 11, 21, 23), "明日6時まで"),
        (NIGHT, datetime(2026, 11, 22, 1), "今日6時まで"),
        (EVENING, datetime(2026, 11, 21, 20), "今日24時まで"),
        (FIRST_SATURDAY, datetime(2026, 11, 21, 10), "12月5日（土） 10:00から"),
        (ALWAYS_OPEN, datetime(2026, 11, 21, 3), "24時間開いています"),
        (OpeningRule(week({})), datetime(2026, 11, 21, 3), "次に開く日は要確認"),
        (OpeningRule(week({"土": None})), datetime(2026, 11, 21, 3), "時間は要確認"),
        (None, datetime(2026, 11, 21, 3), "時間は要確認"),
        (EVERY_DAY, datetime(2026, 11, 21, 0, 0, tzinfo=UTC), "今日16時まで"),
    ],
)
def test_a_place_says_until_when_it_is_open_or_from_when(rule, at, words):
    assert opening_words(rule, at) == words
