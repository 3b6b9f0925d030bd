"""A mother who does not search: three places are picked for her, on paper, and she opens them at home."""

import re

import pytest

from tests.journeys.people import Colleague, People, Visitor

CODE = re.compile(r"\b[2-9A-Z]{5}-[2-9A-Z]{5}-[2-9A-Z]{5}\b")


def picks_three_places(worker: Colleague) -> None:
    worker.records_a_consultation("見本 はるか", topics="預けたい", asked="さがす元気がありません。")
    worker.opens_the_family().follows("場所を選んで渡す").the_page_is_accessible()
    worker.presses("新しいリスト").sees("まだ選んでいません", "見本").the_page_is_accessible()
    for words in ("一時預かり", "ひろば"):
        worker.writes("名前・困りごと・場所でさがす", words).presses("さがす")
        worker.presses("この家庭に渡す").sees("リストに入れました")
    in_the_register(worker, worker.place)


def in_the_register(worker: Colleague, page: str) -> None:
    """The third is found in the whole register, with the list in hand."""
    number = page.partition("/selections/")[2].strip("/")
    worker.opens(f"/work/directory/?q=相談&selection={number}").sees("リストに入れています")
    worker.presses("この家庭に渡す").sees("いま3か所").the_page_is_accessible()
    worker.follows("リストを見る・渡す")


def gives_it_on_paper(worker: Colleague) -> str:
    worker.writes("ひとこと", "土曜もやっています").writes("あいさつ", "ゆっくり見てください。")
    worker.presses("書きとめる").sees("書きとめました")
    worker.presses("このリストを渡す").sees("渡せるようになりました").the_page_is_accessible()
    page = worker.place
    worker.follows("紙に印刷する").sees("土曜もやっています").does_not_see("見本 はるか")
    worker.the_page_is_accessible()
    found = CODE.search(worker.text())
    assert found, "there is no code on the sheet"
    worker.opens(page).sees("まだ開かれていません", "見本")
    return found[0]


def reads_it_at_home(mother: Visitor, code: str) -> None:
    mother.opens(f"/for/{code}/").sees("選んだ場所", "ゆっくり見てください。", "土曜もやっています")
    mother.does_not_see("見本 はるか")
    assert mother.page.get_by_role("article").count() == 3


def test_a_mother_who_does_not_search_is_given_three_places(people: People) -> None:
    worker, mother = people.a_colleague("つむぎ野 ほのか"), people.a_visitor_with_a_phone()

    picks_three_places(worker)
    code = gives_it_on_paper(worker)
    reads_it_at_home(mother, code)
    mother.the_page_is_accessible().reaches_by_keyboard("窓口に相談する")
    worker.looks_again().sees("1回（はじめて")

    worker.unfolds("止める").presses("このリストを止める").sees("このリストは止められています")
    mother.looks_again().sees("このページは見られません").the_page_is_accessible()


def test_a_guessed_code_and_a_page_without_scripts(people: People) -> None:
    mother = people.a_visitor_with_a_phone(scripts=False)

    mother.opens("/for/AAAAA-AAAAA-AAAAA/").sees("このページは見られません", "窓口に相談する")

    assert mother.status == 404


@pytest.mark.parametrize("language", ["", "/en", "/easy"])
def test_who_there_is_can_be_leafed_through(people: People, language: str) -> None:
    visitor = people.a_visitor_with_a_phone()

    visitor.opens(f"{language}/organisations/").the_page_is_accessible()
    visitor.page.get_by_role("rowheader").get_by_role("link").first.click()
    visitor.page.get_by_role("heading", level=1).wait_for()
