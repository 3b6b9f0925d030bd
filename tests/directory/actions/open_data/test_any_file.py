"""Any bytes in: a report, never a crash, never half an import; what goes out comes in without a change."""

from datetime import datetime
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.directory import (
    WEEKDAYS_9_TO_16,
    make_location,
    make_organisation,
    make_phone,
    make_service,
    make_term,
)
from tests.factories.open_data import NURSERY, nursery, table
from tsunagu.directory.actions.index_search import reindex_town
from tsunagu.directory.actions.open_data.runs import apply, receive_file, rehearse
from tsunagu.directory.choices import Scheme
from tsunagu.directory.models import ImportRow, ImportRun, SearchEntry, Service
from tsunagu.directory.models.open_data import RowChange
from tsunagu.directory.queries.open_data import rows_of, services_of
from tsunagu.directory.queries.open_data_columns import CHILDCARE, DataSet, Generation
from tsunagu.kernel.exports.csv_file import Encoding, csv_file
from tsunagu.kernel.exports.sheet import Column, Sheet
from tsunagu.kernel.municipality.models import Municipality

SLOW = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
DIRT = st.one_of(
    st.text(max_size=40),
    st.text(
        alphabet="0123456789０１９-－～〜:時分半月火水木金土日祝（）()、,.\n\r\t\"' 　年RHS元歳か年+E°′″",
        max_size=30,
    ),
    st.sampled_from(
        [
            "なし",
            "－",
            "24:00",
            "9時半～",
            "999",
            "=1+1",
            "44652",
            "○",
            "平日",
            "0歳～",
            "\x00",
            "\u202e",
            "٣٤٥",
        ]
    ),
)
ROWS = st.lists(
    st.dictionaries(
        st.sampled_from([column.name for column in CHILDCARE.columns[Generation.CURRENT]]), DIRT, max_size=12
    ),
    min_size=1,
    max_size=6,
)


def whole_way(content: bytes, at: datetime, data_set: str = "") -> ImportRun:
    run = receive_file(
        content=[content], file_name="a.csv", source_name="だれか", data_set=data_set, by=None, at=at
    )
    run = rehearse(run=run, at=at)
    return apply(run=run, by=None, at=at) if run.state == "rehearsed" else run


@SLOW
@given(
    content=st.one_of(st.binary(max_size=400), st.binary(max_size=60).map(lambda tail: table(NURSERY) + tail))
)
def test_any_bytes_end_in_a_report(in_joetsu: Municipality, today_10am: datetime, content: bytes) -> None:
    with transaction.atomic():
        run = whole_way(content, today_10am)

        assert run.state in ("applied", "failed")
        assert bool(run.failure) == (run.state == "failed")
        transaction.set_rollback(True)


@SLOW
@given(dirt=ROWS, encoding=st.sampled_from(["utf-8", "utf-16"]))
def test_any_cells_are_taken_or_refused_row_by_row_as_the_rehearsal_said(
    in_joetsu: Municipality, today_10am: datetime, dirt: list[dict[str, str]], encoding: str
) -> None:
    rows = [
        {**NURSERY, "id": str(number), "name": f"園{number}", **cells} for number, cells in enumerate(dirt)
    ]
    content = table(*rows, encoding="utf-8").decode(errors="replace").encode(encoding)
    with transaction.atomic():
        run = receive_file(content=[content], file_name="a.csv", source_name="だれか", by=None, at=today_10am)
        rehearse(run=run, at=today_10am)
        said = _report(run)

        apply(run=run, by=None, at=today_10am)

        created = sum(change == RowChange.CREATED for _line, _outcome, change in said)
        assert _report(run) == said
        assert Service.objects.count() == created
        transaction.set_rollback(True)


@SLOW
@given(dirt=ROWS)
def test_reading_the_same_dirt_again_changes_nothing(
    in_joetsu: Municipality, today_10am: datetime, dirt: list[dict[str, str]]
) -> None:
    rows = [
        {**NURSERY, "id": str(number), "name": f"園{number}", **cells} for number, cells in enumerate(dirt)
    ]
    content = table(*rows, encoding="utf-8").decode(errors="replace").encode()
    with transaction.atomic():
        whole_way(content, today_10am)
        count = Service.objects.count()

        again = whole_way(content, today_10am)

        assert [row for row in _report(again) if row[2] in (RowChange.CREATED, RowChange.CHANGED)] == []
        assert Service.objects.count() == count
        transaction.set_rollback(True)


