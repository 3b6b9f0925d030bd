"""Pages, streams, posted questions, and what a reader is told about keeping a copy."""

import gzip
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.conftest import TODAY_10AM
from tests.directory.api.conftest import Town, lines, make_full_service
from tests.factories.directory import make_location, make_organisation, make_phone, make_service
from tests.factories.kernel import make_user
from tsunagu.directory.actions.index_search import reindex_town
from tsunagu.directory.actions.services import revise_service
from tsunagu.directory.api import lists
from tsunagu.directory.api.parameters import MOST_PER_PAGE, PER_PAGE
from tsunagu.directory.models import Service
from tsunagu.kernel.municipality.acting import as_system, current
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.municipality.queries import forget_towns

Ask = Callable[..., HttpResponse]
Contents = Callable[..., list[dict[str, Any]]]
LISTS = ("services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms")


@pytest.fixture
def many(joetsu: Municipality) -> list[str]:
    """The ids of sixty services, in order."""
    with as_system(joetsu.id, at=TODAY_10AM):
        organisation = make_organisation()
        made = [make_service(organisation, name=f"ひろば{number}") for number in range(60)]
        for service in made[:30]:
            make_location(service=service)
        reindex_town()
    return [str(service.id) for service in made]


def test_a_page_says_where_it_stands(many: list[str], ask: Ask) -> None:
    page = ask("services", page=3, per_page=25).json()

    contents = page.pop("contents")
    assert page == {
        "total_items": 60,
        "total_pages": 3,
        "page_number": 3,
        "size": 10,
        "first_page": False,
        "last_page": True,
        "empty": False,
    }
    assert [each["id"] for each in contents] == many[50:]


def test_without_a_word_a_page_has_fifty_rows(many: list[str], ask: Ask) -> None:
    page = ask("services").json()

    assert (page["size"], page["total_pages"], page["first_page"], page["last_page"]) == (
        PER_PAGE,
        2,
        True,
        False,
    )


def test_a_page_behind_the_last_is_empty_and_the_last(many: list[str], ask: Ask) -> None:
    page = ask("services", page=9).json()

    assert (page["size"], page["empty"], page["contents"]) == (0, True, [])
    assert (page["first_page"], page["last_page"]) == (False, True)


def test_nothing_is_one_empty_page(joetsu: Municipality, ask: Ask) -> None:
    page = ask("services").json()

    assert (page["total_items"], page["total_pages"], page["empty"]) == (0, 0, True)
    assert (page["first_page"], page["last_page"]) == (True, True)


@pytest.mark.parametrize("path", ["services", "service_at_locations"])
def test_a_full_crawl_repeats_nothing_and_misses_nothing(
    many: list[str], contents: Contents, path: str
) -> None:
    in_sevens = contents(path, per_page=7)

    at_once = contents(path)
    assert [each["id"] for each in in_sevens] == [each["id"] for each in at_once]
    assert [each["id"] for each in at_once] == sorted({each["id"] for each in at_once})
    assert len(at_once) == {"services": 60, "service_at_locations": 30}[path]


def test_a_crawl_of_a_search_repeats_nothing_and_misses_nothing(many: list[str], contents: Contents) -> None:
    found = [each["id"] for each in contents("services", search="ひろば", per_page=7)]

    assert sorted(found) == many
    assert found == [each["id"] for each in contents("services", search="ひろば")]


def test_search_answers_in_the_order_of_the_sites_own_search(town: Town, contents: Contents) -> None:
    assert [each["name"] for each in contents("services", search="ほほえみ")][:1] == ["ほほえみ一時預かり"]
    assert contents("services", search="ゼゼゼ") == []
    assert {each["service_id"] for each in contents("service_at_locations", search="ほほえみ")} == {
        str(town.full.id)
    }
    assert "NPOひろ" in [each["name"] for each in contents("organizations", search="hiro")]
    assert [each["code"] for each in contents("taxonomies", search="困りごと")] == ["need"]
    assert [each["code"] for each in contents("taxonomy_terms", search="あずける")] == []
    assert [each["code"] for each in contents("taxonomy_terms", search="少しの間")] == ["temporary_care"]


