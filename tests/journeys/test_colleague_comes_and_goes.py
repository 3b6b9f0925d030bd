"""The administrator lets a colleague in and out again: the pages that nobody else sees."""

from tests.journeys.people import People

ACCOUNTS = "/work/accounts/"
NEWCOMER, READING = "しずく沢 あん", "しずくざわ あん"


def test_what_was_mistyped_is_said_beside_the_field_and_nothing_is_lost(people: People) -> None:
    administrator = people.a_colleague("石だたみ けい")

    administrator.opens(f"{ACCOUNTS}new/").the_page_is_accessible().reaches_by_keyboard("案内を送る")
    administrator.writes("氏名", NEWCOMER).writes("メールアドレス", "shizukusawa@").presses("案内を送る")

    administrator.sees("氏名の読みを書いてください", "メールアドレスの形ではありません")
    administrator.sees("組織を選んでください", "役割を選んでください").the_page_is_accessible()
    typed = [
        administrator.page.get_by_label(label).first.input_value() for label in ("氏名", "メールアドレス")
    ]
    assert typed == [NEWCOMER, "shizukusawa@"]


def test_a_colleague_comes_and_goes(people: People) -> None:
    administrator = people.a_colleague("石だたみ けい")

    administrator.opens(f"{ACCOUNTS}new/").writes("氏名", NEWCOMER).writes("氏名（フリガナ）", READING)
    administrator.writes("メールアドレス", "shizukusawa@joetsu.example.jp").selects(
        "組織", "健康づくり推進課"
    )
    administrator.chooses("保健師").presses("案内を送る").sees(f"{NEWCOMER} さんに案内のメールを送りました")

    administrator.the_page_is_accessible().follows(NEWCOMER).the_page_is_accessible()
    posting = administrator.place
    administrator.follows("アカウントを閉じる").sees("すべてのブラウザーから").the_page_is_accessible()
    administrator.follows("やめて戻る").follows("この所属を終える").the_page_is_accessible()
    administrator.presses("所属を終える").sees("所属を終えました").does_not_see(NEWCOMER)
    administrator.is_turned_away_from(posting)


def test_the_same_colleague_is_not_posted_twice(people: People) -> None:
    administrator = people.a_colleague("石だたみ けい")

    administrator.opens(f"{ACCOUNTS}new/").writes("氏名", "ゆきどけ みお")
    administrator.writes("氏名（フリガナ）", "ゆきどけ みお")
    administrator.writes("メールアドレス", "yukidoke@joetsu.example.jp").selects("組織", "健康づくり推進課")
    administrator.chooses("保健師").presses("案内を送る")

    administrator.sees("この人は、その組織にその役割ですでに所属しています。")
    assert administrator.page.get_by_label("メールアドレス").first.input_value() == (
        "yukidoke@joetsu.example.jp"
    )