@SLOW
@given(dirt=ROWS)
def test_search_has_of_any_cells_what_it_has_of_the_register(
    in_joetsu: Municipality, today_10am: datetime, dirt: list[dict[str, str]]
) -> None:
    rows = [{**nursery(number), **cells} for number, cells in enumerate(dirt, start=1)]
    with transaction.atomic():
        whole_way(table(*rows, encoding="utf-8").decode(errors="replace").encode(), today_10am)
        imported = _entries()

        reindex_town()

        assert imported == _entries()
        assert len(imported) == Service.objects.count()
        transaction.set_rollback(True)


@pytest.mark.parametrize("generation", Generation)
@pytest.mark.parametrize("encoding", Encoding)
def test_what_we_publish_comes_back_without_a_change(
    in_joetsu: Municipality, today_10am: datetime, generation: Generation, encoding: Encoding
) -> None:
    _a_register_with_every_oddity()
    content = published(CHILDCARE, generation, in_joetsu, encoding)
    before = list(Service.objects.order_by("id").values())

    run = whole_way(content, today_10am)

    assert [change for _line, _outcome, change in _report(run)] == ["unchanged"] * 6
    assert list(Service.objects.order_by("id").values()) == before


def published(data_set: DataSet, generation: Generation, town: Municipality, encoding: Encoding) -> bytes:
    columns = data_set.columns[generation]
    sheet = Sheet(
        data_set.title,
        [Column(one.heading) for one in columns],
        rows_of(services_of(data_set), columns, town),
    )
    return csv_file(sheet, encoding).content


def _a_register_with_every_oddity() -> None:
    nursery = make_term(Scheme.KIND, "nursery", "保育")
    care = make_term(Scheme.KIND, "temporary_care", "一時預かり")
    npo = make_organisation("ひだまりの会", website="https://example.jp/", email="a@example.jp")
    make_phone("025-526-0000", organisation=npo)
    bare: dict[str, Any] = {"kind": nursery, "opening": None}
    services = [
        make_service(npo, name="=HYPERLINK(1)園", **bare),
        make_service(npo, name="二つの番号の園", kind=care, minimum_age_months=6, maximum_age_months=71),
        make_service(
            npo, name="曜日ごとの園", kind=care, opening=_DIFFERENT_DAYS, opening_text="木曜は午前だけ"
        ),
        make_service(npo, name="夜の園", kind=nursery, opening=_AT_NIGHT, age_text="0歳～就学前"),
        make_service(
            npo, name="読みのない住所の園", **bare, alternate_names=["よみ園", "ヨミ園"], summary="ひとこと"
        ),
        make_service(name="休みの園", kind=nursery, status="temporarily_closed"),
    ]
    make_phone("025-526-1111", service=services[1])
    make_phone("025-526-2222", service=services[1], position=1, kind="fax")
    for number, service in enumerate(services):
        make_location(
            f"館{number}",
            service=service,
            address_1=f"大手町{number}丁目1-{number}",
            address_2="2階",
            latitude="37.148001",
            longitude="138.236",
            accessibility=["授乳室", "おむつ替え台"],
            transportation="徒歩 - 5分",
        )


_DIFFERENT_DAYS = {**WEEKDAYS_9_TO_16, "weekly": {**WEEKDAYS_9_TO_16["weekly"], "thu": [["09:00", "12:00"]]}}
_AT_NIGHT = {
    "weekly": {day: [["18:00", "30:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
}


def _entries() -> list[dict[str, Any]]:
    entries = SearchEntry.objects.order_by("service_id").values()
    return [{name: value for name, value in entry.items() if name != "id"} for entry in entries]


def _report(run: ImportRun) -> list[tuple[int, str, str]]:
    return list(ImportRow.objects.filter(run=run).order_by("line").values_list("line", "outcome", "change"))
