"""Reports of visits: written about a place, read on its page, in a list and as a feed."""

from xml.etree import ElementTree

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories.community import make_report
from tests.portal.conftest import Town
from tsunagu.community.models import Post
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.municipality.acting import as_system, moment
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.ui.fragments import fragments

ATOM = "{http://www.w3.org/2005/Atom}"
VISIT = {"title": "木のおもちゃ", "text": "1歳の子と行きました。", "display_name": "おでかけ好き"}


@pytest.mark.usefixtures("report")
def test_a_report_stands_on_the_page_of_its_place_and_in_the_list(client: Client, town: Town) -> None:
    for path in (f"services/{town.open_service.id}/", "visits/"):
        html = client.get(f"/joetsu/{path}").content.decode()

        assert ("木の床があたたかでした。" in html, "おでかけ好き" in html) == (True, True)
    assert "木の床" not in client.get(f"/joetsu/services/{town.ended.id}/").content.decode()


@pytest.mark.parametrize("kind", ["services", "organisations"])
def test_a_report_is_written_about_a_place_and_waits(
    client: Client, town: Town, joetsu: Municipality, kind: str
) -> None:
    place = town.open_service.id if kind == "services" else town.npo.id

    answer = client.post(f"/joetsu/{kind}/{place}/visit/", VISIT)

    assert answer["Location"] == "/joetsu/board/thanks/"
    with as_system(joetsu.id):
        post = Post.objects.get(state="waiting")
    assert (post.kind, post.service_id or post.organisation_id) == ("visit", place)
    assert "木のおもちゃ" not in client.get("/joetsu/visits/").content.decode()


@pytest.mark.parametrize("path", ["services/{}/visit/", "services/{}/"])
def test_what_only_supporters_see_has_no_reports(client: Client, town: Town, path: str) -> None:
    assert client.get(f"/joetsu/{path.format(town.supporters_only.id)}").status_code == 404


@pytest.mark.usefixtures("report")
def test_a_feed_reader_reads_the_reports(client: Client, town: Town) -> None:
    feed = ElementTree.fromstring(client.get("/joetsu/visits.atom").content)

    [entry] = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "ほほえみ一時預かり：行ってきました"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "おでかけ好き"
    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == f"http://testserver/joetsu/services/{town.open_service.id}/"


def test_a_report_of_a_place_that_is_published_no_more_is_not_shown(
    client: Client, town: Town, joetsu: Municipality
) -> None:
    with as_system(joetsu.id):
        town.open_service.audience = "supporters"
        town.open_service.save(update_fields=["audience"])

    assert "木の床" not in client.get("/joetsu/visits/").content.decode()
    assert "木の床" not in client.get("/joetsu/visits.atom").content.decode()


@pytest.mark.usefixtures("report")
@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_one_report_as_for_three(
    client: Client,
    town: Town,
    moderator: User,
    joetsu: Municipality,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with as_system(joetsu.id):
        for _ in range(count - 1):
            make_report(town.open_service, moderator, town.desk.id, at=moment())
    client.get("/joetsu/visits/")
    fragments.clear()

    with django_assert_num_queries(6):
        html = client.get("/joetsu/visits/").content.decode()

    assert html.count('<article class="post">') == count
