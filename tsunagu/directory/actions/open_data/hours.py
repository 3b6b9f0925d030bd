"""When a facility is open, as tables say it: a cell of weekdays, two of times, one of remarks."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext_noop

from tsunagu.directory.actions.duty_file.clock_times import clock_words, read_clock, read_span
from tsunagu.directory.actions.open_data.cells import Cells
from tsunagu.directory.actions.open_data.remarks import Remark
from tsunagu.kernel.dates.opening_json import rule_to_json
from tsunagu.kernel.dates.opening_rule import (
    CLOSED,
    DAY_MINUTES,
    WEEKDAY_LETTERS,
    HolidayPolicy,
    Hours,
    Interval,
    OpeningRule,
)
from tsunagu.kernel.japanese.misread import Misread

_COLUMNS = ("weekdays", "opens", "closes", "hours_note")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_RANGE = re.compile(rf"([{WEEKDAY_LETTERS}])[-~〜～ー―−–]([{WEEKDAY_LETTERS}])")
_HOLIDAYS = re.compile(r"(?:国民の)?祝(?:祭)?日?")
_EXCEPT = re.compile(r"(?:国民の)?(?:祝(?:祭)?日?|休日)[はを]?(?:除く|のぞく|休み?|以外)")
_FRACTION = re.compile(r"0?\.\d+")
_LETTERS = re.compile(rf"[{WEEKDAY_LETTERS}]*")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Opening:
    """A rule where the cells are enough for one, and what they say in words."""

    rule: dict[str, Any] | None = None
    text: str = ""


def read_opening(cells: Cells) -> Opening:
    """Understand the four cells together; what cannot be a rule stays a text."""
    opening, remarks = _opening(*(cells.written.get(name, "") for name in _COLUMNS))
    cells.remarks += remarks
    return opening


@lru_cache(maxsize=512)
def _opening(*written: str) -> tuple[Opening, tuple[Remark, ...]]:
    """The hours of one facility are those of many."""
    cells = Cells(dict(zip(_COLUMNS, written, strict=True)))
    return _understood(cells), tuple(cells.remarks)


def _understood(cells: Cells) -> Opening:
    days_text, notes = cells.text("weekdays"), [cells.text("hours_note")]
    days = _weekdays(cells, days_text, notes)
    starts, ends = _times(cells, notes)
    text = "　".join(note for note in notes if note)
    if days is None or starts is None or ends is None:
        said = [days_text, _between(starts, ends), text]
        return Opening(None, _fitting(cells, "　".join(part for part in said if part)))
    letters, holidays = days
    hours = _hours(cells, starts, ends)
    if hours is None:
        return Opening(None, _fitting(cells, f"{days_text}　{_between(starts, ends)}　{text}".strip()))
    monday, tuesday, wednesday, thursday, friday, saturday, sunday = (
        hours if letter in letters else CLOSED for letter in WEEKDAY_LETTERS
    )
    rule = OpeningRule(
        weekly=(monday, tuesday, wednesday, thursday, friday, saturday, sunday), holidays=holidays
    )
    return Opening(rule_to_json(rule), _fitting(cells, text))


def _weekdays(cells: Cells, written: str, notes: list[str]) -> tuple[str, HolidayPolicy] | None:
    if not written:
        return None
    plain = "".join(unicodedata.normalize("NFKC", written).split())
    policy = HolidayPolicy.CLOSED if _EXCEPT.search(plain) else HolidayPolicy.AS_USUAL
    plain = _EXCEPT.sub("", plain)
    if policy is HolidayPolicy.AS_USUAL and _HOLIDAYS.search(plain):
        policy, plain = HolidayPolicy.OPEN, _HOLIDAYS.sub("", plain)
    for note in _BRACKETS.findall(plain):
        if note.strip("、,・"):
            notes.append(note)
    plain = _BRACKETS.sub("", plain)
    plain = (
        plain.replace("毎日", WEEKDAY_LETTERS)
        .replace("年中無休", WEEKDAY_LETTERS)
        .replace("平日", "月火水木金")
    )
    plain = plain.replace("曜日", "").replace("曜", "").replace("から", "-").removesuffix("まで")
    plain = re.sub(r"[、,・;/と及び]", "", _RANGE.sub(_spelled, plain))
    letters = "".join(letter for letter in WEEKDAY_LETTERS if letter in plain)
    if not letters or not _LETTERS.fullmatch(plain):
        cells.remark(
            gettext_noop("曜日の「%(written)s」は読めないので、言葉のまま残しました。"), written=written
        )
        return None
    if written != letters:
        said = {HolidayPolicy.CLOSED: "（祝日は休み）", HolidayPolicy.OPEN: "（祝日も）"}.get(policy, "")
        cells.read_as(written, letters + said)
    return letters, policy


def _spelled(span: re.Match[str]) -> str:
    first, last = WEEKDAY_LETTERS.index(span[1]), WEEKDAY_LETTERS.index(span[2])
    order = WEEKDAY_LETTERS[first:] + WEEKDAY_LETTERS[:first]
    return order[: (last - first) % 7 + 1]


def _times(cells: Cells, notes: list[str]) -> tuple[int | None, int | None]:
    opens, closes = cells.text("opens"), cells.text("closes")
    if opens and not closes:
        try:
            span = read_span(_without_brackets(opens, notes))
        except Misread:
            pass
        else:
            cells.read_as(opens, f"{clock_words(span[0])}-{clock_words(span[1])}")
            return span
    return _clock(cells, opens, notes), _clock(cells, closes, notes)


def _clock(cells: Cells, written: str, notes: list[str]) -> int | None:
    if not written:
        return None
    bare = _without_brackets(written, notes)
    try:
        minute = _minute(bare)
    except Misread:
        cells.remark(
            gettext_noop("時刻の「%(written)s」は読めないので、言葉のまま残しました。"), written=written
        )
        notes.append(written)
        return None
    # 09:00, 9:00 and 9:00:00 are one way of writing.
    if re.sub(r"^0(?=\d:)|(?<=:\d\d):00$", "", written) != clock_words(minute):
        cells.read_as(written, clock_words(minute))
    return minute


def _minute(bare: str) -> int:
    # A spreadsheet keeps a time as a part of a day.
    if _FRACTION.fullmatch(bare):
        return round(float(bare) * DAY_MINUTES)
    return read_clock(bare.strip("~〜～-ー―"))


def _without_brackets(written: str, notes: list[str]) -> str:
    plain = unicodedata.normalize("NFKC", written)
    notes.extend(note for note in _BRACKETS.findall(plain) if note.strip())
    return "".join(_BRACKETS.sub("", plain).split())


def _hours(cells: Cells, starts: int, ends: int) -> Hours:
    if ends <= starts:
        ends += DAY_MINUTES
        cells.remark(
            gettext_noop("終わりを翌日の%(time)sと読みました。"), time=clock_words(ends).removeprefix("翌")
        )
    if starts >= DAY_MINUTES or ends > starts + DAY_MINUTES:
        return None
    return (Interval(starts, ends),)


def _between(starts: int | None, ends: int | None) -> str:
    if starts is None and ends is None:
        return ""
    words = ["" if minute is None else clock_words(minute) for minute in (starts, ends)]
    return "～".join(words)


def _fitting(cells: Cells, text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    cells.left_out("利用可能日時特記事項", text)
    return ""
