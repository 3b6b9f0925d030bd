"""No page of another language speaks Japanese by accident; what the register holds is marked as such."""

import itertools
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve
from django.utils import timezone

from tests.conftest import TODAY_10AM
from tests.factories.desk import make_place, make_worker
from tests.factories.guidebooks import make_guidebook
from tests.factories.kernel import make_user
from tests.portal.conftest import LivedIn, Town
from tests.portal.page_language import japanese_by_accident
from tests.portal.pages import FOREIGN, addresses
from tests.search.conftest import load_demo_towns
from tests.security.routes import every_route
from tsunagu.desk.actions.intake import FIRST_CONTACTS, answer_intake, receive_intake, take_intake
from tsunagu.directory.actions.guidebooks import publish_guidebook
from tsunagu.directory.choices import Scheme
from tsunagu.directory.models import District, Organisation, Service, TaxonomyTerm
from tsunagu.directory.queries.guidebooks import Coverage
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.municipality.queries import all_towns

FORM = "ask/form/"
STATUS = "ask/status/"
# What they answer is no page: its words are those of the calendar app, of the standard, of the book, of a
# feed; a browser that registers for being woken is answered with a number.
FILES = {
    "portal:calendar-ical", "portal:calendar-sheet", "portal:event-ical", "portal:events-feed",
    "portal:guidebook", "portal:notices-device", "portal:notices-feed", "portal:open-data-file",
    "portal:pages-feed", "portal:paper", "portal:photo", "portal:picture", "portal:visits-feed",
}  # fmt: skip
FILLED_IN = {"asked": "The baby cries at night.", "reach_by": "phone", "phone": "090-1234-5678"}


class Reader:
    """Somebody who reads the pages of one language."""

    def __init__(self, client: Client, language: str) -> None:
        self.client, self.language = client, language

    def opens(self, path: str) -> str:
        return self.client.get(f"/joetsu/{self.language}/{path}").content.decode()

    def sends(self, path: str, typed: dict[str, Any], **how: Any) -> str:
        return self.client.post(f"/joetsu/{self.language}/{path}", typed, **how).content.decode()


@pytest.fixture(params=FOREIGN)
def reader(client: Client, request: pytest.FixtureRequest) -> Reader:
    return Reader(client, request.param)


def test_every_page_of_the_front_door_is_read_here(lived_in: LivedIn) -> None:
    walked = {resolve(f"/{path.partition('?')[0]}").view_name for path in addresses(lived_in)}

    assert walked == {route.name for route in every_route() if route.name.startswith("portal:")} - FILES


def test_foreign_pages_speak_no_japanese(reader: Reader, lived_in: LivedIn) -> None:
    paths = [
        *addresses(lived_in),
        "search/?q=雨の日",
        "search/?need=leave_child&day=0&time=evening",
        "nowhere/",
    ]

    found = {path: japanese_by_accident(reader.opens(path)) for path in paths}

    assert found == {path: [] for path in paths}


def test_the_page_for_programs_speaks_no_japanese(reader: Reader, town: Town) -> None:
    html = reader.opens("hsds/docs/")

    assert "openapi.json" in html
    assert japanese_by_accident(html) == []


def test_books_in_any_language_are_told_of(reader: Reader, joetsu: Municipality) -> None:
    with as_system(joetsu.id):
        user = make_user()
        for coverage in (Coverage(), Coverage(language="ja-easy")):
            book = make_guidebook(coverage, by=user, at=TODAY_10AM)
            publish_guidebook(guidebook=book, by=user, at=TODAY_10AM)

    html = reader.opens("guidebook/")

    assert html.count(f'href="/joetsu/{reader.language}/guidebook/') >= 2
    assert japanese_by_accident(html) == []


def test_every_page_of_the_demo_towns_speaks_no_japanese(client: Client, db: None) -> None:
    load_demo_towns()
    paths = [path for town in all_towns() for path in everything_in(town, FOREIGN)]
    html = {path: client.get(path).content.decode() for path in paths}

    found = {path: japanese for path in paths if (japanese := japanese_by_accident(html[path]))}

    assert len(paths) > 500
    assert found == {}


