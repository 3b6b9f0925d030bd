"""The whole way: 上越 reads 長岡's real API over a real connection, and later what changed there."""

from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client

from tests.conftest import TODAY_10AM
from tests.directory.api.conftest import SECRET, make_ended, make_full_service, make_hidden
from tests.factories.directory import make_term
from tests.factories.kernel import make_user
from tests.factories.neighbours import make_neighbour
from tsunagu.directory import jobs
from tsunagu.directory.actions.index_search import reindex_town
from tsunagu.directory.actions.neighbours.pulls import order_pull
from tsunagu.directory.actions.services import revise_service
from tsunagu.directory.choices import Scheme
from tsunagu.directory.models import Neighbour, NeighbourListing, NeighbourPull, Service
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.municipality.queries import forget_towns

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def next_door(joetsu: Municipality, nagaoka: Municipality, live_server: Any, settings: Any) -> Neighbour:
    """長岡 as 上越's neighbour, with a service of everything, one that ended and one for supporters alone."""
    settings.NEIGHBOUR_ORIGINS = [live_server.url]
    with as_system(nagaoka.id, at=TODAY_10AM):
        make_full_service(), make_ended(), make_hidden()
        reindex_town()
    with as_system(joetsu.id, at=TODAY_10AM):
        parent = make_term(Scheme.NEED, "leave_child", "預けたい")
        make_term(Scheme.NEED, "temporary_care", "少しの間だけ預ける", parent=parent)
        return make_neighbour(api_url=f"{live_server.url}/nagaoka/hsds", at=TODAY_10AM)


def read(town: Municipality, neighbour: Neighbour) -> NeighbourPull:
    """What the worker does when the order has come."""
    with as_system(town.id):
        pull = order_pull(neighbour=neighbour, by=None, at=TODAY_10AM)
    jobs.pull(town_id=town.id, pull_id=str(pull.id))
    connection.close()
    with as_system(town.id):
        return NeighbourPull.objects.get(id=pull.id)


def change(town: Municipality, name: str, **said: Any) -> None:
    with as_system(town.id):
        service = Service.objects.get(name=name)
        revise_service(service=service, by=make_user(), at=TODAY_10AM, **said)
    forget_towns()


def test_a_sister_towns_public_listings_are_copied_and_nothing_else(
    joetsu: Municipality, next_door: Neighbour, live_server: Any
) -> None:
    pull = read(joetsu, next_door)

    assert (pull.state, pull.failure, pull.remarks) == ("done", None, [])
    with as_system(joetsu.id):
        [copy] = NeighbourListing.objects.all()
        assert Service.objects.count() == 0
    assert (copy.name, copy.organisation_name) == ("ほほえみ一時預かり", "NPOひろ")
    assert copy.needs == ["leave_child", "temporary_care"]
    assert copy.page_url == f"{live_server.url}/nagaoka/services/{UUID(copy.their_id)}/"
    assert copy.facts["phones"] == ["025-526-0003", "025-526-0001"]
    assert copy.facts["for_whom"] == "生後6か月から3歳になる前まで"
    assert "contacts" in copy.dropped
    assert SECRET not in f"{copy.name}{copy.summary}{copy.facts}{copy.words}"


def test_the_next_reading_asks_only_for_what_changed(
    joetsu: Municipality, nagaoka: Municipality, next_door: Neighbour
) -> None:
    read(joetsu, next_door)

    again = read(joetsu, next_door)
    change(nagaoka, "ほほえみ一時預かり", summary="日曜も預けられます。")
    changed = read(joetsu, next_door)
    change(nagaoka, "ほほえみ一時預かり", status="defunct")
    ended = read(joetsu, next_door)

    told = [{name: count for name, count in pull.counts.items() if count} for pull in (again, changed, ended)]
    assert told == [{"unchanged": 1}, {"changed": 1}, {"gone": 1}]


def test_copies_are_shown_under_the_neighbours_name_and_exported_by_nobody(
    joetsu: Municipality, next_door: Neighbour, client: Client
) -> None:
    read(joetsu, next_door)

    pages = {
        path: client.get(f"/joetsu/{path}").content.decode() for path in ("neighbours/", "hsds/services")
    }
    pages["open data"] = b"".join(client.get("/joetsu/open-data/childcare.csv")).decode()

    assert {path: "ほほえみ一時預かり" in text for path, text in pages.items()} == {
        "neighbours/": True, "hsds/services": False, "open data": False
    }  # fmt: skip


def test_an_address_that_is_not_allowed_is_told_and_not_called(
    joetsu: Municipality, next_door: Neighbour, settings: Any
) -> None:
    settings.NEIGHBOUR_ORIGINS = []

    pull = read(joetsu, next_door)

    assert pull.state == "failed"
    assert "インターネットに公開されたサーバーではない" in pull.failure["message"]
