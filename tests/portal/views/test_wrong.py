"""「この情報はちがう」: a reader tells, without an account."""

import re
from typing import Any

import pytest
from django.test import Client

from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.municipality.acting import as_system, moment
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.network.actions.reports import answer_report
from tsunagu.network.models import ErrorReport


def test_every_listing_has_the_way_to_say_that_it_is_wrong(client: Client, town: Any) -> None:
    page = f"/joetsu/services/{town.open_service.id}/"

    html = client.get(page).content.decode()

    assert f'href="{page}wrong/"' in html
    assert client.get(f"{page}wrong/").status_code == 200


def test_what_a_reader_tells_reaches_the_desk(client: Client, joetsu: Municipality, town: Any) -> None:
    page = f"/joetsu/easy/services/{town.open_service.id}/wrong/"

    response = client.post(page, {"kind": "hours", "text": "土曜は休み", "email": "a@example.jp"})

    assert response.headers["Location"] == "/joetsu/easy/wrong/thanks/"
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


@pytest.mark.parametrize("page", ["phones", "emergency", "map", "calendar", "organisations"])
def test_every_page_of_many_has_the_way_too(
    client: Client, joetsu: Municipality, town: Any, page: str
) -> None:
    assert f'href="/joetsu/wrong/{page}/"' in client.get(f"/joetsu/{page}/").content.decode()

    assert client.post(f"/joetsu/wrong/{page}/", {"kind": "contact"}).status_code == 302
    with as_system(joetsu.id):
        assert ErrorReport.objects.get().page == page


def test_an_organisation_and_an_event_have_the_way_too(
    client: Client, joetsu: Municipality, town: Any
) -> None:
    for page in (f"/joetsu/organisations/{town.npo.id}/", f"/joetsu/events/{town.event.id}/"):
        assert f'href="{page}wrong/"' in client.get(page).content.decode()
        assert client.post(f"{page}wrong/", {"kind": "ended"}).status_code == 302

    with as_system(joetsu.id):
        names = {report.subject_name for report in ErrorReport.objects.all()}
    assert names == {"ひだまり広場", "夏のおはなし会"}


def test_a_page_that_there_is_not_has_no_form(client: Client, town: Any) -> None:
    assert client.get("/joetsu/wrong/weather/").status_code == 404


def test_the_reader_comes_back_for_the_answer(
    client: Client, moderator: User, joetsu: Municipality, town: Any
) -> None:
    client.post(f"/joetsu/services/{town.open_service.id}/wrong/", {"kind": "ended"})
    html = client.get("/joetsu/wrong/thanks/").content.decode()
    found = re.search(r"[2-9A-Z]{4}(-[2-9A-Z]{4}){2}", html)
    assert found
    waiting = client.post("/joetsu/wrong/mine/", {"code": found[0]}).content.decode()
    with as_system(joetsu.id):
        answer_report(report=ErrorReport.objects.get(), answer="直しました。", by=moderator, at=moment())

    answered = client.post("/joetsu/wrong/mine/", {"code": found[0].lower()}).content.decode()
    wrong = client.post("/joetsu/wrong/mine/", {"code": "AAAA-AAAA-AAAA"})

    assert ("順番に確かめています" in waiting, "直しました。" in answered) == (True, True)
    assert (wrong.status_code, "直しました。" in wrong.content.decode()) == (422, False)
