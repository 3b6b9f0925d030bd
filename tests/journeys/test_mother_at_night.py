"""A mother cannot sleep. She finds help with one hand, asks without a name, and sees who has her."""

import pytest

from tests.journeys.people import Colleague, People, Visitor

FORBIDDEN = "夫が家にいる夜7時からあとは連絡しないで。"
WORDS = {True: "もう三日も夜泣きで、", False: "三日も眠れず、"}
NEED = "相談したい"
DESK = "認定NPO法人マミーズ・ネット"
HELPER = "すこやかなくらし包括支援センター"


def finds_a_place(mother: Visitor) -> None:
    mother.opens("/").writes("困っていること・さがしていること", "夜泣き つらい").presses("さがす")
    mother.sees("件")
    mother.page.get_by_role("article").get_by_role("link").first.click()
    mother.sees("ここにつないでほしい", "相談する")


def asks_without_a_name(mother: Visitor, asked: str) -> None:
    mother.follows("ここにつないでほしい").sees("いま、危険はありませんか", "110", "119", "189")
    mother.follows("危険はない。相談をつづける").sees("つないでほしいところ")
    mother.writes("どんなことで困っていますか", asked)
    mother.chooses("連絡しないで。受付番号で自分で見ます").chooses("電話はしないで")
    mother.writes("連絡してはいけない時間・方法", FORBIDDEN)
    mother.presses("窓口に送る").sees("受け取りました").notes_the_receipt_code()


def takes_her_question(worker: Colleague, asked: str) -> None:
    worker.opens("/work/desk/").opens_from_the_column("新着", asked)
    worker.sees("名前なしの相談", asked, "連絡してはいけない時間・方法", FORBIDDEN)
    worker.presses("担当する").sees("担当になりました")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_mother_asks_at_night_and_sees_who_has_her(people: People, scripts: bool) -> None:
    mother = people.a_visitor_with_a_phone(scripts=scripts)
    asked = f"{WORDS[scripts]}わたしも泣いてしまいます。"

    finds_a_place(mother)
    asks_without_a_name(mother, asked)
    mother.looks_up_the_request().sees("窓口に届いています")

    worker = people.a_colleague("つむぎ野 ほのか")
    takes_her_question(worker, asked)
    mother.looks_up_the_request().sees("担当の人が決まりました", DESK)

    worker.writes("ご家族へのひとこと", "話してくれてありがとうございます。").presses("このひとことを伝える")
    worker.sees("ご家族に伝わるようにしました")
    mother.looks_up_the_request().sees("お返事をしました", "話してくれてありがとうございます。")


def test_her_status_moves_when_the_desk_passes_her_on(people: People) -> None:
    mother = people.a_visitor_with_a_phone()
    finds_a_place(mother)
    asks_without_a_name(mother, "抱っこしていないと寝ません。")
    worker = people.a_colleague("つむぎ野 ほのか")
    takes_her_question(worker, "抱っこしていないと寝ません。")

    worker.opens_the_family().records_the_consent("夜泣きのことと、連絡してよい時間")
    worker.sees(FORBIDDEN)
    worker.chooses_where_to_pass_it(HELPER).sends_it(asking="昼間に、話を聞いてください。", need=NEED)
    mother.looks_up_the_request().sees(f"「{NEED}」は、受け入れ先の返事を待っています。")

    helper = people.a_colleague("みなも原 たくみ")
    helper.opens_what_arrived(NEED).sees("昼間に、話を聞いてください。", FORBIDDEN).takes_it_on()
    mother.looks_up_the_request().sees(f"「{NEED}」は、{HELPER}の担当者が受け持っています。")


def test_nobody_else_sees_what_she_wrote(people: People) -> None:
    mother = people.a_visitor_with_a_phone()
    finds_a_place(mother)
    asks_without_a_name(mother, "朝までに何度も起きます。")
    worker = people.a_colleague("つむぎ野 ほのか")
    takes_her_question(worker, "朝までに何度も起きます。")
    request = worker.place
    family = worker.opens_the_family().place

    for name in ("花かご いずみ", "そよ風 ひなの", "わかば台 まこと", "石だたみ けい"):
        colleague = people.a_colleague(name)
        colleague.is_turned_away_from(request)
        colleague.is_turned_away_from(family)
    people.a_visitor_at_a_desk().is_turned_away_from(request)


def test_every_page_on_her_way_is_for_everybody(people: People) -> None:
    mother = people.a_visitor_with_a_phone()

    mother.opens("/").the_page_is_accessible().reaches_by_keyboard("さがす")
    mother.opens("/search/?q=夜泣き").the_page_is_accessible()
    mother.page.get_by_role("article").get_by_role("link").first.click()
    mother.the_page_is_accessible().reaches_by_keyboard("ここにつないでほしい")
    mother.opens("/ask/").the_page_is_accessible().reaches_by_keyboard("相談をつづける")
    mother.opens("/ask/form/").the_page_is_accessible().reaches_by_keyboard("窓口に送る")
    mother.presses("窓口に送る").sees("もう一度ごらんください").the_page_is_accessible()
    mother.opens("/ask/status/").the_page_is_accessible().reaches_by_keyboard("その後を見る")


@pytest.mark.parametrize("language", ["/en", "/easy"])
def test_the_first_pages_are_for_everybody_in_other_languages(people: People, language: str) -> None:
    visitor = people.a_visitor_with_a_phone()

    visitor.opens(f"{language}/").the_page_is_accessible()
    visitor.opens(f"{language}/ask/form/").the_page_is_accessible()
