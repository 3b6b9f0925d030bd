"""Excel: a sheet one can print as it is, on A4, with headings on every page."""

import io
import unicodedata
from datetime import date, datetime
from itertools import groupby
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from tsunagu.kernel.exports.sheet import Cell, Column, Sheet

_NAME_MAY_NOT_HOLD = str.maketrans(dict.fromkeys("[]:*?/\\", "・"))
_NAME_LENGTH = 31
# A4 upright holds about this many characters at full size; wider sheets lie.
_UPRIGHT_WIDTH = 88
_LINE = {"border": 1, "border_color": "#999999", "valign": "top"}
_HEADING = {
    **_LINE,
    "bold": True,
    "bg_color": "#EEF3F1",
    "align": "center",
    "valign": "vcenter",
    "text_wrap": True,
}


def excel_file(sheet: Sheet, *, at: datetime) -> bytes:
    """The workbook's bytes. Texts are written as texts, so no cell is ever a formula.

    Args:
        sheet: what to write.
        at: when it was asked for; it stands in the file's properties.
    """
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as workbook:
        # Spreadsheets keep times without a zone.
        workbook.set_properties({"title": sheet.title, "created": at.replace(tzinfo=None)})
        _Writer(workbook, sheet).write()
    return buffer.getvalue()


class _Writer:
    """One sheet of one workbook, written from the top down."""

    def __init__(self, workbook: xlsxwriter.Workbook, sheet: Sheet) -> None:
        self.sheet = sheet
        self.last = len(sheet.columns) - 1
        self.page: Worksheet = workbook.add_worksheet(
            sheet.title.translate(_NAME_MAY_NOT_HOLD)[:_NAME_LENGTH]
        )
        self._book = workbook
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}
        self.row = 0

    def write(self) -> None:
        self._title()
        top = self.row
        self._headings()
        self.page.freeze_panes(self.row, 1)
        self.page.repeat_rows(top, self.row - 1)
        for cells in self.sheet.rows:
            self._line(cells, {})
        if self.sheet.total is not None:
            self._line(self.sheet.total, {"bold": True, "top": 2})
        self._notes()
        self._print_setup()

    def _title(self) -> None:
        self._across(self.sheet.title, {"bold": True, "font_size": 14})
        if self.sheet.subtitle:
            self._across(self.sheet.subtitle, {"font_color": "#555555"})
        self.row += 1

    def _headings(self) -> None:
        columns = self.sheet.columns
        for index, column in enumerate(columns):
            self.page.set_column(index, index, column.width)
        if not any(column.group for column in columns):
            for index, column in enumerate(columns):
                self.page.write_string(self.row, index, column.label, self._look(_HEADING))
            self.row += 1
            return
        for group, members in groupby(enumerate(columns), key=lambda pair: pair[1].group):
            self._grouped_headings(group, list(members))
        self.row += 2

    def _grouped_headings(self, group: str, members: list[tuple[int, Column]]) -> None:
        look = self._look(_HEADING)
        first, last = members[0][0], members[-1][0]
        if group and first < last:
            self.page.merge_range(self.row, first, self.row, last, group, look)
        elif group:
            self.page.write_string(self.row, first, group, look)
        for index, column in members:
            if group:
                self.page.write_string(self.row + 1, index, column.label, look)
            else:
                self.page.merge_range(self.row, index, self.row + 1, index, column.label, look)

    def _line(self, cells: Any, more: dict[str, Any]) -> None:
        for index, (cell, column) in enumerate(zip(cells, self.sheet.columns, strict=True)):
            self._cell(index, cell, column, more)
        self.row += 1

    def _cell(self, index: int, cell: Cell, column: Column, more: dict[str, Any]) -> None:
        if cell is None:
            self.page.write_blank(self.row, index, None, self._look({**_LINE, **more}))
        elif isinstance(cell, str):
            self.page.write_string(self.row, index, cell, self._look({**_LINE, **more, "text_wrap": True}))
        elif isinstance(cell, date):
            look = self._look({**_LINE, **more, "num_format": "yyyy/mm/dd"})
            self.page.write_datetime(self.row, index, datetime(cell.year, cell.month, cell.day), look)
        else:
            look = self._look({**_LINE, **more, "num_format": _number_format(column.decimals)})
            self.page.write_number(self.row, index, float(cell), look)

    def _notes(self) -> None:
        self.row += 1
        for note in self.sheet.notes:
            self._across(note, {"text_wrap": True, "valign": "top"})

    def _across(self, text: str, properties: dict[str, Any]) -> None:
        """One text over the whole width."""
        total = sum(column.width for column in self.sheet.columns)
        if self.last:
            self.page.merge_range(self.row, 0, self.row, self.last, "", self._look(properties))
        self.page.write_string(self.row, 0, text, self._look(properties))
        if properties.get("text_wrap"):
            # Excel does not grow the height of merged cells by itself.
            self.page.set_row(self.row, 18 * (1 + text_width(text) // max(total, 1)))
        self.row += 1

    def _print_setup(self) -> None:
        page = self.page
        page.set_paper(9)  # A4
        if sum(column.width for column in self.sheet.columns) > _UPRIGHT_WIDTH:
            page.set_landscape()
        page.fit_to_pages(1, 0)
        page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        page.print_area(0, 0, max(self.row - 1, 0), self.last)
        page.set_footer("&L&A&R&P / &N")

    def _look(self, properties: dict[str, Any]) -> Format:
        """A format, made once: Excel limits how many a workbook may have."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(properties)
        return self._formats[key]


def text_width(text: str) -> int:
    """How many half-width characters a text takes."""
    return sum(2 if unicodedata.east_asian_width(char) in "FWA" else 1 for char in text)


def _number_format(decimals: int | None) -> str:
    return "#,##0" + (f".{'0' * decimals}" if decimals else "")
