"""A table goes into the register: first a look, then all of it or nothing, and it can be read again."""

from datetime import datetime
from typing import Any

import pytest

from tests.factories.directory import make_location, make_organisation, make_service
from tests.factories.kernel import make_user
from tests.factories.open_data import NURSERY, nursery, table
from tsunagu.directory.actions.open_data.runs import apply, decide, receive_file, rehearse
from tsunagu.directory.models import ImportRow, ImportRun, Organisation, SearchEntry, Service
from tsunagu.directory.models.open_data import Decision
from tsunagu.directory.queries.open_data_columns import Generation
from tsunagu.directory.queries.search import SearchQuery, search
from tsunagu.kernel.audit.models import WriteEntry

pytestmark = pytest.mark.usefixtures("in_joetsu")


def given(content: bytes, at: datetime, **more: Any) -> ImportRun:
    return receive_file(
        content=[content],
        file_name="子育て施設.csv",
        source_name="上越市",
        licence="CC BY 4.0",
        by=make_user(),
        at=at,
        **more,
    )


def taken(content: bytes, at: datetime) -> ImportRun:
    run = given(content, at)
    return apply(run=rehearse(run=run, at=at), by=run.given_by, at=at)


def outcomes(run: ImportRun) -> list[tuple[int, str, str]]:
    return list(ImportRow.objects.filter(run=run).order_by("line").values_list("line", "outcome", "change"))


def test_a_rehearsal_says_what_would_happen_and_writes_no_service(today_10am: datetime) -> None:
    run = rehearse(run=given(table(nursery(), nursery(2)), today_10am), at=today_10am)

    assert (run.state, run.data_set, run.generation, run.encoding) == (
        "rehearsed",
        "childcare",
        "current",
        "utf-8-sig",
    )
    assert outcomes(run) == [(2, "taken", "created"), (3, "taken", "created")]
    assert Service.objects.count() == 0


def test_an_applied_table_is_in_the_register_with_its_source_its_journal_and_in_the_search(
    today_10am: datetime,
) -> None:
    run = taken(table(nursery()), today_10am)

    service = Service.objects.get()
    place = service.at_locations.get().location
    assert (service.name, service.key, service.organisation.name) == (
        "なかよし保育園",
        "open-data/childcare/152226/0000000001",
        "なかよし保育園",
    )
    assert (place.city, place.address_1, str(place.latitude)) == ("上越市", "本城町8-1", "37.148000")
    assert [phone.number for phone in service.phones.all()] == ["025-526-5111"]
    assert service.facts["open_data"]["source"] == {
        "name": "上越市",
        "on": "",
        "licence": "CC BY 4.0",
        "line": 2,
        "import": str(run.id),
    }
    assert service.opening["weekly"]["mon"] == [["07:30", "18:30"]]
    assert (service.minimum_age_months, service.maximum_age_months) == (0, 71)
    assert WriteEntry.objects.filter(record_id=service.id).count() == 1
    assert SearchEntry.objects.filter(service=service).count() == 1
    assert (run.state, run.counts) == ("applied", {"taken": 1, "created": 1})


@pytest.mark.parametrize("generation", Generation)
def test_reading_an_applied_table_again_changes_nothing(today_10am: datetime, generation: Generation) -> None:
    content = table(
        nursery(),
        nursery(2, id=""),
        nursery(3, weekdays="月～土", opens="9時半～", closes=""),
        generation=generation,
    )
    taken(content, today_10am)

    again = taken(content, today_10am)

    assert [change for _line, _outcome, change in outcomes(again)] == ["unchanged"] * 3
    assert Service.objects.count() == 3


def test_a_changed_row_changes_what_it_says_and_leaves_what_it_does_not_say(today_10am: datetime) -> None:
    taken(table(nursery()), today_10am)

    run = taken(table(nursery(phone="025-526-9999", capacity="", opens="08:00")), today_10am)

    service = Service.objects.get()
    assert outcomes(run) == [(2, "taken", "changed")]
    assert [phone.number for phone in service.phones.all()] == ["025-526-9999"]
    assert service.opening["weekly"]["mon"] == [["08:00", "18:30"]]
    assert service.facts["open_data"]["columns"]["capacity"] == "120"


def test_a_row_without_an_id_meets_the_service_of_its_name_and_address(today_10am: datetime) -> None:
    service = make_service(name="なかよし保育園")
    make_location(service=service, address_1="本城町８番１号")

    run = taken(table(nursery(id="", capacity="90")), today_10am)

    assert outcomes(run) == [(2, "repaired", "changed")]
    assert Service.objects.count() == 1


