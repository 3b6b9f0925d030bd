"""The rota as a family reads it."""

from datetime import date, datetime, timedelta

from tsunagu.directory.models import DutyRota
from tsunagu.directory.queries.duty import DutyTime
from tsunagu.kernel.identifiers import new_id
from tsunagu.portal.presenters.duty import DutyBoard

FRIDAY = date(2026, 11, 20)


def on(day: date, from_minute: int, until_minute: int, name: str = "見本医院", phone: str = "") -> DutyTime:
    town = new_id()  # no row is written: the presenter reads what it is handed
    return DutyTime.of(
        DutyRota(
            municipality_id=town,
            day=day,
            from_minute=from_minute,
            until_minute=until_minute,
            name=name,
            phone=phone,
        )
    )


def test_who_is_on_duty_now_is_told_with_until_when(today_10am: datetime) -> None:
    board = DutyBoard.of([on(FRIDAY, 540, 1020, phone="0000-00-0001")], today_10am)

    assert [(one.name, one.when, one.href) for one in board.now] == [
        ("見本医院", "今日17:00まで", "tel:0000000001")
    ]
    assert board.next == ()


def test_a_night_duty_is_told_with_the_morning(today_10am: datetime) -> None:
    night = on(FRIDAY, 1140, 1800)

    assert DutyBoard.of([night], today_10am.replace(hour=20)).now[0].when == "あす6:00まで"
    assert DutyBoard.of([night], today_10am + timedelta(hours=18)).now[0].when == "今日6:00まで"


def test_a_duty_until_midnight_ends_today(today_10am: datetime) -> None:
    assert DutyBoard.of([on(FRIDAY, 540, 1440)], today_10am).now[0].when == "今日24:00まで"


def test_when_nobody_is_on_duty_the_next_are_told(today_10am: datetime) -> None:
    sunday = FRIDAY + timedelta(days=2)
    duties = [
        on(sunday, 540, 1020, "一の医院"),
        on(sunday, 540, 720, "二の医院"),
        on(sunday, 1140, 1320, "夜"),
    ]

    board = DutyBoard.of(duties, today_10am)

    assert board.now == ()
    assert [(one.name, one.when) for one in board.next] == [
        ("一の医院", "11月22日（日曜日） 9:00–17:00"),
        ("二の医院", "11月22日（日曜日） 9:00–12:00"),
    ]


def test_a_day_off_without_a_duty_says_so_and_a_working_day_is_left_out(today_10am: datetime) -> None:
    board = DutyBoard.of([on(FRIDAY + timedelta(days=4), 1140, 1320)], today_10am)

    # Sunday, the holiday on Monday (勤労感謝の日), and the Tuesday with a duty.
    assert [(day.label, len(day.lines)) for day in board.days] == [
        ("11月22日（日曜日）", 0),
        ("11月23日（月曜日） 祝日", 0),
        ("11月24日（火曜日）", 1),
    ]


def test_an_empty_rota_is_known_to_be_empty(today_10am: datetime) -> None:
    assert DutyBoard.of([], today_10am).is_empty
