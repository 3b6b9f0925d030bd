"""What a breakdown says on the page and in its file."""

from datetime import date
from decimal import Decimal

from tsunagu.insight.choices import Axis
from tsunagu.insight.presenters.breakdown import BreakdownTable
from tsunagu.insight.queries.breakdown import Breakdown, Part
from tsunagu.kernel.dates.fiscal_year import FiscalYear

R8 = FiscalYear(2026)
APRIL, MAY, JUNE = R8.months[:3]


def table(axis: Axis, *parts: Part, total: Part) -> BreakdownTable:
    return BreakdownTable(Breakdown(axis, R8, parts, total), desk_name="総合窓口", today=date(2026, 5, 20))


def test_months_have_days_and_an_average_and_those_to_come_have_nothing() -> None:
    page = table(
        Axis.MONTH,
        Part(APRIL, "4月", 1000, 1100, 1500, 343),
        Part(MAY, "5月", 0, 0, 0, 0),
        Part(JUNE, "6月", 0, 0, 0, 0),
        total=Part(None, "合計", 1000, 1100, 1500, 343),
    )

    assert [column["label"] for column in page.columns] == [
        "月", "開設日数", "相談の回数", "延べ利用者数", "相談件数", "1日平均利用者数",
    ]  # fmt: skip
    assert page.rows == [
        ["4月", "343", "1,000", "1,100", "1,500", "3.2"],
        ["5月", "0", "0", "0", "0", None],
        ["6月", None, None, None, None, None],
    ]
    assert page.total == ["合計", "343", "1,000", "1,100", "1,500", "3.2"]
    assert page.chart["series"][1] == {"label": "相談件数", "values": [1500, 0, None]}


def test_topics_have_shares_and_no_people() -> None:
    page = table(
        Axis.TOPIC,
        Part("a", "預けたい", 2, None, 2),
        Part("b", "その他", 1, None, 1),
        total=Part(None, "合計", 2, 2, 3),
    )

    assert page.rows == [["預けたい", "2", "66.7"], ["その他", "1", "33.3"]]
    assert page.total == ["合計", "3", "100.0"]
    assert page.chart == {"bars": [{"label": "預けたい", "value": 2}, {"label": "その他", "value": 1}]}
    assert page.remarks[-1] == "1人がいくつも相談するので、種類ごとの利用者数は数えません。"


def test_an_empty_year_divides_nothing() -> None:
    page = table(Axis.METHOD, Part("comes", "来所"), total=Part(None, "合計"))

    assert (page.is_empty, page.rows) == (True, [["来所", "0", "0", "0", None]])


def test_the_file_holds_numbers_not_words() -> None:
    sheet = table(Axis.METHOD, Part("comes", "来所", 3, 4, 5), total=Part(None, "合計", 3, 4, 5)).sheet()

    assert sheet.rows == [["来所", 3, 4, 5, Decimal("100.0")]]
    assert (sheet.title, sheet.subtitle) == ("方法別の利用状況", "総合窓口　令和8年度（2026年度）")


def test_all_desks_together_add_up_their_days_and_say_so() -> None:
    found = Breakdown(Axis.MONTH, R8, (), Part(None, "合計"))

    page = BreakdownTable(found, desk_name="", today=date(2026, 5, 20))

    assert page.columns[1]["label"] == "開設日数（窓口の合計）"
    assert page.sheet().subtitle == "すべての窓口　令和8年度（2026年度）"
