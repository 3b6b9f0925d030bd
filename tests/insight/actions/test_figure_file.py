"""Tables as offices write them."""

from decimal import Decimal

import pytest

from tsunagu.insight.actions.figure_file import UnreadableFile, UnreadableRow, read_row, rows_of
from tsunagu.kernel.dates.fiscal_year import FiscalYear


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
@pytest.mark.parametrize("separator", [",", "\t"])
def test_a_table_is_found_in_any_usual_encoding(encoding: str, separator: str) -> None:
    text = "年　度,延べ利用者数,なにか,１日平均\r\nH24,508人,x,1.2人\r\n,,,\r\nH25,835人,y,2.4人\r\n"

    rows = list(rows_of(text.replace(",", separator).encode(encoding)))

    assert rows == [
        (2, {"year": "H24", "users": "508人", "stated_average": "1.2人"}),
        (4, {"year": "H25", "users": "835人", "stated_average": "2.4人"}),
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "「年度」の見出しがありません"),
        ("名称,件数\nH24,1\n".encode(), "「年度」の見出しがありません"),
        (b"\xff\xfe\x00\xe5", "文字コードが分かりません"),
    ],
)
def test_what_is_no_table_is_refused_with_a_reason(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        list(rows_of(content))


@pytest.mark.parametrize(
    ("written", "era", "year", "repairs"),
    [
        ("H24", None, 2012, ()),
        ("平成24年度", None, 2012, ()),
        ("2012年度", None, 2012, ()),
        ("24", "平成", 2012, ("「24」を 平成24年度 と読みました",)),
        ("Ｈ２４", None, 2012, ("「Ｈ２４」を 平成24年度 と読みました",)),
        ("平成二十四年度", None, 2012, ("「平成二十四年度」を 平成24年度 と読みました",)),
        ("2012", None, 2012, ("「2012」を 平成24年度 と読みました",)),
        ("平成31年度", None, 2019, ("「平成31年度」を 令和元年度 と読みました",)),
    ],
)
def test_years_are_read_however_written_and_the_reading_is_told(
    written: str, era: str | None, year: int, repairs: tuple[str, ...]
) -> None:
    row = read_row({"year": written, "users": "508"}, era=era)

    assert (row.year, row.repairs) == (FiscalYear(year), repairs)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("１，０７０件", 1070),
        ("1,070件", 1070),
        ("1070", 1070),
        ("千七十", 1070),
        ("1.1千", 1100),
        ("―", None),
        ("", None),
    ],
)
def test_figures_are_read_however_written(written: str, value: int | None) -> None:
    row = read_row({"year": "H25", "users": "1", "consultations": written}, era=None)

    assert row.numbers["consultations"] == value
    assert row.repairs == (() if written in {"1070", "―", ""} else (f"「{written}」を {value} と読みました",))


def test_an_average_keeps_its_digits() -> None:
    assert read_row({"year": "H24", "users": "1", "stated_average": "1.2人"}, era=None).numbers[
        "stated_average"
    ] == Decimal("1.2")


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"users": "508"}, "年度が書かれていません。"),
        ({"year": "24", "users": "508"}, "「24」は元号が分かりません（例：平成24年度、H24）。"),
        ({"year": "合計", "users": "508"}, "「合計」は年度として読めません（例：令和8年度、R8、2026年度）。"),
        ({"year": "1192年度", "users": "508"}, "「1192年度」は年度として読めません。"),
        ({"year": "H24"}, "開設日数・利用者数・相談件数のどれも書かれていません。"),
        ({"year": "H24", "users": "△3"}, "年間延べ利用者数：「△3」はありえない数です。"),
        ({"year": "H24", "users": "1.5"}, "年間延べ利用者数：「1.5」は整数ではありません。"),
        ({"year": "H24", "opening_days": "99999"}, "開設日数：「99999」はありえない数です。"),
        (
            {"year": "H24", "users": "1", "stated_average": "1.234"},
            "1日平均利用者数：「1.234」は小数第2位までにしてください。",
        ),
        (
            {"year": "H24", "users": "508か509"},
            "年間延べ利用者数：「508か509」は数として読めません。数字だけを入れてください（例：1,234、△508）。",
        ),
    ],
)
def test_a_row_that_would_be_a_guess_is_refused(cells: dict[str, str], reason: str) -> None:
    with pytest.raises(UnreadableRow) as refused:
        read_row(cells, era=None)

    assert str(refused.value) == reason
