"""A row of a rota, understood: what is said, and what had to be read another way than it was written."""

import csv
import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_noop

from tsunagu.directory.actions.duty import Duty
from tsunagu.directory.actions.duty_file.clock_times import BadClockTime, clock_words, read_clock, read_span
from tsunagu.kernel.dates.opening_rule import DAY_MINUTES
from tsunagu.kernel.dates.wareki import from_excel_serial, read_date, wareki
from tsunagu.kernel.japanese.misread import Misread
from tsunagu.kernel.japanese.phone import read_phone

HEADINGS = {
    "day": ("日付", "年月日", "月日", "日", "期日", "当番日", "実施日", "診療日", "date"),
    "from": ("開始", "開始時刻", "開始時間", "始業", "診療開始", "から", "from"),
    "until": ("終了", "終了時刻", "終了時間", "終業", "診療終了", "まで", "until"),
    "hours": ("時間", "時間帯", "診療時間", "受付時間", "当番時間", "hours"),
    "name": ("医療機関", "医療機関名", "病院", "病院名", "当番医", "名称", "施設名", "name"),
    "phone": ("電話", "電話番号", "tel", "連絡先", "phone"),
    "address": ("所在地", "住所", "場所", "address"),
    "department": ("科目", "診療科", "診療科目", "科", "department"),
    "note": ("備考", "補足", "注意", "note"),
}
_LONGEST = {"name": 120, "address": 200, "department": 80, "note": 200}
_DASHES = str.maketrans("〜–−ー~", "-----")
# A rota is made for a year or two; a day further off was misread.
_FURTHEST = timedelta(days=800)
_EXCEL_DAYS = range(36526, 73415)  # 2000-01-01 to 2100-12-31


class UnreadableRota(Misread):
    """No rota can be found in the file; the message is for the person who gave it."""


class UnreadableDuty(Misread):
    """A row cannot become a duty; the message says why."""


@dataclass(frozen=True, slots=True)
class Repair:
    """One thing that was read otherwise than written: a sentence, and what stands in it."""

    message: str
    places: dict[str, Any]


@dataclass(slots=True)
class _Row:
    cells: dict[str, str]
    repairs: list[Repair] = field(default_factory=list)

    def text(self, name: str) -> str:
        return " ".join(unicodedata.normalize("NFC", self.cells.get(name, "")).split())

    def read_as(self, written: str, value: str) -> None:
        if written != value:
            message = gettext_noop("「%(written)s」を「%(value)s」と読みました。")
            self.repairs.append(Repair(message, {"written": written, "value": value}))


def rows_of(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a table with their line, by our names of the columns; empty rows are left out.

    Raises:
        UnreadableRota: the first row does not name a day and a clinic.
    """
    lines = _lines(text)
    names = [_name_of(heading) for heading in lines[0][1]] if lines else []
    if "day" not in names or "name" not in names:
        raise UnreadableRota(gettext_noop("1行目に「日付」と「医療機関」の見出しが要ります。"))
    if "hours" not in names and not {"from", "until"} <= set(names):
        raise UnreadableRota(
            gettext_noop("1行目に「開始」と「終了」、または「診療時間」の見出しが要ります。")
        )
    for number, line in lines[1:]:
        yield number, {name: cell for name, cell in zip(names, line, strict=False) if name}


def read_row(cells: dict[str, str], *, today: date) -> tuple[Duty, tuple[Repair, ...]]:
    """Understand one row.

    Raises:
        Misread: a cell cannot be read; the message names it.
    """
    row = _Row(cells)
    day = _day(row, today)
    from_minute, until_minute = _hours(row)
    texts = {name: _text(row, name) for name in _LONGEST}
    if not texts["name"]:
        raise UnreadableDuty(gettext_noop("医療機関の名前が書かれていません。"))
    return Duty(day, from_minute, until_minute, phone=_phone(row), **texts), tuple(row.repairs)


def _lines(text: str) -> list[tuple[int, list[str]]]:
    first = text.partition("\n")[0]
    delimiter = "\t" if "\t" in first and "," not in first else ","
    reader = csv.reader(io.StringIO(text.replace("\x00", ""), newline=""), delimiter=delimiter)
    try:
        return [(reader.line_num, line) for line in reader if any(cell.strip() for cell in line)]
    except csv.Error as problem:
        message = gettext_noop("表として読めません（%(problem)s）。")
        raise UnreadableRota(message, problem=problem) from problem


def _name_of(heading: str) -> str:
    plain = "".join(unicodedata.normalize("NFKC", heading).split()).casefold()
    return next((name for name, words in HEADINGS.items() if plain in words), "")


def _day(row: _Row, today: date) -> date:
    written = row.text("day")
    if not written:
        raise UnreadableDuty(gettext_noop("日付が書かれていません。"))
    if written.isdecimal() and len(written) == 5 and int(written) in _EXCEL_DAYS:
        day = from_excel_serial(int(written))
    else:
        day = read_date(written)
    if abs(day - today) > _FURTHEST:
        raise UnreadableDuty(
            gettext_noop("「%(written)s」は今日から離れすぎています（%(day)s）。"),
            written=written,
            day=wareki(day),
        )
    usual = (day.isoformat(), f"{day.year}/{day.month}/{day.day}", day.strftime("%Y/%m/%d"), wareki(day))
    if written not in usual:
        row.read_as(written, wareki(day))
    return day


def _hours(row: _Row) -> tuple[int, int]:
    whole = row.text("hours")
    if whole:
        from_minute, until_minute = read_span(whole)
    else:
        from_minute, until_minute = _clock(row, "from"), _clock(row, "until")
    if from_minute >= DAY_MINUTES:
        raise BadClockTime(
            gettext_noop("はじまりの時刻が次の日です（%(time)s）。その日の日付に入れてください。"),
            time=clock_words(from_minute),
        )
    if until_minute <= from_minute:
        until_minute += DAY_MINUTES
        message = gettext_noop("終わりを翌日の%(time)sと読みました。")
        row.repairs.append(Repair(message, {"time": clock_words(until_minute).removeprefix("翌")}))
    if until_minute > from_minute + DAY_MINUTES:
        raise BadClockTime(gettext_noop("24時間より長い当番は、日ごとに分けてください。"))
    if whole:
        _tell_of_odd_hours(row, whole, f"{clock_words(from_minute)}-{clock_words(until_minute)}")
    return from_minute, until_minute


def _clock(row: _Row, name: str) -> int:
    written = row.text(name)
    if not written:
        raise UnreadableDuty(gettext_noop("はじまりか終わりの時刻が書かれていません。"))
    minute = read_clock(written)
    _tell_of_odd_hours(row, written, clock_words(minute))
    return minute


def _tell_of_odd_hours(row: _Row, written: str, value: str) -> None:
    """「09:00」 and 「9:00～17:00」 are written as we write them; anything else is told."""
    usual = unicodedata.normalize("NFKC", written).translate(_DASHES).replace(" ", "")
    bare = "-".join(part.removeprefix("0") if part[1:2].isdigit() else part for part in usual.split("-"))
    if written != value and bare != value.replace("翌", ""):
        row.read_as(written, value)


def _phone(row: _Row) -> str:
    written = row.text("phone")
    if not written:
        return ""
    number = read_phone(written)
    row.read_as(written, number.display)
    return number.display


def _text(row: _Row, name: str) -> str:
    text = row.text(name)
    if len(text) > _LONGEST[name]:
        raise UnreadableDuty(
            gettext_noop("「%(start)s…」は長すぎます（%(most)s文字まで）。"),
            start=text[:20],
            most=_LONGEST[name],
        )
    return text
