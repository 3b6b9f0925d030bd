"""What the town told families, on its pages and in its feed."""

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.timezone import localdate

from tests.factories.directory import make_term
from tests.factories.kernel import make_user
from tests.factories.outreach import make_notice, make_receivers, make_started
from tests.portal.conftest import Town
from tsunagu.directory.choices import Scheme
from tsunagu.directory.models import Service
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.outreach.actions.sending import stop_notice
from tsunagu.outreach.models import Notice

HERE = "/joetsu/notices"


def titles(client: Client, question: str = "") -> list[str]:
    feed = ElementTree.fromstring(client.get(f"{HERE}.rss{question}").content)
    return [item.findtext("title") or "" for item in feed.iter("item")]


def test_a_notice_shows_what_it_quotes_as_it_is_today(
    client: Client, town: Town, notice: Notice, joetsu: Municipality
) -> None:
    with as_system(joetsu.id):
        Service.objects.filter(id=town.open_service.id).update(name="新しい名前の一時預かり")

    page = client.get(f"{HERE}/{notice.id}/").content.decode()

    assert "雪の日も開いています。" in page
    assert "新しい名前の一時預かり" in page
    assert "夏のおはなし会" in page


def test_easy_japanese_readers_get_the_easy_words(client: Client, notice: Notice) -> None:
    page = client.get(f"/joetsu/easy/notices/{notice.id}/").content.decode()

    assert notice.title_easy in page
    assert notice.title not in page


def test_a_draft_and_what_was_stopped_are_read_by_nobody(
    client: Client, notice: Notice, joetsu: Municipality
) -> None:
    with as_system(joetsu.id, at=timezone.now()):
        draft = make_notice(title="まだの下書き")
        stop_notice(notice=notice, by=make_user(), at=timezone.now())

    assert client.get(f"{HERE}/{draft.id}/").status_code == 404
    assert client.get(f"{HERE}/{notice.id}/").status_code == 404
    assert titles(client) == []
    assert "まだの下書き" not in client.get(f"{HERE}/").content.decode()


def test_the_day_of_a_notice_is_the_towns_day(client: Client, notice: Notice, joetsu: Municipality) -> None:
    late = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
    with as_system(joetsu.id):
        Notice.objects.filter(id=notice.id).update(started_at=late)

    page = client.get(f"{HERE}/{notice.id}/").content.decode()

    assert "2026年11月22日のお知らせです" in page


def test_a_browser_asks_anew_so_that_what_was_stopped_is_gone(client: Client, notice: Notice) -> None:
    pages = (f"{HERE}/", f"{HERE}/{notice.id}/")

    assert [client.get(page)["Cache-Control"] for page in pages] == ["no-cache"] * 2


def test_a_notice_of_the_neighbour_is_not_found(
    client: Client, notice: Notice, nagaoka: Municipality
) -> None:
    assert client.get(f"/nagaoka/notices/{notice.id}/").status_code == 404


def test_the_feed_is_rss_two_and_names_nobody(client: Client, notice: Notice) -> None:
    answer = client.get(f"{HERE}.rss")

    feed = ElementTree.fromstring(answer.content)
    channel = feed.find("channel")
    assert (feed.tag, feed.get("version"), answer["Content-Type"]) == (
        "rss",
        "2.0",
        "application/rss+xml; charset=utf-8",
    )
    assert channel is not None
    assert [item.findtext("link") for item in channel.iter("item")] == [
        f"http://testserver/joetsu/notices/{notice.id}/"
    ]
    assert "@" not in answer.content.decode()


@pytest.mark.usefixtures("notice")
def test_age_district_and_subject_narrow_the_feed(client: Client, town: Town, joetsu: Municipality) -> None:
    now = timezone.now()
    with as_system(joetsu.id, at=now):
        make_term(Scheme.STAGE, "pregnancy", "妊娠中")
        make_receivers(10, at=now, born=[], due=[localdate(now).replace(day=1)], subjects=["money"])
        make_started(at=now, title="生まれる前に", reach="expecting", months=(0, 3), subjects=["money"])
        make_started(at=now, title="赤ちゃんへ", reach="born", months=(0, 200), subjects=["events", "health"])
    everybody = "冬のあそび場のお知らせ"

    assert titles(client) == ["赤ちゃんへ", "生まれる前に", everybody]
    assert titles(client, "?age=infant") == ["赤ちゃんへ", everybody]
    assert titles(client, "?age=pregnancy") == ["生まれる前に", everybody]
    assert titles(client, "?subject=health") == ["赤ちゃんへ"]
    assert titles(client, f"?district={town.district.id}") == ["赤ちゃんへ", "生まれる前に", everybody]
    assert titles(client, "?district=どこか&subject=gossip&age=x") == [
        "赤ちゃんへ",
        "生まれる前に",
        everybody,
    ]


@pytest.mark.usefixtures("notice")
@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(
    client: Client, town: Town, joetsu: Municipality, count: int, django_assert_num_queries: object
) -> None:
    now = timezone.now()
    with as_system(joetsu.id, at=now):
        for number in range(count - 1):
            make_started(at=now, title=f"お知らせ{number}")
    client.get(f"{HERE}/")

    with django_assert_num_queries(5):  # type: ignore[operator]
        page = client.get(f"{HERE}/")

    assert page.content.decode().count('<article class="service-card">') == count
