"""A mother who does not search is told of a place; when she must, she stops everything with one press."""

import re
import time

from playwright.sync_api import Error

from tests.journeys.people import PATIENCE, Colleague, People, Visitor

TITLE, EASY = "まめまきの会のお知らせ", "まめまきの 会（かい）"
ADDRESS = re.compile(r"https?://[^/\s]+(/joetsu\S*/notices/(?:confirm|mine)/\S+)")


def asks_for_notices(mother: Visitor) -> None:
    mother.opens("/").follows("子育てのお知らせ").the_page_is_accessible()
    mother.follows("メールで受け取る").the_page_is_accessible()
    mother.writes("メールアドレス", "hahaoya").writes("お子さんの生まれた年と月", "先月")
    mother.presses("確認のメールを受け取る")
    mother.sees("メールアドレスの形になっていません", "「先月」を年と月として読めません")
    mother.the_page_is_accessible()
    mother.writes("メールアドレス", "hahaoya@example.jp").writes("お子さんの生まれた年と月", "2026年4月")
    mother.chooses("やさしい日本語").presses("確認のメールを受け取る").sees("メールを見てください")
    mother.the_page_is_accessible()


def finds_in_the_letter(postman: Colleague, subject: str) -> list[str]:
    """The addresses in the newest letter of that subject; the worker may need a moment."""
    until = time.monotonic() + 3 * PATIENCE / 1000
    while time.monotonic() < until:
        postman.opens("/work/outbox/")
        try:
            postman.page.get_by_role("link", name=subject).first.click(timeout=1000)
            break
        except Error:
            continue
    postman.sees(subject).does_not_see("hahaoya@example.jp")
    return ADDRESS.findall(postman.text())


def confirms(mother: Visitor, letter: list[str]) -> None:
    mother.opens(letter[0]).the_page_is_accessible().page.get_by_role("button").first.wait_for()
    mother.page.locator("main button").first.click()
    mother.page.wait_for_url("**/mine/**")
    mother.the_page_is_accessible().does_not_see("hahaoya@example.jp")


def writes_a_notice(worker: Colleague) -> str:
    worker.opens("/work/notices/").the_page_is_accessible().follows("お知らせを書く")
    worker.the_page_is_accessible()
    page = worker.page
    page.get_by_label("題名", exact=False).first.fill(TITLE)
    page.get_by_label("題名（やさしい日本語）").fill(EASY)
    page.locator("#id_body").fill("豆をまいて、鬼をおどろかせましょう。")
    page.locator("#id_body_easy").fill("まめを まきます。")
    worker.chooses("行事・講座").chooses("生まれた子の月齢で")
    worker.writes("何か月から", "0").writes("何か月まで", "11").writes(
        "いつまでのお知らせか", "令和20年2月3日"
    )
    worker.presses("何人に届くかを見る").sees("およそ10人に届きます")
    worker.presses("下書きを残す").sees("確認を頼む").the_page_is_accessible()
    worker.presses("確認を頼む").sees("ほかの人の確認を待っています")
    return worker.place


def agrees_and_sends(manager: Colleague, notice: str) -> None:
    manager.opens("/work/desk/").opens_from_the_column("確認を待つお知らせ", TITLE)
    manager.sees("豆をまいて").the_page_is_accessible()
    manager.presses("読んで確認した").sees("確認しました").presses("この日時に送る")
    manager.sees("送る日時を決めました")
    assert manager.place == notice


def test_a_mother_is_told_and_stops_everything_at_once(people: People) -> None:
    mother, postman = people.a_visitor_with_a_phone(scripts=True), people.a_colleague("石だたみ けい")
    worker, manager = people.a_colleague("つむぎ野 ほのか"), people.a_colleague("ひだまり山 さち")

    asks_for_notices(mother)
    confirms(mother, finds_in_the_letter(postman, "お知らせの 登録を"))
    notice = writes_a_notice(worker)
    agrees_and_sends(manager, notice)

    letter = finds_in_the_letter(postman, EASY)
    mother.opens("/notices/").sees(TITLE).follows(TITLE).sees("豆をまいて").the_page_is_accessible()
    quiet = next(address for address in letter if "/quiet/" in address)
    mother.opens(quiet).the_page_is_accessible()
    mother.page.locator("main form button").first.click()
    mother.sees("0120-279-338").the_page_is_accessible()
    mother.opens(quiet.replace("quiet/", ""))
    assert mother.status == 410
    worker.opens(notice).the_page_is_accessible()


def test_a_colleague_stops_what_goes_to_a_household(people: People) -> None:
    worker = people.a_colleague("つむぎ野 ほのか")

    worker.records_a_consultation("見本 しずか", topics="預けたい", asked="お知らせを止めてほしい。")
    worker.opens_the_family().follows("お知らせを止める").the_page_is_accessible()
    worker.presses("すべて止める").sees("すべて止めました")
    worker.opens("/work/notices/stop/").the_page_is_accessible()
    worker.writes("止めるメールアドレス", "nobody@example.jp").presses("すぐに止める").sees(
        "すべて止めました"
    )
