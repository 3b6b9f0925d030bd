"""Read a yearly table as offices hand it over: usual encodings and headings, figures with 人 and 件."""

import csv
import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from tsunagu.kernel.dates.fiscal_year import FiscalYear
from tsunagu.kernel.dates.wareki import BadDate
from tsunagu.kernel.japanese.numbers import NotANumber, read_number
from tsunagu.kernel.japanese.office_file import UnknownEncoding, text_of

HEADINGS = {
    "desk": ("窓口",),
    "programme": ("事業", "事業名"),
    "year": ("年度",),
    "opening_days": ("開設日数",),
    "users": ("年間延べ利用者数", "延べ利用者数", "利用者数"),
    "consultations": ("年間相談件数", "相談件数"),
    "stated_average": ("1日平均利用者数", "1日平均"),
    "source": ("資料", "出典"),
    "source_place": ("資料の箇所", "出典の箇所"),
}
NUMBERS = ("opening_days", "users", "consultations", "stated_average")
WHOLE = ("opening_days", "users", "consultations")
# What the table can hold; above, a figure was misread.
HIGHEST = {
    "opening_days": 32_767,
    "users": 2_147_483_647,
    "consultations": 2_147_483_647,
    "stated_average": 99_999,
}


class UnreadableFile(Exception):
    """No table can be found in the file; the message is for the person who gave it."""


class UnreadableRow(Exception):
    """A row cannot become a year's figures; the message says why."""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One row, understood."""

    year: FiscalYear
    desk: str
    programme: str
    source: str
    source_place: str
    numbers: dict[str, int | Decimal | None]
    # What had to be read another way than it was written, in words.
    repairs: tuple[str, ...] = ()


@dataclass(slots=True)
class _Reading:
    """A row while it is read, with the repairs so far."""

    cells: dict[str, str]
    repairs: list[str] = field(default_factory=list)

    def text(self, name: str) -> str:
        return unicodedata.normalize("NFC", self.cells.get(name, "")).strip()

    def read_as(self, written: str, value: str) -> None:
        if written != value:
            self.repairs.append(f"「{written}」を {value} と読みました")


def rows_of(content: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a table with their line in the file, by our names of the columns.

    Raises:
        UnreadableFile: neither UTF-8 nor cp932, or no 年度 among the headings.
    """
    lines = list(csv.reader(io.StringIO(_text_of(content), newline=""), delimiter=","))
    if lines and len(lines[0]) == 1 and "\t" in lines[0][0]:
        lines = list(csv.reader(io.StringIO(_text_of(content), newline=""), delimiter="\t"))
    names = [_name_of(heading) for heading in lines[0]] if lines else []
    if "year" not in names:
        raise UnreadableFile("1行目に「年度」の見出しがありません。")
    for number, line in enumerate(lines[1:], start=2):
        if any(cell.strip() for cell in line):
            yield number, {name: cell for name, cell in zip(names, line, strict=False) if name}


def read_row(cells: dict[str, str], *, era: str | None) -> FigureRow:
    """Understand one row.

    Args:
        cells: what is written, by our names.
        era: the era of a document that writes only 「24」.

    Raises:
        UnreadableRow: a cell cannot be read; the message names it.
    """
    reading = _Reading(cells)
    year = _year(reading, era)
    numbers = {name: _number(reading, name) for name in NUMBERS}
    if all(numbers[name] is None for name in WHOLE):
        raise UnreadableRow("開設日数・利用者数・相談件数のどれも書かれていません。")
    return FigureRow(
        year,
        reading.text("desk"),
        reading.text("programme"),
        reading.text("source"),
        reading.text("source_place"),
        numbers,
        tuple(reading.repairs),
    )


def _text_of(content: bytes) -> str:
    try:
        return text_of(content)
    except UnknownEncoding as unknown:
        raise UnreadableFile(str(unknown)) from unknown


def _name_of(heading: str) -> str:
    plain = "".join(unicodedata.normalize("NFKC", heading).split())
    return next((name for name, words in HEADINGS.items() if plain in words), "")


def _year(reading: _Reading, era: str | None) -> FiscalYear:
    written = reading.text("year")
    if not written:
        raise UnreadableRow("年度が書かれていません。")
    try:
        year = FiscalYear.read(written, era)
    except BadDate as problem:
        raise UnreadableRow(str(problem)) from problem
    if not 1926 <= year.year <= 2100:
        raise UnreadableRow(f"「{written}」は年度として読めません。")
    if written not in {year.label, year.label_short, year.label_western}:
        reading.read_as(written, year.label)
    return year


def _number(reading: _Reading, name: str) -> int | Decimal | None:
    written = reading.text(name)
    label = HEADINGS[name][0]
    try:
        value = read_number(written)
    except NotANumber as problem:
        raise UnreadableRow(f"{label}：{problem}") from problem
    if value is None:
        return None
    if value < 0 or value > HIGHEST[name]:
        raise UnreadableRow(f"{label}：「{written}」はありえない数です。")
    if name in WHOLE and not isinstance(value, int):
        raise UnreadableRow(f"{label}：「{written}」は整数ではありません。")
    if isinstance(value, Decimal) and value != round(value, 2):
        raise UnreadableRow(f"{label}：「{written}」は小数第2位までにしてください。")
    reading.read_as(written, str(value))
    return value
