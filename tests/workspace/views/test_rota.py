"""Editors keep the rota: by month, one by one, from a file."""

import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.conftest import TODAY_10AM
from tests.workspace.views.signing_in import sign_in
from tsunagu.directory.models import DutyRota, Organisation
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.permissions.roles import CONSULTATION_WORKER, DESK_MANAGER, MEMBER_WORKER, Role

ROTA = "/joetsu/work/directory/rota/"
YEAR = TODAY_10AM.year
FORM = {
    "day": f"{YEAR}年11月23日",
    "starts": "９時半",
    "ends": "午後５時",
    "name": "見本医院",
    "phone": "０２５-５２６-５１１１",
}


@pytest.fixture
def editor(client: Client, joetsu: Municipality) -> Organisation:
    return sign_in(client, joetsu, DESK_MANAGER)


def rota(town: Municipality) -> list[tuple[Any, ...]]:
    with as_system(town.id):
        rows = DutyRota.objects.order_by("day", "from_minute", "name")
        return list(rows.values_list("day", "from_minute", "until_minute", "name", "phone"))


def put(town: Municipality, name: str, day: date = date(YEAR, 11, 23)) -> DutyRota:
    with as_system(town.id):
        return DutyRota.objects.create(day=day, from_minute=540, until_minute=1020, name=name)


def send(client: Client, text: str) -> str:
    file = SimpleUploadedFile("rota.csv", text.encode("cp932"), content_type="text/csv")
    return client.post(f"{ROTA}file/", {"file": file}).content.decode()


def test_an_entry_is_typed_as_people_write_it(
    client: Client, joetsu: Municipality, editor: Organisation
) -> None:
    answer = client.post(f"{ROTA}new/", FORM)

    assert answer["Location"] == f"{ROTA}?month={YEAR}-11"
    assert rota(joetsu) == [(date(YEAR, 11, 23), 570, 1020, "見本医院", "025-526-5111")]


def test_a_clinic_of_the_register_needs_no_name(
    client: Client, joetsu: Municipality, editor: Organisation
) -> None:
    client.post(f"{ROTA}new/", {**FORM, "name": "", "organisation": str(editor.id)})

    assert [row[3] for row in rota(joetsu)] == ["見本の窓口"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"day": ""}, "日付を書いてください"),
        ({"day": "11/23"}, "日付として読めません"),
        ({"starts": "朝"}, "時刻として読めません"),
        ({"starts": "翌1:00"}, "その日の0:00から23:59まで"),
        ({"ends": ""}, "終わりの時刻を書いてください"),
        ({"ends": "翌10:00"}, "24時間より長い当番"),
        ({"name": " "}, "名簿の組織を選ぶか、名前を書いてください"),
        ({"phone": "12"}, "市外局番から"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(
    client: Client, joetsu: Municipality, editor: Organisation, changes: dict[str, str], said: str
) -> None:
    html = client.post(f"{ROTA}new/", {**FORM, **changes}).content.decode()

    assert said in html
    assert rota(joetsu) == []


def test_the_same_duty_is_not_entered_twice(
    client: Client, joetsu: Municipality, editor: Organisation
) -> None:
    client.post(f"{ROTA}new/", FORM)

    html = client.post(f"{ROTA}new/", FORM).content.decode()

    assert "もう入っています" in html
    assert len(rota(joetsu)) == 1


def test_an_entry_is_shown_corrected_and_taken_out(
    client: Client, joetsu: Municipality, editor: Organisation
) -> None:
    address = f"{ROTA}{put(joetsu, '見本医院').id}/"
    assert 'value="9:00"' in client.get(address).content.decode()

    client.post(address, {**FORM, "ends": "翌6:00"})
    assert rota(joetsu)[0][1:3] == (570, 1800)

    client.post(address, {"remove": "1"})
    assert rota(joetsu) == []


def test_a_month_shows_its_own_entries_and_the_way_to_its_neighbours(
    client: Client, joetsu: Municipality, editor: Organisation
) -> None:
    put(joetsu, "十一月の医院")
    put(joetsu, "一月の医院", date(YEAR + 1, 1, 1))

    html = client.get(f"{ROTA}?month={YEAR}-12").content.decode()
    january = client.get(f"{ROTA}?month={YEAR + 1}-01").content.decode()

    assert "この月の当番は、まだ入っていません" in html
    assert f'href="{ROTA}?month={YEAR + 1}-01"' in html
    assert "一月の医院" in january


@pytest.mark.parametrize("month", ["", "x", "2026-13", "2026-00", "0000-01", "２０２６-11"])
def test_a_month_that_is_none_is_this_month(
    client: Client, joetsu: Municipality, editor: Organisation, month: str
) -> None:
    today = TODAY_10AM.date()

    html = client.get(ROTA, {"month": month}).content.decode()

    assert f"<h2>{today.year}年{today.month}月</h2>" in html


@pytest.mark.parametrize("count", [1, 3])
def test_the_month_costs_the_same_however_full_it_is(
    client: Client, joetsu: Municipality, editor: Organisation, count: int
) -> None:
    for number in range(count):
        put(joetsu, f"見本医院{number}")

    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(f"{ROTA}?month={YEAR}-11")

    reads = [one for one in asked.captured_queries if "directory_dutyrota" in one["sql"]]
    assert len(reads) == 1


def test_a_file_is_rehearsed_then_taken(client: Client, joetsu: Municipality, editor: Organisation) -> None:
    good, bad = f"{YEAR}年11月23日,9時～17時,見本医院,", "きのう,9:00-17:00,ためし医院,"
    text = f"日付,診療時間,医療機関,電話番号\n{good}\n{bad}\n"

    html = send(client, text)
    assert "読めた1行を取り込む" in html
    assert "「きのう」は日付として読めません" in html
    assert rota(joetsu) == []

    [kept] = re.findall(r'name="text" value="([^"]*)"', html)
    client.post(f"{ROTA}file/", {"text": kept, "take": "1"})
    assert [row[3] for row in rota(joetsu)] == ["見本医院"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "空"),
        (b"\x81", "文字コードが分かりません"),
        ("なにか".encode(), "見出しが要ります"),
        (b"x" * (1024 * 1024 + 1), "ファイルが大きすぎます"),
    ],
)
def test_a_file_that_is_no_rota_is_told_so(
    client: Client, joetsu: Municipality, editor: Organisation, content: bytes, said: str
) -> None:
    file = SimpleUploadedFile("rota.csv", content, content_type="text/csv")

    html = client.post(f"{ROTA}file/", {"file": file}).content.decode()

    assert said in html
    assert rota(joetsu) == []


def test_no_file_at_all_is_told_so(client: Client, joetsu: Municipality, editor: Organisation) -> None:
    assert "CSVファイルを選んでください" in client.post(f"{ROTA}file/", {}).content.decode()


@pytest.mark.parametrize("role", [MEMBER_WORKER, CONSULTATION_WORKER])
@pytest.mark.parametrize("path", ["", "new/", "file/"])
def test_the_rota_is_the_editors(client: Client, joetsu: Municipality, role: Role, path: str) -> None:
    sign_in(client, joetsu, role)

    assert client.get(f"{ROTA}{path}").status_code == 403


def test_a_neighbours_entry_is_not_there(
    client: Client, joetsu: Municipality, nagaoka: Municipality, editor: Organisation
) -> None:
    theirs = put(nagaoka, "となりの医院")

    assert client.get(f"{ROTA}{theirs.id}/").status_code == 404
    assert client.post(f"{ROTA}{theirs.id}/", {"remove": "1"}).status_code == 404
    assert len(rota(nagaoka)) == 1
