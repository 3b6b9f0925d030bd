"""A rota from a file: every row is told what became of it, and a rehearsal writes nothing."""

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.directory import make_organisation
from tests.factories.kernel import make_user
from tsunagu.directory.actions.duty_file.reading import UnreadableRota
from tsunagu.directory.actions.duty_file.taking import MOST_ROWS, Outcome, RowReport, take_duties
from tsunagu.directory.models import DutyRota
from tsunagu.kernel.audit.models import WriteEntry
from tsunagu.kernel.municipality.models import Municipality

PLAIN = "日付,開始,終了,医療機関,電話番号,診療科目\n2026/11/22,9:00,17:00,見本医院,0000-00-0001,小児科\n"
DIRTY = (
    "年月日\t診療時間\t医療機関名\tＴＥＬ\t備考\r\n"
    "令和８年１１月２３日（月）\t９時半〜午後５時\tためし医院\t（００００）００－０００２\t\r\n"
)


def take(text: str, at: datetime, *, is_rehearsal: bool = False) -> list[RowReport]:
    return take_duties(text=text, by=make_user(), at=at, is_rehearsal=is_rehearsal)


def outcomes(reports: list[RowReport]) -> list[Outcome]:
    return [one.outcome for one in reports]


def rota() -> list[tuple[Any, ...]]:
    rows = DutyRota.objects.order_by("day", "from_minute")
    return list(rows.values_list("day", "from_minute", "until_minute", "name", "phone"))


def test_a_clean_row_is_taken_as_it_is(in_joetsu: Municipality, today_10am: datetime) -> None:
    reports = take(PLAIN, today_10am)

    assert outcomes(reports) == [Outcome.TAKEN]
    assert rota() == [(date(2026, 11, 22), 540, 1020, "見本医院", "0000-00-0001")]


def test_a_dirty_row_is_mended_and_every_mend_is_told(in_joetsu: Municipality, today_10am: datetime) -> None:
    [report] = take(DIRTY, today_10am)

    assert report.outcome is Outcome.REPAIRED
    assert [(one.places["written"], one.places["value"]) for one in report.repairs] == [
        ("令和８年１１月２３日（月）", "令和8年11月23日（月）"),
        ("９時半〜午後５時", "9:30-17:00"),
        ("（００００）００－０００２", "0000-00-0002"),
    ]
    assert rota() == [(date(2026, 11, 23), 570, 1020, "ためし医院", "0000-00-0002")]


def test_a_rehearsal_says_the_same_and_writes_nothing(in_joetsu: Municipality, today_10am: datetime) -> None:
    rehearsed = take(PLAIN + DIRTY.split("\r\n")[1], today_10am, is_rehearsal=True)

    assert rota() == []
    assert outcomes(take(PLAIN, today_10am)) == outcomes(rehearsed)[:1]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",9:00,17:00,見本医院", "日付が書かれていません。"),
        (
            "11/22,9:00,17:00,見本医院",
            "「11/22」は日付として読めません（例：令和8年4月1日、R8.4.1、2026/4/1）。",
        ),
        ("2026/11/31,9:00,17:00,見本医院", "2026年11月31日という日はありません。"),
        (
            "令和8年11月22日（月）,9:00,17:00,見本医院",
            "令和8年11月22日は日曜日です（月曜日と書かれています）。",
        ),
        (
            "2062/11/22,9:00,17:00,見本医院",
            "「2062/11/22」は今日から離れすぎています（令和44年11月22日（水））。",
        ),
        ("2026/11/22,,17:00,見本医院", "はじまりか終わりの時刻が書かれていません。"),
        ("2026/11/22,朝,17:00,見本医院", "「朝」は時刻として読めません（例：9:00、午後5時半）。"),
        ("2026/11/22,9:00,17:00,", "医療機関の名前が書かれていません。"),
        ("2026/11/22,9:00,17:00,見本医院,12", "「12」は市外局番から、0で始まる番号を入れてください。"),
        (
            "2026/11/22,翌1:00,翌6:00,見本医院",
            "はじまりの時刻が次の日です（翌1:00）。その日の日付に入れてください。",
        ),
    ],
)
def test_an_unreadable_row_is_refused_alone_with_its_reason(
    in_joetsu: Municipality, today_10am: datetime, row: str, reason: str
) -> None:
    reports = take(f"{PLAIN}{row}\n", today_10am)

    assert outcomes(reports) == [Outcome.TAKEN, Outcome.REFUSED]
    assert str(reports[1].reason) == reason
    assert reports[1].line == 3
    assert len(rota()) == 1


