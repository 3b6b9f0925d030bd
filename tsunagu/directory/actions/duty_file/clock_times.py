"""Times of day as offices write them: 「9:00」「９時半」「午後5時」「17時30分」「翌6:00」「正午」「24時」."""

import re
import unicodedata

from tsunagu.kernel.dates.opening_rule import DAY_MINUTES
from tsunagu.kernel.japanese.misread import Misread

_NOON, _HALF_A_DAY = 12 * 60, 12
_TIME = re.compile(
    r"(?P<next>翌日?(?:の)?)?(?P<half>午前|午後|AM|PM)?(?P<hour>\d{1,2})"
    r"(?:(?::(?P<minute>[0-5]\d)(?::00)?)|時(?:(?P<minute2>[0-5]?\d)分|(?P<thirty>半))?)?"
)
_FOUR_FIGURES = re.compile(r"(?P<hour>[0-2]\d)(?P<minute>[0-5]\d)")
_BETWEEN = re.compile(r"[-~〜～‐‑–—―−ー─]+|から")


class BadClockTime(Misread):
    """The text is no time of day; the message is for the person who typed it."""


def read_clock(text: str) -> int:
    """Return the minutes after 0:00; a time of the next morning is more than 1440.

    Raises:
        BadClockTime: it is no time, or can be read in two ways (午後12時).
    """
    plain = _plain(text)
    if plain == "正午":
        return _NOON
    figures = _FOUR_FIGURES.fullmatch(plain)
    if figures:
        return _checked(int(figures["hour"]) * 60 + int(figures["minute"]), text)
    match = _TIME.fullmatch(plain)
    if not match:
        raise BadClockTime("「%(text)s」は時刻として読めません（例：9:00、午後5時半）。", text=text.strip())
    hour, half = int(match["hour"]), match["half"]
    if half and hour == _HALF_A_DAY:
        raise BadClockTime("「%(text)s」は昼の12時か夜の12時か決められません。", text=text.strip())
    if half in ("午後", "PM") and hour < _HALF_A_DAY:
        hour += _HALF_A_DAY
    minute = 30 if match["thirty"] else int(match["minute"] or match["minute2"] or 0)
    return _checked(hour * 60 + minute + (DAY_MINUTES if match["next"] else 0), text)


def read_span(text: str) -> tuple[int, int]:
    """Return the two times of 「9:00〜17:00」「午前9時から午後5時まで」.

    Raises:
        BadClockTime: it is not two times.
    """
    parts = [part for part in _BETWEEN.split(_plain(text)) if part]
    if len(parts) != 2:
        raise BadClockTime("「%(text)s」は時間帯として読めません（例：9:00-17:00）。", text=text.strip())
    return read_clock(parts[0]), read_clock(parts[1])


def clock_words(minute: int) -> str:
    """「9:00」「翌6:00」「24:00」."""
    after = minute > DAY_MINUTES
    shown = minute - DAY_MINUTES if after else minute
    return f"{'翌' if after else ''}{shown // 60}:{shown % 60:02}"


def _plain(text: str) -> str:
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).upper()
    return plain.removesuffix("まで").removesuffix("から").replace("：", ":")


def _checked(minute: int, text: str) -> int:
    if minute > 2 * DAY_MINUTES:
        raise BadClockTime("「%(text)s」という時刻はありません。", text=text.strip())
    return minute
