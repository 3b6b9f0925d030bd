"""How old the news of a listing is stands on its public page, honestly."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from tests.factories.network import Keepers
from tsunagu.directory.actions.services import confirm_listing, mark_overdue
from tsunagu.directory.choices import ListingPart
from tsunagu.directory.models import PartAssurance, Service
from tsunagu.kernel.municipality.queries import forget_towns
from tsunagu.network.actions.confirmations import confirm_parts
from tsunagu.network.choices import Way

OLD = "古いかもしれません。出かける前に電話でおたずねください。"


def test_the_page_says_so_when_nobody_confirmed_it_in_time(client: Client, keepers: Keepers) -> None:
    listing = Service.objects.get(id=keepers.listing.id)
    page, today = f"/joetsu/services/{listing.id}/", timezone.localdate()
    at = timezone.now()
    confirm_listing(
        service=listing, on=today - timedelta(days=250), confirmed_by="窓口", by=keepers.hana, at=at
    )
    assert OLD not in client.get(page).content.decode()

    mark_overdue(service=listing, since=today - timedelta(days=70), at=at)
    forget_towns()

    assert OLD in client.get(page).content.decode()


def test_the_page_tells_which_parts_were_confirmed_later(client: Client, keepers: Keepers) -> None:
    page, today = f"/joetsu/services/{keepers.listing.id}/", timezone.localdate()

    confirm_parts(
        service=keepers.listing,
        groups=[ListingPart.COST, ListingPart.CONTACT],
        way=Way.ACCOUNT,
        by=keepers.ito,
        at=timezone.now(),
    )

    html = client.get(page).content.decode()
    day = f"{today.year}年{today.month}月{today.day}日"
    assert f"ここだけ、あとから確かめました：費用（{day}）" in html
    assert f"連絡先（{day}）" in html


def test_a_listing_that_is_wholly_confirmed_needs_no_word_on_its_parts(
    client: Client, keepers: Keepers
) -> None:
    told = {"service": keepers.listing, "way": Way.ACCOUNT, "by": keepers.ito}
    confirm_parts(**told, at=timezone.now() - timedelta(days=3))
    confirm_parts(**told, at=timezone.now())

    html = client.get(f"/joetsu/services/{keepers.listing.id}/").content.decode()

    assert PartAssurance.objects.filter(service=keepers.listing).count() == len(ListingPart)
    assert "ここだけ、あとから確かめました" not in html


def test_an_organisations_page_tells_when_its_words_changed(client: Client, keepers: Keepers) -> None:
    changed = keepers.npo.updated_at.astimezone(timezone.get_default_timezone())

    html = client.get(f"/joetsu/organisations/{keepers.npo.id}/").content.decode()

    assert f"この団体の紹介は、{changed.year}年{changed.month}月{changed.day}日に更新しました。" in html


@pytest.mark.parametrize("broken", [{"part": "weather"}, {"part": "cost"}])
def test_a_part_is_known_and_assured_once(keepers: Keepers, broken: dict[str, str]) -> None:
    told = {"service": keepers.listing, "part": "cost", "on": timezone.localdate()}
    PartAssurance.objects.create(**told)

    with pytest.raises(IntegrityError), transaction.atomic():
        PartAssurance.objects.create(**{**told, **broken})
