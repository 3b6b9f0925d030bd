"""A small club has no account. It answers by the link of one mail and the number of the next, once."""

import re

from tests.journeys.people import Colleague, People, Visitor

CLUB = "ポケット倶楽部"
NEED = "遊ばせたい・友だちをつくりたい"
FAMILY = "朝やけ 楓"
ASKING = "土曜の会に誘ってください。"


def the_newest_mail(postman: Colleague, subject: str) -> str:
    """What the club finds in its mail; in the demo every mail lies in the outbox."""
    postman.opens("/work/outbox/")
    row = postman.page.get_by_role("row").filter(has_text="pocket-club@").filter(has_text=subject).first
    row.get_by_role("link").click()
    postman.sees("宛先")
    return postman.page.inner_text("main")


def passes_the_number(club: Visitor, postman: Colleague) -> None:
    club.sees("家庭の情報を守るため").does_not_see(FAMILY, ASKING)
    club.presses("確認番号を送る").sees("6けたの数字")
    mail = the_newest_mail(postman, "確認番号のお知らせ")
    number = re.search(r"確認番号は (\d{6}) です", mail)
    assert number
    club.writes("確認番号", number[1]).presses("つぎへ")


def test_a_club_without_an_account_takes_a_family_on_by_mail(people: People) -> None:
    worker = people.a_colleague("つむぎ野 ほのか")
    worker.records_a_consultation(FAMILY, topics="3", asked="同じ年の子と遊ばせたい。")
    worker.opens_the_family().records_the_consent("遊び場をさがしていること")
    worker.chooses_where_to_pass_it(CLUB).sends_it(asking=ASKING, need=NEED)
    handover = worker.place
    postman = people.a_colleague("石だたみ けい")

    mail = the_newest_mail(postman, "つなぎの依頼が届いています")
    assert not any(told in mail for told in (FAMILY, ASKING, NEED))
    link = re.search(r"/joetsu/work/desk/answer/\S+/", mail)
    assert link
    club = people.a_visitor_with_a_phone().opens(link[0])
    club.the_page_is_accessible().reaches_by_keyboard("確認番号を送る")
    passes_the_number(club, postman)
    club.sees(ASKING, FAMILY).the_page_is_accessible().reaches_by_keyboard("引き受ける")
    club.follows("引き受ける").the_page_is_accessible()
    club.writes("あなたの名前", "水たま あめ").presses("引き受ける").sees("お返事を受け取りました")

    worker.opens(handover).sees("引き受け", "水たま あめ", CLUB)
    club.opens(link[0]).sees("このリンクは使えません").does_not_see(FAMILY, ASKING)


def test_a_wrong_number_opens_nothing_and_the_link_dies_of_it(people: People) -> None:
    worker = people.a_colleague("つむぎ野 ほのか")
    worker.records_a_consultation("夕なぎ 楓", topics="3", asked="遊ばせたい。")
    worker.opens_the_family().records_the_consent("遊び場をさがしていること")
    worker.chooses_where_to_pass_it(CLUB).sends_it(asking=ASKING, need=NEED)
    mail = the_newest_mail(people.a_colleague("石だたみ けい"), "つなぎの依頼が届いています")
    link = re.search(r"/joetsu/work/desk/answer/\S+/", mail)
    assert link

    finder = people.a_visitor_with_a_phone().opens(link[0]).presses("確認番号を送る")
    for guess in range(5):
        finder.writes("確認番号", f"{guess:06}").presses("つぎへ").sees("番号が違うか、時間が過ぎています")
    finder.opens(link[0]).sees("このリンクは使えません").does_not_see("夕なぎ", ASKING)
