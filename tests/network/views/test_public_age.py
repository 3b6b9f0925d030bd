"""How old the news of a listing is stands on its public page, honestly."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from tests.factories.network import Keepers
from tsunagu.directory.actions.services import confirm_listing, mark_overdue
from tsunagu.directory.models import Service
from tsunagu.kernel.municipality.queries import forget_towns

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
