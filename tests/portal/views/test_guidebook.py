"""The public's page of guidebooks, and the file."""

from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.test import Client

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_district
from tests.factories.guidebooks import SOME_PDF, make_guidebook
from tests.factories.kernel import make_user
from tsunagu.directory.actions.guidebooks import publish_guidebook, withdraw_guidebook
from tsunagu.directory.models import Guidebook
from tsunagu.directory.queries.guidebooks import Coverage
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality

PAGE = "/joetsu/guidebook/"


def published(town: Municipality, coverage: Coverage | None = None, *, days: int = 0) -> Guidebook:
    with as_system(town.id):
        at = TODAY_10AM + timedelta(days=days)
        user = make_user()
        return publish_guidebook(guidebook=make_guidebook(coverage, by=user, at=at), by=user, at=at)


def links(client: Client, page: str = PAGE) -> list[str]:
    html = client.get(page).content.decode()
    return [part.partition('"')[0] for part in html.split(f'href="{PAGE}')[1:] if part[0] != '"']


def test_the_page_lists_the_newest_of_each_kind_with_day_extent_and_language(
    client: Client, joetsu: Municipality
) -> None:
    published(joetsu)
    newest = published(joetsu, days=1)
    easy = published(joetsu, Coverage(language="ja-easy"))

    html = client.get(PAGE).content.decode()

    assert links(client) == [f"{newest.id}/", f"{easy.id}/"]
    assert html.count("まち全体（やさしい日本語）") == 1
    assert html.count("42ページ、") == 2


def test_what_is_not_published_is_neither_listed_nor_given(client: Client, joetsu: Municipality) -> None:
    with as_system(joetsu.id):
        hidden = make_guidebook(by=make_user(), at=TODAY_10AM)

    assert links(client) == []
    assert client.get(f"{PAGE}{hidden.id}/").status_code == 404


def test_an_older_edition_stays_at_its_address(client: Client, joetsu: Municipality) -> None:
    older = published(joetsu)
    published(joetsu, days=1)

    assert client.get(f"{PAGE}{older.id}/").content == SOME_PDF


def test_what_is_taken_back_is_gone(client: Client, joetsu: Municipality) -> None:
    book = published(joetsu)
    with as_system(joetsu.id):
        withdraw_guidebook(guidebook=book, by=make_user(), at=TODAY_10AM)

    assert (client.get(f"{PAGE}{book.id}/").status_code, links(client)) == (404, [])


def test_the_file_has_a_name_that_says_what_it_is(client: Client, joetsu: Municipality) -> None:
    with as_system(joetsu.id):
        district = make_district("安塚区")
    book = published(joetsu, Coverage(district=district))

    response = client.get(f"{PAGE}{book.id}/")

    kind, _, name = response["Content-Disposition"].partition("; filename*=utf-8''")
    assert (kind, unquote(name)) == ("inline", "上越市子育てガイドブック_安塚区_R8.11.20.pdf")
    assert response["Content-Type"] == "application/pdf"


def test_who_has_the_file_already_is_not_sent_it_again(client: Client, joetsu: Municipality) -> None:
    book = published(joetsu)
    first = client.get(f"{PAGE}{book.id}/")

    again = client.get(f"{PAGE}{book.id}/", headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content, first["ETag"]) == (304, b"", f'"{book.digest}"')


def test_the_neighbours_guidebook_is_not_given_under_our_name(
    client: Client, joetsu: Municipality, nagaoka: Municipality
) -> None:
    theirs = published(nagaoka)

    assert client.get(f"/nagaoka/guidebook/{theirs.id}/").status_code == 200
    assert client.get(f"{PAGE}{theirs.id}/").status_code == 404


@pytest.mark.parametrize("language", ["", "easy/", "en/"])
def test_the_page_works_in_every_language(client: Client, joetsu: Municipality, language: str) -> None:
    book = published(joetsu)

    html = client.get(f"/joetsu/{language}guidebook/").content.decode()

    assert html.count(f'href="/joetsu/{language}guidebook/{book.id}/"') == 1
