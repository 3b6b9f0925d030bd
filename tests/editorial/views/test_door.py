"""Wagtail's screens, behind our own door, in the town's own branch."""

import pytest
from django.test import Client

from tests.factories.directory import make_desk, make_organisation
from tests.factories.editorial import make_page, make_picture, make_reviewer, make_writer, shelf
from tests.factories.kernel import make_posting, make_user
from tests.security.routes import every_route
from tsunagu.editorial.choices import WORK_PATH, SectionKind
from tsunagu.editorial.models import Column
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.kernel.permissions.roles import MEMBER_WORKER

SCREENS = "/joetsu/work/pages/"
EDITORS_URLS = "tsunagu.project.urls_editorial"


@pytest.fixture
def writer(in_joetsu: Municipality) -> User:
    return make_writer(make_desk().id)


@pytest.fixture
def reviewer(in_joetsu: Municipality) -> User:
    return make_reviewer(make_desk().id)


def test_a_writer_comes_in_and_the_branch_is_there(client: Client, writer: User) -> None:
    client.force_login(writer)

    assert client.get(SCREENS).status_code == 200
    assert shelf(SectionKind.COLUMNS).title == "子育てコラム"


def test_a_member_without_the_right_does_not(client: Client, in_joetsu: Municipality) -> None:
    member = make_user()
    make_posting(member, make_organisation("ひろば").id, MEMBER_WORKER)
    client.force_login(member)

    assert client.get(SCREENS).status_code == 403


def test_a_stranger_is_shown_our_own_sign_in(client: Client, in_joetsu: Municipality) -> None:
    answer = client.get(SCREENS)

    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/joetsu/work/account/login/")


def test_an_editor_sees_the_pictures_to_choose_from_and_nobody_else_does(
    client: Client, writer: User
) -> None:
    shelf(SectionKind.COLUMNS)
    picture = make_picture()
    client.force_login(writer)

    html = client.get(f"{SCREENS}images/").content.decode()

    [rendition] = picture.renditions.all()
    address = f"/joetsu/pages/pictures/{rendition.public_id}.webp"
    assert f'src="{address}"' in html
    assert client.get(address)["Content-Type"] == "image/png"
    client.logout()
    assert client.get(address).status_code == 404


def test_every_screen_asks_for_the_right_to_write(in_joetsu: Municipality) -> None:
    doors = [
        route
        for route in every_route(EDITORS_URLS)
        if route.view.__module__.startswith("wagtail.") or "wagtail" in route.name
    ]

    assert len(doors) > 100
    assert {route.access.permission for route in doors} == {Permission.EDITORIAL_WRITE}


@pytest.mark.parametrize("screen", ["edit", "delete", "history", "view_draft", "copy", "move", "unpublish"])
def test_another_towns_page_is_not_there(
    client: Client, in_joetsu: Municipality, nagaoka: Municipality, screen: str
) -> None:
    page = make_page(Column, "歯のはなし", on=shelf(SectionKind.COLUMNS), author="見本 花子")
    with as_system(nagaoka.id):
        client.force_login(make_reviewer(make_desk().id))
        shelf(SectionKind.NEWS)

    answer = client.get(f"/nagaoka/work/pages/pages/{page.id}/{screen}/")

    assert answer.status_code == 404


@pytest.mark.parametrize("screen", ["edit", "history", "copy", "move", "unpublish", "delete"])
def test_the_own_page_is(client: Client, reviewer: User, screen: str) -> None:
    page = make_page(Column, "歯のはなし", on=shelf(SectionKind.COLUMNS), author="見本 花子")
    client.force_login(reviewer)

    assert client.get(f"{SCREENS}pages/{page.id}/{screen}/").status_code == 200


@pytest.mark.parametrize("mode", ["", "easy"])
def test_an_editor_sees_the_draft_as_the_public_will(client: Client, writer: User, mode: str) -> None:
    page = make_page(
        Column, "歯のはなし", on=shelf(SectionKind.COLUMNS), author="見本 花子", live=False,
        body=[("text", "<p>歯科</p>")], easy_body=[("text", "<p>歯</p>")],
    )  # fmt: skip
    Column.objects.filter(pk=page.pk).update(slug="歯のはなし")
    client.force_login(writer)

    answer = client.get(f"{SCREENS}pages/{page.pk}/view_draft/", {"mode": mode})

    assert answer.status_code == 200
    assert ("<ruby>" in answer.content.decode()) is (mode == "easy")
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    "screen",
    [
        "",
        "pages/",
        "images/",
        "images/add/",
        "account/",
        "reports/locked/",
        "reports/workflow/",
        "reports/site-history/",
    ],
)
def test_a_writer_opens_the_screens_of_the_menu(client: Client, writer: User, screen: str) -> None:
    shelf(SectionKind.NEWS)
    client.force_login(writer)

    assert client.get(f"{SCREENS}{screen}", follow=True).status_code == 200


def test_only_the_screens_have_a_looser_policy(client: Client, writer: User) -> None:
    client.force_login(writer)
    strict = client.get("/joetsu/")["Content-Security-Policy"]
    screens = client.get(SCREENS)["Content-Security-Policy"]

    assert "unsafe" not in strict
    assert "style-src 'self' 'unsafe-inline'" in screens
    assert "script-src 'self';" in f"{screens};"
    assert WORK_PATH == "/work/pages/"
    for other in ("/joetsu/work/", "/joetsu/pages/", "/joetsu/work/pages", "/joetsu/pages/work/pages/"):
        assert client.get(other)["Content-Security-Policy"] == strict
