"""From an address to a town, a language, and one transaction."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import get_script_prefix

from tsunagu.kernel.municipality.acting import Acting, as_system, current
from tsunagu.kernel.municipality.middleware import mount_of
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.municipality.queries import forget_towns
from tsunagu.kernel.notify.models import Letter

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.kernel.probe_urls")]


def letters_of(town: Municipality) -> int:
    with as_system(town.id):
        return Letter.objects.count()


@pytest.mark.parametrize(
    ("path", "language", "prefix"),
    [
        ("/joetsu/public/", "ja", "/joetsu/"),
        ("/joetsu/en/public/", "en", "/joetsu/en/"),
        ("/joetsu/easy/public/", "ja-easy", "/joetsu/easy/"),
        ("/joetsu/zh/public/", "zh-hans", "/joetsu/zh/"),
        ("/joetsu/pt/public/", "pt-br", "/joetsu/pt/"),
        ("/joetsu/vi/public/", "vi", "/joetsu/vi/"),
    ],
)
def test_the_town_and_the_language_are_taken_off_the_path(
    client: Client, joetsu: Municipality, path: str, language: str, prefix: str
) -> None:
    became = client.get(path).json()

    assert (became["town"], became["language"], became["link"]) == ("joetsu", language, f"{prefix}public/")


def test_a_town_with_a_name_of_its_own_needs_no_prefix(client: Client, joetsu: Municipality) -> None:
    Municipality.objects.filter(id=joetsu.id).update(host="kosodate.joetsu.example.jp")
    with as_system(joetsu.id):
        Municipality.objects.filter(id=joetsu.id).update(host="testserver")
    forget_towns()

    plain, easy = client.get("/public/").json(), client.get("/easy/public/").json()

    assert [plain["town"], plain["link"]] == ["joetsu", "/public/"]
    assert [easy["language"], easy["link"]] == ["ja-easy", "/easy/public/"]


def test_a_language_is_none_without_a_town(joetsu: Municipality) -> None:
    mount = mount_of("/en/public/", "testserver")

    assert (mount.town, mount.language, mount.rest) == (None, "ja", "/en/public/")


def test_a_page_called_like_a_language_is_one_only_as_a_folder(joetsu: Municipality) -> None:
    assert mount_of("/joetsu/en", "testserver").rest == "/en"


@pytest.mark.parametrize("path", ["/atlantis/public/", "/joetsu/nowhere/", "/JOETSU/public/"])
def test_an_unknown_town_or_page_is_not_found(client: Client, joetsu: Municipality, path: str) -> None:
    response = client.get(path)

    assert response.status_code == 404
    assert "ページが見つかりません" in response.content.decode()


def test_a_form_is_posted_into_the_town(client: Client, joetsu: Municipality) -> None:
    response = client.post("/joetsu/easy/public/", {"word": "一時預かり"})

    assert (response.json()["town"], response.json()["posted"]) == ("joetsu", "一時預かり")


def test_the_prefix_of_one_request_does_not_reach_the_next(client: Client, joetsu: Municipality) -> None:
    client.get("/joetsu/en/public/")
    client.get("/atlantis/")

    assert get_script_prefix() == "/"


def test_the_pages_of_one_town_never_link_into_another(
    client: Client, joetsu: Municipality, nagaoka: Municipality
) -> None:
    links = [client.get(f"/{slug}/public/").json()["link"] for slug in ("joetsu", "nagaoka", "joetsu")]

    assert links == ["/joetsu/public/", "/nagaoka/public/", "/joetsu/public/"]


@pytest.mark.parametrize(("status", "kept"), [(200, 1), (404, 1), (500, 0), (503, 0)])
def test_a_failed_answer_leaves_nothing_behind(
    client: Client, joetsu: Municipality, status: int, kept: int
) -> None:
    response = client.get(f"/joetsu/write/{status}/")

    assert (response.status_code, letters_of(joetsu)) == (status, kept)


def test_an_exception_leaves_nothing_behind(client: Client, joetsu: Municipality) -> None:
    client.raise_request_exception = False

    response = client.get("/joetsu/write/0/")

    assert (response.status_code, letters_of(joetsu)) == (500, 0)
    assert "こちらの不具合で表示できません" in response.content.decode()


def test_after_a_request_nobody_acts(client: Client, joetsu: Municipality) -> None:
    client.raise_request_exception = False
    for path in ("/joetsu/public/", "/joetsu/write/0/"):
        client.get(path)
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('tsunagu.town', true)")

            assert (current(), cursor.fetchone()) == (Acting(), ("",))


def test_an_exception_inside_a_context_gives_the_outer_one_back(
    joetsu: Municipality, nagaoka: Municipality
) -> None:
    with as_system(joetsu.id) as outer:
        with pytest.raises(DatabaseError), as_system(nagaoka.id), transaction.atomic():
            connection.cursor().execute("SELECT 1/0")
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('tsunagu.town')")

            assert (current(), cursor.fetchone()) == (outer, (str(joetsu.id),))