def test_minimal_is_an_id_and_a_day_of_every_service_in_one_page(many: list[str], ask: Ask) -> None:
    page = ask("services", minimal="true").json()

    assert [each["id"] for each in page["contents"]] == many
    assert {tuple(each) for each in page["contents"]} == {("id", "modified_date")}


@pytest.mark.parametrize("batch", [1, 7, 200])
def test_a_stream_tells_every_row_once_whatever_the_batch(
    many: list[str], ask: Ask, batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "BATCH", batch)

    response = ask("services", format="ndjson")

    assert response["Content-Type"] == "application/x-ndjson"
    assert [each["id"] for each in lines(response)] == many


def test_a_stream_keeps_to_the_filters(town: Town, ask: Ask) -> None:
    told = lines(ask("services", format="ndjson", search="ほほえみ", age_months=12, day="MO", full="true"))

    assert [each["id"] for each in told] == [str(town.full.id)]


def test_a_stream_acts_in_its_town_and_leaves_no_trace(
    many: list[str], ask: Ask, nagaoka: Municipality
) -> None:
    """The request is long over when the rows are read, and somebody else may be acting."""
    with as_system(nagaoka.id):
        make_service(name="長岡のひろば")
    response = ask("services", format="ndjson")

    with as_system(nagaoka.id):
        told = []
        for piece in response:
            told.append(piece)
            assert current().town == nagaoka.id
            with connection.cursor() as cursor:
                cursor.execute("SELECT current_setting('tsunagu.town')")
                assert cursor.fetchone() == (str(nagaoka.id),)

    assert [each["id"] for each in lines(told)] == many


def test_a_stream_can_be_packed(many: list[str], ask: Ask) -> None:
    response = ask("services", format="ndjson", headers={"Accept-Encoding": "gzip"})

    plain = gzip.decompress(b"".join(response)).decode()
    assert (response["Content-Encoding"], len(plain.splitlines())) == ("gzip", 60)


def test_a_page_can_be_packed(many: list[str], ask: Ask) -> None:
    response = ask("services", headers={"Accept-Encoding": "gzip"})

    assert (response["Content-Encoding"], response["Vary"]) == ("gzip", "Accept-Encoding")
    assert gzip.decompress(response.content) == ask("services").content


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("kind", ["form", "json", "query"])
def test_a_posted_question_answers_as_an_asked_one(town: Town, ask: Ask, path: str, kind: str) -> None:
    client, asked = Client(enforce_csrf_checks=True), {"search": "預", "per_page": 2}
    address = f"/joetsu/hsds/{path}"
    response = {
        "form": lambda: client.post(address, asked),
        "json": lambda: client.post(address, asked, content_type="application/json"),
        "query": lambda: client.post(f"{address}?search=預&per_page=2"),
    }[kind]()

    assert response.json() == ask(path, **asked).json()
    assert response["Cache-Control"] == "no-store"
    assert "ETag" not in response


def test_a_posted_list_of_terms_means_all_of_them(town: Town, ask: Ask) -> None:
    terms = [each["id"] for each in ask("taxonomy_terms", search="0歳").json()["contents"]]
    asked = {"taxonomy_term_id": [str(town.term.id), *terms], "full": True, "organization_id": None}

    posted = Client().post("/joetsu/hsds/services", asked, content_type="application/json").json()

    assert [each["id"] for each in posted["contents"]] == [str(town.full.id)]


