"""A child falls ill on a day off: who is on duty, whom to call, where it is; and who keeps all that true."""

import pytest

from tests.journeys.people import Colleague, People, Person, Visitor
from tsunagu.kernel.municipality.queries import KEPT_SECONDS

EDITOR = "ひだまり山 さち"
PLACE = "37.148, 138.236"


def is_published(editor: Person) -> None:
    """A process keeps what it knows of a town a moment; then everybody sees the change."""
    editor.page.wait_for_timeout(1000 * KEPT_SECONDS + 500)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_father_finds_who_is_on_duty(people: People, scripts: bool) -> None:
    father: Visitor = people.a_visitor_with_a_phone(scripts=scripts)

    father.opens("/").follows("休日・夜間の当番医").sees("110", "休日・夜間の当番医", "見本こども夜間診療室")
    father.sees("0000-00-0009", "これからの8日間")


def test_an_editor_enters_a_duty_and_families_see_it(people: People) -> None:
    editor: Colleague = people.a_colleague(EDITOR)

    editor.opens("/work/directory/rota/").follows("当番を足す").the_page_is_accessible()
    editor.writes("日付", "きのう").presses("保存する").sees("日付として読めません").the_page_is_accessible()
    editor.writes(
        "日付", editor.page.evaluate("new Date(Date.now() + 9 * 3600e3).toISOString().slice(0, 10)")
    )
    editor.writes("いつから", "０時").writes("いつまで", "翌0:00").writes("医療機関の名前", "ためし終日医院")
    editor.presses("保存する").sees("すぐに町のページに出ます", "ためし終日医院").the_page_is_accessible()

    is_published(editor)
    mother = people.a_visitor_with_a_phone()
    mother.opens("/emergency/").sees("今開いている当番医", "ためし終日医院").the_page_is_accessible()


def test_an_editor_puts_a_place_on_the_map_and_families_find_it_there(people: People) -> None:
    editor = people.a_colleague(EDITOR)
    editor.opens("/work/directory/places/").the_page_is_accessible()
    editor.page.get_by_role("table").get_by_role("link", name="まだありません").first.click()
    editor.the_page_is_accessible().writes("緯度", PLACE).presses("地図に載せる").sees("地図に載せました")

    editor.page.get_by_role("table").get_by_role("link", name="まだありません").first.click()
    editor.page.locator("[data-pin-map]").click(position={"x": 200, "y": 150})
    assert editor.page.get_by_label("経度").input_value().startswith("138.")
    editor.presses("地図に載せる").sees("地図に載せました")

    is_published(editor)
    mother = people.a_visitor_with_a_phone(still=True)
    mother.opens("/map/").the_page_is_accessible()
    pin = mother.page.get_by_role("button", name="2 ")
    pin.focus()
    mother.page.keyboard.press("Enter")
    assert mother.page.locator(".leaflet-pan-anim, .leaflet-fade-anim, .leaflet-zoom-anim").count() == 0
    mother.sees("一覧で見る")
    mother.page.get_by_role("link", name="一覧で見る").click()
    assert mother.page.evaluate("document.activeElement.id") == "place-2"

    grandmother = people.a_visitor_with_a_phone(scripts=False)
    grandmother.opens("/map/")
    grandmother.page.locator("svg a").first.click()
    assert grandmother.place.endswith("#place-1")


def test_the_phone_directory_is_for_everybody(people: People) -> None:
    visitor = people.a_visitor_with_a_phone()

    visitor.opens("/").follows("総合電話帳").sees("総合電話帳", "#8000").the_page_is_accessible()
    visitor.opens("/phones/?by=need").the_page_is_accessible()
    visitor.opens("/phones/?q=ゼゼゼ").sees("この言葉の番号は見つかりませんでした").the_page_is_accessible()
