"""総合電話帳, as a reader and as a file."""

import csv
import io
import re

import pytest
from django.test import Client

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_organisation, make_phone
from tests.portal.conftest import Town
from tsunagu.directory.actions.changes import note_change
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality

PHONES = "/joetsu/phones/"


def page(client: Client, query: str = "") -> str:
    return client.get(f"{PHONES}{query}").content.decode()


def names_on(html: str) -> list[str]:
    return re.findall(r'<th role="rowheader" scope="row">(?:<a [^>]*>)?([^<]+)', html)


def list_organisations(joetsu: Municipality, *kana: str, number: str = "0000-01-") -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        for count, reading in enumerate(kana):
            npo = make_organisation(f"団体{reading}", name_kana=reading)
            make_phone(f"{number}{count:04}", organisation=npo)
        note_change("test.listed", record_id=None, by=None, at=TODAY_10AM)


def test_a_number_is_called_with_one_tap_and_says_who_answers(client: Client, town: Town) -> None:
    html = page(client)

    assert names_on(html) == ["ほほえみ一時預かり"]
    assert 'href="tel:0255265111"' in html
    assert "保育士" in html


def test_names_stand_in_kana_order_under_their_rows(client: Client, town: Town, joetsu: Municipality) -> None:
    list_organisations(joetsu, "ガイアノモリ", "アサヒ", "カンガルー", "ンジャメナ")

    html = page(client)

    assert names_on(html) == [
        "団体アサヒ", "ほほえみ一時預かり", "団体ガイアノモリ", "団体カンガルー", "団体ンジャメナ",
    ]  # fmt: skip
    assert re.findall(r'<h2 id="(\w+)" tabindex="-1">([^<]+)', html) == [
        ("a", "あ行"), ("ka", "か行"), ("wa", "わ行"),
    ]  # fmt: skip
    assert 'href="#ka"' in html
    assert 'href="#sa"' not in html


def test_by_need_each_stands_under_what_it_helps_with(
    client: Client, town: Town, joetsu: Municipality
) -> None:
    list_organisations(joetsu, "アサヒ")

    html = page(client, "?by=need")

    assert re.findall(r'<h2 id="(\w+)" tabindex="-1">([^<]+)', html) == [
        ("leave_child", "預けたい"), ("other", "そのほか"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "piece", ["ほほえみ", "いちじ", "イチジアズカリ", "hohoemi", "ひだまり", "526-5111", "０２５５２６"]
)
def test_a_piece_of_name_reading_or_number_finds_it(
    client: Client, town: Town, joetsu: Municipality, piece: str
) -> None:
    list_organisations(joetsu, "アサヒ")

    assert names_on(page(client, f"?q={piece}")) == ["ほほえみ一時預かり"]


def test_a_piece_of_nothing_says_so_and_shows_the_way_back(client: Client, town: Town) -> None:
    html = page(client, "?q=ゼゼゼ")

    assert names_on(html) == []
    assert "この言葉の番号は見つかりませんでした" in html


def test_an_empty_directory_says_so_and_still_has_the_national_numbers(
    client: Client, joetsu: Municipality
) -> None:
    html = page(client)

    assert "まだ登録されていません" in html
    assert 'href="tel:%238000"' in html


def test_a_long_directory_is_turned_part_by_part_and_printed_whole(
    client: Client, town: Town, joetsu: Municipality
) -> None:
    readings = [f"{first}ノイエ{number}" for first in ("ア", "カ", "サ") for number in range(30)]
    list_organisations(joetsu, *readings)

    assert len(names_on(page(client))) == 31
    assert len(names_on(page(client, "?part=ka"))) == 30
    assert len(names_on(page(client, "?part=nowhere"))) == 31
    assert len(names_on(page(client, "?whole=1"))) == 91
    assert "印刷用" in page(client)


def test_paper_is_told_whose_it_is_and_of_which_day(client: Client, town: Town) -> None:
    [header] = re.findall(r'<div class="print-header">(.*?)</div>', page(client))

    assert "総合電話帳" in header
    assert "上越市" in header
    assert re.search(r"令和\d+年\d+月\d+日印刷", header)


def test_the_file_is_the_same_list_and_no_spreadsheet_runs_it(
    client: Client, town: Town, joetsu: Municipality
) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        make_phone("0000-01-0001", organisation=make_organisation("=HYPERLINK(1)", name_kana="イコール"))
        note_change("test.listed", record_id=None, by=None, at=TODAY_10AM)

    answer = client.get(f"{PHONES}?format=csv")

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(row["区分"], row["名前"], row["電話番号"]) for row in rows] == [
        ("あ行", "'=HYPERLINK(1)", "0000-01-0001"),
        ("あ行", "ほほえみ一時預かり", "025-526-5111"),
    ]


def test_the_file_keeps_the_piece_that_was_asked_for(client: Client, town: Town) -> None:
    answer = client.get(f"{PHONES}?q=ゼゼゼ&format=csv")

    assert answer.content.decode("utf-8-sig").count("\r\n") == 1


def test_a_piece_that_would_tell_on_its_reader_is_kept_by_nobody(client: Client, town: Town) -> None:
    html = page(client, "?q=DV")

    assert "data-quick-exit" in html
    assert "?q=DV" not in re.sub(r'value="[^"]*"', "", html.split("<main")[0])


@pytest.mark.parametrize("query", ["?q=%00", "?part=%27", "?by=x&part=" + "a" * 500, "?q=" + "あ" * 999])
def test_an_address_edited_by_hand_still_answers(client: Client, town: Town, query: str) -> None:
    assert client.get(f"{PHONES}{query}").status_code == 200


def test_a_neighbours_numbers_are_not_on_it(client: Client, town: Town, nagaoka: Municipality) -> None:
    with as_system(nagaoka.id, at=TODAY_10AM):
        make_phone("0000-09-0001", organisation=make_organisation("となりの団体"))

    assert "となりの団体" not in page(client)
    assert "となりの団体" in client.get("/nagaoka/phones/").content.decode()
