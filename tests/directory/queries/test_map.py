"""Places as the map asks for them."""

from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.factories.directory import make_district, make_location, make_service, make_term
from tsunagu.directory.choices import Audience, Scheme, ServiceStatus
from tsunagu.directory.models import ServiceAtLocation
from tsunagu.directory.queries.map import (
    MapQuestion,
    centre_types_of_town,
    known_positions,
    places_on_map,
    places_to_position,
    spots_on_map,
)
from tsunagu.kernel.municipality.models import Municipality

HERE = {"latitude": Decimal("37.148"), "longitude": Decimal("138.236")}


def names(**asked: object) -> list[str]:
    found = places_on_map(MapQuestion(**asked))  # type: ignore[arg-type]
    assert [place.spot for place in found] == spots_on_map(MapQuestion(**asked))  # type: ignore[arg-type]
    return [place.name.name for place in found]


def test_a_place_stands_once_with_all_that_is_offered_there(in_joetsu: Municipality) -> None:
    place = make_location("ひだまり館", service=make_service(name="ひろば"), **HERE)
    ServiceAtLocation.objects.create(service=make_service(name="相談"), location=place, position=1)

    [shown] = places_on_map()

    assert [service.name.name for service in shown.services] == ["ひろば", "相談"]
    assert (shown.latitude, shown.longitude) == (37.148, 138.236)
    assert spots_on_map() == [shown.spot]


def test_only_what_residents_are_offered_puts_a_place_on_the_map(in_joetsu: Municipality) -> None:
    make_location("支援者の場所", service=make_service(audience=Audience.SUPPORTERS))
    make_location("終わった場所", service=make_service(status=ServiceStatus.DEFUNCT))
    make_location("オンライン", service=make_service(), location_type="virtual")
    make_location("何もない場所")
    make_location("ひだまり館", service=make_service())

    assert names() == ["ひだまり館"]


def test_places_are_narrowed_by_kind_need_and_district(in_joetsu: Municipality) -> None:
    district = make_district()
    hub = make_term(Scheme.KIND, "hub")
    wide = make_term(Scheme.NEED, "play")
    make_term(Scheme.NEED, "play_indoor", parent=wide)
    make_location("ひろば", service=make_service(kind=hub, needs=("play_indoor",)), district=district)
    make_location("窓口", service=make_service())

    assert names(kind="hub") == ["ひろば"]
    assert names(need="play") == ["ひろば"]
    assert names(need="play_indoor") == ["ひろば"]
    assert names(district=district.id) == ["ひろば"]
    assert names(kind="nursery") == []


def test_the_types_of_centres_are_those_that_listings_say(in_joetsu: Municipality) -> None:
    make_location("保健センター", service=make_service(name="包括支援センター（母子保健型）"))
    make_location("駅", service=make_service(alternate_names=["基本型"]))
    make_location("ひろば", service=make_service())

    assert centre_types_of_town() == ["boshi", "kihon"]
    assert names(centre_type="boshi") == ["保健センター"]
    assert names(centre_type="kihon") == ["駅"]
    [station] = places_on_map(MapQuestion(centre_type="kihon"))
    assert [one.centre_type for one in station.services] == ["基本型"]


def test_editors_meet_the_places_without_a_position_first(in_joetsu: Municipality) -> None:
    make_location("あの館", name_kana="アノヤカタ", **HERE)
    late = make_location("わの館", name_kana="ワノヤカタ")

    assert [place.name for place in places_to_position()] == ["わの館", "あの館"]
    assert known_positions(but=late.id) == [("あの館", 37.148, 138.236)]


@pytest.mark.parametrize("count", [1, 3])
def test_the_map_costs_one_statement_however_many_places(
    in_joetsu: Municipality, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(count):
        make_location(service=make_service(), **HERE)

    with django_assert_num_queries(1):
        assert len(places_on_map()) == count
