"""What writers type, as they type it."""

from datetime import date
from typing import Any

import pytest

from tests.factories.directory import make_organisation
from tests.factories.events import make_event, make_round
from tsunagu.kernel.dates.recurrence import LAST, Recurrence, Round
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.workspace.forms.event_form import EventForm


def typed(**fields: Any) -> dict[str, Any]:
    """The least that an entry needs."""
    return {
        "organisation": make_organisation("つくし会").id,
        "name": "おはなし会",
        "first_on": "令和8年12月5日",
        "repeats": "once",
        "cost": "unknown",
        **fields,
    }


def form_of(**fields: Any) -> EventForm:
    return EventForm(typed(**fields), keepers=None)


def told(**fields: Any) -> dict[str, Any]:
    form = form_of(**fields)
    assert form.errors == {}
    return form.told()


@pytest.mark.parametrize("text", ["令和8年12月5日", "R8.12.5", "２０２６／１２／５", "2026年12月5日（土）"])
def test_a_day_is_read_as_it_is_written(in_joetsu: Municipality, text: str) -> None:
    assert told(first_on=text)["first_on"] == date(2026, 12, 5)


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("14:00〜16:00", (840, 960)),
        ("９時半～１１時", (570, 660)),
        ("午後2時から午後4時まで", (840, 960)),
        ("10時から", (600, None)),
        ("10:00〜", (600, None)),
        ("22:00-翌1:00", (1320, 1500)),
        ("", (None, None)),
    ],
)
def test_times_are_read_as_they_are_written(in_joetsu: Municipality, text: str, times: Any) -> None:
    fields = told(times=text)

    assert (fields["starts"], fields["ends"]) == times


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        (
            {"repeats": "weekly", "weekdays": ["1", "3"], "interval": "2"},
            Recurrence(Round.WEEKLY, date(2027, 3, 31), interval=2, weekdays=(1, 3)),
        ),
        (
            {"repeats": "monthly_weekday", "weekdays": ["6"], "nth": ["2", "-1"]},
            Recurrence(Round.MONTHLY_WEEKDAY, date(2027, 3, 31), weekdays=(6,), nth=(2, LAST)),
        ),
        (
            {"repeats": "monthly_day", "days": "５日、20日", "weekdays": ["1"]},
            Recurrence(Round.MONTHLY_DAY, date(2027, 3, 31), days=(5, 20)),
        ),
    ],
)
def test_a_round_is_read(in_joetsu: Municipality, fields: dict[str, Any], rule: Recurrence) -> None:
    assert told(until="令和9年3月31日", **fields)["recurrence"] == rule


@pytest.mark.parametrize(
    ("fields", "name", "words"),
    [
        ({"first_on": "12月5日"}, "first_on", "「12月5日」は日付として読めません"),
        ({"first_on": "2026/12/32"}, "first_on", "という日はありません"),
        ({"first_on": ""}, "first_on", "日にちを書いてください。"),
        ({"times": "昼すぎ"}, "times", "時間帯として読めません"),
        ({"times": "翌6:00"}, "times", "はじまりの時刻は"),
        ({"name": " "}, "name", "行事の名前を書いてください。"),
        ({"repeats": "weekly", "weekdays": ["1"]}, "until", "いつまでくり返すかを書いてください。"),
        ({"repeats": "weekly", "until": "2027/3/31"}, "weekdays", "くり返す曜日を選んでください。"),
        (
            {"repeats": "monthly_weekday", "until": "2027/3/31", "weekdays": ["1"]},
            "nth",
            "第何週の曜日かを選んでください。",
        ),
        ({"repeats": "monthly_day", "until": "2027/3/31", "days": "32"}, "days", "正しくありません"),
        ({"minimum_age": "赤ちゃん"}, "minimum_age", "年齢として読めません"),
        ({"minimum_age": "3歳", "maximum_age": "2歳"}, "maximum_age", "小さくなっています"),
        ({"phone": "電話で"}, "phone", "電話"),
    ],
)
def test_a_slip_is_told_beside_its_field_and_what_was_typed_stays(
    in_joetsu: Municipality, fields: dict[str, Any], name: str, words: str
) -> None:
    form = form_of(**fields)

    assert list(form.errors) == [name]
    assert words in form.errors[name][0]
    assert all(form[key].value() == value for key, value in fields.items())


def test_a_name_without_its_reading_gets_the_dictionarys(in_joetsu: Municipality) -> None:
    assert told(name="絵本の会")["name_kana"] == "エホンノカイ"


def test_ages_are_months_and_2_years_last_until_the_third_birthday(in_joetsu: Municipality) -> None:
    fields = told(minimum_age="６か月", maximum_age="2歳")

    assert (fields["minimum_age_months"], fields["maximum_age_months"]) == (6, 35)


@pytest.mark.parametrize("make", [make_event, make_round])
def test_what_the_form_shows_of_an_entry_is_read_as_the_same(in_joetsu: Municipality, make: Any) -> None:
    event = make(
        make_organisation("つくし会"), name_kana="オハナシカイ", minimum_age_months=6, maximum_age_months=35
    )
    shown = EventForm.initial_of(event)

    form = EventForm({key: value for key, value in shown.items() if value is not None}, keepers=None)

    assert form.errors == {}
    fields = form.told()
    assert fields["recurrence"] == event.rule
    assert {name: fields[name] for name in ("first_on", "starts", "ends", "minimum_age_months")} == {
        "first_on": event.first_on,
        "starts": 600,
        "ends": 660,
        "minimum_age_months": 6,
    }


def test_a_member_writes_for_their_own_organisation_only(in_joetsu: Municipality) -> None:
    mine, other = make_organisation("つくし会"), make_organisation("ほかの会")

    form = EventForm(typed(organisation=other.id), keepers={mine.id})

    assert list(form.errors) == ["organisation"]
