"""One listing, one organisation."""

import pytest
from django.test import Client

from tests.factories.directory import make_service
from tests.portal.conftest import Town
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality


def test_a_listing_says_who_to_call_with_one_tap(client: Client, town: Town) -> None:
    html = client.get(f"/joetsu/services/{town.open_service.id}/").content.decode()

    assert 'href="tel:0255265111"' in html
    assert "保育士" in html


def test_a_listing_leads_to_the_desk_with_its_own_id(client: Client, town: Town) -> None:
    html = client.get(f"/joetsu/services/{town.open_service.id}/").content.decode()

    assert f'href="/joetsu/ask/?service={town.open_service.id}"' in html


def test_a_listing_is_read_in_english_where_there_is_english(client: Client, town: Town) -> None:
    html = client.get(f"/joetsu/en/services/{town.open_service.id}/").content.decode()

    assert "<h1>Hohoemi care</h1>" in html


def test_what_nobody_has_told_us_is_marked_and_not_left_empty(client: Client, town: Town) -> None:
    html = client.get(f"/joetsu/services/{town.open_service.id}/").content.decode()

    assert '<dt>使い方</dt><dd><span class="key-value__unknown">確認中</span>' in html


def test_a_service_that_ended_says_so_and_offers_what_comes_close(client: Client, town: Town) -> None:
    html = client.get(f"/joetsu/services/{town.ended.id}/").content.decode()

    assert "この活動は終わりました" in html
    assert f"/joetsu/services/{town.open_service.id}/" in html
    assert f"?service={town.ended.id}" not in html


def test_a_listing_for_supporters_is_not_found_by_the_public(client: Client, town: Town) -> None:
    found = [
        client.get(f"/joetsu/services/{one.id}/").status_code
        for one in (town.open_service, town.supporters_only)
    ]

    assert found == [200, 404]


def test_a_neighbour_towns_listing_is_not_found_here(
    client: Client, town: Town, nagaoka: Municipality
) -> None:
    with as_system(nagaoka.id):
        theirs = make_service(name="長岡の広場")

    found = [client.get(f"/{slug}/services/{theirs.id}/").status_code for slug in ("nagaoka", "joetsu")]

    assert found == [200, 404]


def test_a_neighbour_towns_organisation_and_district_are_not_found_here(
    client: Client, town: Town, nagaoka: Municipality
) -> None:
    paths = [f"organisations/{town.npo.id}/", f"places/{town.district.id}/"]

    found = {
        slug: [client.get(f"/{slug}/{path}").status_code for path in paths] for slug in ("joetsu", "nagaoka")
    }

    assert found == {"joetsu": [200, 200], "nagaoka": [404, 404]}


def test_an_organisation_lists_what_it_does_and_not_what_is_for_supporters(
    client: Client, town: Town
) -> None:
    html = client.get(f"/joetsu/organisations/{town.npo.id}/").content.decode()

    shown = [one.name in html for one in (town.open_service, town.supporters_only, town.ended)]

    assert shown == [True, False, False]


@pytest.mark.parametrize("path", ["needs/nothing/", "ages/nothing/", "services/1/", "places/1/"])
def test_what_does_not_exist_is_not_found(client: Client, town: Town, path: str) -> None:
    assert client.get(f"/joetsu/{path}").status_code == 404
