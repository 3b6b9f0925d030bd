"""Which pages of the front door are kept for everybody, and which never."""

import gzip
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.conftest import TODAY_10AM
from tests.factories.kernel import make_posting, make_user
from tests.portal.conftest import LivedIn, Town
from tests.portal.pages import LANGUAGES, addresses
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.permissions.roles import ROLES
from tsunagu.kernel.ui.fragments import fragments
from tsunagu.kernel.ui.kept_pages import kept_pages

# A form with a token, a receipt, a box whose words leave no trace.
NEVER_KEPT = {
    "ask/form/",
    "ask/thanks/",
    "ask/status/",
    "search/quiet/",
    "path/",
    "needs/child_protection/",
    "board/write/",
    "board/thanks/",
    "board/mine/",
    "posts/report/thanks/",
    "join/mine/",
    "join/thanks/",
    "wrong/phones/",
    "wrong/thanks/",
    "wrong/mine/",
}
# A form has a token, whatever it is about.
FORMS = ("/wrong/", "/reply/", "/visit/", "/report/", "/join/")


@pytest.fixture
def client() -> Client:
    """A browser: it takes packed pages."""
    return Client(headers={"Accept-Encoding": "gzip"})


@pytest.fixture(autouse=True)
def _stands_still(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No minute turns while a test looks twice."""
    monkeypatch.setattr(timezone, "now", lambda: TODAY_10AM)
    kept_pages.clear()
    yield
    kept_pages.clear()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_that_is_the_same_for_everybody_is_drawn_once(
    client: Client, lived_in: LivedIn, language: str
) -> None:
    public = {path for path in addresses(lived_in) if path.partition("?")[0] not in NEVER_KEPT}
    # Each opening of a hand-picked list is counted; a notice that was stopped is gone at once.
    asked_anew = ("for/", "notices/")
    kept = {path for path in public if not path.endswith(FORMS) and not path.startswith(asked_anew)}
    plain = {path: Client().get(f"/joetsu/{language}{path}").content for path in kept}
    first = {path: client.get(f"/joetsu/{language}{path}") for path in kept}

    with CaptureQueriesContext(connection) as asked:
        second = {path: client.get(f"/joetsu/{language}{path}") for path in kept}

    assert len(asked) == 0
    assert {path: gzip.decompress(one.content) for path, one in second.items()} == plain
    assert {path: (one.content, dict(one.items())) for path, one in second.items()} == {
        path: (one.content, dict(one.items())) for path, one in first.items()
    }


def test_pages_that_are_somebodys_own_are_never_kept(client: Client, town: Town) -> None:
    for page in NEVER_KEPT:
        client.get(f"/joetsu/{page}")

    assert len(kept_pages) == 0


@pytest.mark.parametrize("address", ["search/?q=離婚", "search/?need=child_protection"])
def test_a_question_that_tells_on_its_reader_is_never_kept(client: Client, town: Town, address: str) -> None:
    client.get(f"/joetsu/{address}")

    assert len(kept_pages) == 0


def test_what_was_posted_is_never_kept_nor_answered_with_what_is(client: Client, town: Town) -> None:
    client.get("/joetsu/search/")

    posted = client.post("/joetsu/search/", {"q": "ほほえみ"})

    assert (posted["Cache-Control"], len(kept_pages)) == ("no-store", 1)


def test_a_colleague_leaves_nothing_on_the_page_that_the_next_reader_gets(client: Client, town: Town) -> None:
    stranger = Client(headers={"Accept-Encoding": "gzip"})
    drawn_for_a_stranger = stranger.get("/joetsu/").content
    kept_pages.clear()
    fragments.clear()
    with as_system(town.npo.municipality_id, at=TODAY_10AM):
        user = make_user()
        make_posting(user, town.desk.id, ROLES["consultation_worker"])
    client.force_login(user)

    drawn_for_a_colleague = client.get("/joetsu/")

    assert stranger.get("/joetsu/").content == drawn_for_a_colleague.content == drawn_for_a_stranger
    assert dict(drawn_for_a_colleague.cookies) == {}