def test_a_row_of_the_same_name_at_another_address_is_asked_and_not_guessed(today_10am: datetime) -> None:
    service = make_service(name="なかよし保育園")
    make_location(service=service, address_1="大手町1-1")

    run = taken(table(nursery()), today_10am)

    assert outcomes(run) == [(2, "asked", "none")]
    assert ImportRow.objects.get(run=run).candidate_ids == [str(service.id)]
    assert Service.objects.count() == 1


@pytest.mark.parametrize(
    ("decision", "services", "change"), [("same", 1, "changed"), ("new", 2, "created"), ("leave", 1, "none")]
)
def test_what_a_person_decided_is_done(
    today_10am: datetime, decision: str, services: int, change: str
) -> None:
    service = make_service(name="なかよし保育園")
    make_location(service=service, address_1="大手町1-1")
    run = rehearse(run=given(table(nursery()), today_10am), at=today_10am)
    chosen = service.id if decision == "same" else None
    decide(row=run.rows.get(), decision=Decision(decision), service_id=chosen, by=make_user(), at=today_10am)

    apply(run=run, by=run.given_by, at=today_10am)

    assert Service.objects.count() == services
    assert outcomes(run)[0][2] == change


def test_the_organisation_of_the_register_runs_what_the_table_says_it_runs(today_10am: datetime) -> None:
    npo = make_organisation("社会福祉法人ひだまり会")

    run = taken(
        table(nursery(organisation="社会福祉法人　ひだまり会"), nursery(2, organisation="知らない会")),
        today_10am,
    )

    first, second = Service.objects.order_by("key")
    assert first.organisation == npo
    assert second.organisation.name == "第2保育園"
    assert second.facts["open_data"]["columns"]["organisation"] == "知らない会"
    assert outcomes(run) == [(2, "taken", "created"), (3, "repaired", "created")]
    assert Organisation.objects.count() == 2


def test_search_knows_a_new_listing_by_the_names_of_the_body_that_runs_it(today_10am: datetime) -> None:
    make_organisation("ひだまり会", name_kana="ヒダマリカイ", alternate_names=["陽だまり"])

    taken(
        table(nursery(organisation="ひだまり会"), nursery(2), nursery(3, organisation="第2保育園")),
        today_10am,
    )

    found = {entry.name: entry.organisation_name for entry in SearchEntry.objects.all()}
    by_other_name = search(SearchQuery(text="陽だまり"), today_10am)
    assert found == {
        "なかよし保育園": "ひだまり会", "第2保育園": "第2保育園", "第3保育園": "第2保育園",
    }  # fmt: skip
    assert [hit.name for hit in by_other_name.hits] == ["なかよし保育園"]


def test_search_knows_what_a_table_changed(today_10am: datetime) -> None:
    taken(table(nursery()), today_10am)

    taken(table(nursery(ages="3歳～5歳", short_name="なかちゃん")), today_10am)

    entry = SearchEntry.objects.get()
    assert entry.facts["ages"] == [36, 71]


def test_a_bad_row_keeps_no_other_back(today_10am: datetime) -> None:
    run = taken(
        table(
            nursery(),
            nursery(2, name=""),
            nursery(3, code="152021"),
            nursery(1),
            nursery(4, name_kana="", id="4"),
            below=["※2026年4月1日現在"],
        ),
        today_10am,
    )

    assert outcomes(run) == [
        (2, "taken", "created"),
        (3, "refused", "none"),
        (4, "refused", "none"),
        (5, "refused", "none"),
        (6, "refused", "none"),
        (7, "skipped", "none"),
    ]
    assert [
        row.remarks[-1]["message"] % row.remarks[-1]["places"] for row in run.rows.order_by("line")[1:]
    ] == [
        "名称が書かれていません。",
        "ほかの市区町村（152021）の行です。",
        "2行目と同じ施設です。",
        "名称_カナがないので、新しく足せません。",
        "見出しか注の行として読み飛ばしました。",
    ]


def test_the_file_is_kept_until_it_is_applied(today_10am: datetime) -> None:
    run = rehearse(run=given(table(NURSERY), today_10am), at=today_10am)
    kept = run.pieces.count()

    apply(run=run, by=run.given_by, at=today_10am)

    assert (kept, run.pieces.count()) == (1, 0)