def test_an_end_before_the_beginning_is_the_next_morning_and_told(
    in_joetsu: Municipality, today_10am: datetime
) -> None:
    [report] = take("日付,開始,終了,医療機関\n2026/11/22,19:00,6:00,見本医院", today_10am)

    assert [one.message % one.places for one in report.repairs] == ["終わりを翌日の6:00と読みました。"]
    assert rota()[0][1:3] == (1140, 1800)


def test_the_day_number_of_a_spreadsheet_is_read(in_joetsu: Municipality, today_10am: datetime) -> None:
    take("日付,開始,終了,医療機関\n46348,9:00,17:00,見本医院", today_10am)

    assert [row[0] for row in rota()] == [date(2026, 11, 22)]


def test_a_file_taken_again_changes_nothing(in_joetsu: Municipality, today_10am: datetime) -> None:
    take(PLAIN, today_10am)
    written = WriteEntry.objects.count()

    assert outcomes(take(PLAIN + PLAIN.split("\n")[1], today_10am)) == [Outcome.KNOWN, Outcome.KNOWN]
    assert (len(rota()), WriteEntry.objects.count()) == (1, written)


def test_a_clinic_of_the_register_is_found_by_its_name(in_joetsu: Municipality, today_10am: datetime) -> None:
    clinic = make_organisation("見本医院")

    [report] = take(PLAIN.replace("見本医院", "見本 医院").replace(" ", ""), today_10am)

    assert report.organisation == clinic
    assert DutyRota.objects.get().organisation_id == clinic.id


def test_the_whole_file_is_one_line_of_the_journal(in_joetsu: Municipality, today_10am: datetime) -> None:
    rows = "".join(f"2026/12/{day},9:00,17:00,見本医院\n" for day in range(1, 29))

    take("日付,開始,終了,医療機関\n" + rows, today_10am)

    entry = WriteEntry.objects.get(event="directory.duties_entered")
    assert entry.details == {"duties": 28}


@pytest.mark.parametrize(
    "text",
    ["", "なにか", "日付,開始,終了\n2026/11/22,9:00,17:00", "日付,医療機関\n2026/11/22,見本医院"],
)
def test_a_file_that_is_no_rota_is_refused_whole(
    in_joetsu: Municipality, today_10am: datetime, text: str
) -> None:
    with pytest.raises(UnreadableRota):
        take(text, today_10am)


def test_a_file_beyond_all_measure_is_refused_whole(in_joetsu: Municipality, today_10am: datetime) -> None:
    with pytest.raises(UnreadableRota):
        take("日付,開始,終了,医療機関\n" + "2026/11/22,9:00,17:00,見本医院\n" * (MOST_ROWS + 1), today_10am)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cells=st.lists(
        st.lists(st.text(max_size=12) | st.sampled_from(["2026/11/22", "R8.11.22", "9:00", "翌6:00", "医院"]),
                 min_size=1, max_size=6),
        max_size=5,
    )
)  # fmt: skip
def test_any_cells_end_in_a_report_of_every_row_and_never_in_a_crash(
    in_joetsu: Municipality, today_10am: datetime, cells: list[list[str]]
) -> None:
    rows = ['"' + '","'.join(cell.replace('"', "") for cell in row) + '"' for row in cells]
    before = DutyRota.objects.count()

    reports = take("\n".join(["日付,開始,終了,医療機関,電話番号,診療科目", *rows]), today_10am)

    taken = sum(one.outcome in (Outcome.TAKEN, Outcome.REPAIRED) for one in reports)
    assert len(reports) == sum(
        any(cell.replace('"', "").replace("\x00", "").strip() for cell in row) for row in cells
    )
    assert DutyRota.objects.count() == before + taken
