"""A family reads the site in each language, on the narrowest telephone; and leaves at once, unseen."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import People
from tsunagu.kernel.municipality.languages import LANGUAGES, PageLanguage

NARROWEST = {"width": 320, "height": 640}
ELSEWHERE = "https://www.jma.go.jp/"


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda one: one.code)
def test_a_family_finds_a_place_in_its_language(people: People, language: PageLanguage) -> None:
    reader = people.a_visitor_with_a_phone()
    reader.page.set_viewport_size(NARROWEST)

    reader.opens("/")
    reader.page.locator(".language-switch summary").focus()
    reader.page.keyboard.press("Enter")
    reader.the_page_is_accessible()
    reader.follows(language.name)
    expect(reader.page.locator("html")).to_have_attribute("lang", language.tag)
    reader.the_page_is_accessible()

    reader.page.get_by_role("searchbox").fill("一時預かり")
    reader.page.keyboard.press("Enter")
    reader.page.get_by_role("article").first.wait_for()
    reader.the_page_is_accessible()

    reader.page.get_by_role("article").get_by_role("link").first.click()
    reader.page.locator(".listing").wait_for()
    reader.the_page_is_accessible()


def elsewhere_answers(page: Page) -> None:
    page.route(f"{ELSEWHERE}**", lambda route: route.fulfill(body="calm", content_type="text/html"))


@pytest.mark.parametrize("way", ["the button", "the key"])
def test_leaving_at_once_takes_the_page_out_of_the_way_back(people: People, way: str) -> None:
    reader = people.a_visitor_with_a_phone()
    elsewhere_answers(reader.page)
    reader.opens("/").opens("/search/quiet/")
    reader.page.get_by_role("searchbox").fill("離婚したい")
    reader.page.keyboard.press("Enter")
    reader.page.locator("[data-quick-exit]").wait_for()
    reader.sees("件")
    # Its script has run when the page has loaded.
    reader.page.wait_for_load_state()

    if way == "the key":
        reader.page.keyboard.press("Escape")
        reader.page.keyboard.press("Escape")
    else:
        reader.page.locator("[data-quick-exit]").click()
    reader.page.wait_for_url(f"{ELSEWHERE}**")

    reader.page.go_back()
    assert reader.page.url.endswith("/joetsu/search/quiet/")
    reader.does_not_see("離婚")


def test_without_a_script_the_way_out_is_a_link(people: People) -> None:
    reader = people.a_visitor_with_a_phone(scripts=False)
    elsewhere_answers(reader.page)
    reader.opens("/ask/form/")

    reader.page.locator("[data-quick-exit]").click()

    reader.page.wait_for_url(f"{ELSEWHERE}**")
