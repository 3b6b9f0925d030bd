"""What supporters know, and what another town has, is in no answer: for strangers and for those signed in."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.conftest import TODAY_10AM
from tests.directory.api.conftest import SECRET, Town, make_full_service
from tests.factories.kernel import make_posting, make_user
from tsunagu.directory.actions.index_search import reindex_town
from tsunagu.directory.models import ServiceAtLocation
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.permissions.roles import ROLES

Ask = Callable[..., HttpResponse]
EVERYTHING = (
    "services?full=true", "services?format=ndjson&full=true", "services?minimal=true",
    "services?search=秘密", "organizations?full=true&full_service=true",
    "organizations?format=ndjson&full=true",
    "organizations?search=秘密", "service_at_locations?full=true", "service_at_locations?format=ndjson",
    "service_at_locations?search=秘密", "taxonomy_terms", "taxonomies",
)  # fmt: skip


def texts(client: Client, town: Town) -> Iterator[str]:
    for path in (*EVERYTHING, f"services/{town.full.id}", f"organizations/{town.full.organisation_id}"):
        response = client.get(f"/joetsu/hsds/{path}")
        assert response.status_code == 200, path
        yield b"".join(response).decode()


@pytest.fixture
def colleague(town: Town) -> Client:
    """Somebody whose own pages show all that supporters may know."""
    client = Client()
    with as_system(town.row.id):
        user = make_user()
        for role in ROLES.values():
            make_posting(user, town.full.organisation_id, role)
    client.force_login(user)
    return client


def test_what_supporters_know_is_in_no_answer(town: Town, colleague: Client) -> None:
    # It could have shown: the register holds it.
    with as_system(town.row.id):
        assert town.full.supporter_note.internal_note == SECRET

    for client in (Client(), colleague):
        told = "".join(texts(client, town))
        assert SECRET not in told
        assert [
            secret for secret in ("内線99", "0255-00-0000", "x@y.jp", str(town.hidden.id)) if secret in told
        ] == []
        assert "ほほえみ一時預かり" in told


def test_a_supporters_service_is_not_there(town: Town, ask: Ask, colleague: Client) -> None:
    with as_system(town.row.id):
        at_place = ServiceAtLocation.objects.get(service=town.hidden)

    for path in (f"services/{town.hidden.id}", f"service_at_locations/{at_place.id}"):
        assert (ask(path).status_code, colleague.get(f"/joetsu/hsds/{path}").status_code) == (404, 404)
    assert ask(f"services/{town.hidden.id}").json()["error"]["code"] == "not_found"


def test_an_ended_service_says_so_and_stays_for_those_who_keep_copies(town: Town, ask: Ask) -> None:
    assert ask(f"services/{town.ended.id}").json()["status"] == "defunct"


def test_a_neighbours_records_are_not_there(town: Town, ask: Ask, nagaoka: Municipality) -> None:
    with as_system(nagaoka.id, at=TODAY_10AM):
        theirs = make_full_service()
        reindex_town()
        place = ServiceAtLocation.objects.filter(service=theirs).first()
        term = theirs.attributes.first().term_id
    paths = [
        f"services/{theirs.id}",
        f"organizations/{theirs.organisation_id}",
        f"service_at_locations/{place.id}",
        f"taxonomy_terms/{term}",
        f"taxonomies/{ask('taxonomies', town='nagaoka').json()['contents'][0]['id']}",
    ]

    assert [ask(path).status_code for path in paths] == [404] * 5
    assert [ask(path, town="nagaoka").status_code for path in paths] == [200] * 5
    for path in ("services", "organizations", "service_at_locations", "taxonomy_terms", "taxonomies"):
        ours, others = (
            ask(path, town=town_, per_page=500).json()["contents"] for town_ in ("joetsu", "nagaoka")
        )
        assert {each["id"] for each in ours} & {each["id"] for each in others} == set(), path
        assert others != []


@pytest.mark.parametrize(
    "path", ["services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms"]
)
@pytest.mark.parametrize("id_", ["1", "あ", "00000000-0000-4000-8000-000000000000", "%00"])
def test_an_id_that_is_none_is_not_found_in_json(town: Town, ask: Ask, path: str, id_: str) -> None:
    response = ask(f"{path}/{id_}")

    assert (response.status_code, response.json()["error"]["code"]) == (404, "not_found")
    assert response["Access-Control-Allow-Origin"] == "*"


def test_the_reads_of_the_exchange_name_no_table_of_supporters() -> None:
    folder = Path(__file__).parents[3] / "tsunagu" / "directory" / "queries" / "hsds"
    source = "".join(path.read_text() for path in folder.glob("*.py"))

    assert (
        re.findall(r"SupporterNote|ServiceCapacity|PersonDetail|supporter_note|capacity|detail__", source)
        == []
    )
