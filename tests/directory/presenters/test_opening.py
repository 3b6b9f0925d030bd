"""Open or not, until when, from when."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from tests.factories.directory import WEEKDAYS_9_TO_16
from tsunagu.directory.presenters.opening import OpeningLine, opening_line, remarks_on, week_of
from tsunagu.kernel.dates.opening_json import rule_from_json
from tsunagu.kernel.dates.opening_rule import ALWAYS_OPEN, OpeningRule

TOKYO = ZoneInfo("Asia/Tokyo")
FRIDAY_10AM = datetime(2026, 11, 20, 10, 0, tzinfo=TOKYO)


def rule(**changes: Any) -> OpeningRule:
    read = rule_from_json({**WEEKDAYS_9_TO_16, **changes})
    assert read is not None
    return read


WEEKDAYS = rule()
NIGHTS = rule(weekly={**WEEKDAYS_9_TO_16["weekly"], "fri": [["22:00", "30:00"]]}, holidays="as_usual")
PART_KNOWN = rule(weekly={**WEEKDAYS_9_TO_16["weekly"], "fri": None})


@pytest.mark.parametrize(
    ("rules", "at", "line"),
    [
        ([WEEKDAYS], FRIDAY_10AM, OpeningLine(True, "今日16時まで")),
        ([WEEKDAYS], FRIDAY_10AM.replace(hour=15, minute=20), OpeningLine(True, "あと40分で終わります")),
        ([WEEKDAYS], FRIDAY_10AM.replace(hour=8), OpeningLine(False, "今日9:00から")),
        ([WEEKDAYS], FRIDAY_10AM - timedelta(hours=12), OpeningLine(False, "明日9:00から")),
        # 23 November is a holiday: the next opening is on Tuesday.
        ([WEEKDAYS], FRIDAY_10AM.replace(hour=17), OpeningLine(False, "火曜日9:00から")),
        (
            [WEEKDAYS],
            datetime(2026, 12, 28, 17, tzinfo=TOKYO),
            OpeningLine(False, "1月4日（月曜日）9:00から"),
        ),
        ([NIGHTS], FRIDAY_10AM.replace(hour=22), OpeningLine(True, "明日6時まで")),
        ([ALWAYS_OPEN], FRIDAY_10AM, OpeningLine(True, "24時間開いています")),
        ([WEEKDAYS, ALWAYS_OPEN], FRIDAY_10AM, OpeningLine(True, "24時間開いています")),
        ([WEEKDAYS, NIGHTS], FRIDAY_10AM, OpeningLine(True, "今日16時まで")),
        ([PART_KNOWN], FRIDAY_10AM, OpeningLine(None, "")),
        ([], FRIDAY_10AM, OpeningLine(None, "")),
    ],
)
def test_the_line_tells_a_parent_what_to_do_now(
    rules: list[OpeningRule], at: datetime, line: OpeningLine
) -> None:
    assert opening_line(rules, at) == line
    assert opening_line(rules, at.astimezone(UTC)) == line


def test_words_of_the_source_are_shown_where_there_is_no_rule() -> None:
    assert opening_line([], FRIDAY_10AM, text="毎月開催") == OpeningLine(None, "毎月開催")


def test_a_kept_card_changes_when_the_line_does() -> None:
    ten, eleven = (opening_line([WEEKDAYS], FRIDAY_10AM.replace(hour=hour)).key for hour in (10, 11))
    evening = opening_line([WEEKDAYS], FRIDAY_10AM.replace(hour=17)).key

    assert ten == eleven
    assert ten != evening


def test_the_week_marks_today() -> None:
    week = week_of(WEEKDAYS, FRIDAY_10AM)

    assert [day.hours for day in week] == ["9:00–16:00"] * 5 + ["休み"] * 2
    assert [day.day for day in week if day.is_today] == ["金曜日"]


def test_a_day_that_nobody_told_us_of_is_not_a_day_off() -> None:
    friday = week_of(PART_KNOWN, FRIDAY_10AM)[4]

    assert (friday.hours, friday.is_known) == ("時間は確認中", False)


def test_remarks_tell_days_off_and_exceptions() -> None:
    closed = {"from": "2026-12-01", "hours": [], "note": "研修"}

    assert remarks_on(rule(exceptions=[closed]), FRIDAY_10AM) == [
        "月–金曜 9:00–16:00（祝日と年末年始は休み）",
        "12月1日は休み（研修）",
    ]


def test_english_readers_get_clock_times() -> None:
    with translation.override("en"):
        assert "16:00" in opening_line([WEEKDAYS], FRIDAY_10AM).words
