"""Photos: private until the desk has looked, then on the page; what was taken away is gone."""

from typing import Any

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories.kernel import make_posting, make_user
from tests.factories.network import Keepers, make_photo, picture
from tsunagu.kernel.audit.models import WriteEntry
from tsunagu.kernel.municipality.acting import Acting, acting
from tsunagu.kernel.permissions.roles import MEMBER_WORKER
from tsunagu.network.models import Photo

WORK = "/joetsu/work/listings"


def page(keepers: Keepers) -> str:
    return f"{WORK}/organisations/{keepers.npo.id}/photos/"


def send(client: Client, keepers: Keepers, user: object, content: bytes | None = None, **said: Any) -> Any:
    client.force_login(user)
    file = SimpleUploadedFile("IMG_0001.jpg", content or picture(), content_type="image/jpeg")
    data = {"file": file, "alt": "木の床の部屋", "shows_no_child": "on", **said}
    return client.post(page(keepers), {name: value for name, value in data.items() if value is not None})


def public_address(photo: Photo) -> str:
    return f"/joetsu/photos/{photo.key}/320.webp"


def files_of(photo: Photo) -> list[bool]:
    return [storages["media"].exists(photo.path(width, "webp")) for width in photo.widths]


def test_a_members_photo_is_private_until_the_desk_has_looked(
    keepers: Keepers, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    service = str(keepers.listing.id)
    assert send(client, keepers, keepers.ito, service=service).status_code == 302
    photo = Photo.objects.get()
    own = f"{WORK}/photos/{photo.id}/320.webp"
    assert (client.get(own).status_code, client.get(public_address(photo)).status_code) == (200, 404)
    client.logout()
    assert client.get(public_address(photo)).status_code == 404

    client.force_login(keepers.hana)
    assert "木の床の部屋" in client.get(f"{WORK}/photos/").content.decode()
    client.post(f"{WORK}/photos/{photo.id}/decide/", {"approve": "1"})

    client.logout()
    answer = client.get(public_address(photo))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    html = client.get(f"/joetsu/services/{keepers.listing.id}/").content.decode()
    assert 'alt="木の床の部屋" loading="lazy"' in html
    assert public_address(photo) in html
    events = WriteEntry.objects.filter(record_id=photo.id).order_by("event").values_list("event", flat=True)
    assert list(events) == ["network.photo_approved", "network.photo_sent"]


def test_the_desk_sees_the_new_photo_beside_the_one_that_families_see_until_then(
    keepers: Keepers, client: Client
) -> None:
    old = make_photo(keepers.npo, by=keepers.ito, service=keepers.listing, alt="前の部屋", is_approved=True)
    new = make_photo(keepers.npo, by=keepers.ito, service=keepers.listing, alt="新しい部屋")
    client.force_login(keepers.hana)

    html = client.get(f"{WORK}/photos/").content.decode()

    shown = (
        "いまの写真",
        f"photos/{old.id}/",
        'alt="前の部屋"',
        "新しい写真",
        f"photos/{new.id}/",
        'alt="新しい部屋"',
    )
    assert sorted(shown, key=html.index) == list(shown)
    client.logout()
    page_of_families = client.get(f"/joetsu/services/{keepers.listing.id}/").content.decode()
    assert (old.key in page_of_families, new.key in page_of_families) == (True, False)


def test_a_first_photo_stands_beside_nothing(keepers: Keepers, client: Client) -> None:
    make_photo(keepers.npo, by=keepers.ito)
    client.force_login(keepers.hana)

    assert "いまは写真がありません。" in client.get(f"{WORK}/photos/").content.decode()


def test_the_desks_own_photo_is_public_at_once(keepers: Keepers, client: Client) -> None:
    send(client, keepers, keepers.hana)

    html = client.get(f"/joetsu/organisations/{keepers.npo.id}/").content.decode()

    assert public_address(Photo.objects.get()) in html


def test_a_declined_photo_and_its_reason_are_its_senders(
    keepers: Keepers, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    photo = make_photo(keepers.npo, by=keepers.ito)
    assert files_of(photo) == [True]
    client.force_login(keepers.hana)

    refused = client.post(f"{WORK}/photos/{photo.id}/decide/", {"decline": "1", "reason": ""})
    assert (refused.status_code, Photo.objects.get().state) == (422, "waiting")
    assert f'id="reason-{photo.id}_error"' in refused.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{WORK}/photos/{photo.id}/decide/", {"decline": "1", "reason": "顔が写っています"})

    client.force_login(keepers.ito)
    assert "顔が写っています" in client.get(page(keepers)).content.decode()
    assert files_of(photo) == [False]


def test_a_photo_taken_away_is_gone_from_page_and_storage(
    keepers: Keepers, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    photo = make_photo(keepers.npo, by=keepers.ito, is_approved=True)
    client.force_login(keepers.ito)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{WORK}/photos/{photo.id}/withdraw/")

    assert client.get(public_address(photo)).status_code == 404
    assert files_of(photo) == [False]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"shows_no_child": None}, "子どもがだれかわかる写真は、載せられません。"),
        ({"alt": ""}, "写っているものを、言葉で書いてください。"),
        ({"content": b"no picture"}, "写真として読めません。"),
        ({"content": picture(100, 100)}, "写真が小さすぎます。"),
    ],
)
def test_what_cannot_be_shown_is_told(
    keepers: Keepers, client: Client, wrong: dict[str, Any], said: str
) -> None:
    response = send(client, keepers, keepers.ito, **wrong)

    assert response.status_code == 422
    assert said in response.content.decode()
    assert not Photo.objects.exists()


