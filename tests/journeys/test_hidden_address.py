"""A family is in hiding. Few may open its address, every opening is written down, and no output has it."""

import re

from tests.journeys.people import Colleague, People
from tests.journeys.reading_everything import everything_in_reach

ADDRESS = "ひみつ町3丁目4番地かくれ荘102"
# Written with other digits or without the house's name it would be as dangerous.
TELLTALE = re.compile("ひみつ町|かくれ荘")
FAMILY = "雪どけ 花"


def hides(worker: Colleague, family: str) -> str:
    """Record a family with a sealed address; returns the path of its page."""
    worker.records_a_consultation(family, topics="2", asked="引っ越したばかりで、だれにも知られたくない。")
    path = worker.opens_the_family().place
    address_form = worker.page.get_by_role("link", name=re.compile("書く\\s*：住所")).get_attribute("href")
    worker.opens(address_form or "").the_page_is_accessible()
    worker.selects("種類", "避難先").writes("住所", ADDRESS).chooses("秘匿にする")
    worker.presses("記録する").sees("秘匿の住所です")
    return path


def test_the_address_is_masked_and_each_opening_is_written_down(people: People) -> None:
    worker = people.a_colleague("つむぎ野 ほのか")
    family = hides(worker, FAMILY)
    worker.does_not_see(ADDRESS).the_page_is_accessible()

    neighbour = people.a_colleague("こもれび沢 ゆう").opens(family)
    neighbour.sees("秘匿の住所です").does_not_see(ADDRESS, "表示する")

    manager = people.a_colleague("ひだまり山 さち").opens(family)
    manager.does_not_see(ADDRESS).reaches_by_keyboard("表示する（記録されます）")
    manager.presses("表示する（記録されます）").sees(ADDRESS, "見たことを記録しました")
    manager.opens(family).does_not_see(ADDRESS)

    chief = people.a_colleague("わかば台 まこと").opens("/work/journal/")
    newest = chief.page.get_by_role("row").filter(has_text="ひだまり山 さち").all_inner_texts()
    assert any("hidden-address" in row or "秘匿" in row for row in newest)
    chief.the_page_is_accessible().is_turned_away_from(family)


def test_the_address_is_on_no_page_no_file_and_no_letter(people: People) -> None:
    worker = people.a_colleague("つむぎ野 ほのか")
    family = hides(worker, "氷かけ 月")
    worker.records_the_consent("引っ越したこと")
    worker.chooses_where_to_pass_it("家庭相談員").does_not_see(ADDRESS)
    worker.sends_it(asking="同行してください。", need="相談したい").does_not_see(ADDRESS)

    start = (family, worker.place, "/joetsu/work/", "/joetsu/work/desk/households/", "/joetsu/work/outbox/")
    colleagues = ("つむぎ野 ほのか", "ひだまり山 さち", "わかば台 まこと", "石だたみ けい", "しら雲 なつめ")
    kinds_read = 0
    for name in colleagues:
        # What anybody reads is the same for them; it is read below.
        for path, text in everything_in_reach(people.a_colleague(name), start=start, within="/work/"):
            assert not TELLTALE.search(text), f"{name} reads the address on {path}"
            kinds_read += 1
    for path, text in everything_in_reach(people.a_visitor_at_a_desk(), start=("/joetsu/",)):
        assert not TELLTALE.search(text), f"anybody reads the address on {path}"
    assert kinds_read > 50
