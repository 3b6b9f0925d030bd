"""イベント一覧 into the calendar: no day is guessed, every row is told of, all of it can be taken back."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from tests.directory.actions.open_data.test_any_file import DIRT, SLOW
from tests.factories.directory import make_location, make_organisation, make_service
from tests.factories.events import make_event, make_round, make_waiting_event
from tests.factories.kernel import make_user
from tests.factories.open_data import table
from tsunagu.directory.actions.events import call_off_day, cancel_event, revise_event
from tsunagu.directory.actions.open_data import event_taking
from tsunagu.directory.actions.open_data.report import ChangedSince
from tsunagu.directory.actions.open_data.runs import apply, receive_file, rehearse
from tsunagu.directory.actions.open_data.undoing import undo
from tsunagu.directory.models import Event, ImportRow, ImportRun, Organisation
from tsunagu.directory.queries.open_data_columns import EVENT, Generation

pytestmark = pytest.mark.usefixtures("in_joetsu")

FAIR = {
    "code": "152226",
    "name": "子育てフェア",
    "first_on": "2026-12-05",
    "last_on": "2026-12-05",
    "opens": "10:00",
    "closes": "15:00",
    "fee": "無料",
    "phone": "025-526-5111",
    "organiser": "ひだまり広場",
    "place_name": "市民プラザ",
    "address": "新潟県上越市土橋1914-3",
}


@pytest.fixture
def organiser(in_joetsu: object) -> Organisation:
    return make_organisation("ひだまり広場")


def received(*rows: dict[str, str], at: datetime, generation: Generation = Generation.CURRENT) -> ImportRun:
    content = [table(*rows, data_set=EVENT, generation=generation)]
    return receive_file(content=content, file_name="行事.csv", source_name="上越市", by=None, at=at)


def applied(at: datetime, *rows: dict[str, str]) -> ImportRun:
    return apply(run=received(*rows, at=at), by=make_user(), at=at)


def rehearsed(at: datetime, *rows: dict[str, str]) -> list[ImportRow]:
    return list(ImportRow.objects.filter(run=rehearse(run=received(*rows, at=at), at=at)).order_by("line"))


def words(row: ImportRow) -> str:
    return " ".join(one["message"] % one["places"] for one in row.remarks)


@pytest.mark.parametrize("generation", EVENT.generations)
def test_a_row_becomes_an_event_that_families_read(
    organiser: Organisation, today_10am: datetime, generation: Generation
) -> None:
    run = received({**FAIR, "note": "0歳～5歳", "capacity": "20名"}, at=today_10am, generation=generation)

    run = apply(run=run, by=make_user(), at=today_10am)

    event = Event.objects.get()
    assert (run.data_set, run.generation, run.counts["created"]) == ("event", generation, 1)
    assert (event.state, event.organisation, event.name) == ("published", organiser, "子育てフェア")
    assert (event.first_on, event.last_on, event.starts, event.ends) == (
        date(2026, 12, 5), date(2026, 12, 5), 600, 900,
    )  # fmt: skip
    assert (event.cost, event.phone, event.how_to_join) == ("free", "025-526-5111", "定員 20名")
    assert (event.minimum_age_months, event.maximum_age_months) == (0, 71)
    assert event.place_text == "市民プラザ　新潟県上越市土橋1914-3"


def test_a_rehearsal_writes_nothing(organiser: Organisation, today_10am: datetime) -> None:
    (row,) = rehearsed(today_10am, FAIR)

    assert (row.outcome, row.change, row.event_id) == ("taken", "created", None)
    assert not Event.objects.exists()


def test_a_place_of_the_register_is_recognised_by_its_name(
    organiser: Organisation, today_10am: datetime
) -> None:
    place = make_location("市民プラザ", service=make_service(organiser))

    applied(today_10am, FAIR)

    event = Event.objects.get()
    assert (event.location, event.place_text) == (place, "")


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"first_on": "9月11日(aaa)"}, "「9月11日(aaa)」は、年のある一日として読めません"),
        ({"first_on": "9月7日(土)～\n11月4日"}, "年のある一日として読めません"),
        ({"first_on": "2026-12-05,2026-12-12,2026-12-19"}, "年のある一日として読めません"),
        ({"first_on": ""}, "開始日が書かれていません"),
        ({"last_on": "11月4日"}, "終了日の「11月4日」は"),
        ({"last_on": "2026-12-04"}, "終了日が開始日より前です"),
        ({"last_on": "2030-12-04"}, "400日より長い行事は"),
        ({"last_on": "2026-12-28", "times_note": "毎週火曜日"}, "「毎週火曜日」は日にちとして読めません"),
        ({"last_on": "2026-12-28", "times_note": "月曜休館"}, "「月曜休館」は日にちとして読めません"),
        ({"name": ""}, "名称が書かれていません"),
        ({"organiser": "知らない会"}, "主催「知らない会」は名簿にありません"),
        ({"code": "131016"}, "ほかの市区町村（131016）の行です"),
        ({"times_note": "中止（大雪のため）"}, "「中止」と書かれているので"),
        ({"times_note": "毎週火曜日。開催中止となりました"}, "「中止」と書かれているので"),
    ],
)
def test_what_cannot_be_known_is_refused_with_its_reason(
    organiser: Organisation, today_10am: datetime, cells: dict[str, str], why: str
) -> None:
    (row,) = rehearsed(today_10am, {**FAIR, **cells})

    assert row.outcome == "refused"
    assert why in words(row)


@pytest.mark.parametrize(
    ("cells", "said", "field"),
    [
        (
            {"closes": "17:00（最終入館16:30まで）"},
            "「17:00（最終入館16:30まで）」は読めない",
            "ends",
        ),
        ({"opens": "昼すぎ", "closes": ""}, "開始時間の「昼すぎ」は読めない", "starts"),
        ({"phone": "839-2865"}, "「839-2865」は、市外局番からの番号として読めない", "phone"),
        ({"closes": "09:00"}, "終了時間の「09:00」は読めない", "ends"),
        ({"last_on": "2026-12-07"}, "開始日から終了日まで、毎日あると読みました", ""),
        ({"first_on": "令和8年12月5日"}, "「令和8年12月5日」を「2026-12-05」と読みました", ""),
    ],
)
def test_what_is_read_otherwise_than_written_is_told(
    organiser: Organisation, today_10am: datetime, cells: dict[str, str], said: str, field: str
) -> None:
    run = applied(today_10am, {**FAIR, **cells})

    row = ImportRow.objects.get(run=run)
    assert row.outcome == "repaired"
    assert said in words(row)
    assert not field or not getattr(Event.objects.get(), field)


def test_days_in_a_row_are_days_in_a_row(organiser: Organisation, today_10am: datetime) -> None:
    applied(today_10am, {**FAIR, "last_on": "2026-12-07"})

    event = Event.objects.get()
    assert event.rule is not None
    assert list(event.rule.dates(event.first_on, event.first_on, event.last_on)) == [
        date(2026, 12, day) for day in (5, 6, 7)
    ]


def test_what_rain_would_call_off_takes_place_so_far(organiser: Organisation, today_10am: datetime) -> None:
    applied(today_10am, {**FAIR, "times_note": "雨天中止。大雨のときは、中止です"})

    assert Event.objects.get().description == "雨天中止。大雨のときは、中止です"


def test_an_evening_that_ends_after_midnight_is_one_evening(
    organiser: Organisation, today_10am: datetime
) -> None:
    applied(today_10am, {**FAIR, "opens": "22:00", "closes": "01:00", "last_on": "2026-12-06"})

    event = Event.objects.get()
    assert (event.last_on, event.starts, event.ends) == (date(2026, 12, 5), 22 * 60, 25 * 60)


def test_the_same_table_again_changes_nothing(organiser: Organisation, today_10am: datetime) -> None:
    rows = [FAIR, {**FAIR, "opens": "16:00", "closes": "17:00"}, {**FAIR, "first_on": "2026-12-06",
            "last_on": "2026-12-08"}]  # fmt: skip
    applied(today_10am, *rows)
    before = list(Event.objects.order_by("id").values())

    again = applied(today_10am + timedelta(days=1), *rows)

    assert again.counts["unchanged"] == 3
    assert list(Event.objects.order_by("id").values()) == before


def test_a_row_twice_is_one_event(organiser: Organisation, today_10am: datetime) -> None:
    _first, second = rehearsed(today_10am, FAIR, FAIR)

    assert (second.outcome, words(second)) == ("refused", "2行目と同じ行事です。")


def test_a_newer_table_changes_what_it_says_otherwise(organiser: Organisation, today_10am: datetime) -> None:
    event = make_event(organiser, name="子育てフェア", description="楽しい会", phone="025-526-0000")

    run = applied(today_10am, {**FAIR, "closes": ""})

    event.refresh_from_db()
    assert run.counts["changed"] == 1
    assert (event.phone, event.description, event.ends) == ("025-526-5111", "楽しい会", 660)


@pytest.mark.parametrize(
    "days",
    [
        {"first_on": "2026-12-08", "last_on": "2026-12-08"},
        {"first_on": "2026-12-01", "last_on": "2026-12-29"},
    ],
    ids=["one day of it", "from its first to its last day"],
)
def test_a_line_tells_nothing_of_a_round(
    organiser: Organisation, today_10am: datetime, days: dict[str, str]
) -> None:
    event = make_round(organiser, name="子育てフェア")
    before = Event.objects.filter(id=event.id).values().get()

    run = applied(today_10am, {**FAIR, **days})

    assert run.counts["unchanged"] == 1
    assert Event.objects.values().get() == before


def test_what_was_called_off_stays_called_off(organiser: Organisation, today_10am: datetime) -> None:
    event = make_event(organiser, name="子育てフェア")
    cancel_event(event=event, reason="大雪", by=make_user(), at=today_10am)

    run = applied(today_10am, FAIR)

    assert "中止になっている行事です" in words(ImportRow.objects.get(run=run))
    assert Event.objects.get().state == "cancelled"


def test_what_waits_for_the_desk_goes_on_waiting(organiser: Organisation, today_10am: datetime) -> None:
    make_waiting_event(organiser, name="子育てフェア")

    run = applied(today_10am, FAIR)

    assert "確認を待っている行事です" in words(ImportRow.objects.get(run=run))
    assert Event.objects.get().state == "waiting"


def test_what_a_table_brought_is_withdrawn_and_what_it_changed_is_as_it_was(
    organiser: Organisation, today_10am: datetime
) -> None:
    place = make_location("前の場所", service=make_service(organiser))
    event = make_event(organiser, name="子育てフェア", phone="025-526-0000", location=place)
    make_location("市民プラザ", service=make_service(organiser))
    kept = ("phone", "location_id", "ends", "cost", "recurrence", "name")
    before = [getattr(event, name) for name in kept]
    run = applied(today_10am, FAIR, {**FAIR, "name": "もちつき"})

    undo(run=run, by=make_user(), at=today_10am + timedelta(hours=1))

    event.refresh_from_db()
    assert (run.state, event.state) == ("undone", "published")
    assert [getattr(event, name) for name in kept] == before
    assert Event.objects.get(name="もちつき").state == "withdrawn"


@pytest.mark.parametrize("meddle", ["changed", "called off"])
def test_what_somebody_changed_since_is_not_taken_back(
    organiser: Organisation, today_10am: datetime, meddle: str
) -> None:
    run = applied(today_10am, FAIR, {**FAIR, "name": "もちつき"})
    event, later = Event.objects.get(name="もちつき"), today_10am + timedelta(hours=1)
    if meddle == "changed":
        revise_event(event=event, by=make_user(), at=later, is_agreed=True, phone="025-526-9999")
    else:
        call_off_day(event=event, on=event.first_on, reason="大雪", by=make_user(), at=later)

    with pytest.raises(ChangedSince, match="もちつき"):
        undo(run=run, by=make_user(), at=later)

    assert Event.objects.get(name="子育てフェア").state == "published"


def test_more_rows_than_a_calendar_holds_are_refused_as_a_whole(
    organiser: Organisation, today_10am: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(event_taking, "MOST_EVENTS", 2)

    run = rehearse(
        run=received(*({**FAIR, "name": f"行事{n}"} for n in range(3)), at=today_10am), at=today_10am
    )

    assert (run.state, run.failure) == (
        "failed", {"message": "一度に読めるのは%(most)s行までです。", "places": {"most": "2"}},
    )  # fmt: skip


@SLOW
@given(
    dirt=st.lists(
        st.dictionaries(
            st.sampled_from([column.name for column in EVENT.columns[Generation.CURRENT]]), DIRT, max_size=8
        ),
        min_size=1,
        max_size=5,
    )
)
def test_any_cells_are_taken_or_refused_row_by_row_as_the_rehearsal_said(
    organiser: Organisation, today_10am: datetime, dirt: list[dict[str, str]]
) -> None:
    content = table(
        *({**FAIR, "name": f"行事{number}", **cells} for number, cells in enumerate(dirt)),
        data_set=EVENT,
        encoding="utf-8",
    )
    with transaction.atomic():
        told = [_whole_way([content], today_10am) for _again in range(2)]
        transaction.set_rollback(True)

    (rehearsal, applied_rows), (_second, again) = told
    assert rehearsal == applied_rows
    assert not [change for _line, _outcome, change in again if change in ("created", "changed")]


def _whole_way(content: list[bytes], at: datetime) -> tuple[list[Any], list[Any]]:
    run = receive_file(
        content=content, file_name="a.csv", source_name="だれか", data_set="event", by=None, at=at
    )
    rows = ImportRow.objects.filter(run=run).order_by("line").values_list("line", "outcome", "change")
    rehearse(run=run, at=at)
    rehearsal = list(rows.all())
    apply(run=run, by=None, at=at)
    return rehearsal, list(rows.all())
