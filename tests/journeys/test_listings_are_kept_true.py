"""The NPO changes its Saturday, the desk approves, the page shows it; a centre answers a letter's link."""

import re

from tests.journeys.people import Colleague, People
from tests.journeys.running_town import RunningTown

LISTING = "じょうえつ子育てinfo"
CENTRE = "子育て世代包括支援センター"


def opens_the_listing(colleague: Colleague) -> None:
    colleague.opens("/work/listings/").follows(LISTING).sees("情報の新しさ")


def test_the_npo_changes_its_saturday_and_the_page_shows_it_after_the_desk_has_read_it(
    people: People,
) -> None:
    npo = people.a_colleague("花かご いずみ")
    npo.opens("/work/listings/").the_page_is_accessible()
    opens_the_listing(npo)
    npo.the_page_is_accessible()
    npo.follows("開いているときを直す").the_page_is_accessible()
    npo.selects("土曜", "開く").writes("土曜の時間", "9:00-12:00").presses("日付を確かめる")
    npo.sees("変わる日", "9:00–12:00").the_page_is_accessible()
    npo.presses("この内容で窓口に送る").sees("窓口に送りました")
    npo.follows("臨時の休み").the_page_is_accessible()

    family = people.a_visitor_with_a_phone().opens("/search/?q=子育てinfo").follows(LISTING)
    family.does_not_see("9:00–12:00")

    desk = people.a_colleague("ひだまり山 さち")
    desk.opens("/work/desk/").follows("団体から届いた変更").the_page_is_accessible()
    row = desk.page.get_by_role("row").filter(has_text="開いているとき").filter(has_text=LISTING)
    row.get_by_role("link").first.click()
    desk.sees("これから3か月で変わる日", "9:00–12:00").the_page_is_accessible()
    desk.reaches_by_keyboard("このまま公開する").presses("このまま公開する").sees("公開しました")

    letters = people.a_colleague("石だたみ けい").opens("/work/outbox/")
    letters.sees("お送りいただいた変更を公開しました")
    # Each process keeps a town's version for five seconds; until then the page may be the one before.
    family.page.wait_for_timeout(5_500)
    family.looks_again().unfolds("曜日ごとの時間").sees("9:00–12:00")


def test_a_centre_confirms_by_the_link_of_a_letter_without_an_account(
    people: People, town: RunningTown
) -> None:
    town.owner_is_asked("joetsu", CENTRE)
    postman = people.a_colleague("石だたみ けい").opens("/work/outbox/")
    row = (
        postman.page.get_by_role("row")
        .filter(has_text="kosodate-sedai-center@")
        .filter(has_text="確認をお願いします")
    )
    row.first.get_by_role("link").click()
    link = re.search(r"/joetsu/work/listings/answer/\S+/", postman.sees("宛先").page.inner_text("main"))
    assert link

    centre = people.a_visitor_with_a_phone(scripts=False).opens(link[0])
    centre.sees("今も正しいですか", CENTRE)
    looking = people.a_visitor_with_a_phone().opens(link[0]).the_page_is_accessible()
    looking.follows("変わった").the_page_is_accessible()
    looking.opens(link[0]).follows("やめた").the_page_is_accessible()
    looking.opens(link[0]).follows("確かめたところだけを答える").the_page_is_accessible()
    centre.presses("まだ正しい").sees("お返事：まだ正しい").does_not_see("すべてのお返事")
    centre.presses("まだ正しい").sees("すべてのお返事を受け取りました")
    centre.opens(link[0]).sees("すべてのお返事を受け取りました")


def test_a_reader_says_what_is_wrong_and_the_desk_answers(people: People) -> None:
    reader = people.a_visitor_with_a_phone().opens("/search/?q=子育てinfo").follows(LISTING)
    reader.follows("この情報はちがう").the_page_is_accessible().reaches_by_keyboard("窓口に知らせる")
    reader.chooses("電話番号や連絡先がちがう").writes("メールアドレス", "reader@example.jp")
    reader.presses("窓口に知らせる").sees("ありがとうございます").the_page_is_accessible()

    desk = people.a_colleague("ひだまり山 さち").opens("/work/listings/reports/").the_page_is_accessible()
    row = desk.page.get_by_role("row").filter(has_text="電話番号や連絡先がちがう")
    row.get_by_role("link").first.click()
    desk.sees("reader@example.jp").the_page_is_accessible()
    desk.writes("知らせてくれた人への返事", "直しました。ありがとうございます。")
    desk.presses("返事をして終える").sees("返事を送りました")


def test_every_other_page_of_the_keeping_can_be_used_by_everybody(people: People) -> None:
    desk = people.a_colleague("ひだまり山 さち")
    for page in ("", "changes/", "calls/", "unconfirmed/", "freshness/"):
        desk.opens(f"/work/listings/{page}").the_page_is_accessible()
    desk.opens("/work/listings/calls/").page.locator("main table").first.get_by_role("link").first.click()
    desk.sees("この電話を記録する").the_page_is_accessible()
    desk.chooses("出なかった").presses("記録する").sees("電話を記録しました")
    desk.opens("/work/listings/").follows("団体の紹介を直す").the_page_is_accessible()
    opens_the_listing(desk)
    for way in ("言葉を直す", "受け入れの状況", "確認する", "もうやっていない"):
        listing = desk.place
        desk.follows(way).the_page_is_accessible()
        desk.opens(listing)
    desk.opens("/work/listings/changes/").page.locator("main table").get_by_role("link").first.click()
    desk.follows("直して公開する").sees("この内容で公開する").the_page_is_accessible()
