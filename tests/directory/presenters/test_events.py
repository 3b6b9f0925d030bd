"""How an event is put into words."""

from datetime import date
from uuid import uuid4

import pytest
from django.utils import translation

from tests.factories.directory import make_district, make_location
from tests.factories.events import make_event, make_round
from tsunagu.directory.choices import Cost
from tsunagu.directory.presenters.events import (
    day_line,
    district_of_event,
    event_reasons,
    place_of_event,
    round_words,
    summary_of_event,
    time_words,
    when_words,
)
from tsunagu.directory.queries.events import Happens, Occurrence
from tsunagu.kernel.dates.recurrence import LAST, Recurrence, Round
from tsunagu.kernel.municipality.models import Municipality

UNTIL = date(2027, 3, 31)


@pytest.mark.parametrize(
    ("times", "words"),
    [
        ((600, 660), "10:00–11:00"),
        ((545, None), "9:05から"),
        ((1320, 1500), "22:00–翌1:00"),
        ((1200, 1440), "20:00–24:00"),
        ((None, None), "時間は確認中"),
    ],
)
def test_times_are_said_and_unknown_ones_too(times: tuple[int | None, int | None], words: str) -> None:
    assert time_words(*times) == words


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Recurrence(Round.WEEKLY, UNTIL, weekdays=(1, 3)), "毎週火曜日・木曜日"),
        (Recurrence(Round.WEEKLY, UNTIL, interval=2, weekdays=(5,)), "2週間ごとの土曜日"),
        (Recurrence(Round.MONTHLY_WEEKDAY, UNTIL, weekdays=(1,), nth=(2, 4)), "毎月第2・第4火曜日"),
        (Recurrence(Round.MONTHLY_WEEKDAY, UNTIL, weekdays=(6,), nth=(LAST,)), "毎月最後の日曜日"),
        (Recurrence(Round.MONTHLY_DAY, UNTIL, interval=3, days=(5, 20)), "3か月ごとの5日・20日"),
    ],
)
def test_a_round_is_said_in_words(rule: Recurrence, words: str) -> None:
    assert round_words(rule) == words


@pytest.mark.parametrize(
    ("happens", "sign", "takes_place"),
    [
        (Happens.AS_USUAL, "", True),
        (Happens.OFF, "中止", False),
        (Happens.MOVED_AWAY, "12月9日（水）に変わりました", False),
        (Happens.MOVED_HERE, "12月9日（水）から変わりました", True),
    ],
)
def test_a_day_says_what_becomes_of_it(happens: Happens, sign: str, takes_place: bool) -> None:
    one = Occurrence(uuid4(), date(2026, 12, 8), happens, date(2026, 12, 9), "講師の都合")

    line = day_line(one)

    assert (line.day, line.sign, line.takes_place) == ("12月8日（火）", sign, takes_place)


def test_when_names_the_day_or_the_round_and_its_end(in_joetsu: Municipality) -> None:
    assert when_words(make_event()) == "2026年12月5日"
    assert when_words(make_round()) == "毎週火曜日（2026年12月29日まで）"


def test_what_is_unknown_is_marked_and_what_is_known_is_not(in_joetsu: Municipality) -> None:
    unknown = make_event()
    known = make_event(maximum_age_months=35, cost=Cost.FREE, place_text="市民プラザ")

    assert [(one.label, one.unknown) for one in event_reasons(unknown)] == [
        ("年齢は確認中", True),
        ("費用は確認中", True),
        ("場所は確認中", True),
    ]
    assert [(one.label, one.unknown) for one in event_reasons(known)] == [("2歳まで", False), ("無料", False)]


def test_the_place_is_the_registers_with_its_room_and_brings_its_district(in_joetsu: Municipality) -> None:
    place = make_location("市民プラザ", district=make_district("安塚区"))

    event = make_event(location=place, place_text="2階 和室")

    assert (place_of_event(event), district_of_event(event)) == ("市民プラザ（2階 和室）", "安塚区")


@pytest.mark.parametrize(("language", "words"), [("ja", "絵本"), ("ja-easy", "えほん"), ("en", "Books")])
def test_a_sentence_is_shown_in_the_readers_language(
    in_joetsu: Municipality, language: str, words: str
) -> None:
    event = make_event(summary="絵本", summary_easy="えほん", summary_en="Books")

    with translation.override(language):
        assert summary_of_event(event) == words
