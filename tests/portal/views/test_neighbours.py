"""What neighbour towns offer, as families read it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories.neighbours import make_neighbour, record, take
from tests.portal.conftest import Town
from tsunagu.directory.models import Neighbour
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.ui.fragments import fragments

HERE = "/joetsu/neighbours/"


def tell(town: Municipality, *records: dict[str, Any], days_ago: int = 0, **said: Any) -> None:
    at = timezone.now() - timedelta(days=days_ago)
    with as_system(town.id, at=at):
        take(make_neighbour(at=at, **said), *records, at=at)
    fragments.clear()


def html_of(client: Client, address: str, **asked: Any) -> str:
    return client.get(address, asked).content.decode()


def names(html: str) -> list[str]:
    return re.findall(r"external\">(ままのまカフェ\w*|[^<]*)<svg", html)


def test_each_says_whose_it_is_from_which_day_and_leads_there(
    client: Client, town: Town, joetsu: Municipality
) -> None:
    tell(joetsu, record("a", assured_date="2026-04-01", fees_description="無料"))

    html = html_of(client, HERE)

    assert names(html) == ["ままのまカフェa"]
    assert 'href="https://neighbour.example.jp/services/a/" rel="noopener nofollow external"' in html
    day = timezone.localdate()
    assert f"長岡市の情報です。{day.year}年{day.month}月{day.day}日に取りこみました。" in html
    assert "もとのまちが確かめた日は2026年4月1日です。 利用条件はCC BY 4.0です。" in html
    assert ('href="tel:0258000000"' in html, "見本の会" in html, "無料" in html) == (True, True, True)


def test_they_are_chosen_by_need(client: Client, town: Town, joetsu: Municipality) -> None:
    tell(joetsu, record("a"), record("b", attributes=[]))

    assert len(names(html_of(client, HERE))) == 2
    chosen = html_of(client, HERE, need="leave_child")
    assert names(chosen) == ["ままのまカフェa"]
    assert re.findall(r'<option value="([^"]*)"', chosen) == ["", "leave_child"]
    assert names(html_of(client, HERE, need="nothing")) == []


def test_they_come_twenty_a_page(client: Client, town: Town, joetsu: Municipality) -> None:
    tell(joetsu, *(record(f"{number:02}") for number in range(23)))

    pages = [names(html_of(client, HERE, page=page)) for page in (1, 2)]

    assert ([len(page) for page in pages], len({*pages[0], *pages[1]})) == ([20, 3], 23)


def test_old_words_say_how_old_they_are(client: Client, town: Town, joetsu: Municipality) -> None:
    tell(joetsu, record("a"), days_ago=5)

    assert "<strong>5日前の内容です</strong>" in html_of(client, HERE)


def test_words_of_strangers_cannot_break_out_of_the_page(
    client: Client, town: Town, joetsu: Municipality
) -> None:
    tell(joetsu, record("a", name="<script>alert(1)</script>", page_url='https://a.example.jp/"onclick=x'))

    html = html_of(client, HERE)

    assert ("<script>alert" in html, '"onclick' in html, "&lt;script&gt;alert(1)" in html) == (
        False,
        False,
        True,
    )


def test_without_neighbours_the_page_leads_to_the_desk(client: Client, town: Town) -> None:
    html = html_of(client, HERE)

    assert ("いまはありません" in html, 'href="/joetsu/ask/"' in html) == (True, True)


def test_a_search_that_finds_nothing_looks_next_door(
    client: Client, town: Town, joetsu: Municipality
) -> None:
    tell(joetsu, record("a"))

    html = html_of(client, "/joetsu/search/", q="ままのまカフェ")

    assert ("ぴったりのものは見つかりませんでした" in html, "となりのまちにもあります" in html) == (
        True,
        True,
    )
    assert names(html) == ["ままのまカフェa"]


def test_a_search_that_finds_something_only_links_next_door(
    client: Client, town: Town, joetsu: Municipality
) -> None:
    tell(joetsu, record("a", name="ほほえみの家"))

    html = html_of(client, "/joetsu/search/", q="ほほえみ")

    assert ("となりのまちにもあります" in html, names(html)) == (False, [])
    assert f'<a href="{HERE}">となりのまちの支援を見る</a>' in html


def test_without_neighbours_no_link_leads_to_them(client: Client, town: Town) -> None:
    assert f'href="{HERE}"' not in html_of(client, "/joetsu/search/", q="ほほえみ")


def test_a_posted_question_looks_next_door_and_stands_in_no_address(
    client: Client, town: Town, joetsu: Municipality
) -> None:
    tell(joetsu, record("a"))

    html = client.post("/joetsu/search/", {"q": "ままのまカフェ"}).content.decode()

    addresses = re.findall(r'(?:href|action)="([^"]*)"', html)
    assert names(html) == ["ままのまカフェa"]
    assert [one for one in addresses if "q=" in one or "まま" in one] == []


def test_a_sensitive_need_has_the_quick_way_out(client: Client, town: Town, joetsu: Municipality) -> None:
    tell(joetsu, record("a"))

    answer = client.get(HERE, {"need": "child_protection"})

    assert (answer["Cache-Control"], "data-quick-exit" in answer.content.decode()) == ("no-store", True)


@pytest.mark.parametrize("path", [HERE, "/joetsu/search/?q=ままのまカフェ"])
def test_more_copies_ask_the_database_no_more(
    client: Client, town: Town, joetsu: Municipality, path: str
) -> None:
    asked = []
    client.get(path)
    for number in (1, 3):
        with as_system(joetsu.id):
            Neighbour.objects.all().delete()
        tell(joetsu, *(record(f"{number}{each}") for each in range(number)))
        with CaptureQueriesContext(connection) as captured:
            html = html_of(client, path)
        asked.append((len(names(html)), len(captured)))

    assert [found for found, _queries in asked] == [1, 3]
    assert asked[0][1] == asked[1][1]


def test_another_towns_neighbours_are_not_ours(client: Client, town: Town, nagaoka: Municipality) -> None:
    tell(nagaoka, record("a"))

    assert (names(html_of(client, HERE)), names(html_of(client, "/nagaoka/neighbours/"))) == (
        [], ["ままのまカフェa"]
    )  # fmt: skip
