"""A grandmother's telephone runs no script: everything that a family sends goes all the same."""

from tests.journeys.people import People, Visitor

TITLE = "見本の話題：古い電話から"
LISTING = "じょうえつ子育てinfo"


def test_everything_that_a_family_sends_goes_without_a_script(people: People) -> None:
    grandmother = people.a_visitor_with_a_phone(scripts=False)

    _looks_for_a_place(grandmother)
    _asks_for_the_way(grandmother)
    _writes_on_the_board(grandmother)
    _says_what_is_wrong(grandmother)
    _asks_for_notices(grandmother)


def _looks_for_a_place(grandmother: Visitor) -> None:
    grandmother.opens("/").writes("困っていること・さがしていること", "いちじあずかり").presses("さがす")
    grandmother.sees("一時預かり")


def _asks_for_the_way(grandmother: Visitor) -> None:
    grandmother.opens("/path/").chooses("生まれた日").writes("日にち", "きのう").presses("道すじを見る")
    grandmother.sees("日付として読めません").writes("日にち", "令和8年4月1日").presses("道すじを見る")
    grandmother.sees("覚えておきたい日")


def _writes_on_the_board(grandmother: Visitor) -> None:
    grandmother.opens("/board/").follows("掲示板に書く").follows("決まりを読んだ。書きはじめる")
    grandmother.chooses("食事・ねんね").writes("見出し", TITLE).writes("本文", "見本の文です。")
    grandmother.writes("表示する名前", "ばあば").presses("送る").sees("受け取りました")


def _says_what_is_wrong(grandmother: Visitor) -> None:
    grandmother.opens("/search/?q=子育てinfo").follows(LISTING).follows("この情報はちがう")
    grandmother.chooses("電話番号や連絡先がちがう").presses("窓口に知らせる").sees("ありがとうございます")


def _asks_for_notices(grandmother: Visitor) -> None:
    grandmother.opens("/notices/").follows("メールで受け取る")
    grandmother.writes("メールアドレス", "baaba@example.jp").writes("お子さんの生まれた年と月", "2026年4月")
    grandmother.presses("確認のメールを受け取る").sees("メールを見てください")
