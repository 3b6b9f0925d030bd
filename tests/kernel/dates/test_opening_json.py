"""Opening rules as JSON."""

import json
from datetime import date

import pytest

from tsunagu.kernel.dates.opening_json import rule_from_json, rule_to_json
from tsunagu.kernel.dates.opening_rule import (
    YEAR_END,
    BadOpeningRule,
    DateException,
    HolidayPolicy,
    NthWeekday,
    OpeningRule,
    read_hours,
    week,
)

CLOSED_WEEK = {key: [] for key in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
RULE = OpeningRule(
    week({"月火水木金": ["9:00-12:00", "22:00-翌6:00"], "日": None}),
    nth=(NthWeekday(1, (2, 4)),),
    holidays=HolidayPolicy.DAY_OFF_MOVES,
    holiday_hours=read_hours("10:00-15:00"),
    year_end=YEAR_END,
    exceptions=(DateException(date(2026, 8, 13), date(2026, 8, 16), note="お盆"),),
    valid_from=date(2026, 4, 1),
    note="駐車場は使えません",
)


def test_a_rule_is_written_as_plain_values():
    value = rule_to_json(RULE)

    assert value == {
        "weekly": {
            **{key: [["09:00", "12:00"], ["22:00", "30:00"]] for key in ("mon", "tue", "wed", "thu", "fri")},
            "sat": [],
            "sun": None,
        },
        "nth": [{"weekday": "tue", "nth": [2, 4], "hours": []}],
        "holidays": "day_off_moves",
        "holiday_hours": [["10:00", "15:00"]],
        "year_end": {"from": "12-29", "to": "01-03"},
        "exceptions": [
            {"from": "2026-08-13", "to": "2026-08-16", "hours": [], "note": "お盆", "open_days_only": False}
        ],
        "valid_from": "2026-04-01",
        "valid_until": None,
        "note": "駐車場は使えません",
    }


def test_a_rule_is_read_back_from_json_text():
    assert rule_from_json(json.loads(json.dumps(rule_to_json(RULE)))) == RULE


def test_an_unknown_rule_stays_unknown():
    assert [rule_to_json(None), rule_from_json(None)] == [None, None]


def test_only_the_week_must_be_given():
    assert rule_from_json({"weekly": {**CLOSED_WEEK, "sat": [["10:00", "12:00"]]}}) == OpeningRule(
        week({"土": "10:00-12:00"})
    )


def test_a_one_day_exception_needs_no_end():
    value = {"weekly": CLOSED_WEEK, "exceptions": [{"from": "2026-08-13", "hours": None}]}

    assert rule_from_json(value).exceptions == (DateException(date(2026, 8, 13), date(2026, 8, 13), None),)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (
            {"weekly": {key: [] for key in CLOSED_WEEK if key != "sat"}},
            "土曜日の時間がありません。休みなら []、分からないなら null と書いてください。",
        ),
        ({"weekly": CLOSED_WEEK, "holidais": "closed"}, "開設時間の項目「holidais」は知らない項目です。"),
        (
            {"weekly": {**CLOSED_WEEK, "mon": [["9", "later"]]}},
            "「9-later」は時間帯として読めません（例：9:00-16:30）。",
        ),
        ({}, "開設時間の書き方が正しくありません（'weekly'）。"),
        (
            {"weekly": CLOSED_WEEK, "holidays": "perhaps"},
            "開設時間の書き方が正しくありません（'perhaps' is not a valid HolidayPolicy）。",
        ),
    ],
)
def test_a_rule_that_cannot_be_read_is_refused_with_the_reason(value, reason):
    with pytest.raises(BadOpeningRule) as refusal:
        rule_from_json(value)

    assert str(refusal.value) == reason
