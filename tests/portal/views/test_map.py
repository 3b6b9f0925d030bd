"""子育てマップ: the drawing and its list are one and the same."""

import re
from decimal import Decimal

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_location, make_service
from tests.portal.conftest import Town
from tests.portal.test_weight import weight_of
from tsunagu.directory.actions.changes import note_change
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality

MAP = "/joetsu/map/"
# Leaflet is half of it.
LIMIT = 80 * 1024


def place(town: Municipality, called: str, *, at: tuple[str, str] | None = None, **fields: object) -> None:
    where = {"latitude": Decimal(at[0]), "longitude": Decimal(at[1])} if at else {}
    with as_system(town.id, at=TODAY_10AM):
        make_location(called, service=make_service(**fields), **where)
        note_change("test.placed", record_id=None, by=None, at=TODAY_10AM)


def html_of(client: Client, query: str = "") -> str:
    return client.get(f"{MAP}{query}").content.decode()


def listed(html: str) -> list[str]:
    return re.findall(r"<span data-name>([^<]+)", html)


def drawn(html: str) -> list[str]:
    return re.findall(r'class="map__marker" href="#place-(\d+)" aria-label="([^"]+)"', html)


def test_numbers_in_the_drawing_are_those_of_the_list(
    client: Client, town: Town, joetsu: Municipality
) -> None:
    place(joetsu, "北の館", at=("37.2", "138.2"))
    place(joetsu, "南の館", at=("37.1", "138.3"))

    html = html_of(client)

    numbers = re.findall(r'data-number="(\d+)"', html)
    assert [number for number, _name in drawn(html)] == numbers == ["1", "2"]
    assert [name for _number, name in drawn(html)] == [
        f"{number} {name}" for number, name in zip(numbers, listed(html), strict=False)
    ]


def test_places_without_a_position_are_listed_and_counted(
    client: Client, town: Town, joetsu: Municipality
) -> None:
    place(joetsu, "北の館", at=("37.2", "138.2"))

    html = html_of(client)

    assert listed(html) == ["北の館", "ひだまり館"]
    assert "地図の上の位置をまだ確かめていないところが1か所あります" in html


def test_a_town_without_positions_has_its_list_and_no_script(client: Client, town: Town) -> None:
    html = html_of(client)

    assert listed(html) == ["ひだまり館"]
    assert '<svg class="map__drawing"' not in html
    assert "leaflet" not in html


def test_filters_narrow_drawing_and_list_alike(client: Client, town: Town, joetsu: Municipality) -> None:
    place(joetsu, "北の館", at=("37.2", "138.2"), name="包括支援センター（母子保健型）")
    place(joetsu, "南の館", at=("37.1", "138.3"))

    narrowed = html_of(client, "?type=boshi")

    assert listed(narrowed) == ["北の館"]
    assert [name for _number, name in drawn(narrowed)] == ["1 北の館"]
    assert listed(html_of(client, "?need=leave_child")) == ["ひだまり館"]
    assert listed(html_of(client, f"?place={town.district.id}")) == ["ひだまり館"]


def test_open_now_leaves_out_what_is_closed_or_unknown(
    client: Client, town: Town, joetsu: Municipality
) -> None:
    week = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    always = {"weekly": {day: [["00:00", "24:00"]] for day in week}}
    place(joetsu, "いつでも館", opening=always)
    place(joetsu, "時間を知らない館", opening=None)

    names = listed(html_of(client, "?open_now=1"))

    assert "いつでも館" in names
    assert "時間を知らない館" not in names


def test_a_type_that_a_listing_says_is_offered(client: Client, town: Town, joetsu: Municipality) -> None:
    place(joetsu, "駅", name="相談（基本型）")

    types = html_of(client).split('id="map-type"')[1].split("</select>")[0]
    assert re.findall(r'<option value="(\w+)"', types) == ["kihon"]


def test_no_type_is_offered_where_no_listing_says_one(client: Client, town: Town) -> None:
    assert "map-type" not in html_of(client)


def test_many_places_are_turned_page_by_page_and_stay_in_sight(
    client: Client, town: Town, joetsu: Municipality
) -> None:
    for number in range(45):
        place(joetsu, f"館{number}", at=(f"37.{100 + number}", "138.2"))

    first, second = html_of(client), html_of(client, "?page=2")

    assert (len(drawn(first)), len(drawn(second))) == (40, 5)
    assert [number for number, _name in drawn(second)] == ["41", "42", "43", "44", "45"]
    assert "data-dot" in first


@pytest.mark.parametrize("query", ["?place=x", "?page=9999", "?page=-1", "?type=x", "?kind='", "?need=zzz"])
def test_an_address_edited_by_hand_still_answers(client: Client, town: Town, query: str) -> None:
    assert client.get(f"{MAP}{query}").status_code == 200


def test_the_map_with_its_library_weighs_what_was_agreed(
    client: Client, town: Town, joetsu: Municipality
) -> None:
    for number in range(40):
        place(joetsu, f"館{number}", at=(f"37.{100 + number}", "138.2"))

    assert weight_of(client, MAP) < LIMIT


def test_no_pictures_of_another_server_are_asked_for(
    client: Client, town: Town, joetsu: Municipality
) -> None:
    place(joetsu, "北の館", at=("37.2", "138.2"))

    assert "data-tiles" not in html_of(client)


def test_an_installation_may_name_a_server_and_whom_to_thank(
    client: Client, town: Town, joetsu: Municipality, settings: Settings
) -> None:
    place(joetsu, "北の館", at=("37.2", "138.2"))
    settings.MAP_TILES = "https://tiles.example.jp/{z}/{x}/{y}.png"
    settings.MAP_ATTRIBUTION = "見本の地図 https://tiles.example.jp/about"

    html = html_of(client)

    assert 'data-tiles="https://tiles.example.jp/{z}/{x}/{y}.png"' in html
    assert '<a href="https://tiles.example.jp/about">見本の地図</a>' in html


def test_a_neighbours_places_are_not_on_it(client: Client, town: Town, nagaoka: Municipality) -> None:
    place(nagaoka, "となりの館", at=("37.4", "138.8"))

    assert "となりの館" not in html_of(client)
    assert "となりの館" in client.get("/nagaoka/map/").content.decode()
