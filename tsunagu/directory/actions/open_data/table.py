"""A table found in lines of text: where its headings stand, which table of which generation, and its rows."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice

from django.utils.translation import gettext_noop

from tsunagu.directory.actions.open_data.remarks import Remark
from tsunagu.directory.actions.open_data.text_stream import Pieces, UnreadableFile, encoding_of, lines_of
from tsunagu.directory.queries.open_data_columns import (
    READABLE,
    DataSet,
    Generation,
    data_set_of,
    generation_of,
    names_of_headings,
    plain_heading,
)

# Titles and dates stand above the headings of many a file.
SEARCHED_LINES = 30
FEWEST_HEADINGS = 3
DELIMITERS = ",\t;|"
MOST_ROWS = 100_000
_NOTE_MARKS = ("※", "*", "＊", "注", "(注", "（注", "出典", "資料", "備考：", "合計", "総計", "計")


class Skipped(StrEnum):
    """A line of the table that tells of no facility."""

    EMPTY = "empty"
    NOTE = "note"
    HEADINGS = "headings"


@dataclass(frozen=True, slots=True)
class TableShape:
    """What was recognised about the file as a whole."""

    encoding: str
    delimiter: str
    heading_line: int
    names: tuple[str, ...]
    data_set: DataSet
    generation: Generation
    remarks: tuple[Remark, ...] = ()


@dataclass(slots=True)
class TableRow:
    """One row: its cells as written by our names of the columns, or why it tells of no facility."""

    line: int
    cells: dict[str, str]
    skipped: Skipped | None = None
    remarks: list[Remark] = field(default_factory=list)

    @property
    def written(self) -> str:
        """The beginning of the row, to recognise it by."""
        return " ".join(" ".join(cell.split()) for cell in self.cells.values() if cell.strip())[:120]


def shape_of(pieces: Pieces, *, data_set: str = "") -> TableShape:
    """Find the table in the file.

    Args:
        pieces: the file.
        data_set: the key of the table that it is said to be; without it, the columns must tell.

    Raises:
        UnreadableFile: there is no table in it, or none that is known here.
    """
    encoding = encoding_of(pieces)
    delimiter, line, headings = _headings(pieces, encoding)
    names = _names(headings)
    said = READABLE.get(data_set)
    found = said or data_set_of(set(names), headings)
    if found is None:
        raise UnreadableFile(
            gettext_noop("どの一覧か、見出しからは決められません。一覧の種類を選んでください。")
        )
    generation = generation_of(headings)
    remarks = list(_remarks_on(headings, names))
    if generation is None:
        generation = Generation.CURRENT
        remarks.append(Remark(gettext_noop("新旧どちらの様式か、見出しからは決められません。")))
    return TableShape(encoding, delimiter, line, names, found, generation, tuple(remarks))


def rows_of(pieces: Pieces, shape: TableShape) -> Iterator[TableRow]:
    """The rows under the headings, in their order, one at a time; empty ones are left out.

    Raises:
        UnreadableFile: the table breaks off, or has more rows than are taken at once.
    """
    count = 0
    first: list[str] | None = None
    for line, cells in _parsed(lines_of(pieces, shape.encoding), shape.delimiter):
        if line < shape.heading_line or first is None:
            first = cells if line >= shape.heading_line else None
            continue
        if not any(cell.strip() for cell in cells):
            continue
        count += 1
        if count > MOST_ROWS:
            raise UnreadableFile(gettext_noop("一度に読めるのは%(most)s行までです。"), most=MOST_ROWS)
        yield _row(line, cells, shape, first)


def _row(line: int, cells: list[str], shape: TableShape, headings: list[str]) -> TableRow:
    row = TableRow(line, {})
    for name, cell in zip(shape.names, cells, strict=False):
        # A heading that stands twice: what is written is taken, the first before the second.
        if name and not row.cells.get(name, "").strip():
            row.cells[name] = cell
    beyond = " ".join(cell.strip() for cell in cells[len(shape.names) :] if cell.strip())
    if beyond:
        message = gettext_noop("見出しのない列の「%(text)s」は読みませんでした。")
        row.remarks.append(Remark(message, {"text": beyond[:60]}))
    if cells[: len(headings)] == headings:
        row.skipped = Skipped.HEADINGS
    elif _is_note([cell.strip() for cell in cells if cell.strip()]):
        row.skipped = Skipped.NOTE
        row.cells = {"name": " ".join(cell.strip() for cell in cells if cell.strip())}
    return row


def _is_note(filled: list[str]) -> bool:
    """A footnote, a sum, or a line that names the group of rows below it."""
    if filled and filled[0].startswith(_NOTE_MARKS) and len(filled) <= 2:
        return True
    return len(filled) == 1


def _headings(pieces: Pieces, encoding: str) -> tuple[str, int, list[str]]:
    """The delimiter under which most headings are known, the line they stand on, and the headings."""
    start = list(islice(lines_of(pieces, encoding), SEARCHED_LINES))
    best: tuple[int, str, int, list[str]] = (0, ",", 0, [])
    for delimiter in DELIMITERS:
        for line, cells in _parsed(iter(start), delimiter, is_a_piece=True):
            known = len({name for name in _names(cells) if name})
            if known > best[0] and "name" in _names(cells):
                best = (known, delimiter, line, cells)
    if best[0] < FEWEST_HEADINGS:
        raise UnreadableFile(
            gettext_noop("見出しの行が見つかりません。「名称」などの見出しがある表を選んでください。")
        )
    return best[1:]


def _parsed(
    lines: Iterator[str], delimiter: str, *, is_a_piece: bool = False
) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader((line.replace("\x00", "") for line in lines), delimiter=delimiter)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as problem:
        if is_a_piece:
            return
        message = gettext_noop(
            '%(line)s行目から表として読めません。閉じていない「"」がないか確かめてください。'
        )
        raise UnreadableFile(message, line=reader.line_num) from problem


def _names(headings: list[str]) -> tuple[str, ...]:
    known = names_of_headings()
    return tuple(known.get(plain_heading(heading), "") for heading in headings)


def _remarks_on(headings: list[str], names: tuple[str, ...]) -> Iterator[Remark]:
    unknown = [
        heading.strip() for heading, name in zip(headings, names, strict=True) if not name and heading.strip()
    ]
    if unknown:
        message = gettext_noop("知らない見出し「%(headings)s」の列は読みません。")
        yield Remark(message, {"headings": "、".join(" ".join(one.split())[:30] for one in unknown[:10])})
    twice = sorted(
        {
            heading.strip()
            for heading, name in zip(headings, names, strict=True)
            if name and names.count(name) > 1
        }
    )
    if twice:
        message = gettext_noop("同じ意味の見出し「%(headings)s」は、書かれているほうを読みます。")
        yield Remark(message, {"headings": "、".join(" ".join(one.split())[:30] for one in twice)})
