"""Two colleagues at one page of the town: the second is asked before anything of the first is covered."""

import re

from tests.journeys.people import Colleague, People

TITLE = "二人で書くコラム"
# Longer than the pause after which the editor's script saves, and asks who else is here.
A_WHILE = 12_000


def writes_title(editor: Colleague, title: str) -> None:
    editor.page.locator("#id_title").fill(title)
    editor.page.locator("#id_author").click()


def test_the_second_editor_is_warned_in_japanese_and_the_first_ones_words_stay(people: People) -> None:
    first = people.a_colleague("つむぎ野 ほのか").opens("/work/pages/pages/")
    shelf = first.page.get_by_role("link", name="子育てコラム").first.get_attribute("href") or ""
    first.opens(f"/work/pages/pages/add/editorial/column/{shelf.split('/')[-3]}/")
    first.page.locator("#id_title").fill(TITLE)
    first.page.locator("#id_author").fill("見本 けんた")
    first.page.get_by_role("button", name="下書きを保存").click()
    first.page.wait_for_url(re.compile(r"/work/pages/pages/\d+/edit/"))

    second = people.a_colleague("ひだまり山 さち").opens(first.place)
    writes_title(first, f"{TITLE}（一人目）")
    first.page.get_by_role("button", name="下書きを保存").click()
    first.page.wait_for_load_state()
    writes_title(second, f"{TITLE}（二人目）")
    second.page.wait_for_timeout(A_WHILE)
    second.page.get_by_role("button", name="下書きを保存").click()

    second.sees("つむぎ野 ほのかさんが新しい版を保存しました", "つむぎ野 ほのかさんの変更に上書きします。")
    first.looks_again()
    assert first.page.locator("#id_title").input_value() == f"{TITLE}（一人目）"
