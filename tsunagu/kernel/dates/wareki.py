"""和暦 in and out, from 明治6年 (when Japan took the Gregorian calendar) to 令和.

Era starts: 大正 1912-07-30, 昭和 1926-12-25, 平成 1989-01-08, 令和 2019-05-01. The first two changes took
effect on the very day (即日改元), so 明治45年7月30日 and 大正元年7月30日 are one day and both are read; it is
printed in the newer era. From 平成 on the change takes effect at midnight and there is no shared day.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

from tsunagu.kernel.japanese.misread import Misread
from tsunagu.kernel.japanese.numbers import NotANumber, read_kanji_number

WEEKDAYS = "月火水木金土日"
GREGORIAN_FROM = date(1873, 1, 1)
EXCEL_DAY_ZERO = date(1899, 12, 30)


class BadDate(Misread):
    """The text is not a day; the message is for the person who typed it."""


@dataclass(frozen=True, slots=True)
class Era:
    """One 元号. `first` and `last` are both inside the era; `last` is None while it lasts."""

    name: str
    letter: str
    year_zero: int
    first: date
    last: date | None

    def covers(self, day: date) -> bool:
        """Whether a document may write this day in this era."""
        return self.first <= day and (self.last is None or day <= self.last)

    def year_label(self, year: int) -> str:
        """Return 「令和8年」 or 「令和元年」 for a Western year."""
        number = year - self.year_zero
        return f"{self.name}{'元' if number == 1 else number}年"


ERAS = (
    Era("明治", "M", 1867, GREGORIAN_FROM, date(1912, 7, 30)),
    Era("大正", "T", 1911, date(1912, 7, 30), date(1926, 12, 25)),
    Era("昭和", "S", 1925, date(1926, 12, 25), date(1989, 1, 7)),
    Era("平成", "H", 1988, date(1989, 1, 8), date(2019, 4, 30)),
    Era("令和", "R", 2018, date(2019, 5, 1), None),
)
_ERA_WORDS = {word: era for era in ERAS for word in (era.name, era.name[0], era.letter)}

_ERA = r"(?P<era>明治|大正|昭和|平成|令和|[明大昭平令]|[MTSHR])?"
_WEEKDAY = r"(?:\((?P<weekday>[月火水木金土日])(?:曜日?)?\)|(?P<weekday2>[月火水木金土日])曜日?)?"
_PUNCTUATED = re.compile(
    rf"{_ERA}(?P<year>元|\d{{1,4}})(?P<mark>[./-])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}}){_WEEKDAY}"
)
_SPELLED = re.compile(rf"{_ERA}(?P<year>元|\d{{1,4}})年(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})日{_WEEKDAY}")
_COMPACT = re.compile(rf"(?P<era>)(?P<year>\d{{4}})(?P<month>\d{{2}})(?P<day>\d{{2}}){_WEEKDAY}")
_KANJI_RUN = re.compile(r"[〇零一二三四五六七八九十百千]+(?=[年月日])")
_DASHES = str.maketrans({"‐": "-", "‑": "-", "–": "-", "−": "-", "ー": "-", "。": ".", "・": "."})


def era_named(word: str) -> Era:
    """Return the era for 「令和」, 「令」 or 「R」."""
    try:
        return _ERA_WORDS[unicodedata.normalize("NFKC", word).strip().upper()]
    except KeyError:
        raise BadDate(
            "「%(word)s」という元号は読めません（明治・大正・昭和・平成・令和）。", word=word
        ) from None


def era_of(day: date) -> Era:
    """Return the era in which a day is printed."""
    for era in reversed(ERAS):
        if era.first <= day:
            return era
    raise BadDate("明治5年までは旧暦のため、和暦で表せるのは明治6年（1873年）1月1日からです。")


def read_date(text: str) -> date:
    """Return the day written in 和暦 or 西暦: 「H30.4.1」「令和八年四月一日（水）」「２０２６/4/1」.

    A day outside its era, a day that does not exist and a wrong weekday raise BadDate with the reason. A
    two-digit year without an era is refused: 「30.4.1」 could be 平成30年, 昭和30年 or 2030年.
    """
    plain = _plain(text)
    match = _SPELLED.fullmatch(plain) or _PUNCTUATED.fullmatch(plain) or _COMPACT.fullmatch(plain)
    if not match:
        raise BadDate(
            "「%(text)s」は日付として読めません（例：令和8年4月1日、R8.4.1、2026/4/1）。", text=text.strip()
        )
    era = _ERA_WORDS[match["era"]] if match["era"] else None
    day = _existing_day(_western_year(match["year"], era, text), int(match["month"]), int(match["day"]))
    _check_era(day, era, text)
    _check_weekday(day, match["weekday"] or match.groupdict().get("weekday2"))
    return day


def from_excel_serial(serial: int) -> date:
    """Return the day of a spreadsheet serial (1900 system, valid from 1900-03-01, which is 61)."""
    if serial < 61:
        raise BadDate("1900年3月1日より前の日付は、表計算の番号から読めません。")
    return EXCEL_DAY_ZERO + timedelta(days=serial)


def wareki(day: date) -> str:
    """Return 「令和8年4月1日（水）」."""
    return f"{wareki_without_weekday(day)}（{WEEKDAYS[day.weekday()]}）"


def wareki_without_weekday(day: date) -> str:
    """Return 「令和8年4月1日」."""
    return f"{era_of(day).year_label(day.year)}{day.month}月{day.day}日"


def wareki_short(day: date) -> str:
    """Return 「R8.4.1」; the first year of an era is 1 here, as office forms write it."""
    era = era_of(day)
    return f"{era.letter}{day.year - era.year_zero}.{day.month}.{day.day}"


def kanji_years_as_digits(text: str) -> str:
    """Return the text with 漢数字 before 年, 月 and 日 as digits; what is no number stays as it is."""
    return _KANJI_RUN.sub(_digits, text)


def _digits(run: re.Match[str]) -> str:
    try:
        return str(read_kanji_number(run[0]))
    except NotANumber:
        return run[0]


def _plain(text: str) -> str:
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).upper().translate(_DASHES)
    plain = plain.removeprefix("西暦")
    return kanji_years_as_digits(plain)


def _western_year(written: str, era: Era | None, text: str) -> int:
    if era:
        number = 1 if written == "元" else int(written)
        if number == 0:
            raise BadDate(
                "「%(text)s」：%(era)s0年はありません。%(era)s元年から始まります。",
                text=text.strip(),
                era=era.name,
            )
        return era.year_zero + number
    if len(written) != 4:
        raise BadDate(
            "「%(text)s」は元号か4けたの西暦を付けてください（例：平成30年4月1日、2018/4/1）。",
            text=text.strip(),
        )
    return int(written)


def _existing_day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise BadDate(
            "%(year)s年%(month)s月%(day)s日という日はありません。", year=year, month=month, day=day
        ) from None


def _check_era(day: date, era: Era | None, text: str) -> None:
    if era is None or era.covers(day):
        return
    if day < GREGORIAN_FROM:
        raise BadDate("明治5年までは旧暦のため読めません。明治6年1月1日から読めます。")
    said = {"text": text.strip(), "era": era.name, "first": era.first}
    actual = wareki_without_weekday(day)
    if era.last is None:
        raise BadDate("「%(text)s」：%(era)sは%(first)sからです。この日は%(day)sです。", **said, day=actual)
    raise BadDate(
        "「%(text)s」：%(era)sは%(first)sから%(last)sまでです。この日は%(day)sです。",
        **said,
        last=era.last,
        day=actual,
    )


def _check_weekday(day: date, written: str | None) -> None:
    actual = WEEKDAYS[day.weekday()]
    if written and written != actual:
        raise BadDate(
            "%(day)sは%(actual)s曜日です（%(written)s曜日と書かれています）。",
            day=wareki_without_weekday(day),
            actual=actual,
            written=written,
        )
