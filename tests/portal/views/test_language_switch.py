"""Changing the language keeps what was asked, and never shows one reader's address to the next."""

import re

import pytest
from django.test import Client

from tests.portal.conftest import Town
from tsunagu.kernel.ui.fragments import fragments


@pytest.fixture(autouse=True)
def _nothing_is_kept() -> None:
    fragments.clear()


def english(html: str) -> str:
    """Where the switch to English leads."""
    links = re.findall(r'href="(/joetsu/en/[^"]*)"', html)
    return links[0].replace("&amp;", "&")


@pytest.mark.parametrize(
    "path",
    [
        "search/?q=%E9%A0%90%E3%81%91&free=1",
        "search/?need=child_protection",
        "needs/leave_child/",
        "ask/status/?from=letter",
    ],
)
def test_the_address_goes_along(client: Client, town: Town, path: str) -> None:
    assert english(client.get(f"/joetsu/{path}").content.decode()) == f"/joetsu/en/{path}"


@pytest.mark.parametrize("page", ["ask/", "ask/form/"])
def test_the_asked_service_goes_along(client: Client, town: Town, page: str) -> None:
    path = f"{page}?service={town.open_service.id}"

    assert english(client.get(f"/joetsu/{path}").content.decode()) == f"/joetsu/en/{path}"


@pytest.mark.parametrize("path", ["", "needs/", "needs/leave_child/", "ask/", "search/"])
def test_what_one_reader_hung_onto_a_kept_page_is_not_in_the_next_ones_links(
    client: Client, town: Town, path: str
) -> None:
    client.get(f"/joetsu/{path}?stranger=1")

    assert "stranger" not in client.get(f"/joetsu/{path}").content.decode()


def test_what_was_posted_stands_in_no_link(client: Client, town: Town) -> None:
    quiet = client.post("/joetsu/search/?q=x", {"q": "預ける"}).content.decode()
    slip = client.post("/joetsu/ask/form/?q=x", {"asked": "夜泣き"}).content.decode()

    assert english(quiet) == "/joetsu/en/search/"
    assert english(slip) == "/joetsu/en/ask/form/"
