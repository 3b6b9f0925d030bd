"""The chief asks two things: what does not move, and what to put into the yearly table."""

import io
import zipfile
from pathlib import Path

from playwright.sync_api import Download

from tests.journeys.people import Colleague, People

# The history that the town's own document gives, H24 to H29: days, users, consultations.
HISTORY = (
    ("平成24年度", "241", "508", "645"),
    ("平成25年度", "347", "835", "1,070"),
    ("平成26年度", "347", "894", "1,134"),
    ("平成27年度", "348", "992", "1,236"),
    ("平成28年度", "347", "986", "1,324"),
    ("平成29年度", "343", "1,115", "1,500"),
)


def downloads(person: Colleague, name: str) -> Download:
    with person.page.expect_download() as waiting:
        person.page.get_by_role("link", name=name, exact=True).click()
    return waiting.value


def test_the_chief_sees_what_does_not_move_and_no_familys_name(people: People) -> None:
    chief = people.a_colleague("わかば台 まこと")

    chief.sees("動いていないつなぎ", "団体ごと", "お断りの理由").the_page_is_accessible()
    chief.reaches_by_keyboard("日以上")
    worker = people.a_colleague("つむぎ野 ほのか")
    worker.opens("/work/desk/households/")
    families = worker.page.get_by_role("rowheader").get_by_role("link").all_inner_texts()
    assert families
    chief.does_not_see(*families)


def test_the_yearly_table_is_the_towns_own_and_its_impossible_figure_is_marked(people: People) -> None:
    chief = people.a_colleague("わかば台 まこと").opens("/work/figures/")

    rows = chief.page.get_by_role("row").all_inner_texts()
    for year, *figures in HISTORY:
        line = next(row for row in rows if row.startswith(year))
        assert all(figure in line for figure in figures), line
    chief.sees("確かめてほしい数字があります", "508 ÷ 241").the_page_is_accessible()
    chief.reaches_by_keyboard("Excel")
    for tab in ("月別", "場所別", "方法別", "相談の種類別", "つなぎ"):
        chief.page.get_by_role("navigation", name="統計の種類").get_by_role("link", name=tab).click()
        chief.the_page_is_accessible()


def test_the_chief_takes_the_table_away_as_excel_and_csv(people: People) -> None:
    chief = people.a_colleague("わかば台 まこと").opens("/work/figures/")

    excel = Path(downloads(chief, "Excel").path()).read_bytes()
    csv = Path(downloads(chief, "CSV").path()).read_bytes()

    with zipfile.ZipFile(io.BytesIO(excel)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    lines = csv.decode("utf-8-sig").splitlines()
    assert csv.startswith(b"\xef\xbb\xbf")
    for year, *figures in HISTORY:
        line = next(line for line in lines if year in line)
        plain = [figure.replace(",", "") for figure in figures]
        assert all(figure in line for figure in plain), line
        assert all(f"<v>{figure}</v>" in sheet for figure in plain)


def test_figures_and_oversight_are_not_everybodys(people: People) -> None:
    worker = people.a_colleague("つむぎ野 ほのか")
    worker.opens("/work/figures/").sees("年度別の利用状況").is_turned_away_from("/work/figures/yearly.xlsx")
    worker.is_turned_away_from("/work/desk/oversight/")

    member = people.a_colleague("花かご いずみ")
    visitor = people.a_visitor_at_a_desk()
    for page in (
        "/work/figures/",
        "/work/figures/place/",
        "/work/figures/yearly.csv",
        "/work/desk/oversight/",
    ):
        member.is_turned_away_from(page)
        visitor.is_turned_away_from(page)
