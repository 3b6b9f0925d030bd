"""What the door answers by itself, and what it never does."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_organisation
from tests.factories.kernel import make_posting, make_user
from tests.kernel.ui.kept_urls import drawn
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.municipality.queries import forget_towns
from tsunagu.kernel.permissions.roles import ROLES
from tsunagu.kernel.ui.kept_pages import kept_pages

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.kernel.ui.kept_urls")]


@pytest.fixture
def client() -> Client:
    """A browser: it takes packed pages."""
    return Client(headers={"Accept-Encoding": "gzip, br"})


@pytest.fixture(autouse=True)
def _stands_still(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No minute turns while a test looks twice."""
    monkeypatch.setattr(timezone, "now", lambda: TODAY_10AM)
    kept_pages.clear()
    drawn.clear()
    yield
    kept_pages.clear()


def test_the_second_reader_gets_the_same_page_with_the_same_headers(
    client: Client, joetsu: Municipality
) -> None:
    first = client.get("/joetsu/everybodys/?q=預ける")

    second = client.get("/joetsu/everybodys/?q=預ける")

    assert (second.content, dict(second.items())) == (first.content, dict(first.items()))
    assert second["X-Frame-Options"] == "DENY"
    assert len(drawn) == 1


def test_a_kept_page_asks_the_database_nothing(client: Client, joetsu: Municipality) -> None:
    client.get("/joetsu/everybodys/")

    with CaptureQueriesContext(connection) as asked:
        client.get("/joetsu/everybodys/")

    assert len(asked) == 0


@pytest.mark.parametrize(
    "other",
    [
        "/nagaoka/everybodys/",
        "/joetsu/en/everybodys/",
        "/joetsu/easy/everybodys/",
        "/joetsu/everybodys/?q=1",
    ],
)
def test_another_town_language_or_question_is_another_page(
    client: Client, joetsu: Municipality, nagaoka: Municipality, other: str
) -> None:
    client.get("/joetsu/everybodys/")

    client.get(other)

    assert drawn == ["/joetsu/everybodys/", other]


def test_a_change_of_the_directory_is_seen(client: Client, joetsu: Municipality) -> None:
    client.get("/joetsu/everybodys/")
    with as_system(joetsu.id):
        Municipality.objects.filter(id=joetsu.id).update(directory_version=F("directory_version") + 1)
    forget_towns()

    client.get("/joetsu/everybodys/")

    assert len(drawn) == 2


def test_the_next_minute_draws_anew(
    client: Client, joetsu: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.get("/joetsu/everybodys/")
    monkeypatch.setattr(timezone, "now", lambda: TODAY_10AM + timedelta(minutes=1))

    client.get("/joetsu/everybodys/")

    assert len(drawn) == 2


@pytest.mark.parametrize("page", ["unmarked", "missing", "somebodys", "cookie", "token"])
def test_a_page_that_could_be_somebodys_own_is_never_kept(
    client: Client, joetsu: Municipality, page: str
) -> None:
    client.get(f"/joetsu/{page}/")

    client.get(f"/joetsu/{page}/")

    assert len(drawn) == 2


def test_a_colleagues_page_is_not_at_the_door_even_if_its_view_says_so(
    client: Client, joetsu: Municipality
) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        user = make_user()
        make_posting(user, make_organisation().id, ROLES["consultation_worker"])
    client.force_login(user)
    seen = client.get("/joetsu/work/marked/")

    client.logout()
    stranger = client.get("/joetsu/work/marked/")

    assert (seen.status_code, stranger.status_code) == (200, 302)


@pytest.mark.parametrize("method", ["post", "head", "put"])
def test_only_a_plain_question_is_answered_at_the_door(
    client: Client, joetsu: Municipality, method: str
) -> None:
    client.get("/joetsu/everybodys/")

    getattr(client, method)("/joetsu/everybodys/")

    assert len(drawn) == 2


def test_whoever_cannot_unpack_is_not_given_a_packed_page(client: Client, joetsu: Municipality) -> None:
    client.get("/joetsu/everybodys/")

    Client().get("/joetsu/everybodys/")

    assert len(drawn) == 2


def test_the_words_of_an_address_are_not_kept(client: Client, joetsu: Municipality) -> None:
    client.get("/joetsu/everybodys/?q=rikon")

    assert [key for key in kept_pages._kept if "rikon" in key] == []
    assert len(kept_pages) == 1
