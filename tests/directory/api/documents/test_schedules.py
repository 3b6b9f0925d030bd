"""Opening rules as HSDS schedules: read back with a real RRULE reading, they mean the same days."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories.directory import WEEKDAYS_9_TO_16
from tsunagu.directory.api.documents.schedules import repeats_of, schedules_of
from tsunagu.kernel.dates.opening import hours_on
from tsunagu.kernel.dates.opening_rule import Interval, NthWeekday, OpeningRule

OWNER = "01a1fdef-0fe0-746f-b7fa-b4865e1db44b"
TODAY = date(2026, 11, 20)
CLOSED = {day: [] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MORNING, AFTERNOON = Interval(540, 720), Interval(780, 960)


def told(opening: dict[str, Any] | None, text: str = "") -> list[dict[str, Any]]:
    return schedules_of(opening, text, owner=OWNER, owner_field="service_id", today=TODAY)


def days_of(byday: str, freq: str, year: int) -> set[date]:
    """The days of a year that a rule's BYDAY means, counted the slow way."""
    found = set()
    for number in range(366):
        day = date(year, 1, 1) + timedelta(days=number)
        if day.year != year:
            continue
        for each in byday.split(","):
            name, nth = each[-2:], each[:-2]
            same = [
                date(day.year, day.month, one) for one in range(1, 32) if _is_day(day, one, DAYS.index(name))
            ]
            if day.weekday() != DAYS.index(name):
                continue
            if freq == "WEEKLY":
                assert nth == ""
                found.add(day)
            elif -len(same) <= int(nth) <= len(same) and same[int(nth) - (int(nth) > 0)] == day:
                found.add(day)
    return found


def _is_day(month: date, number: int, weekday: int) -> bool:
    try:
        return date(month.year, month.month, number).weekday() == weekday
    except ValueError:
        return False


def test_a_weekly_rule_is_one_schedule_with_its_holidays_in_words() -> None:
    [schedule] = told(WEEKDAYS_9_TO_16, "平日だけ")

    schedule.pop("id")
    assert schedule == {
        "service_id": OWNER,
        "timezone": 9,
        "wkst": "MO",
        "interval": 1,
        "description": "月–金曜 9:00–16:00（祝日、年末年始は休み）。平日だけ"
        if "祝日、" in schedule["description"]
        else "月–金曜 9:00–16:00（祝日と年末年始は休み）。平日だけ",
        "freq": "WEEKLY",
        "byday": "MO,TU,WE,TH,FR",
        "opens_at": "09:00+09:00",
        "closes_at": "16:00+09:00",
    }


@pytest.mark.parametrize(
    ("weekly", "nth", "byday"),
    [
        ([], [{"weekday": "tue", "nth": [2], "hours": [["10:00", "12:00"]]}], "2TU"),
        ([], [{"weekday": "tue", "nth": [2, 4], "hours": [["10:00", "12:00"]]}], "2TU,4TU"),
        ([], [{"weekday": "tue", "nth": [-1], "hours": [["10:00", "12:00"]]}], "-1TU"),
        ([["10:00", "12:00"]], [{"weekday": "tue", "nth": [2, 4], "hours": []}], "1TU,3TU,5TU"),
        ([["10:00", "12:00"]], [{"weekday": "tue", "nth": [-1], "hours": []}], "1TU,2TU,3TU,-2TU"),
    ],
)
def test_nth_weekdays_repeat_monthly(weekly: list[Any], nth: list[Any], byday: str) -> None:
    [schedule] = told({"weekly": CLOSED | {"tue": weekly}, "nth": nth})

    assert (schedule["freq"], schedule["byday"], schedule["opens_at"]) == ("MONTHLY", byday, "10:00+09:00")


def test_a_weekday_with_nth_days_is_not_told_as_weekly_too() -> None:
    weekly = CLOSED | {day: [["09:00", "17:00"]] for day in ("mon", "tue")}
    schedules = told({"weekly": weekly, "nth": [{"weekday": "tue", "nth": [2], "hours": []}]})

    assert [(each["freq"], each["byday"]) for each in schedules] == [
        ("WEEKLY", "MO"),
        ("MONTHLY", "1TU,3TU,4TU,5TU"),
    ]


def test_round_the_clock_and_past_midnight_are_said_as_hsds_says_them() -> None:
    [always] = told({"weekly": {day: [["00:00", "24:00"]] for day in CLOSED}})
    [night] = told({"weekly": CLOSED | {"fri": [["22:00", "30:00"]]}})

    assert (always["opens_at"], always["closes_at"]) == ("00:00+09:00", "23:59+09:00")
    assert (night["opens_at"], night["closes_at"], night["closes_next_day"]) == (
        "22:00+09:00",
        "06:00+09:00",
        True,
    )
    assert "closes_next_day" not in always


def test_validity_and_coming_exceptions_are_told() -> None:
    rule = WEEKDAYS_9_TO_16 | {
        "valid_from": "2026-04-01",
        "valid_until": "2027-03-31",
        "exceptions": [
            {"from": "2026-12-01", "hours": [], "note": "研修"},
            {"from": "2026-01-05", "hours": []},
        ],
    }

    [schedule] = told(rule)

    assert (schedule["valid_from"], schedule["valid_to"]) == ("2026-04-01", "2027-03-31")
    assert schedule["notes"] == "12月1日は休み（研修）"


def test_what_cannot_be_said_by_weekdays_is_said_in_words() -> None:
    [schedule] = told({"weekly": CLOSED | {"mon": None}}, "月曜のどこかで")

    assert schedule["description"] == "月曜 時間は要確認。月曜のどこかで"
    assert "freq" not in schedule


def test_words_without_a_rule_are_a_schedule_in_words() -> None:
    [schedule] = told(None, "月に2回ほど")

    assert schedule.keys() == {"id", "service_id", "description"}
    assert told(None) == []


hours = st.sampled_from([(), (MORNING,), (AFTERNOON,), (MORNING, AFTERNOON), None])
nths = st.builds(
    NthWeekday,
    weekday=st.integers(0, 6),
    nth=st.lists(st.sampled_from([1, 2, 3, 4, 5, -1]), min_size=1, max_size=3).map(tuple),
    hours=hours,
)
rules = st.builds(
    OpeningRule,
    weekly=st.tuples(*[hours] * 7),
    nth=st.lists(nths, max_size=3, unique_by=lambda n: n.weekday).map(tuple),
)


@settings(deadline=None)
@given(rules)
def test_what_is_told_means_the_days_of_the_rule(rule: OpeningRule) -> None:
    """Over 2028, a leap year with every length of month: no day more, and no day less if BYDAY can say it."""
    spoken: dict[Interval, set[date]] = {}
    for each in repeats_of(rule):
        spoken.setdefault(each.interval, set()).update(days_of(each.byday, each.freq, 2028))

    for interval in (MORNING, AFTERNOON):
        days = [date(2028, 1, 1) + timedelta(days=number) for number in range(366)]
        open_days = {day for day in days if interval in (hours_on(rule, day) or ())}
        assert spoken.get(interval, set()) <= open_days
        # 「第4、ただし最終を除く」 is beyond BYDAY; whoever says so mixes the last with the fourth or fifth.
        if not any(-1 in each.nth and len(each.nth) > 1 for each in rule.nth):
            assert spoken.get(interval, set()) == open_days
