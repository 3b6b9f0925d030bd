"""What a member sends stands beside the old in front of the desk, and families read the old until then.

The same of photos is told in `test_photos.py`, of events in `workspace/views/test_events.py`. A day off and
free places are facts of the day: they are on the page at once (`test_pages.py`, `test_vacancies.py`).
"""

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from tests.factories.network import Keepers
from tests.network.views.filled_form import filled_form
from tsunagu.kernel.municipality.queries import forget_towns
from tsunagu.network.models import ListingChange

WORK = "/joetsu/work/listings"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of change: its form, what is typed, the page of families, the words before and after."""

    form: str
    typed: dict[str, str]
    page: str
    before: str
    after: str


KINDS = {
    "the profile of an organisation": Kind(
        "organisations/{npo}/", {"description": "土曜も開く会です。"}, "organisations/{npo}/",
        "平日に開く会です。", "土曜も開く会です。",
    ),
    "the words of a service": Kind(
        "services/{listing}/edit/", {"summary": "パパも来てください。"}, "services/{listing}/",
        "親子で遊べます。", "パパも来てください。",
    ),
    "its hours": Kind(
        "services/{listing}/opening/", {"day_sat": "open", "hours_sat": "9:00-12:00"}, "services/{listing}/",
        "9:00–16:00", "9:00–12:00",
    ),
}  # fmt: skip


def send(client: Client, address: str, typed: dict[str, str]) -> None:
    """Fill in the form as it stands; where it first shows what follows, look and send again."""
    data: dict[str, Any] = filled_form(client.get(address).content.decode()) | typed
    answer = client.post(address, data | {"send": "1"})
    if answer.status_code == 200:
        looked_at = filled_form(answer.content.decode())["looked_at"]
        answer = client.post(address, data | {"send": "1", "looked_at": looked_at})
    assert answer.status_code == 302


def public(page: str) -> str:
    """As the next visitor reads it, when what was kept of the page is a minute old."""
    forget_towns()
    return Client().get(f"/joetsu/{page}").content.decode()


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_families_read_the_old_until_the_desk_has_read_the_new(
    keepers: Keepers, client: Client, kind: Kind
) -> None:
    ids = {"npo": keepers.npo.id, "listing": keepers.listing.id}
    form, page = f"{WORK}/{kind.form.format(**ids)}", kind.page.format(**ids)
    client.force_login(keepers.hana)
    send(client, f"{WORK}/organisations/{keepers.npo.id}/", {"description": "平日に開く会です。"})
    send(client, f"{WORK}/services/{keepers.listing.id}/edit/", {"summary": "親子で遊べます。"})

    client.force_login(keepers.ito)
    send(client, form, kind.typed)

    assert (kind.before in public(page), kind.after in public(page)) == (True, False)
    change = ListingChange.objects.get()
    client.force_login(keepers.hana)
    desk = client.get(f"{WORK}/changes/{change.id}/").content.decode()
    assert (kind.before in desk, kind.after in desk) == (True, True)
    client.post(f"{WORK}/changes/{change.id}/approve/")
    assert kind.after in public(page)
