"""Families ask in words that nobody wrote; it becomes work, and the word is there from then on."""

from tests.journeys.machinery import AS_THE_TOWN
from tests.journeys.people import People
from tests.journeys.running_town import RunningTown

# Several people, yesterday and the day before: what one browser in one minute cannot be.
ASKED_IN_VAIN = """
from tsunagu.directory.actions.gaps import note_gap
from tsunagu.directory.choices import GapKind

with as_system(TOWN, at=NOW):
    for days in (1, 1, 2, 2):
        note_gap(kind=GapKind.NOTHING, text="ぽぬぽぬ", at=NOW - timedelta(days=days))
        note_gap(kind=GapKind.WRONG_WAY, text="一時預かり", at=NOW - timedelta(days=days))
"""


def test_a_word_that_nobody_had_is_asked_for_and_added(people: People, town: RunningTown) -> None:
    mother = people.a_visitor_with_a_phone()
    mother.opens("/search/?q=ぽぬぽぬ")
    assert mother.page.get_by_role("article").count() == 0
    mother.opens("/search/?q=一時預かり").presses("さがしていたものが、この中にない")
    mother.sees("言葉と日だけを数えます", "窓口に聞いてみる").the_page_is_accessible()

    town.command("shell", "-v", "0", "-c", f"SLUG = 'joetsu'\n{AS_THE_TOWN}\n{ASKED_IN_VAIN}")
    manager = people.a_colleague("ひだまり山 さち").opens("/work/gaps/")
    manager.sees("「ぽぬぽぬ」", "何も見つからない", "「一時預かり」", "見つかったが、ちがった")
    manager.the_page_is_accessible()
    manager.follows("1年のまとめを見る").sees("「ぽぬぽぬ」").the_page_is_accessible()

    manager.opens("/work/gaps/").follows("類義語を足す").writes("言葉", "ぽぬぽぬ、一時預かり").presses(
        "保存する"
    )
    manager.sees("見つからなかったこと", "「一時預かり」").does_not_see("「ぽぬぽぬ」")
    # Every process knows of the word within five seconds.
    manager.page.wait_for_timeout(5500)
    another = people.a_visitor_with_a_phone().opens("/search/?q=ぽぬぽぬ").sees("一時預かり")
    assert another.page.get_by_role("article").count() > 0
