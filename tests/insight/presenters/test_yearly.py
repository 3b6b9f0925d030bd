"""What the yearly page and its file say."""

from decimal import Decimal

from tests.conftest import TODAY_10AM
from tsunagu.insight.choices import DoubtKind, Origin
from tsunagu.insight.presenters.yearly import YearlyTable
from tsunagu.insight.queries.doubts import Doubt, Figures, doubts_about
from tsunagu.insight.queries.yearly import YearLine
from tsunagu.kernel.dates.fiscal_year import FiscalYear


def stated(year: int, figures: Figures, average: str) -> YearLine:
    doubts = doubts_about(FiscalYear(year), figures, Decimal(average))
    return YearLine(
        FiscalYear(year), Origin.IMPORTED, figures, Decimal(average), "子育てinfo", "事例集", "⑥", doubts
    )


H24 = stated(2012, Figures(241, 508, 645), "1.20")
H26 = stated(2014, Figures(347, 894, 1134), "2.50")
EMPTY = YearLine(FiscalYear(2013), Origin.NONE)
RUNNING = YearLine(FiscalYear(2026), Origin.RECORDS, Figures(230, 1115, 1500), is_running=True)


def table(*lines: YearLine) -> YearlyTable:
    return YearlyTable(lines, desk_name="総合窓口", at=TODAY_10AM)


def test_a_doubted_cell_points_to_its_note() -> None:
    page = table(H24, EMPTY, H26)

    assert page.rows == [
        ["平成24年度", "241", "508", "645", {"text": "1.2", "flag": "注1　計算と合いません"}, "資料：事例集"],
        ["平成25年度", None, None, None, None, "記録も資料もない"],
        ["平成26年度", "347", "894", "1,134", {"text": "2.5", "flag": "注2　切り捨て"}, "資料：事例集"],
    ]
    assert [(note["number"], note["year"], note["is_serious"]) for note in page.notes] == [
        (1, "平成24年度", True),
        (2, "平成26年度", False),
    ]
    assert page.notes[0]["text"].startswith("508 ÷ 241 = 2.1。資料の 1.2 と合いません。")


def test_the_running_year_says_until_when_and_stands_in_the_tiles() -> None:
    page = table(RUNNING)

    assert page.rows == [
        [
            {"text": "令和8年度", "flag": "11月20日まで"},
            "230",
            "1,115",
            "1,500",
            "4.8",
            "相談の記録から数えた",
        ]
    ]
    assert [(tile["value"], tile["unit"]) for tile in page.tiles] == [
        ("230", "日"),
        ("1,115", "人"),
        ("1,500", "件"),
        ("4.8", "人"),
    ]


def test_several_doubts_of_one_cell_are_both_there() -> None:
    doubts = (
        Doubt(DoubtKind.TOO_MANY_DAYS, Figures(400), FiscalYear(2026)),
        Doubt(DoubtKind.DAYS_WITHOUT_RECORD, Figures(400), FiscalYear(2026), days=1),
    )

    page = table(YearLine(FiscalYear(2026), Origin.RECORDS, Figures(400), doubts=doubts))

    assert page.rows[0][1] == {"text": "400", "flag": "注1　1年を超えます、注2　記録のない日"}


def test_the_chart_breaks_where_nothing_is_known() -> None:
    assert table(H24, EMPTY, RUNNING).chart == {
        "labels": ["H24", "H25", "R8"],
        "series": [
            {"label": "年間延べ利用者数", "values": [508, None, 1115]},
            {"label": "年間相談件数", "values": [645, None, 1500]},
        ],
    }


def test_a_desk_without_a_running_year_has_no_tiles() -> None:
    assert table(H24).tiles == []


def test_the_file_carries_both_averages_and_the_doubt_in_words() -> None:
    sheet = table(H24, RUNNING).sheet()

    assert sheet.rows[0][:8] == [
        "平成24年度", "2012", 241, 508, 645, Decimal("1.20"), Decimal("2.1"), "資料：事例集",
    ]  # fmt: skip
    assert str(sheet.rows[0][8]).startswith("508 ÷ 241 = 2.1。資料の 1.2 と合いません。")
    assert sheet.rows[1][5:] == [
        Decimal("4.8"),
        Decimal("4.8"),
        "相談の記録から数えた",
        "年度の途中（11月20日まで）。",
    ]
    assert sheet.subtitle == "総合窓口　令和8年11月20日現在"
    assert sheet.notes[1:] == ["資料：事例集 ⑥"]


def test_a_run_of_years_without_figures_is_one_row_and_one_step_of_the_chart() -> None:
    years = [YearLine(FiscalYear(year), Origin.NONE) for year in range(2018, 2026)]

    page = table(H24, *years, RUNNING)

    assert [row[0] for row in page.rows[:2]] == ["平成24年度", "平成30年度〜令和7年度"]
    assert page.rows[1][1:] == [None, None, None, None, "記録も資料もない"]
    assert page.chart["labels"] == ["H24", "…", "R8"]
    assert len(page.sheet().rows) == 10
