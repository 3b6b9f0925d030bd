"""What the board says: in few words, each promise once."""

from datetime import date, datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from tsunagu.desk.presenters.slots import LATE, MINE, Card, Column
from tsunagu.desk.presenters.today import board, due_label, shortened, waited_label

FRIDAY = date(2026, 11, 20)
JST = ZoneInfo("Asia/Tokyo")


@pytest.mark.parametrize(
    ("due", "label"),
    [
        (date(2026, 11, 18), "2日おくれ"),
        (FRIDAY, "今日"),
        (date(2026, 11, 21), "明日"),
        (date(2026, 11, 25), "11月25日"),
    ],
)
def test_a_due_day_is_said_from_today(due: date, label: str) -> None:
    assert due_label(due, today=FRIDAY) == label


@pytest.mark.parametrize(
    ("since", "label"),
    [
        (datetime(2026, 11, 20, 8, 5, tzinfo=JST), "今日 8:05"),
        (datetime(2026, 11, 18, 23, 0, tzinfo=JST), "2営業日待ち"),
        (datetime(2026, 11, 13, 9, 0, tzinfo=JST), "5営業日待ち"),
    ],
)
def test_waiting_is_counted_in_days_on_which_somebody_works(since: datetime, label: str) -> None:
    assert waited_label(since, today=FRIDAY) == label


def test_a_long_text_is_shortened_to_one_line() -> None:
    assert shortened("夜泣きが\n つづいて", 20) == "夜泣きが つづいて"
    assert shortened("あ" * 80, 5) == "ああああ…"


def test_cards_of_others_join_the_column_they_name() -> None:
    others = [
        Column("答えを待つつなぎ", [Card("甲", "/1")], "handover"),
        Column("", [Card("乙", "/2")], key=MINE),
        Column("", [Card("丙", "/3", overdue=True)], key=LATE),
    ]

    columns = board(new=[], unanswered=[], actions=[], others=others, today=FRIDAY, me=uuid4())

    assert [(column.title, [card.title for card in column.cards]) for column in columns] == [
        ("新着", []),
        ("自分の対応", ["乙"]),
        ("答えを待つつなぎ", ["甲"]),
        ("期限切れ", ["丙"]),
        ("折り返し", []),
    ]
    assert [column.look for column in columns] == [None, None, None, "danger", None]
