"""GeoJSON for maps, schema.org for search engines."""

from collections.abc import Callable

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.conftest import TODAY_10AM
from tests.directory.api.conftest import SECRET, Town
from tests.factories.directory import make_location, make_service
from tsunagu.directory.choices import Audience
from tsunagu.directory.models import Location
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.municipality.queries import forget_towns
from tsunagu.network.actions.photos import withdraw_photo
from tsunagu.network.models import Photo

Ask = Callable[..., HttpResponse]


def test_every_place_with_a_position_is_a_point(town: Town, ask: Ask) -> None:
    response = ask("places.geojson")

    with as_system(town.row.id):
        place = Location.objects.get(name="市民プラザ")
    collection = response.json()
    assert response["Content-Type"] == "application/geo+json"
    assert [each["properties"]["name"] for each in collection["features"]] == ["市民プラザ", "南の集会所"]
    assert collection["features"][0] == {
        "type": "Feature",
        "id": str(place.id),
        "geometry": {"type": "Point", "coordinates": [138.24, 37.12]},
        "properties": {
            "name": "市民プラザ",
            "name_kana": "シミンプラザ",
            "kinds": ["temporary"],
            "district": "安塚区",
            "district_id": str(place.district_id),
            "service_ids": [str(town.full.id)],
            "service_names": ["ほほえみ一時預かり"],
            "url": f"http://testserver/joetsu/services/{town.full.id}/",
        },
    }


def test_a_point_names_only_what_residents_are_offered_now(joetsu: Municipality, ask: Ask) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        for number, fields in enumerate(
            ({"audience": Audience.SUPPORTERS, "name": SECRET}, {"status": "defunct"})
        ):
            make_location(f"場所{number}", service=make_service(**fields), latitude="37.1", longitude="138.2")

    features = ask("places.geojson").json()["features"]

    assert [each["properties"] for each in features] == [
        {"name": f"場所{number}", "name_kana": "シミンプラザ"} for number in range(2)
    ]


def test_points_cost_one_statement_for_any_number(town: Town, ask: Ask) -> None:
    counts = []
    for _ in range(2):
        with as_system(town.row.id, at=TODAY_10AM):
            make_location("場所", service=make_service(), latitude="37.1", longitude="138.2")
        ask("places.geojson")
        with CaptureQueriesContext(connection) as read:
            ask("places.geojson")
        counts.append(len(read))

    assert counts[0] == counts[1]


def test_a_service_is_told_in_the_words_of_schema_org(town: Town, client: Client) -> None:
    response = client.get(f"/joetsu/services/{town.full.id}.jsonld")

    told = response.json()
    page = f"http://testserver/joetsu/services/{town.full.id}/"
    assert response["Content-Type"] == "application/ld+json"
    assert (told["@context"], told["@type"], told["@id"]) == ("https://schema.org", "Service", page)
    assert (told["name"], told["serviceType"]) == ("ほほえみ一時預かり", "一時預かり")
    assert told["audience"] == {"@type": "PeopleAudience", "suggestedMinAge": 0.5, "suggestedMaxAge": 2.92}
    assert told["provider"]["telephone"] == "025-526-0001"
    assert told["areaServed"] == [{"@type": "AdministrativeArea", "name": "上越市安塚区"}]
    assert told["offers"] == [{"@type": "Offer", "name": "1時間", "price": 500, "priceCurrency": "JPY"}]
    assert told["hoursAvailable"] == [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"],
            "opens": "09:00",
            "closes": "16:00",
        }
    ]
    by_phone, plaza, hall = told["availableChannel"]
    assert by_phone["servicePhone"]["telephone"] == "025-526-0003"
    assert plaza["serviceLocation"]["geo"] == {
        "@type": "GeoCoordinates",
        "latitude": 37.12,
        "longitude": 138.24,
    }
    assert plaza["serviceLocation"]["address"]["postalCode"] == "943-0171"
    assert hall["serviceLocation"]["openingHoursSpecification"][1]["dayOfWeek"] == ["Saturday"]
    assert SECRET not in response.content.decode()


def test_a_photo_is_told_to_engines_once_the_desk_approved_it(town: Town, client: Client) -> None:
    with as_system(town.row.id, at=TODAY_10AM):
        approved, waiting = Photo.objects.order_by("id")

    told = client.get(f"/joetsu/services/{town.full.id}.jsonld").json()

    address = f"http://testserver/joetsu/photos/{approved.key}/320.jpg"
    assert told["image"] == {
        "@type": "ImageObject",
        "contentUrl": address,
        "caption": "木の床の部屋",
        "width": 320,
        "height": 240,
    }
    assert client.get(address).status_code == 200
    assert client.get(f"/joetsu/photos/{waiting.key}/320.jpg").status_code == 404


def test_a_photo_that_was_taken_away_is_told_to_nobody(town: Town, client: Client, ask: Ask) -> None:
    with as_system(town.row.id, at=TODAY_10AM):
        approved = Photo.objects.get(state="approved")
        withdraw_photo(photo=approved, by=approved.sent_by, at=TODAY_10AM)
    forget_towns()

    assert "image" not in client.get(f"/joetsu/services/{town.full.id}.jsonld").json()
    assert "photo" not in ask(f"services/{town.full.id}").json()


def test_the_page_of_a_service_leads_to_its_data(town: Town, client: Client) -> None:
    html = client.get(f"/joetsu/services/{town.full.id}/").content.decode()

    address = f"/joetsu/services/{town.full.id}.jsonld"
    assert f'<link rel="alternate" type="application/ld+json" href="{address}">' in html


def test_a_supporters_service_has_no_data_for_engines(town: Town, client: Client) -> None:
    assert client.get(f"/joetsu/services/{town.hidden.id}.jsonld").status_code == 404
