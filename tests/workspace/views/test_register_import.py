"""Editors hand a table over, look at what would become of it, decide, take it, and take it back."""

import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_location, make_organisation, make_service
from tests.factories.kernel import make_user
from tests.factories.open_data import make_import, nursery, table
from tests.workspace.views.signing_in import sign_in
from tsunagu.directory import jobs
from tsunagu.directory.actions.open_data import runs
from tsunagu.directory.actions.open_data.runs import order_apply
from tsunagu.directory.models import Event, ImportRow, ImportRun, Service
from tsunagu.directory.queries.open_data_columns import EVENT
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.permissions.roles import CONSULTATION_WORKER, MEMBER_WORKER, Role

HERE = "/joetsu/work/directory/import/"


def send(client: Client, content: bytes, **fields: str) -> Any:
    file = SimpleUploadedFile("子育て施設.csv", content, content_type="text/csv")
    return client.post(HERE, {"file": file, "source_name": "上越市", **fields})


def work(town: Municipality, name: str) -> ImportRun:
    """What the worker does when the order has come."""
    with as_system(town.id, at=TODAY_10AM):
        run = ImportRun.objects.get()
        {"rehearse": jobs.rehearse_table, "apply": jobs.apply_table, "undo": jobs.undo_table}[name](
            run_id=str(run.id), at=TODAY_10AM
        )
        return ImportRun.objects.get()


def services(town: Municipality) -> int:
    with as_system(town.id):
        return Service.objects.count()


def test_a_table_goes_in_and_comes_out_again(editor: Client, joetsu: Municipality) -> None:
    answer = send(editor, table(nursery(), nursery(2, name=""), encoding="cp932"), licence="CC BY 4.0")
    run = work(joetsu, "rehearse")
    page = editor.get(answer.url).content.decode()
    assert answer.url == f"{HERE}{run.id}/"
    said = ("なかよし保育園", "Shift_JIS", "名称が書かれていません。", "1件を名簿に取り込む")
    assert [word for word in said if word not in page] == []
    assert services(joetsu) == 0

    editor.post(f"{HERE}{run.id}/apply/")
    assert (work(joetsu, "apply").state, services(joetsu)) == ("applied", 1)

    editor.post(f"{HERE}{run.id}/undo/")
    assert (work(joetsu, "undo").state, services(joetsu)) == ("undone", 0)


def test_a_table_of_events_goes_into_the_calendar_and_out_again(editor: Client, joetsu: Municipality) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        make_organisation("ひだまり広場")
    day = {"first_on": "2026-12-05", "last_on": "2026-12-05", "organiser": "ひだまり広場"}
    sent = table({"name": "子育てフェア", **day}, {"name": "夏まつり", "first_on": "7月"}, data_set=EVENT)

    answer = send(editor, sent)
    run = work(joetsu, "rehearse")
    page = editor.get(answer.url).content.decode()
    assert ("1件をカレンダーに取り込む" in page, "「7月」は、年のある一日として読めません。" in page) == (
        True,
        True,
    )

    editor.post(f"{HERE}{run.id}/apply/")
    assert work(joetsu, "apply").state == "applied"
    with as_system(joetsu.id):
        event = Event.objects.get()
    page = editor.get(answer.url).content.decode()
    assert f'<a href="/joetsu/work/events/{event.id}/">子育てフェア</a>' in page

    editor.post(f"{HERE}{run.id}/undo/")
    assert work(joetsu, "undo").state == "undone"
    with as_system(joetsu.id):
        assert Event.objects.get().state == "withdrawn"


def test_while_the_work_is_in_hand_the_page_looks_again_by_itself(
    editor: Client, joetsu: Municipality
) -> None:
    answer = send(editor, table(nursery()))

    page = editor.get(answer.url).content.decode()

    assert (page.count('hx-trigger="every 2s"'), page.count("<progress")) == (1, 1)
    work(joetsu, "rehearse")
    assert editor.get(answer.url).content.decode().count('hx-trigger="every 2s"') == 0


def test_who_looked_while_the_work_went_on_is_shown_the_rows_when_it_is_done(
    editor: Client, joetsu: Municipality
) -> None:
    answer = send(editor, table(nursery()))

    before = editor.get(answer.url, headers={"HX-Request": "true"})
    work(joetsu, "rehearse")
    after = editor.get(answer.url, headers={"HX-Request": "true"})

    assert ("HX-Refresh" in before, after["HX-Refresh"]) == (False, "true")


def test_a_file_that_is_no_table_says_why(editor: Client, joetsu: Municipality) -> None:
    answer = send(editor, b"PK\x03\x04")

    assert work(joetsu, "rehearse").state == "failed"
    assert "Excelのファイルです。" in editor.get(answer.url).content.decode()


