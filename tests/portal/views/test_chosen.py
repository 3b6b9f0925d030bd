"""The page behind the code of a hand-picked list: living, nameless, and gone when it is stopped."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_service
from tests.factories.families import make_household
from tests.factories.kernel import make_user
from tests.factories.selections import make_selection
from tests.portal.conftest import Town
from tsunagu.desk.actions.selections import Chosen, code_of, end_selection, write_selection
from tsunagu.desk.models import Selection
from tsunagu.directory.choices import Audience, ServiceStatus
from tsunagu.directory.models import Service
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.visitors.receipts import WRONG_CODES_AN_HOUR


@pytest.fixture
def picked(town: Town, joetsu: Municipality, monkeypatch: pytest.MonkeyPatch) -> Selection:
    """The open service with a line, then the one that has ended."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: TODAY_10AM + timedelta(hours=1))
    with as_system(joetsu.id, at=TODAY_10AM):
        by = make_user()
        made = make_selection(
            by=by,
            organisation_id=town.desk.id,
            household=make_household(label="ひみつ山さん"),
            service_ids=[town.open_service.id, town.ended.id],
        )
        return write_selection(
            selection=made,
            greeting="お話をうかがって、選びました。",
            language="ja",
            ends_on=made.ends_on,
            chosen=[Chosen(town.open_service.id, "土曜もやっています"), Chosen(town.ended.id)],
            by=by,
            at=TODAY_10AM,
        )


def page(client: Client, made: Selection, language: str = "") -> str:
    return client.get(f"/joetsu/{language}for/{code_of(made)}/").content.decode()


def test_the_page_has_each_place_with_its_line_in_order(client: Client, picked: Selection) -> None:
    html = page(client, picked)

    assert re.findall(r"<h2[^>]*><a[^>]*>([^<]*)", html) == ["ほほえみ一時預かり", "むかしの託児室"]
    assert "お話をうかがって、選びました。" in html
    assert "土曜もやっています" in html
    assert 'href="tel:0255265111"' in html


def test_nobodys_name_stands_on_it(client: Client, picked: Selection) -> None:
    assert "ひみつ山" not in page(client, picked)


def test_what_ended_says_so(client: Client, picked: Selection) -> None:
    assert "この活動は終わりました" in page(client, picked)


def test_it_tells_of_each_listing_as_it_is_today(
    client: Client, picked: Selection, town: Town, joetsu: Municipality
) -> None:
    before = page(client, picked)
    with as_system(joetsu.id, at=TODAY_10AM):
        Service.objects.filter(id=town.open_service.id).update(status=ServiceStatus.DEFUNCT)

    after = page(client, picked)

    assert (before.count("この活動は終わりました"), after.count("この活動は終わりました")) == (1, 2)


def test_what_is_published_no_more_is_counted_and_not_named(
    client: Client, picked: Selection, town: Town, joetsu: Municipality
) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        Service.objects.filter(id=town.ended.id).update(audience=Audience.SUPPORTERS)

    html = page(client, picked)

    assert "むかしの託児室" not in html
    assert "載せるのをやめた場所が1か所あります" in html


def test_nobody_keeps_or_lists_the_page_and_it_has_the_quick_way_out(
    client: Client, picked: Selection
) -> None:
    answer = client.get(f"/joetsu/for/{code_of(picked)}/", HTTP_ACCEPT_ENCODING="gzip")

    assert (answer["Cache-Control"], answer["X-Robots-Tag"], dict(answer.cookies)) == (
        "no-store",
        "noindex",
        {},
    )
    assert '<meta name="robots" content="noindex">' in page(client, picked)
    assert "data-quick-exit" in page(client, picked)


def test_every_opening_reaches_the_page_and_is_counted(
    client: Client, picked: Selection, joetsu: Municipality
) -> None:
    for _time in range(3):
        client.get(f"/joetsu/for/{code_of(picked)}/", HTTP_ACCEPT_ENCODING="gzip")

    with as_system(joetsu.id, at=TODAY_10AM):
        picked.refresh_from_db()
    assert picked.times_opened == 3


def test_a_wrong_code_a_stopped_list_and_a_guesser_are_answered_alike(
    client: Client, picked: Selection, joetsu: Municipality
) -> None:
    def answer(code: str) -> tuple[int, str]:
        got = client.get(f"/joetsu/for/{code}/")
        html = re.sub(r"/for/[^/]*/", "/for/…/", got.content.decode())
        return got.status_code, html

    wrong = [answer("AAAAA-AAAAA-AAAAA") for _ in range(WRONG_CODES_AN_HOUR)]
    slowed = answer(code_of(picked))
    with as_system(joetsu.id, at=TODAY_10AM):
        end_selection(selection=picked, by=make_user(), at=TODAY_10AM)
    stopped = Client(REMOTE_ADDR="192.0.2.9").get(f"/joetsu/for/{code_of(picked)}/")

    assert wrong[0][0] == 404
    assert slowed == wrong[0]
    assert stopped.status_code == 404
    assert re.sub(r"/for/[^/]*/", "/for/…/", stopped.content.decode()) == wrong[0][1]


def test_a_code_of_another_town_opens_nothing(
    client: Client, picked: Selection, nagaoka: Municipality
) -> None:
    assert client.get(f"/nagaoka/for/{code_of(picked)}/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_for_one_place_as_for_three(
    client: Client, town: Town, joetsu: Municipality, count: int, django_assert_num_queries: object
) -> None:
    with as_system(joetsu.id):
        services = [make_service(town.npo).id for _ in range(count)]
        made = make_selection(organisation_id=town.desk.id, service_ids=services)
    client.get("/joetsu/")

    # The transaction, told who asks (2); an action, its count of wrong tries and what it clears (9); the code
    # told; opened, read; its places, their listings; the desk's number.
    with django_assert_num_queries(17):
        html = page(client, made)

    assert html.count("<article") == count