@pytest.mark.parametrize("path", ["", "services", "openapi.json", "places.geojson", "taxonomies"])
def test_an_unchanged_directory_is_not_told_again(town: Town, ask: Ask, path: str) -> None:
    first = ask(path)

    again = ask(path, headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert again["Access-Control-Allow-Origin"] == "*"
    assert first["Cache-Control"] == "public, max-age=60"


def test_a_changed_directory_is_told_again(town: Town, ask: Ask) -> None:
    first = ask("services")
    with as_system(town.row.id, at=TODAY_10AM):
        revise_service(service=town.full, name="ほほえみ預かり", by=make_user(), at=TODAY_10AM)
    forget_towns()

    again = ask("services", headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 200
    assert again["ETag"] != first["ETag"]


def test_two_questions_have_two_marks(town: Town, ask: Ask) -> None:
    assert ask("services")["ETag"] != ask("services", full="true")["ETag"]


@pytest.mark.parametrize("path", ["", "services", "services?format=ndjson", "taxonomies", "places.geojson"])
def test_head_tells_the_headers_alone(town: Town, client: Client, path: str) -> None:
    head, get = client.head(f"/joetsu/hsds/{path}"), client.get(f"/joetsu/hsds/{path}")

    assert (head.status_code, head.content) == (200, b"")
    assert (head["ETag"], head["Content-Type"]) == (get["ETag"], get["Content-Type"])


@pytest.mark.parametrize("path", ["", *LISTS, "docs", "profile"])
def test_a_slash_at_the_end_changes_nothing_and_sends_nobody_elsewhere(
    town: Town, ask: Ask, path: str
) -> None:
    without, with_slash = (ask(path), ask(f"{path}/")) if path else (None, ask(""))
    if without is None:
        without = Client().get("/joetsu/hsds")

    assert (without.status_code, with_slash.status_code) == (200, 200)
    if path != "docs":
        assert without.content == with_slash.content


@pytest.mark.parametrize("path", [*LISTS, ""])
def test_every_site_may_read_and_ask_beforehand(town: Town, client: Client, path: str) -> None:
    response = client.options(f"/joetsu/hsds/{path}", headers={"Origin": "https://example.org"})

    assert response.status_code == 204
    assert response["Access-Control-Allow-Origin"] == "*"
    assert ("POST" in response["Access-Control-Allow-Methods"]) == bool(path)
    assert response["Access-Control-Allow-Headers"] == "Content-Type, If-None-Match"


def test_nothing_can_be_written(town: Town, client: Client) -> None:
    address = f"/joetsu/hsds/services/{town.full.id}"
    refused = [client.generic(method, address) for method in ("POST", "PUT", "PATCH", "DELETE")]

    assert {response.status_code for response in refused} == {405}
    assert {response["Allow"] for response in refused} == {"GET, HEAD, OPTIONS"}
    assert client.put("/joetsu/hsds/services").status_code == 405


def test_reading_leaves_no_cookie(town: Town, client: Client) -> None:
    for path in ("", "services", "docs"):
        client.get(f"/joetsu/hsds/{path}")

    assert dict(client.cookies) == {}


@pytest.mark.parametrize(
    "asked",
    [{}, {"full": "true"}, {"full": "true", "full_service": "true"}, {"day": "MO"}, {"search": "預かり"}],
)
@pytest.mark.parametrize("path", LISTS)
def test_a_list_costs_the_same_statements_however_long_it_is(
    joetsu: Municipality, ask: Ask, path: str, asked: dict[str, str]
) -> None:
    counts = []
    for _ in range(2):
        with as_system(joetsu.id, at=TODAY_10AM):
            for _ in range(len(counts) + 1):
                _another_town_life()
            reindex_town()
        # Words are read once more after a change; that is the search's own matter.
        ask(path, **asked)
        with CaptureQueriesContext(connection) as read:
            assert ask(path, **asked).json()["total_items"] > 0 or path == "taxonomies"
        counts.append(len(read))

    assert counts[0] == counts[1]
    assert counts[0] <= 11


def _another_town_life() -> None:
    """A service with its place and phone; the first one with one of everything."""
    if not Service.objects.exists():
        make_full_service()
        return
    service = make_service(name="預かりひろば", needs=("temporary_care",))
    make_phone(location=make_location(service=service))


def test_a_page_has_a_bound(many: list[str], ask: Ask) -> None:
    assert ask("services", per_page=MOST_PER_PAGE).status_code == 200
    assert ask("services", per_page=MOST_PER_PAGE + 1).status_code == 400
