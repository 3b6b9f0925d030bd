"""Open data: the page of the tables, and the tables themselves."""

import csv
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_location, make_organisation, make_phone, make_service, make_term
from tests.factories.events import make_event, make_round
from tests.factories.open_data import table
from tests.portal.conftest import Town
from tsunagu.directory.actions.open_data.runs import apply, receive_file
from tsunagu.directory.choices import Audience, Scheme, ServiceStatus
from tsunagu.directory.models import Event, Location
from tsunagu.directory.queries.open_data_columns import (
    BABY_STATION,
    CHILDCARE,
    EVENT,
    HOSPITAL,
    Generation,
)
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality

PAGE = "/joetsu/open-data/"


def rows(client: Client, name: str, query: str = "", encoding: str = "utf-8-sig") -> list[list[str]]:
    answer = client.get(f"{PAGE}{name}.csv{query}")
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(answer.content.decode(encoding), newline="")))


def open_nurseries(town: Municipality, count: int, first: int = 0) -> None:
    with as_system(town.id, at=TODAY_10AM):
        nursery = make_term(Scheme.KIND, "nursery", "保育")
        for number in range(first, first + count):
            npo = make_organisation(f"ひだまりの会{number}")
            service = make_service(npo, name=f"園{number}", kind=nursery, opening=None)
            make_location(f"館{number}", service=service, address_1=f"大手町{number}-1")
            make_phone("025-526-1111", service=service)


@pytest.mark.parametrize("generation", Generation)
def test_a_table_has_the_headings_of_its_generation_to_the_letter(
    client: Client, joetsu: Municipality, generation: Generation
) -> None:
    name = "childcare" if generation is Generation.CURRENT else "childcare-legacy"

    (headings,) = rows(client, name)

    assert headings == [column.heading for column in CHILDCARE.columns[generation]]


def test_a_row_says_what_is_known_and_leaves_the_rest_empty(client: Client, joetsu: Municipality) -> None:
    open_nurseries(joetsu, 1)

    headings, row = rows(client, "childcare")

    said = {heading: cell for heading, cell in zip(headings, row, strict=True) if cell}
    said.pop("ID")
    assert said == {
        "全国地方公共団体コード": "152226",
        "地方公共団体名": "新潟県上越市",
        "名称": "園0",
        "名称_カナ": "イチジアズカリ",
        "種別": "保育",
        "所在地_全国地方公共団体コード": "152226",
        "所在地_連結表記": "新潟県上越市大手町0-1",
        "所在地_都道府県": "新潟県",
        "所在地_市区町村": "上越市",
        "所在地_町字": "大手町",
        "所在地_番地以下": "0-1",
        "電話番号": "025-526-1111",
        "団体名": "ひだまりの会0",
    }


def test_an_older_program_gets_its_own_letters(client: Client, joetsu: Municipality) -> None:
    open_nurseries(joetsu, 1)

    assert rows(client, "childcare", "?encoding=cp932", "cp932") == rows(client, "childcare")


def test_what_is_not_for_everybody_or_has_ended_is_in_no_table(client: Client, joetsu: Municipality) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        nursery = make_term(Scheme.KIND, "nursery", "保育")
        for number, fields in enumerate(
            ({"audience": Audience.SUPPORTERS}, {"status": ServiceStatus.DEFUNCT}, {})
        ):
            make_location(
                service=make_service(name=f"園{number}", kind=nursery, **fields), address_1="大手町1"
            )

    assert [row[3] for row in rows(client, "childcare")[1:]] == ["園2"]


def test_a_cell_is_never_a_formula(client: Client, joetsu: Municipality) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        service = make_service(name='=HYPERLINK("x")', kind=make_term(Scheme.KIND, "hub", "ひろば"))
        make_location(service=service, address_1="大手町1")

    assert rows(client, "childcare")[1][3] == '\'=HYPERLINK("x")'


def test_a_place_with_a_room_for_babies_is_a_baby_station(client: Client, joetsu: Municipality) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        make_location(service=make_service(name="図書館"), address_1="大手町1", accessibility=["授乳室"])
        make_location(service=make_service(name="会議室"), address_1="大手町2")

    (row,) = rows(client, "baby-station")[1:]

    headings = [column.heading for column in BABY_STATION.columns[Generation.CURRENT]]
    assert (row[headings.index("名称")], row[headings.index("授乳室")]) == ("図書館", "有")