def test_a_row_that_might_be_there_is_asked_with_both_in_sight(editor: Client, joetsu: Municipality) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        service = make_service(make_organisation("ひだまりの会"), name="なかよし保育園")
        make_location(service=service, address_1="大手町1-1")
        run = make_import(at=TODAY_10AM)
        row = ImportRow.objects.get()
    page = editor.get(f"{HERE}{run.id}/").content.decode()
    assert re.findall(r'value="(same:[^"]+|new|leave)"', page) == [f"same:{service.id}", "new", "leave"]
    assert "ひだまりの会　上越市大手町1-1" in page

    editor.post(f"{HERE}{run.id}/rows/{row.id}/", {"decision": f"same:{service.id}"})

    with as_system(joetsu.id):
        row.refresh_from_db()
    assert (row.decision, row.service_id) == ("same", service.id)


@pytest.mark.parametrize(
    "decision", ["same:", "same:x", "same:00000000-0000-0000-0000-000000000001", "", "perhaps"]
)
def test_a_decision_that_nobody_was_asked_for_is_not_kept(
    editor: Client, joetsu: Municipality, decision: str
) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        make_service(name="なかよし保育園")
        run = make_import(at=TODAY_10AM)
        row = ImportRow.objects.get()

    answer = editor.post(f"{HERE}{run.id}/rows/{row.id}/", {"decision": decision})

    with as_system(joetsu.id):
        row.refresh_from_db()
    assert (answer.status_code, row.decision) == (302, "")


def test_a_table_that_was_only_looked_at_can_be_forgotten(editor: Client, joetsu: Municipality) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        run = make_import(at=TODAY_10AM)

    editor.post(f"{HERE}{run.id}/discard/")

    with as_system(joetsu.id):
        assert (ImportRun.objects.count(), ImportRow.objects.count()) == (0, 0)


def test_work_that_fails_in_its_middle_leaves_nothing_and_can_be_tried_again(
    editor: Client, joetsu: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        run = make_import(nursery(), nursery(2), at=TODAY_10AM)
        order_apply(run=run, by=make_user(), at=TODAY_10AM)
        # The second one takes a name that the database does not let it have.
        make_organisation("先にいる", key="open-data/childcare/152226/0000000002")

    failed = work(joetsu, "apply")

    assert (failed.state, services(joetsu)) == ("rehearsed", 0)
    assert (
        "うまくいきませんでした。名簿は変わっていません。" in editor.get(f"{HERE}{run.id}/").content.decode()
    )


@pytest.mark.parametrize("role", [MEMBER_WORKER, CONSULTATION_WORKER])
def test_others_neither_see_nor_hand_over_tables(client: Client, joetsu: Municipality, role: Role) -> None:
    sign_in(client, joetsu, role)
    with as_system(joetsu.id, at=TODAY_10AM):
        run = make_import(at=TODAY_10AM)

    codes = [
        client.get(HERE).status_code,
        send(client, table(nursery())).status_code,
        client.get(f"{HERE}{run.id}/").status_code,
        client.post(f"{HERE}{run.id}/apply/").status_code,
    ]

    assert codes == [403] * 4


def test_a_neighbour_towns_table_is_not_there(editor: Client, nagaoka: Municipality) -> None:
    with as_system(nagaoka.id, at=TODAY_10AM):
        run = make_import(at=TODAY_10AM)

    codes = [
        editor.get(f"{HERE}{run.id}/").status_code,
        editor.post(f"{HERE}{run.id}/apply/").status_code,
        editor.post(f"{HERE}{run.id}/undo/").status_code,
    ]

    assert codes == [404] * 3


@pytest.mark.django_db(transaction=True)
def test_others_see_how_far_the_work_is_before_it_is_over(
    joetsu: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        run = make_import(nursery(), nursery(2), nursery(3), at=TODAY_10AM)
        order_apply(run=run, by=make_user(), at=TODAY_10AM)
    monkeypatch.setattr("tsunagu.directory.actions.open_data.taking.BATCH", 1)
    seen: list[tuple[str, int, int]] = []

    def looks(town_id: UUID) -> None:
        with as_system(town_id):
            found = ImportRun.objects.get()
            seen.append((found.state, found.done, Service.objects.count()))
        connection.close()

    real = runs.note_change

    def looked_at(*told: Any, **more: Any) -> None:
        with ThreadPoolExecutor(max_workers=1) as somebody:
            somebody.submit(looks, joetsu.id).result()
        real(*told, **more)

    monkeypatch.setattr(runs, "note_change", looked_at)

    applied = work(joetsu, "apply")

    assert seen == [("applying", 3, 0)]
    assert (applied.state, services(joetsu)) == ("applied", 3)
