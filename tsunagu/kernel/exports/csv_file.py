"""CSV: UTF-8 with a mark that Excel understands, or cp932 for older office systems.

A character that cp932 lacks is never quietly lost: it is written as 〓, as printers have long done, and told.
"""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tsunagu.kernel.exports.cells import as_text
from tsunagu.kernel.exports.sheet import Sheet

GETA = "〓"
# One character of JIS X 0208, two of Unicode: what Microsoft's table calls it, by what others call it.
_SAME_CHARACTER = str.maketrans("〜−‖—¢£¬", "～－∥―￠￡￢")


class Encoding(StrEnum):
    UTF8 = "utf-8"
    CP932 = "cp932"


@dataclass(frozen=True, slots=True)
class Unwritable:
    """A character that the encoding lacks, and where it stands (the first line of figures is 1)."""

    character: str
    line: int
    column: str

    @property
    def code(self) -> str:
        """「U+1F476」, for those who must look it up."""
        return f"U+{ord(self.character):04X}"


@dataclass(frozen=True, slots=True)
class CsvFile:
    """The bytes of a file, and what could not be written into it."""

    content: bytes
    encoding: Encoding
    unwritable: tuple[Unwritable, ...] = ()


def csv_file(sheet: Sheet, encoding: Encoding = Encoding.UTF8) -> CsvFile:
    """The sheet as a plain table: one line of headings, then its rows; no title, total or remarks."""
    headings = [column.full_label for column in sheet.columns]
    lines = [
        [as_text(heading) for heading in headings],
        *([as_text(cell) for cell in row] for row in sheet.rows),
    ]
    if encoding is Encoding.UTF8:
        return CsvFile(_written(lines).encode("utf-8-sig"), encoding)
    lines = [[cell.translate(_SAME_CHARACTER) for cell in line] for line in lines]
    missing = tuple(_missing(headings, lines))
    geta = str.maketrans({one.character: GETA for one in missing})
    return CsvFile(_written(lines).translate(geta).encode(encoding), encoding, missing)


def _written(lines: Iterable[Iterable[str]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(lines)
    return text.getvalue()


def _missing(headings: list[str], lines: list[list[str]]) -> Iterable[Unwritable]:
    for number, line in enumerate(lines):
        for heading, cell in zip(headings, line, strict=True):
            for character in dict.fromkeys(cell):
                if not _is_writable(character):
                    yield Unwritable(character, number, heading)


def _is_writable(character: str) -> bool:
    try:
        character.encode(Encoding.CP932)
    except UnicodeEncodeError:
        return False
    return True
