"""A town names its neighbour, and a family at the border finds what is nearer there."""

from tests.journeys.people import People


def test_what_the_neighbour_offers_is_read_shown_and_forgotten(people: People) -> None:
    manager = (
        people.a_colleague("ひだまり山 さち").opens("/work/directory/neighbours/").the_page_is_accessible()
    )
    manager.selects("このシステムを使っているまち", "小金井市").presses("足す").sees("0件を見せています")

    manager.presses("いま取りこむ")
    manager.page.get_by_text("最後の取りこみの結果").wait_for()
    manager.sees("新しく取りこみ").the_page_is_accessible()

    mother = people.a_visitor_with_a_phone().opens("/neighbours/")
    mother.sees("となりのまちの支援", "小金井市の情報です。").the_page_is_accessible()

    manager.unfolds("このまちをやめる").presses("すべて消す").sees("いっしょに消しました。")
    mother.page.wait_for_timeout(5500)  # every process knows of it within five seconds
    # The mother's own browser keeps her page for a minute.
    father = people.a_visitor_with_a_phone().opens("/neighbours/")
    father.does_not_see("小金井市の情報です。")
