"""「この情報はちがう」: a reader tells, without an account."""

from typing import Any

from django.test import Client

from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.network.models import ErrorReport


def test_every_listing_has_the_way_to_say_that_it_is_wrong(client: Client, town: Any) -> None:
    page = f"/joetsu/services/{town.open_service.id}/"

    html = client.get(page).content.decode()

    assert f'href="{page}wrong/"' in html
    assert client.get(f"{page}wrong/").status_code == 200


def test_what_a_reader_tells_reaches_the_desk(client: Client, joetsu: Municipality, town: Any) -> None:
    page = f"/joetsu/easy/services/{town.open_service.id}/wrong/"

    response = client.post(page, {"kind": "hours", "text": "土曜は休み", "email": "a@example.jp"})

    assert response.headers["Location"] == f"{page}thanks/"
    with as_system(joetsu.id):
        report = ErrorReport.objects.get()
    assert (report.kind, report.text, report.language) == ("hours", "土曜は休み", "ja-easy")


def test_other_needs_a_word(client: Client, joetsu: Municipality, town: Any) -> None:
    response = client.post(f"/joetsu/services/{town.open_service.id}/wrong/", {"kind": "other"})

    assert response.status_code == 422
    with as_system(joetsu.id):
        assert not ErrorReport.objects.exists()


def test_the_trap_is_answered_like_a_reader_and_kept_nowhere(
    client: Client, joetsu: Municipality, town: Any
) -> None:
    page = f"/joetsu/services/{town.open_service.id}/wrong/"

    assert client.post(page, {"kind": "ended", "trap": "x"}).status_code == 302
    with as_system(joetsu.id):
        assert not ErrorReport.objects.exists()


def test_a_flood_is_told_kindly(client: Client, town: Any) -> None:
    page = f"/joetsu/services/{town.open_service.id}/wrong/"
    for _ in range(5):
        assert client.post(page, {"kind": "ended"}).status_code == 302

    response = client.post(page, {"kind": "ended"})

    assert response.status_code == 422
    assert "1時間ほど待つか" in response.content.decode()


def test_what_supporters_alone_may_read_has_no_such_page(client: Client, town: Any) -> None:
    assert client.get(f"/joetsu/services/{town.supporters_only.id}/wrong/").status_code == 404
