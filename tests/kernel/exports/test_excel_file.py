"""Workbooks, opened again part by part as a spreadsheet would."""

import io
import zipfile
from decimal import Decimal
from xml.etree import ElementTree

from tests.conftest import TODAY_10AM
from tsunagu.kernel.exports.excel_file import excel_file, text_width
from tsunagu.kernel.exports.sheet import Column, Sheet

NS = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


class Book:
    """A workbook read back."""

    def __init__(self, content: bytes) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(content))
        self.page = self._part("xl/worksheets/sheet1.xml")
        self.workbook = self._part("xl/workbook.xml")
        self._texts = ["".join(item.itertext()) for item in self._part("xl/sharedStrings.xml")]

    def _part(self, name: str) -> ElementTree.Element:
        return ElementTree.fromstring(self._zip.read(name))

    @property
    def cells(self) -> dict[str, object]:
        return {
            cell.get("r", ""): self._texts[int(value.text or "")]
            if cell.get("t") == "s"
            else float(value.text or "")
            for cell in self.page.iterfind(".//x:c", NS)
            if (value := cell.find("x:v", NS)) is not None
        }

    @property
    def formulas(self) -> int:
        return len(self.page.findall(".//x:f", NS))

    @property
    def merged(self) -> list[str]:
        return [cell.get("ref", "") for cell in self.page.iterfind(".//x:mergeCell", NS)]


def yearly() -> Sheet:
    return Sheet(
        title="年度別の利用状況",
        subtitle="総合窓口",
        columns=[
            Column("年度", 14),
            Column("利用者", 14, 0, "年間"),
            Column("件数", 12, 0, "年間"),
            Column("平均", 60, 1),
        ],
        rows=[["平成24年度", 508, 645, Decimal("2.1")], ["=1+1", -3, None, None]],
        total=["合計", 505, 645, None],
        notes=["注の文"],
    )


def test_texts_and_numbers_come_back_in_their_places() -> None:
    book = Book(excel_file(yearly(), at=TODAY_10AM))

    assert book.cells == {
        "A1": "年度別の利用状況", "A2": "総合窓口",
        "A4": "年度", "B4": "年間", "D4": "平均", "B5": "利用者", "C5": "件数",
        "A6": "平成24年度", "B6": 508.0, "C6": 645.0, "D6": 2.1,
        "A7": "=1+1", "B7": -3.0,
        "A8": "合計", "B8": 505.0, "C8": 645.0,
        "A10": "注の文",
    }  # fmt: skip


def test_no_cell_is_a_formula() -> None:
    assert Book(excel_file(yearly(), at=TODAY_10AM)).formulas == 0


def test_groups_of_headings_and_the_title_are_merged() -> None:
    book = Book(excel_file(yearly(), at=TODAY_10AM))

    assert book.merged == ["A1:D1", "A2:D2", "A4:A5", "B4:C4", "D4:D5", "A10:D10"]


def test_it_prints_on_one_lying_a4_page_wide_with_headings_on_each() -> None:
    book = Book(excel_file(yearly(), at=TODAY_10AM))
    setup = book.page.find("x:pageSetup", NS)
    names = {name.get("name"): name.text for name in book.workbook.iterfind(".//x:definedName", NS)}

    assert setup is not None
    assert (setup.get("paperSize"), setup.get("orientation"), setup.get("fitToHeight")) == (
        "9",
        "landscape",
        "0",
    )
    assert names["_xlnm.Print_Titles"] == "年度別の利用状況!$4:$5"


def test_widths_are_those_asked_for() -> None:
    book = Book(excel_file(yearly(), at=TODAY_10AM))
    widths = [
        (column.get("min"), column.get("max"), round(float(column.get("width", "0"))))
        for column in book.page.iterfind(".//x:col", NS)
    ]

    assert widths == [("1", "2", 15), ("3", "3", 13), ("4", "4", 61)]


def test_one_line_of_headings_and_a_name_that_excel_would_refuse() -> None:
    sheet = Sheet("内訳[2026/4]:" + "長" * 40, [Column("名称")], [["ひだまり"]])

    book = Book(excel_file(sheet, at=TODAY_10AM))
    name = book.workbook.find(".//x:sheet", NS)

    assert name is not None
    assert name.get("name") == ("内訳・2026・4・・" + "長" * 40)[:31]
    assert [book.cells[place] for place in ("A3", "A4")] == ["名称", "ひだまり"]


def test_a_kanji_is_two_wide() -> None:
    assert text_width("H24年度") == 7
