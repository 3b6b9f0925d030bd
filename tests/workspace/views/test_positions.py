"""Editors put places on the map."""

import re
from decimal import Decimal

import pytest
from django.test import Client

from tests.factories.directory import make_location, make_organisation
from tests.factories.kernel import make_posting, make_user
from tsunagu.directory.models import Location
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.permissions.roles import DESK_MANAGER, MEMBER_WORKER

PLACES = "/joetsu/work/directory/places/"


@pytest.fixture
def editor(client: Client, joetsu: Municipality) -> None:
    with as_system(joetsu.id):
        user = make_user()
        make_posting(user, make_organisation().id, DESK_MANAGER)
    client.force_login(user)


def make_place(town: Municipality, name: str, **fields: object) -> Location:
    with as_system(town.id):
        return make_location(name, **fields)


def position_of(town: Municipality, place: Location) -> tuple[Decimal | None, Decimal | None]:
    with as_system(town.id):
        place.refresh_from_db()
    return place.latitude, place.longitude


@pytest.mark.usefixtures("editor")
def test_places_without_a_position_stand_first(client: Client, joetsu: Municipality) -> None:
    make_place(joetsu, "あの館", name_kana="ア", latitude=Decimal("37.1"), longitude=Decimal("138.2"))
    make_place(joetsu, "わの館", name_kana="ワ")

    html = client.get(PLACES).content.decode()

    assert re.findall(r'<th scope="row"><a href="[^"]+">([^<]+)', html) == ["わの館", "あの館"]


@pytest.mark.usefixtures("editor")
def test_two_numbers_put_a_place_on_the_map(client: Client, joetsu: Municipality) -> None:
    place = make_place(joetsu, "ひだまり館")

    answer = client.post(f"{PLACES}{place.id}/position/", {"latitude": "37.148, 138.236", "longitude": ""})

    assert answer["Location"] == PLACES
    assert position_of(joetsu, place) == (Decimal("37.148000"), Decimal("138.236000"))


@pytest.mark.usefixtures("editor")
@pytest.mark.parametrize(
    ("latitude", "longitude", "said"),
    [
        ("", "", "緯度を書いてください"),
        ("ここ", "", "二つの数として読めません"),
        ("138.236", "37.148", "入れかわっているようです"),
        ("10.0", "20.0", "日本の外の位置です"),
    ],
)
def test_what_is_no_position_is_told_and_changes_nothing(
    client: Client, joetsu: Municipality, latitude: str, longitude: str, said: str
) -> None:
    place = make_place(joetsu, "ひだまり館")

    answer = client.post(f"{PLACES}{place.id}/position/", {"latitude": latitude, "longitude": longitude})

    assert said in answer.content.decode()
    assert position_of(joetsu, place) == (None, None)


@pytest.mark.usefixtures("editor")
def test_a_place_is_taken_off_the_map(client: Client, joetsu: Municipality) -> None:
    place = make_place(joetsu, "ひだまり館", latitude=Decimal("37.1"), longitude=Decimal("138.2"))

    client.post(f"{PLACES}{place.id}/position/", {"clear": "1"})

    assert position_of(joetsu, place) == (None, None)


@pytest.mark.usefixtures("editor")
def test_the_map_to_click_comes_with_the_first_known_place(client: Client, joetsu: Municipality) -> None:
    place = make_place(joetsu, "ひだまり館")
    address = f"{PLACES}{place.id}/position/"
    assert "data-pin-map" not in client.get(address).content.decode()

    make_place(joetsu, "あの館", latitude=Decimal("37.1"), longitude=Decimal("138.2"))

    html = client.get(address).content.decode()
    assert "data-pin-map" in html
    assert 'data-latitude="37.1" data-longitude="138.2">あの館' in html


def test_positions_are_the_editors(client: Client, joetsu: Municipality) -> None:
    place = make_place(joetsu, "ひだまり館")
    with as_system(joetsu.id):
        user = make_user()
        make_posting(user, make_organisation().id, MEMBER_WORKER)
    client.force_login(user)

    assert client.get(PLACES).status_code == 403
    assert client.post(f"{PLACES}{place.id}/position/", {"clear": "1"}).status_code == 403


@pytest.mark.usefixtures("editor")
def test_a_neighbours_place_is_not_there(client: Client, joetsu: Municipality, nagaoka: Municipality) -> None:
    theirs = make_place(nagaoka, "となりの館")

    assert client.post(f"{PLACES}{theirs.id}/position/", {"latitude": "37.1, 138.2"}).status_code == 404
    assert position_of(nagaoka, theirs) == (None, None)
