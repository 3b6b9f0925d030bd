"""Numbers as Japanese offices write them: 「△508」「1,234人」「12,210,190千円」「二十三」「□」."""

import re
import unicodedata
from decimal import Decimal

from tsunagu.kernel.japanese.misread import Misread

KANJI_DIGITS = dict(zip("〇一二三四五六七八九零壱弐参", (*range(10), 0, 1, 2, 3), strict=True))
SMALL_UNITS = {"十": 10, "百": 100, "千": 1000}
LARGE_UNITS = {"万": 10**4, "億": 10**8, "兆": 10**12}

# How Japanese tables say "no figure": a dash of some kind, an empty box, an ellipsis.
UNKNOWN_MARKS = frozenset({"", "-", "‐", "‑", "–", "—", "―", "−", "ー", "─", "□", "...", "不明"})
MINUS_MARKS = "△▲-−"
COUNTERS = (
    "円|人|名|件|日|回|組|世帯|時間|分|団体|事業|市町村|地区|施設|館|園|校|冊|枚|年|歳|点|台|区|戸|"
    "(?:[ヶケヵカか]|箇)所|(?:[ヶケヵカか]|箇)月|km|km2|m2|%|パーセント"
)

_ARABIC = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_PARTS = re.compile(rf"(?P<figure>.+?)(?:{COUNTERS})?")
_KANJI_NUMERAL = re.compile(r"[〇零一二三四五六七八九十百千万億兆壱弐参]+")


class NotANumber(Misread):
    """The text cannot be read as one number; the message is for the person who typed it."""


def read_number(text: str) -> int | Decimal | None:
    """Return the number written in `text`, or None when the writer left it unknown.

    A whole number is an int, otherwise a Decimal. 千円, 万人 and the like are multiplied out; a percentage
    stays a percentage (12.5% is 12.5). Anything else raises NotANumber: a guess would become a statistic.
    """
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    if plain in UNKNOWN_MARKS:
        return None
    sign, unsigned = _split_sign(plain)
    match = _PARTS.fullmatch(unsigned)
    value = _value_of(match["figure"]) if match else None
    if value is None:
        raise NotANumber(
            "「%(text)s」は数として読めません。数字だけを入れてください（例：1,234、△508）。",
            text=text.strip(),
        )
    return _tidy(sign * value)


def read_kanji_number(text: str) -> int:
    """Return the value of a 漢数字 such as 二十三, 二〇二六 or 千二百; raise NotANumber for anything else."""
    value = _value_of(text) if _KANJI_NUMERAL.fullmatch(text) else None
    if value is None:
        raise NotANumber("「%(text)s」は漢数字として読めません。", text=text)
    return int(value)


def _split_sign(text: str) -> tuple[int, str]:
    if text[0] in MINUS_MARKS:
        return -1, text[1:]
    return 1, text.removeprefix("+")


def _value_of(figure: str) -> Decimal | None:
    """Read groups such as 3億5,000万 or 12,210,190千; a larger unit may not follow a smaller one."""
    total, rest = Decimal(0), figure
    limit = None
    while rest:
        group, unit, rest = _next_group(rest)
        value = _group_value(group)
        if value is None or (limit is not None and unit >= limit):
            return None
        total += value * unit
        limit = unit
        if unit == 1 and rest:
            return None
    return total if limit is not None else None


def _next_group(text: str) -> tuple[str, int, str]:
    for position, char in enumerate(text):
        if char in LARGE_UNITS:
            return text[:position], LARGE_UNITS[char], text[position + 1 :]
    return text, 1, ""


def _group_value(group: str) -> Decimal | None:
    """Read what stands before 万, 億 or the end: 5,000, 1234.5, 12千, 二十三, 二〇二六."""
    if _ARABIC.fullmatch(group):
        return Decimal(group.replace(",", ""))
    if group and all(char in KANJI_DIGITS for char in group):
        return Decimal("".join(str(KANJI_DIGITS[char]) for char in group))
    return _with_small_units(group)


def _with_small_units(group: str) -> Decimal | None:
    """Read 十, 百 and 千, after kanji digits (二百三) or figures (5百, 12,210,190千)."""
    total, rest = Decimal(0), group
    limit = 10**4
    while rest:
        match = re.match(r"([\d,.]*|[〇零一二三四五六七八九壱弐参]?)([十百千]|$)", rest)
        if not match or not match[0]:
            return None
        unit = SMALL_UNITS.get(match[2], 1)
        digits = _digits_value(match[1])
        if digits is None or unit >= limit:
            return None
        total, limit, rest = total + digits * unit, unit, rest[match.end() :]
    return total if limit != 10**4 else None


def _digits_value(digits: str) -> Decimal | None:
    if not digits:
        return Decimal(1)
    if digits in KANJI_DIGITS:
        return Decimal(KANJI_DIGITS[digits])
    return Decimal(digits.replace(",", "")) if _ARABIC.fullmatch(digits) else None


def _tidy(value: Decimal) -> int | Decimal:
    return int(value) if value == value.to_integral_value() else value