def test_what_came_out_of_one_table_stands_in_that_table_alone(client: Client, joetsu: Municipality) -> None:
    clinic = {"id": "7", "name": "なかよし小児科", "name_kana": "ナカヨシショウニカ", "address": "大手町9"}
    with as_system(joetsu.id, at=TODAY_10AM):
        run = receive_file(
            content=[table(clinic, data_set=HOSPITAL)],
            file_name="a.csv",
            source_name="県",
            by=None,
            at=TODAY_10AM,
        )
        apply(run=run, by=None, at=TODAY_10AM)

    found = {
        name: [row[1] for row in rows(client, name)[1:]]
        for name in ("hospital", "childcare", "public-facility")
    }

    assert found == {"hospital": ["7"], "childcare": [], "public-facility": []}


@pytest.mark.parametrize("name", ["childcare", "hospital-legacy", "event"])
def test_a_table_asks_the_same_number_of_statements_whatever_its_length(
    client: Client, joetsu: Municipality, name: str
) -> None:
    counts = []
    for number in (1, 5):
        open_nurseries(joetsu, number, first=number)
        with as_system(joetsu.id, at=TODAY_10AM):
            for each in range(number):
                make_event(name=f"おはなし会{number}の{each}", location=make_location(f"館{number}の{each}"))
        with as_system(joetsu.id), connection.cursor() as cursor:
            cursor.execute("UPDATE kernel_municipality SET directory_version = directory_version + 1")
        from tsunagu.kernel.municipality.queries import forget_towns

        forget_towns()
        with CaptureQueriesContext(
            connection,
        ) as asked:
            rows(client, name)
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_the_page_lists_each_table_with_its_rows_its_files_and_its_licence(
    client: Client, joetsu: Municipality
) -> None:
    open_nurseries(joetsu, 2)

    html = client.get(PAGE).content.decode()

    assert [
        f"{PAGE}{name}.csv" in html for name in ("childcare", "childcare-legacy", "hospital", "baby-station")
    ] == [True] * 4
    assert "2件" in html
    assert "CC BY 4.0" in html


@pytest.mark.parametrize("generation", Generation)
def test_the_calendar_is_a_table_too_in_both_generations(
    client: Client, joetsu: Municipality, generation: Generation
) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        make_round(make_organisation("ひだまり広場"), name="火曜のひろば")
    name = "event" if generation is Generation.CURRENT else "event-legacy"

    headings, *lines = rows(client, name)

    assert headings == [column.heading for column in EVENT.columns[generation]]
    assert [line[headings.index("開始日")] for line in lines] == [
        f"2026-12-{day:02}" for day in (1, 8, 15, 22, 29)
    ]
    page = client.get(PAGE).content.decode()
    assert (f"{PAGE}{name}.csv" in page, "イベント一覧" in page) == (True, True)


def test_the_calendars_own_table_read_again_changes_nothing(client: Client, joetsu: Municipality) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        npo = make_organisation("ひだまり広場")
        make_location("館", service=make_service(npo), address_1="大手町1-1")
        make_round(npo, name="火曜のひろば", cost="free")
        make_event(npo, name="夜の会", starts=22 * 60, ends=25 * 60, minimum_age_months=0)
        make_event(npo, name="もちつき", location=Location.objects.get(), cost="paid", cost_text="300円")
        make_event(npo, name="どこかの会", place_text="公園", age_text="だれでも")
        before = list(Event.objects.order_by("id").values())
    sent = client.get(f"{PAGE}event.csv").content

    with as_system(joetsu.id, at=TODAY_10AM):
        run = receive_file(content=[sent], file_name="a.csv", source_name="上越市", by=None, at=TODAY_10AM)
        run = apply(run=run, by=None, at=TODAY_10AM)

        assert run.counts["unchanged"] == 8
        assert list(Event.objects.order_by("id").values()) == before


def test_a_table_that_is_not_there_is_not_found(client: Client, town: Town) -> None:
    assert [client.get(f"{PAGE}{name}.csv").status_code for name in ("people", "baby-station-legacy")] == [
        404,
        404,
    ]


def test_another_towns_rows_are_not_in_the_table(
    client: Client, joetsu: Municipality, nagaoka: Municipality
) -> None:
    open_nurseries(nagaoka, 1)

    assert len(rows(client, "childcare")) == 1
    assert (
        len(list(csv.reader(io.StringIO(client.get("/nagaoka/open-data/childcare.csv").content.decode()))))
        == 2
    )
