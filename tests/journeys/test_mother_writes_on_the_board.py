"""A mother writes, a moderator approves, strangers complain, and her appeal is decided by another person."""

import re

from tests.journeys.people import People

TITLE = "見本の話題：ねんねのこと"
# Each process keeps a town's version for five seconds.
KEPT = 5_500


def test_a_mother_writes_is_hidden_and_heard_by_another_person(people: People) -> None:
    mother = people.a_visitor_with_a_phone().opens("/board/").the_page_is_accessible()
    mother.follows("掲示板に書く").sees("110", "189").the_page_is_accessible()
    mother.follows("決まりを読んだ。書きはじめる").the_page_is_accessible()
    mother.chooses("食事・ねんね").writes("見出し", TITLE)
    mother.writes("本文", "見本の文です。電話は090-1234-5678です。").writes("表示する名前", "そらまめ")
    mother.presses("送る").sees("「090-1234-5678」").the_page_is_accessible()
    mother.writes("本文", "見本の文です。夜中に何度も起きます。").presses("送る").sees("受け取りました")
    code = re.search(r"[2-9A-Z]{4}(-[2-9A-Z]{4}){2}", mother.page.inner_text("main"))
    assert code
    mother.the_page_is_accessible().opens("/board/").does_not_see(TITLE)

    first = people.a_colleague("ひだまり山 さち").opens("/work/community/").the_page_is_accessible()
    first.follows(TITLE).sees("夜中に何度も起きます").the_page_is_accessible()
    first.reaches_by_keyboard("公開する").presses("公開する").sees("公開しました")

    mother.page.wait_for_timeout(KEPT)
    stranger = people.a_visitor_with_a_phone(scripts=False).opens("/board/").follows(TITLE)
    stranger.sees("夜中に何度も起きます").follows("この投稿を通報する")
    stranger.chooses("宣伝や勧誘だと思う").presses("通報する").sees("ありがとうございます")

    first.opens("/work/community/").follows(TITLE).sees("宣伝や勧誘だと思う").the_page_is_accessible()
    first.chooses("宣伝・勧誘・売り買いにあたる").presses("掲載をやめる").sees("掲載をやめました")
    mother.page.wait_for_timeout(KEPT)
    stranger.opens("/board/").looks_again().does_not_see(TITLE)

    mother.opens("/board/mine/").the_page_is_accessible().writes("受付番号", code[0]).presses("その後を見る")
    mother.sees("掲載をやめました", "宣伝・勧誘・売り買いにあたる").the_page_is_accessible()
    mother.writes("見直してほしいわけ", "売り買いではありません。").presses("別の人に見直してもらう")
    mother.sees("前に決めた人とは別の人が")

    first.opens("/work/community/").sees("あなたが決めたので、別の人が見直します")
    other = people.a_colleague("つむぎ野 ほのか").opens("/work/community/").follows(TITLE)
    other.sees("売り買いではありません。").the_page_is_accessible()
    other.chooses("異議を認めて、公開する").presses("見直した結果を残す").sees("見直した結果を残しました")

    mother.page.wait_for_timeout(KEPT)
    stranger.opens("/board/").looks_again().sees(TITLE)
