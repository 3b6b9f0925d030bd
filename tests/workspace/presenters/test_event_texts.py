"""Text that others print and post."""

from datetime import date
from typing import Any

import pytest

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_organisation
from tests.factories.events import make_event, make_round
from tests.factories.kernel import make_user
from tsunagu.directory.actions.events import call_off_day, cancel_event
from tsunagu.directory.choices import Cost
from tsunagu.directory.models import Event
from tsunagu.directory.queries.events import Occurrence, occurrences_of
from tsunagu.kernel.dates.recurrence import Recurrence, Round
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.workspace.presenters.event_texts import (
    PAPER_WIDTH,
    SNS_LENGTH,
    days_words,
    paper_text,
    sns_text,
    width,
)

ADDRESS = "https://joetsu.example.jp/joetsu/events/0190d5a0-0000-7000-8000-000000000000/"


def december(event: Event) -> list[Occurrence]:
    return occurrences_of(event, date(2026, 12, 1), date(2026, 12, 31))


def told() -> dict[str, Any]:
    return {"by": make_user(), "at": TODAY_10AM}


def test_the_papers_lines_say_when_where_for_whom_and_whom_to_ask(in_joetsu: Municipality) -> None:
    event = make_round(
        make_organisation("つくし会"),
        name="おはなし会",
        place_text="市民プラザ2階",
        maximum_age_months=35,
        cost=Cost.FREE,
        how_to_join="要りません",
        phone="025-526-5111",
    )
    call_off_day(event=event, on=date(2026, 12, 29), reason="年末のため", **told())

    assert paper_text(event, december(event)).splitlines() == [
        "■おはなし会",
        "日時  12月1日・8日・15日・22日（火）",
        "      10:00–11:00",
        "中止  12月29日（火）",
        "場所  市民プラザ2階",
        "対象  2歳まで",
        "費用  無料",
        "申込  要りません",
        "問合  つくし会 025-526-5111",
    ]


@pytest.mark.parametrize("name", ["会", "とても長い名前の行事" * 8, "ABC" * 30])
def test_no_line_of_the_paper_is_wider_than_its_column(in_joetsu: Municipality, name: str) -> None:
    event = make_event(name=name, summary="雨の日も、泥だらけになって遊べます。" * 5)

    lines = paper_text(event, december(event)).splitlines()

    assert max(map(width, lines)) <= PAPER_WIDTH
    assert "".join(line.strip() for line in lines).count(name[-1]) >= 1


def test_days_of_two_weekdays_are_told_weekday_by_weekday(in_joetsu: Municipality) -> None:
    rule = Recurrence(Round.WEEKLY, date(2026, 12, 15), weekdays=(1, 4))
    event = make_round(recurrence=rule)

    assert days_words(december(event)) == "12月1日・8日・15日（火）、4日・11日（金）"


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(in_joetsu: Municipality) -> None:
    for spaces in range(12):
        event = make_event(summary="あ" * (8 + spaces) + "（おや子）、「えほん」。")

        lines = paper_text(event, december(event)).splitlines()

        assert [line for line in lines if line.strip()[0] in "）」、。" or line[-1] in "（「"] == []


@pytest.mark.parametrize("name", ["会", "とても長い名前の行事" * 12])
def test_a_post_is_short_and_always_has_its_address(in_joetsu: Municipality, name: str) -> None:
    event = make_event(name=name, summary="雨の日も、泥だらけになって遊べます。" * 8, place_text="市民プラザ")

    post = sns_text(event, december(event), ADDRESS)

    assert len(post) <= SNS_LENGTH
    assert post.endswith(f" {ADDRESS}")


def test_a_post_says_first_that_it_does_not_take_place(in_joetsu: Municipality) -> None:
    event = cancel_event(event=make_event(name="おはなし会"), reason="大雪のため", **told())

    assert (
        sns_text(event, december(event), ADDRESS) == f"【中止】おはなし会 12月5日（土） 10:00–11:00 {ADDRESS}"
    )
