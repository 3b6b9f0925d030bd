"""Somebody to call, wherever a family may be stuck."""

import pytest
from django.test import Client

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_phone, make_service
from tests.portal.conftest import Town
from tsunagu.directory.choices import Audience, PhoneKind
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.ui.fragments import fragments

CALL = 'href="tel:0255265111"'
PAGES = ["ask/", "ask/form/", "ask/thanks/", "ask/status/", "no-such-page/", "en/ask/form/"]


@pytest.fixture(autouse=True)
def _nothing_is_kept() -> None:
    fragments.clear()


@pytest.mark.parametrize("path", PAGES)
def test_the_desks_number_is_one_tap_away(
    client: Client, town: Town, joetsu: Municipality, path: str
) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        make_phone("025-526-5111", organisation=town.desk)

    assert client.get(f"/joetsu/{path}").content.decode().count(CALL) == 1


@pytest.mark.parametrize("path", PAGES)
def test_without_a_number_nothing_is_made_up(client: Client, town: Town, path: str) -> None:
    html = client.get(f"/joetsu/{path}").content.decode()

    assert (CALL in html, "電話番号は確認中です" in html) == (False, False)


def test_a_posted_form_that_failed_shows_it_too(client: Client, town: Town, joetsu: Municipality) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        make_phone("025-526-5111", organisation=town.desk)
    stranger = Client(enforce_csrf_checks=True)

    slip, forged = client.post("/joetsu/ask/form/", {}), stranger.post("/joetsu/ask/form/", {})

    assert [(page.status_code, page.content.decode().count(CALL)) for page in (slip, forged)] == [
        (422, 1),
        (400, 1),
    ]


def test_the_desks_own_number_comes_before_its_services_and_never_a_fax_or_an_inner_one(
    client: Client, town: Town, joetsu: Municipality
) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        make_phone("025-000-0001", organisation=town.desk, kind=PhoneKind.FAX)
        make_phone("025-000-0002", organisation=town.desk, audience=Audience.SUPPORTERS)
        make_phone("025-000-0003", organisation=town.npo)
        make_phone("025-526-5111", service=make_service(town.desk))
    assert client.get("/joetsu/ask/form/").content.decode().count(CALL) == 1
    with as_system(joetsu.id, at=TODAY_10AM):
        make_phone("025-526-9999", organisation=town.desk)
    fragments.clear()

    assert client.get("/joetsu/ask/form/").content.decode().count('href="tel:0255269999"') == 1


def test_another_towns_number_is_not_shown(
    client: Client, town: Town, joetsu: Municipality, nagaoka: Municipality
) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        make_phone("025-526-5111", organisation=town.desk)

    assert client.get("/nagaoka/ask/form/").content.decode().count(CALL) == 0
