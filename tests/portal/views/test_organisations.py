"""The index of organisations: everybody who exists, in kana order, with a jump to each row."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_district, make_organisation, make_phone, make_service
from tests.portal.conftest import Town
from tsunagu.directory.choices import Audience, PhoneKind, ServiceStatus
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.ui.fragments import fragments
from tsunagu.portal.presenters import organisations as presenter

PAGE = "/joetsu/organisations/"


def names(html: str) -> list[str]:
    return re.findall(r'<th role="rowheader"[^>]*><a[^>]*>([^<]*)', html)


@pytest.fixture
def circles(town: Town, joetsu: Municipality) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        make_organisation("かえでの会", name_kana="カエデノカイ")
        make_organisation("がじゅまる", name_kana="ガジュマル", district=make_district("柿崎区"))
        make_organisation("おわった会", name_kana="オワッタカイ", status=ServiceStatus.DEFUNCT)


@pytest.mark.usefixtures("circle")
def test_they_stand_in_kana_order_and_what_ended_does_not(client: Client, circles: None) -> None:
    html = client.get(PAGE).content.decode()

    assert names(html) == ["かえでの会", "がじゅまる", "子育て総合支援窓口", "ひだまり広場", "まめっこ"]
    jumps = html.partition("kana-index")[2].partition("</nav>")[0]
    assert re.findall(r'<h2 id="(\w+)"', html) == ["ka", "ha", "ma"]
    assert re.findall(r'href="#(\w+)">', jumps) == ["ka", "ha", "ma"]


def test_a_line_tells_kind_district_number_and_how_much_there_is(
    client: Client, town: Town, joetsu: Municipality
) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        one = make_organisation("かえでの会", name_kana="カエデノカイ", district=make_district("柿崎区"))
        make_phone("025-000-0001", organisation=one, kind=PhoneKind.FAX)
        make_phone("025-000-0002", organisation=one, audience=Audience.SUPPORTERS, position=1)
        make_phone("025-000-0003", organisation=one, position=2)
        for status in (ServiceStatus.ACTIVE, ServiceStatus.ACTIVE, ServiceStatus.DEFUNCT):
            make_service(one, status=status)
        make_service(one, audience=Audience.SUPPORTERS)

    html = client.get(PAGE).content.decode()
    line = html.partition("かえでの会")[2].partition("</tr>")[0]

    assert "サービス 2件" in line
    assert 'href="tel:0250000003"' in line
    assert ("npo" in line, "柿崎区" in line) == (True, True)
    assert ("025-000-0001" in html, "025-000-0002" in html) == (False, False)


@pytest.mark.usefixtures("circle")
def test_a_long_index_opens_one_row_at_a_time(
    client: Client, circles: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presenter, "MOST_AT_ONCE", 3)

    first, other = client.get(PAGE).content.decode(), client.get(f"{PAGE}?row=ha").content.decode()

    assert (names(first), names(other)) == (
        ["かえでの会", "がじゅまる", "子育て総合支援窓口"],
        ["ひだまり広場"],
    )
    assert '<a href="/joetsu/organisations/?row=ha" aria-current="true">' in other


@pytest.mark.usefixtures("circle")
@pytest.mark.parametrize("row", ["zz", "../", "<script>", "a" * 99])
def test_a_row_that_is_none_opens_the_first(client: Client, circles: None, row: str) -> None:
    answer = client.get(PAGE, {"row": row})

    assert (answer.status_code, len(names(answer.content.decode()))) == (200, 5)


def test_an_empty_town_says_so_and_shows_a_way_on(client: Client, joetsu: Municipality) -> None:
    assert "まだ登録されていません" in client.get(PAGE).content.decode()


def test_another_town_has_its_own(client: Client, circles: None, nagaoka: Municipality) -> None:
    assert "かえでの会" not in client.get("/nagaoka/organisations/").content.decode()


def test_home_phone_book_and_footer_lead_to_it(client: Client, town: Town) -> None:
    links = [
        client.get(f"/joetsu/{path}").content.decode().count(f'href="{PAGE}"')
        for path in ("", "phones/", "map/")
    ]

    assert links == [2, 2, 1]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_for_one_as_for_three(
    client: Client, joetsu: Municipality, count: int, django_assert_num_queries: Callable[[int], object]
) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        for _ in range(count):
            make_service(make_organisation())
    client.get("/joetsu/about/privacy/")
    fragments.clear()

    # The savepoint of the test and its end, who asks and that it is over, the index.
    with django_assert_num_queries(5):
        html = client.get(PAGE).content.decode()

    assert len(names(html)) == count
