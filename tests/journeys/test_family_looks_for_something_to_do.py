"""A father looks for something to do; a member calls a day off, and he reads it before he leaves home."""

import pytest

from tests.journeys.people import People

NAME = "ふうのお茶会"
REASON = "大雪の予報のため"


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_father_finds_an_event_in_the_calendar(people: People, scripts: bool) -> None:
    father = people.a_visitor_with_a_phone(scripts=scripts)

    father.opens("/").follows("子育てカレンダー").sees("カレンダー", "しぼりこむ")
    father.unfolds("しぼりこむ").writes("言葉", "お茶").presses("この条件で見る")
    father.sees("選んだ条件", NAME).follows(NAME)

    father.sees("いつ", "どこで", "費用", "お茶代100円", "これからの日にち")


def test_a_member_writes_the_desk_publishes_and_the_member_calls_a_day_off(people: People) -> None:
    member = people.a_colleague("そよ風 ひなの")
    member.opens("/work/events/new/").writes("行事の名前", "雪あそびの会").writes("日にち", "2099年1月6日")
    member.writes("時間", "１０時〜１１時半").chooses("毎週など、曜日で").chooses("火")
    member.writes("いつまでくり返すか", "2099年3月31日").presses("日にちを確かめて保存する")
    member.sees("これから3か月の日にちです", "1月6日（火）").presses("この日にちで保存する")
    member.sees("窓口が確認すると、町のカレンダーに出ます")

    manager = people.a_colleague("ひだまり山 さち")
    manager.opens("/work/desk/").opens_from_the_column("確認を待つ行事", "雪あそびの会")
    manager.presses("公開する").sees("公開しました")

    member.opens("/work/events/").follows("雪あそびの会").unfolds("ある日だけ中止にする")
    member.writes("どの日", "2099年1月13日").writes("理由", REASON).presses("この日を変える")
    member.sees("その日を中止にしました")

    father = people.a_visitor_with_a_phone()
    father.opens("/calendar/?month=2099-01").sees("雪あそびの会", "中止", REASON)


def test_the_calendar_is_for_everybody(people: People) -> None:
    visitor = people.a_visitor_with_a_phone()

    visitor.opens("/calendar/").the_page_is_accessible().reaches_by_keyboard("次の月")
    visitor.opens("/calendar/?opening=1&need=play&month=2026-13").the_page_is_accessible()
    visitor.opens("/calendar/?q=お茶").follows(NAME).the_page_is_accessible()
    visitor.opens("/calendar/?q=移動").follows("移動子育てひろば").sees(
        "中止になりました"
    ).the_page_is_accessible()


def test_the_keepers_pages_are_for_everybody(people: People) -> None:
    manager = people.a_colleague("ひだまり山 さち")

    for path in ("/work/events/", "/work/events/new/", "/work/events/text/"):
        manager.opens(path).the_page_is_accessible()
    manager.opens("/work/events/").follows(NAME).the_page_is_accessible()
    manager.opens("/work/events/new/").presses("日にちを確かめて保存する")
    manager.sees("もう一度ごらんください").the_page_is_accessible()
