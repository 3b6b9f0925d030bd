"""Results of one's own words."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.directory import make_service
from tests.portal.conftest import Town
from tsunagu.directory.actions.index_search import reindex_town
from tsunagu.directory.models import Organisation
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.ui.fragments import fragments
from tsunagu.portal.forms.search_filters import SearchFilters


def names(html: str) -> list[str]:
    """The listings on a page, in order."""
    found = re.findall(r'service-card__name"><a[^>]*>(.*?)</a>', html)
    return [re.sub("<[^>]*>", "", name) for name in found]


def add_services(count: int, of: Organisation, **fields: object) -> None:
    with as_system(of.municipality_id):
        for number in range(count):
            make_service(of, name=f"どろんこ遊び{number:02}", name_kana=f"ドロンコ{number:02}", **fields)
        reindex_town()


def test_words_find_what_fits(client: Client, town: Town) -> None:
    html = client.get("/joetsu/search/?q=ほほえみ").content.decode()

    assert names(html) == ["ほほえみ一時預かり"]


def test_what_is_for_supporters_is_never_among_the_results(client: Client, town: Town) -> None:
    found = [
        names(client.get(f"/joetsu/search/?q={words}").content.decode())
        for words in (town.open_service.name, town.supporters_only.name)
    ]

    assert town.open_service.name in found[0]
    assert town.supporters_only.name not in found[1]


@pytest.mark.parametrize(("language", "name"), [("", "預けたい"), ("en/", "Childcare")])
def test_a_result_says_which_need_the_words_led_to(
    client: Client, town: Town, language: str, name: str
) -> None:
    html = client.get(f"/joetsu/{language}search/?q=預ける").content.decode()

    assert f'<span class="chip">{name}</span>' in html


def test_an_unknown_age_stays_in_and_is_marked(client: Client, town: Town) -> None:
    add_services(1, town.npo)

    html = client.get("/joetsu/search/?age=infant").content.decode()

    card = html[html.index("どろんこ遊び00") :]
    assert '<span class="chip chip--unknown">年齢は確認中</span>' in card


def test_the_words_come_back_in_the_box_and_cannot_break_out_of_it(client: Client, town: Town) -> None:
    html = client.get("/joetsu/search/", {"q": '"><script>alert(1)</script>', "free": "1"}).content.decode()

    assert "<script>alert" not in html
    assert html.count('value="&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"') == 2


def test_a_filter_that_is_on_can_be_taken_away_and_keeps_the_rest(client: Client, town: Town) -> None:
    html = client.get("/joetsu/search/", {"q": "公園", "need": "leave_child", "free": "1"}).content.decode()

    without_need = SearchFilters(q="公園", free=True).address().replace("&", "&amp;")
    assert f'href="/joetsu/search/?{without_need}"' in html


def test_nothing_found_leads_to_the_desk_and_to_a_wider_search(client: Client, town: Town) -> None:
    html = client.get("/joetsu/search/", {"q": "ゼゼゼ", "free": "1"}).content.decode()

    assert names(html) == []
    assert 'href="/joetsu/ask/"' in html
    assert f'href="/joetsu/search/?{SearchFilters(q="ゼゼゼ").address()}"' in html


def test_results_come_twenty_a_page(client: Client, town: Town) -> None:
    add_services(23, town.npo)

    answers = [client.get("/joetsu/search/", {"q": "どろんこ", "page": page}) for page in (1, 2)]
    pages = [names(answer.content.decode()) for answer in answers]

    assert [len(page) for page in pages] == [20, 3]
    assert len({*pages[0], *pages[1]}) == 23


def test_a_posted_question_stands_in_no_address_of_the_answer(client: Client, town: Town) -> None:
    add_services(23, town.npo)

    answer = Client(enforce_csrf_checks=True).post("/joetsu/search/", {"q": "どろんこ"})

    addresses = re.findall(r'(?:href|action)="([^"]*)"', answer.content.decode())
    assert len(names(answer.content.decode())) == 20
    assert [one for one in addresses if "q=" in one or "どろんこ" in one] == []
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "path", ["search/?q=離婚したい", "search/?need=child_protection", "needs/child_protection/"]
)
def test_an_answer_that_tells_on_its_reader_is_left_in_no_browser(
    client: Client, town: Town, path: str
) -> None:
    answer = client.get(f"/joetsu/{path}")

    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")


def test_a_posted_question_goes_on_by_post(client: Client, town: Town) -> None:
    add_services(23, town.npo)

    first = posted(client, {"q": "どろんこ"})
    second = posted(client, asked_by(first, 'name="page" value="2"'))

    assert [len(names(html)) for html in (first, second)] == [20, 3]
    assert len({*names(first), *names(second)}) == 23


def test_a_posted_question_is_narrowed_and_widened_by_post(client: Client, town: Town) -> None:
    add_services(2, town.npo, needs=("leave_child",))

    narrow = posted(client, {"q": "どろんこ", "free": "1", "need": "leave_child"})
    wider = posted(client, asked_by(narrow, "無料を外す"))

    assert asked_by(narrow, "無料を外す") == {"q": "どろんこ", "need": "leave_child"}
    assert 'class="disclosure__body filter-panel" action="/joetsu/search/" method="post"' in narrow
    assert addresses_with_words(narrow) == addresses_with_words(wider) == []


def test_a_posted_question_without_an_answer_is_widened_by_post(client: Client, town: Town) -> None:
    html = posted(client, {"q": "ゼゼゼ", "free": "1"})

    assert asked_by(html, "条件をゆるめる") == {"q": "ゼゼゼ"}
    assert addresses_with_words(html) == []


def test_the_title_of_a_posted_answer_tells_the_history_nothing(client: Client, town: Town) -> None:
    title = re.search("<title>(.*?)</title>", posted(client, {"q": "離婚"}))

    assert title[1].startswith("さがした結果")
    assert "離婚" not in title[1]


def posted(client: Client, asked: dict[str, str]) -> str:
    answer = client.post("/joetsu/search/", asked)
    assert answer["Cache-Control"] == "no-store"
    return answer.content.decode()


def asked_by(html: str, button: str) -> dict[str, str]:
    """What the posted form with this button sends."""
    [form] = [one for one in re.findall(r"<form.*?</form>", html, re.S) if button in one]
    pressed = re.search('name="(page)" value="(2)"', button)
    carried = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', form)
    return dict([*carried, pressed.groups()] if pressed else carried)


def addresses_with_words(html: str) -> list[str]:
    return [one for one in re.findall(r'(?:href|action)="([^"]*)"', html) if "q=" in one]


@pytest.mark.parametrize("language", ["", "en/", "easy/"])
def test_a_browse_page_is_results_under_its_own_heading(client: Client, town: Town, language: str) -> None:
    html = client.get(f"/joetsu/{language}needs/leave_child/").content.decode()

    heading = {"": "預けたい", "en/": "Childcare", "easy/": "預けたい"}[language]
    assert f"<h1>{heading}</h1>" in html
    assert len(names(html)) == 2


def test_what_ended_comes_last_and_says_so(client: Client, town: Town) -> None:
    html = client.get("/joetsu/needs/leave_child/").content.decode()

    assert names(html) == [town.open_service.name, town.ended.name]
    assert '<span class="chip">終わりました</span>' in html[html.index(town.ended.name) :]


@pytest.mark.parametrize("count", [1, 3])
def test_results_take_two_statements_beside_the_context_however_many(
    client: Client, town: Town, count: int
) -> None:
    add_services(count, town.npo)
    client.get("/joetsu/search/?q=ほほえみ")  # the town's words are read once a version

    with CaptureQueriesContext(
        connection,
    ) as asked:
        html = client.get("/joetsu/search/?q=どろんこ").content.decode()

    assert len(names(html)) == count
    assert len(_statements(asked)) == 2


@pytest.mark.parametrize("path", ["", "services/{0.open_service.id}/", "search/?q=ほほえみ"])
def test_a_page_seen_a_moment_ago_takes_no_statement_at_all(client: Client, town: Town, path: str) -> None:
    address = f"/joetsu/{path.format(town)}"
    client.get(address)

    with CaptureQueriesContext(connection) as asked:
        client.get(address)

    assert _statements(asked) == []


def test_a_listing_drawn_anew_takes_three_statements(client: Client, town: Town) -> None:
    """Itself, its photo, and what visitors wrote about it."""
    client.get("/joetsu/")
    fragments.clear()

    with CaptureQueriesContext(connection) as asked:
        client.get(f"/joetsu/services/{town.open_service.id}/")

    assert len(_statements(asked)) == 3


def _statements(asked: CaptureQueriesContext) -> list[str]:
    context = ("SAVEPOINT", "RELEASE", "set_config", 'FROM "kernel_municipality"')
    return [one["sql"] for one in asked if not any(word in one["sql"] for word in context)]
