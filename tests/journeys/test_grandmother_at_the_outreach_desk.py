"""A grandmother asks at a small desk in her district; a tablet takes it down, the figures count it there."""

import re

from tests.journeys.people import Colleague, People

PLACE = "名立区の子育てひろば"
ASKED = "昼間は孫をみている。自分も休みたい。"


def talks_of(reader: Colleague, place: str) -> str:
    """The line of that place in the figures; empty when there is none."""
    reader.opens("/work/figures/place/")
    rows = reader.page.get_by_role("row").filter(has_text=place)
    return rows.last.inner_text() if rows.count() else ""


def numbers(line: str) -> list[int]:
    return [int(number.replace(",", "")) for number in re.findall(r"\t([\d,]+)", line)]


def test_a_talk_at_an_outreach_desk_is_counted_where_it_took_place(people: People) -> None:
    reader = people.a_colleague("つむぎ野 ほのか")
    before = numbers(talks_of(reader, PLACE)) or [0, 0, 0]
    worker = people.a_colleague("こもれび沢 ゆう", tablet=True)

    worker.opens("/work/desk/consultations/new/").chooses("5 出張").writes("相談の種類", "2")
    worker.writes("聞いたこと", ASKED).unfolds("日時・場所・人数")
    worker.selects("開設場所", PLACE).selects("だれから", "祖父母")
    worker.the_page_is_accessible().presses("記録する").sees("相談を記録しました")

    worker.sees("出張", PLACE, "祖父母", ASKED)
    after = numbers(talks_of(reader, PLACE))
    assert after != before
    assert [later - earlier for earlier, later in zip(before, after, strict=False)][-2:] != [0, 0]
    reader.the_page_is_accessible()


def test_a_talk_without_a_name_leaves_no_family_behind(people: People) -> None:
    worker = people.a_colleague("こもれび沢 ゆう", tablet=True)
    worker.opens("/work/desk/households/")
    families_before = worker.page.get_by_role("row").count()

    worker.opens("/work/desk/consultations/new/").writes("相談の種類", "2").writes("聞いたこと", ASKED)
    worker.presses("記録する").sees("相談を記録しました")

    worker.opens("/work/desk/households/")
    assert worker.page.get_by_role("row").count() == families_before
