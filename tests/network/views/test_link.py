"""A letter's link: shows by GET, answers by POST, and opens nothing else."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.network import Keepers, token_of
from tests.network.views.filled_form import filled_form
from tsunagu.directory.models import Service
from tsunagu.kernel.municipality.acting import Acting, acting, current
from tsunagu.network.actions.asking import ask_owner
from tsunagu.network.models import ConfirmationItem, ConfirmationRequest, ListingChange

GROUPS = ["who", "when", "where", "cost", "how", "contact"]


@pytest.fixture
def asked(keepers: Keepers) -> ConfirmationRequest:
    return ask_owner(organisation=keepers.circle, services=[keepers.circle_listing], at=timezone.now())


@pytest.fixture
def link(asked: ConfirmationRequest) -> str:
    return f"/joetsu/work/listings/answer/{token_of(asked, at=timezone.now())}/"


def answer(link: str, keepers: Keepers, verb: str) -> str:
    return f"{link}{keepers.circle_listing.id}/{verb}/"


def test_looking_changes_nothing(client: Client, keepers: Keepers, link: str) -> None:
    for page in (link, *(answer(link, keepers, verb) for verb in ("still-true", "changed", "ended"))):
        assert client.get(page).status_code == 200

    assert ConfirmationItem.objects.get().answer == ""


def test_one_press_says_still_true(client: Client, keepers: Keepers, link: str) -> None:
    response = client.post(answer(link, keepers, "still-true"), {"groups": GROUPS}, follow=True)

    assert "すべてのお返事を受け取りました" in response.content.decode()
    listing = Service.objects.get(id=keepers.circle_listing.id)
    assert (listing.assured_on, listing.assured_by) == (timezone.localdate(), "まめっこ")


def test_what_changed_goes_to_the_desk(client: Client, keepers: Keepers, link: str) -> None:
    page = answer(link, keepers, "changed")
    seen = filled_form(client.get(page).content.decode())["seen"]

    client.post(page, {"seen": seen, "opening_text": "第2土曜", "name_of_author": "水たま"})

    change = ListingChange.objects.get()
    assert (change.changes, change.sent_name) == ({"opening_text": "第2土曜"}, "水たま")
    assert Service.objects.get(id=keepers.circle_listing.id).opening_text == ""


def test_an_empty_change_is_asked_for_again(client: Client, keepers: Keepers, link: str) -> None:
    page = answer(link, keepers, "changed")
    seen = filled_form(client.get(page).content.decode())["seen"]

    response = client.post(page, {"seen": seen})

    assert response.status_code == 422
    assert ConfirmationItem.objects.get().answer == ""


def test_ended_is_asked_once_more_and_proposed(client: Client, keepers: Keepers, link: str) -> None:
    client.post(answer(link, keepers, "ended"), {})

    assert ListingChange.objects.get().changes == {"status": "defunct"}
    assert Service.objects.get(id=keepers.circle_listing.id).status == "active"


def test_a_listing_of_another_organisation_does_not_open(client: Client, keepers: Keepers, link: str) -> None:
    page = f"{link}{keepers.listing.id}/still-true/"

    assert client.post(page, {"groups": GROUPS}).status_code == 410
    assert Service.objects.get(id=keepers.listing.id).assured_on is None


def test_an_old_link_is_closed(client: Client, keepers: Keepers, asked: ConfirmationRequest) -> None:
    token = token_of(asked, at=timezone.now() - timedelta(days=61))

    response = client.get(f"/joetsu/work/listings/answer/{token}/")

    assert response.status_code == 410
    assert "まめっこ" not in response.content.decode()


@pytest.mark.parametrize("town", ["joetsu", "nagaoka"])
def test_a_token_that_is_not_ours_or_of_another_town_is_closed(
    client: Client, nagaoka: object, link: str, town: str
) -> None:
    forged = link.replace(":", ";") if town == "joetsu" else link.replace("joetsu", "nagaoka")

    assert client.get(forged).status_code == 410


def test_the_link_alone_reads_its_own_request_and_nothing_of_others(
    keepers: Keepers, asked: ConfirmationRequest
) -> None:
    ask_owner(organisation=keepers.npo, services=[keepers.listing], at=timezone.now())

    with acting(Acting(town=current().town, link=asked.id)):
        assert [each.id for each in ConfirmationRequest.objects.all()] == [asked.id]
        assert [each.request_id for each in ConfirmationItem.objects.all()] == [asked.id]
        assert ConfirmationItem.objects.update(answer="ended") == 0
        assert list(ListingChange.objects.all()) == []