def test_another_organisation_neither_sees_nor_takes_it(keepers: Keepers, client: Client) -> None:
    photo = make_photo(keepers.npo, by=keepers.ito)
    other = make_user("よその人")
    make_posting(other, keepers.circle.id, MEMBER_WORKER)
    client.force_login(other)

    assert client.get(page(keepers)).status_code == 404
    assert client.get(f"{WORK}/photos/{photo.id}/320.webp").status_code == 404
    assert client.post(f"{WORK}/photos/{photo.id}/withdraw/").status_code == 404
    assert client.post(f"{WORK}/photos/{photo.id}/decide/", {"approve": "1"}).status_code == 403
    assert Photo.objects.get().state == "waiting"


def test_the_database_itself_hides_what_waits(keepers: Keepers) -> None:
    waiting = make_photo(keepers.npo, by=keepers.ito)
    shown = make_photo(keepers.npo, by=keepers.ito, is_approved=True)
    visitor = Acting(town=keepers.npo.municipality_id, moment=timezone.now())

    with acting(visitor):
        assert list(Photo.objects.values_list("id", flat=True)) == [shown.id]
    with keepers.as_npo():
        assert set(Photo.objects.values_list("id", flat=True)) == {waiting.id, shown.id}


def test_a_size_that_is_not_there_is_not_found(keepers: Keepers, client: Client) -> None:
    photo = make_photo(keepers.npo, by=keepers.ito, is_approved=True)

    for file in ("321.webp", "320.png", "320.gif"):
        assert client.get(f"/joetsu/photos/{photo.key}/{file}").status_code == 404


def test_the_lists_ask_the_database_as_often_for_many(keepers: Keepers, client: Client) -> None:
    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        return len(asked)

    addresses = (page(keepers), f"{WORK}/photos/")
    client.force_login(keepers.hana)
    make_photo(keepers.npo, by=keepers.ito)
    few = [(queries(address), queries(address))[1] for address in addresses]
    for _time in range(2):
        make_photo(keepers.npo, by=keepers.ito, service=keepers.listing)

    assert [queries(address) for address in addresses] == few


@pytest.mark.parametrize(
    "broken",
    [
        {"alt": ""},
        {"shows_no_child": False},
        {"state": "perhaps"},
        {"state": "approved"},
        {"state": "declined", "decided_at": timezone.now()},
        {"widths": [], "heights": []},
        {"heights": [1, 2]},
    ],
)
def test_the_database_refuses_what_cannot_be(keepers: Keepers, broken: dict[str, Any]) -> None:
    told = {
        "organisation": keepers.npo,
        "key": "k",
        "alt": "木の床",
        "widths": [320],
        "heights": [240],
        "shows_no_child": True,
        "sent_by": keepers.ito,
        "sent_at": timezone.now(),
    }

    with pytest.raises(IntegrityError), transaction.atomic():
        Photo.objects.create(**{**told, **broken})
