"""A column that asks the register: written, reviewed by the desk, read by families in two Japaneses."""

import re

from playwright.sync_api import expect

from tests.journeys.people import Colleague, People
from tsunagu.kernel.municipality.queries import KEPT_SECONDS

TITLE = "ねむりのはなし"
EASY = "ねむる ときの はなし"


def adds(editor: Colleague, kind: str, *, to: str) -> None:
    """Take a part from the list that the plus sign of a body opens."""
    body = editor.page.locator(f"#panel-child-content-{to}-section, [data-contentpath='{to}']").first
    body.get_by_role("button", name="部品を入れる").first.click()
    editor.page.get_by_role("option", name=kind).click()


def saves_and_sends(editor: Colleague) -> None:
    editor.page.get_by_role("button", name="下書きを保存").click()
    editor.page.wait_for_url(re.compile(r"/work/pages/pages/\d+/edit/"))
    editor.page.get_by_role("button", name="他のアクション").click()
    editor.page.get_by_role("button", name=re.compile("窓口の点検")).click()
    editor.page.wait_for_load_state()


def test_a_column_with_a_living_list_is_written_reviewed_and_read(people: People) -> None:
    writer = people.a_colleague("つむぎ野 ほのか").opens("/work/desk/").follows("読みものを書く")
    writer.opens("/work/pages/pages/").sees("子育てコラム")
    shelf = writer.page.get_by_role("link", name="子育てコラム").first.get_attribute("href") or ""
    writer.opens(f"/work/pages/pages/add/editorial/column/{shelf.split('/')[-3]}/")
    writer.page.locator("#id_title").fill(TITLE)
    writer.page.locator("#id_author").fill("見本 けんた")
    writer.page.locator("#id_easy_title").fill(EASY)
    adds(writer, "名簿から", to="body")
    writer.page.locator("#body-0-value-heading").fill("0歳から使える場所")
    writer.page.locator("#body-0-value-stage").select_option(label="0歳")
    adds(writer, "見出し", to="easy_body")
    writer.page.locator("#easy_body-0-value").fill("夜に 起きる 赤ちゃん")
    saves_and_sends(writer)

    people.a_visitor_with_a_phone().opens("/pages/columns/").does_not_see(TITLE)

    desk = people.a_colleague("ひだまり山 さち").opens("/work/desk/").sees("点検を待つページ")
    desk.follows("点検を待つページ").sees(TITLE)
    desk.page.get_by_role("link", name=TITLE).first.click()
    desk.page.get_by_role("button", name="他のアクション").click()
    desk.page.get_by_role("button", name="点検を終える（公開）").click()
    desk.sees("更新が完了しました")
    # Another reader than before: a browser keeps a page for a minute. Every process looks for a new version
    # of the town once in a while.
    family = people.a_visitor_with_a_phone()
    family.page.wait_for_timeout(KEPT_SECONDS * 1000 + 500)

    family.opens("/pages/columns/").follows(TITLE).sees("見本 けんた", "0歳から使える場所")
    family.the_page_is_accessible()
    family.opens("/easy/pages/columns/").follows(EASY)
    expect(family.page.locator("ruby rt")).not_to_have_count(0)
    family.the_page_is_accessible()


def test_a_member_proposes_and_never_meets_the_editors_screens(people: People) -> None:
    member = people.a_colleague("花かご いずみ").opens("/work/listings/").follows("コラムを送る")
    member.the_page_is_accessible()
    member.chooses("市民レポート").writes("題名", "朝市のこと").writes("公開する名前", "朝市好き")
    member.writes("文章", "屋根の下のベンチが助かります。").presses("窓口に送る").sees("窓口に送りました")
    member.opens("/work/pages/")
    assert member.status == 403

    desk = people.a_colleague("ひだまり山 さち").opens("/work/desk/").follows("点検を待つ投稿")
    desk.the_page_is_accessible().follows("朝市のこと").the_page_is_accessible()
    desk.presses("下書きのページにして、続きを書く")
    expect(desk.page.locator("#id_title")).to_have_value("朝市のこと")