def everything_in(town: Municipality, languages: tuple[str, ...]) -> list[str]:
    """Every way in, every listing and every organisation of a town; each in one of the languages, in turn."""
    with as_system(town.id):
        terms = TaxonomyTerm.objects.filter(scheme__in=[Scheme.NEED, Scheme.STAGE])
        rows = [
            *(f"{'needs' if term.scheme == Scheme.NEED else 'ages'}/{term.key}" for term in terms),
            *(f"places/{one.id}" for one in District.objects.all()),
            *(f"services/{one.id}" for one in Service.objects.all()),
            *(f"organisations/{one.id}" for one in Organisation.objects.all()),
        ]
    turns = itertools.cycle(languages)
    return [f"/{town.slug}/{language}/{row}/" for row, language in zip(rows, turns, strict=False)]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"asked": " "}, "asked"),
        ({"asked": "x" * 4001}, "asked"),
        ({"reach_by": ""}, "reach_by"),
        ({"reach_by": "pigeon"}, "reach_by"),
        ({"phone": ""}, "phone"),
        ({"phone": "12"}, "phone"),
        ({"phone": "0" * 31}, "phone"),
        ({"reach_by": "mail"}, "email"),
        ({"email": "me"}, "email"),
        ({"avoid": ["no_phone"]}, "avoid"),
        ({"avoid": ["no_pigeon"]}, "avoid"),
        ({"reach_when": "x" * 201}, "reach_when"),
        ({"contact_prohibited": "x" * 401}, "contact_prohibited"),
        ({"name": "x" * 61}, "name"),
    ],
)
def test_a_slip_is_explained(reader: Reader, town: Town, typed: dict[str, Any], field: str) -> None:
    html = reader.sends(FORM, FILLED_IN | typed)

    assert f'id="id_{field}_error"' in html
    assert japanese_by_accident(html) == []


def test_a_wrong_code_is_told(reader: Reader, town: Town) -> None:
    pages = [reader.sends(STATUS, {"code": code}) for code in ("", "AAAA-AAAA-AAAA", "x" * 41)]

    assert ['id="id_code_error"' in html for html in pages] == [True] * 3
    assert [japanese_by_accident(html) for html in pages] == [[]] * 3


def test_who_asks_too_often_is_told(reader: Reader, town: Town) -> None:
    for _ in range(FIRST_CONTACTS.per_sender):
        reader.sends(FORM, FILLED_IN)

    html = reader.sends(FORM, FILLED_IN)

    assert "data-error-summary" in html
    assert japanese_by_accident(html) == []


@pytest.mark.parametrize("query", ["day=9&time=noon&page=zz", "place=x&need=%20&age=%00", "q=&free=yes"])
def test_filters_that_cannot_be_read_are_answered(reader: Reader, town: Town, query: str) -> None:
    assert japanese_by_accident(reader.opens(f"search/?{query}")) == []


def test_the_receipt_of_a_first_contact_speaks_no_japanese(reader: Reader, town: Town) -> None:
    html = reader.sends(FORM, FILLED_IN, follow=True)

    assert "receipt-code__code" in html
    assert japanese_by_accident(html) == []


def test_where_a_first_contact_stands_is_told(reader: Reader, town: Town, joetsu: Municipality) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        waiting = receive_intake(asked="I cannot sleep", reach_by="receipt", at=TODAY_10AM)
        answered = receive_intake(asked="I cannot sleep", reach_by="receipt", at=TODAY_10AM)
        place = make_place(town.desk)
        worker = make_worker(place)
        taken = take_intake(intake=answered.intake, place=place, by=worker, at=TODAY_10AM)
        answer_intake(intake=taken, word="あすの10時に来てください。", by=worker, at=TODAY_10AM)

    pages = [reader.sends(STATUS, {"code": receipt.code}) for receipt in (waiting, answered)]

    assert ["status-panel__sentence" in html for html in pages] == [True, True]
    assert '<span lang="ja">あすの10時に来てください。</span>' in pages[1]
    assert [japanese_by_accident(html) for html in pages] == [[], []]


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"kind": "born", "day": "きのう"},
        {"kind": "born", "day": "平成32年4月1日"},
        {"kind": "born", "day": "2199-01-01"},
        {"kind": "born", "day": "1970/1/1"},
        {"kind": "expected", "day": "2199-01-01"},
        {"kind": "expected", "day": "2020-01-01"},
    ],
)
def test_a_day_that_cannot_be_a_childs_is_refused(reader: Reader, town: Town, typed: dict[str, str]) -> None:
    html = reader.sends("path/", typed)

    assert 'id="id_day_error"' in html
    assert japanese_by_accident(html) == []


@pytest.mark.parametrize(("kind", "days"), [("born", -20), ("born", -500), ("born", -3000), ("expected", 60)])
def test_the_path_of_a_child_is_told(reader: Reader, town: Town, kind: str, days: int) -> None:
    day = timezone.localdate() + timedelta(days=days)

    html = reader.sends("path/", {"kind": kind, "day": day.isoformat()})

    assert "field__error" not in html
    assert japanese_by_accident(html) == []
