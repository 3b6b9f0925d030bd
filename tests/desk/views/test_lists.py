"""The desk's lists: narrowed, sorted, paged, printed and taken away."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.conftest import TODAY_10AM
from tests.desk.views.conftest import Desk
from tests.factories.desk import make_consultation, make_place, make_worker
from tests.factories.families import make_household, make_person
from tests.kernel.exports.test_excel_file import Book
from tsunagu.desk.actions.record_consultation import NextAction, Said, finish_next_action
from tsunagu.desk.choices import Method, NextActionKind
from tsunagu.desk.models import Consultation
from tsunagu.desk.views import consultation_list, household_list
from tsunagu.families.actions.addresses import record_address
from tsunagu.kernel.audit.models import ReadEntry, WriteEntry
from tsunagu.kernel.permissions.roles import CONSULTATION_WORKER

pytestmark = pytest.mark.django_db
LIST = "/joetsu/work/desk/consultations/"
FILE = "/joetsu/work/desk/consultations."
HOMES = "/joetsu/work/desk/households/"
HOMES_FILE = "/joetsu/work/desk/households."
FRIDAY = TODAY_10AM.date()


def told(client: Client, query: str = "") -> list[str]:
    """What the list says was asked, row by row: the sixth cell of the file that goes with the page."""
    lines = client.get(f"{FILE}csv{query}").content.decode("utf-8-sig").splitlines()[1:]
    return [line.split(",")[5] for line in lines]


def asked(desk: Desk, words: str, **facts: Any) -> Consultation:
    facts.setdefault("place", desk.place)
    facts.setdefault("by", desk.worker)
    return make_consultation(said=Said(asked=words), **facts)


def promise(desk: Desk, days: int) -> NextAction:
    return NextAction(NextActionKind.VISIT, FRIDAY + timedelta(days=days), desk.worker)


@pytest.fixture
def different(desk: Desk) -> Desk:
    """Three conversations that differ in everything the list can be narrowed by."""
    outreach = make_place(desk.place.organisation, name="出張ひろば 安塚", kind="outreach")
    colleague = make_worker(desk.place, name="鈴木 一")
    home = make_household(desk.place.organisation_id, label="阿部さん", label_kana="アベ")
    asked(desk, "むかし", happened_at=TODAY_10AM - timedelta(days=40), method=Method.PHONE)
    asked(desk, "出張先", place=outreach, topics=["talk"], next_action=promise(desk, -2), household=home)
    asked(desk, "同僚", by=colleague, next_action=promise(desk, 3))
    done = asked(desk, "済み", next_action=promise(desk, 1), happened_at=TODAY_10AM - timedelta(hours=1))
    finish_next_action(consultation=done, by=desk.worker, at=TODAY_10AM)
    return desk


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("since=R8.11.1", {"出張先", "同僚", "済み"}),
        ("until=2026/11/1", {"むかし"}),
        ("since=2026/10/11&until=2026/10/11", {"むかし"}),
        ("method=phone", {"むかし"}),
        ("topic=talk", {"出張先"}),
        ("promise=open", {"出張先", "同僚"}),
        ("promise=late", {"出張先"}),
        ("promise=done", {"済み"}),
        ("method=fax", {"むかし", "出張先", "同僚", "済み"}),
        ("since=いつか", {"むかし", "出張先", "同僚", "済み"}),
    ],
)
def test_the_address_narrows_the_list(different: Desk, query: str, found: set[str]) -> None:
    assert set(told(different.client, f"?{query}")) == found


def test_the_list_is_narrowed_by_place_and_by_who_recorded(different: Desk) -> None:
    one = Consultation.objects.get(asked="出張先")
    other = Consultation.objects.get(asked="同僚")

    assert told(different.client, f"?place={one.place_id}") == ["出張先"]
    assert told(different.client, f"?recorder={other.recorded_by_id}") == ["同僚"]


def test_a_day_that_is_none_is_explained_beside_its_field(different: Desk) -> None:
    page = different.client.get(f"{LIST}?since=いつか&until=2026/2/30").content.decode()

    assert (page.count('id="id_since_error"'), page.count('id="id_until_error"')) == (1, 1)


@pytest.mark.parametrize(
    ("query", "order"),
    [
        ("?until=2026/11/20", ["同僚", "出張先", "済み", "むかし"]),
        ("?sort=at&order=asc", ["むかし", "済み", "同僚", "出張先"]),
        ("?sort=next&order=asc", ["出張先", "済み", "同僚", "むかし"]),
        ("?sort=household&order=asc", ["出張先", "同僚", "済み", "むかし"]),
        ("?sort=secret&order=asc", ["同僚", "出張先", "済み", "むかし"]),
    ],
)
def test_the_list_is_sorted_by_its_headings(different: Desk, query: str, order: list[str]) -> None:
    assert told(different.client, query) == order


def test_a_heading_keeps_the_filters_and_turns_round(different: Desk) -> None:
    page = different.client.get(f"{LIST}?method=comes&sort=next&order=asc&page=2").content.decode()

    assert page.count('href="?method=comes&amp;sort=next&amp;order=desc"') == 1
    assert page.count('aria-sort="ascending"') == 1


@pytest.mark.parametrize("words", ["出張先", "阿部", "あべ"])
def test_words_find_what_was_said_and_whose_it_was_and_stand_in_no_address(
    different: Desk, words: str
) -> None:
    answer = different.client.post(f"{LIST}?method=comes&page=2", {"words": words})

    assert answer["Location"] == f"{LIST}?method=comes"
    assert quote(words) not in answer["Location"]
    assert told(different.client) == ["出張先"]
    assert different.client.get(LIST).content.decode().count(f'value="{words}"') == 1
    different.client.post(LIST, {"words": ""})
    assert len(told(different.client)) == 4


def test_a_long_list_has_pages_and_its_file_has_them_all(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consultation_list, "PER_PAGE", 2)
    for number in range(3):
        asked(desk, f"{number}番", happened_at=TODAY_10AM - timedelta(minutes=number))

    pages = [desk.client.get(f"{LIST}?method=comes&page={page}").content.decode() for page in (1, 2)]

    assert [[f"{n}番" in page for n in range(3)] for page in pages] == [
        [True, True, False],
        [False, False, True],
    ]
    assert pages[0].count('href="?method=comes&amp;page=2"') == 2
    assert told(desk.client, "?method=comes&page=2") == ["0番", "1番", "2番"]


@pytest.mark.parametrize("path", [LIST, HOMES, f"{FILE}csv", f"{HOMES_FILE}csv"])
def test_lists_and_files_ask_the_database_the_same_with_one_row_and_with_three(desk: Desk, path: str) -> None:
    counts = []
    desk.client.get(path)
    for more in (1, 2):
        for _ in range(more):
            home = make_household(desk.place.organisation_id)
            make_person(home)
            asked(desk, "夜泣き", household=home, next_action=promise(desk, 1))
        with CaptureQueriesContext(connection) as queries:
            desk.client.get(path)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_what_another_desk_recorded_is_in_no_list_and_no_file(
    desk: Desk, sign_in: Callable[..., Client]
) -> None:
    home = make_household(desk.place.organisation_id, label="田中さん")
    asked(desk, "夜泣き", household=home)
    elsewhere = sign_in(CONSULTATION_WORKER, elsewhere=True)

    for path in (LIST, f"{FILE}csv", HOMES, f"{HOMES_FILE}csv"):
        assert "田中さん" in desk.client.get(path).content.decode()
        assert "田中さん" not in elsewhere.get(path).content.decode()


def test_a_file_has_the_columns_and_cells_of_the_screen(desk: Desk) -> None:
    asked(desk, "夜泣き", next_action=promise(desk, 1))

    csv = desk.client.get(f"{FILE}csv").content.decode("utf-8-sig").splitlines()
    book = Book(desk.client.get(f"{FILE}xlsx").content)
    page = desk.client.get(LIST).content.decode()

    cells = csv[1].split(",")
    assert cells[2:] == [
        "来所",
        "子育て相談カウンター",
        "預けたい",
        "夜泣き",
        "佐藤 みどり",
        "訪問・同行：明日",
    ]
    assert [cell for cell in cells if cell not in page] == []
    in_book = list(book.cells.values())
    assert in_book[in_book.index("日時") :] == [*csv[0].split(","), *cells]


def test_no_cell_of_a_file_is_a_formula(desk: Desk) -> None:
    asked(desk, '=HYPERLINK("http://example.com")')
    make_household(desk.place.organisation_id, label="=1+1")

    assert told(desk.client)[0].lstrip('"')[0] == "'"
    homes = desk.client.get(f"{HOMES_FILE}csv").content.decode("utf-8-sig").splitlines()
    assert homes[1].startswith("'=1+1")
    book = Book(desk.client.get(f"{HOMES_FILE}xlsx").content)
    assert (book.formulas, "=1+1" in book.cells.values()) == (0, True)


def test_an_old_encoding_says_first_what_it_would_lose(desk: Desk) -> None:
    make_household(desk.place.organisation_id, label="𠮷田さん")

    warned = desk.client.get(f"{HOMES_FILE}csv?encoding=cp932")
    taken = desk.client.get(f"{HOMES_FILE}csv?encoding=cp932&replace=1")

    assert "U+20BB7" in warned.content.decode()
    assert "〓田さん" in taken.content.decode("cp932")


@pytest.mark.parametrize(
    ("path", "screen", "table"),
    [
        (FILE, "desk:consultations-file", "consultations"),
        (HOMES_FILE, "desk:households-file", "households"),
    ],
)
@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_a_file_leaves_a_trace_of_everybody_in_it(
    desk: Desk, path: str, screen: str, table: str, file_format: str
) -> None:
    homes = [make_household(desk.place.organisation_id) for _ in range(2)]
    for home in homes:
        asked(desk, "夜泣き", household=home)

    desk.client.get(f"{path}{file_format}")

    entry = ReadEntry.objects.get()
    assert (entry.screen, entry.by_id) == (screen, desk.worker.id)
    assert entry.record_ids == sorted(home.id for home in homes)
    details = WriteEntry.objects.get(event="desk.list_exported").details
    assert details == {"table": table, "format": file_format, "rows": 2}


@pytest.mark.parametrize("path", [f"{FILE}pdf", f"{HOMES_FILE}exe"])
def test_a_file_that_is_not_offered_is_not_there(desk: Desk, path: str) -> None:
    assert desk.client.get(path).status_code == 404


def test_a_hidden_family_stands_in_the_list_without_any_place(desk: Desk) -> None:
    home = make_household(desk.place.organisation_id, label="山本さん", district="安塚区")
    assert "安塚区" in desk.client.get(f"{HOMES_FILE}csv").content.decode()
    record_address(household=home, text="秘密町1-2", is_hidden=True, by=None, at=TODAY_10AM)

    for path in (HOMES, f"{HOMES_FILE}csv"):
        text = desk.client.get(path).content.decode()
        assert [word in text for word in ("山本さん", "秘匿", "安塚区", "秘密町")] == [
            True,
            True,
            False,
            False,
        ]


@pytest.fixture
def homes(desk: Desk) -> Desk:
    """Three families of three rows of the kana table, and one without a reading."""
    for label, kana, district in (
        ("田中さん", "タナカ", "安塚区"),
        ("団さん", "ダン", ""),
        ("阿部さん", "アベ", "高田区"),
        ("無名さん", "", ""),
    ):
        home = make_household(desk.place.organisation_id, label=label, label_kana=kana, district=district)
        make_person(home, born_on=date(2024, 5, 1))
    return desk


@pytest.mark.parametrize(
    ("query", "labels"),
    [
        ("", ["無名さん", "阿部さん", "田中さん", "団さん"]),
        ("?row=ta", ["田中さん", "団さん"]),
        ("?row=a", ["阿部さん"]),
        ("?row=other", ["無名さん"]),
        ("?district=安塚区", ["田中さん"]),
        ("?district=どこにもない", ["無名さん", "阿部さん", "田中さん", "団さん"]),
        ("?sort=kana&order=desc", ["団さん", "田中さん", "阿部さん", "無名さん"]),
        ("?sort=district&order=desc&row=ta", ["田中さん", "団さん"]),
    ],
)
def test_households_are_narrowed_and_sorted(homes: Desk, query: str, labels: list[str]) -> None:
    lines = homes.client.get(f"{HOMES_FILE}csv{query}").content.decode("utf-8-sig").splitlines()[1:]

    assert [line.split(",")[0] for line in lines] == labels


def test_households_have_pages(homes: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(household_list, "PER_PAGE", 3)

    pages = [homes.client.get(f"{HOMES}?page={page}").content.decode() for page in (1, 2)]

    assert ["団さん" in page for page in pages] == [False, True]


@pytest.mark.parametrize("path", [LIST, HOMES])
def test_on_paper_only_the_list_remains_with_its_heading(homes: Desk, path: str) -> None:
    asked(homes, "夜泣き")
    page = homes.client.get(path).content.decode()

    heading, table = page.index('class="print-header"'), page.index("<table")
    assert heading < table
    assert page.count("<form", heading, table) == page.count("<form", page.index("no-print"), table) > 0
