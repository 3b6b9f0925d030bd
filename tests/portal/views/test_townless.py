"""Pages without a town."""

import pytest
from django.test import Client

from tsunagu.kernel.municipality.models import Municipality


def test_the_first_page_lists_every_town(client: Client, joetsu: Municipality, nagaoka: Municipality) -> None:
    html = client.get("/").content.decode()

    assert [f'href="/{town.slug}/"' in html for town in (joetsu, nagaoka)] == [True, True]


def test_healthz_answers_without_a_database(client: Client) -> None:
    assert client.get("/healthz").content == b"ok\n"


@pytest.mark.django_db
def test_readyz_is_ready_when_every_migration_is_in(client: Client) -> None:
    response = client.get("/readyz")

    assert (response.status_code, response.content) == (200, b"ready\n")


def test_a_town_typed_without_a_slash_leads_to_its_home(client: Client, joetsu: Municipality) -> None:
    response = client.get("/joetsu")

    assert (response.status_code, response["Location"]) == (301, "/joetsu/")


@pytest.mark.django_db
def test_an_unknown_town_is_not_found(client: Client) -> None:
    assert client.get("/atlantis").status_code == 404
