"""A father looks for something to do; a member calls a day off, and he reads it before he leaves home."""

import pytest

from tests.journeys.people import People

NAME = "ふうのお茶会"
REASON = "大雪の予報のため"
FROM_A_TABLE = "表から来た豆まき"
TABLE = f"""イベント名,開始日,終了日,開始時間,終了時間,料金(基本),主催者,場所名称
{FROM_A_TABLE},2099-02-03,2099-02-03,10:00,15:00,無料,認定NPO法人マミーズ・ネット,児童館
日にちのない会,9月11日,,,,,認定NPO法人マミーズ・ネット,児童館
"""


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


def test_a_table_of_events_is_looked_at_taken_and_taken_back(people: People) -> None:
    manager = people.a_colleague("ひだまり山 さち")
    manager.opens("/work/events/").follows("一覧をCSVから取り込む")
    manager.page.get_by_label("CSVファイル").set_input_files(
        {"name": "行事.csv", "mimeType": "text/csv", "buffer": TABLE.encode("cp932")}
    )
    manager.writes("だれが出した一覧か", "上越市こども課").presses("ためしに読む")
    manager.sees("1件をカレンダーに取り込む", "「9月11日」は、年のある一日として読めません")
    manager.the_page_is_accessible().presses("1件をカレンダーに取り込む").sees("取り込みを取り消す")
    manager.follows(FROM_A_TABLE).sees("公開中", "2099年2月3日")

    father = people.a_visitor_with_a_phone()
    father.opens("/calendar/?month=2099-02").follows(FROM_A_TABLE).sees("10:00–15:00", "無料", "児童館")

    manager.opens("/work/directory/import/").follows("行事.csv").presses("取り込みを取り消す")
    manager.sees("取り消しました")
    # Asked otherwise: the same address may show for some seconds what it showed before.
    father.opens("/calendar/?month=2099-02&free=1").does_not_see(FROM_A_TABLE)


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
