"""Ages as tables say them: 「0歳6か月～5歳児」「就学前まで」. What is not plain stays words alone."""

import re
import unicodedata
from functools import lru_cache

_AGE = re.compile(r"(?:生後|満)?(?:(\d{1,2})[歳才](?:児)?)?(?:(\d{1,3})(?:[かヶケカヵ]|箇)?月)?")
_BETWEEN = re.compile(r"[-~〜～―−–ー]|から")
_MONTHS = 12
_OLDEST = 130 * _MONTHS


@lru_cache(maxsize=512)
def read_ages(text: str) -> tuple[int | None, int | None]:
    """Return the first and the last month of life, both included; None where the text does not say."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    open_end = re.fullmatch(r"(.+?)(?:以上|から|[~〜～])", plain)
    if open_end:
        return _first(open_end[1]), None
    up_to = re.fullmatch(r"(.+?)(まで|以下|未満)", plain)
    parts = [part for part in _BETWEEN.split(plain) if part]
    if len(parts) == 2:
        youngest, oldest = _first(_with_unit(parts[0], parts[1])), _last(parts[1].removesuffix("まで"))
        if youngest is not None and oldest is not None and youngest > oldest:
            return None, None
        return youngest, oldest
    if up_to and len(parts) == 1:
        oldest = _last(up_to[1], is_below=up_to[2] == "未満")
        return None, oldest
    return None, None


def _with_unit(first: str, second: str) -> str:
    """「0～5歳」: the unit stands once."""
    return f"{first}歳" if first.isdecimal() and re.search("[歳才]", second) else first


def _first(text: str) -> int | None:
    match = _AGE.fullmatch(text)
    if not match or not match[0] or (match[1] is None and match[2] is None):
        return None
    months = int(match[1] or 0) * _MONTHS + int(match[2] or 0)
    return months if months <= _OLDEST else None


def _last(text: str, *, is_below: bool = False) -> int | None:
    months = _first(text.removesuffix("未満"))
    if months is None:
        return None
    if is_below or text.endswith("未満"):
        return months - 1 if months else None
    # 「5歳まで」 lasts until the day before the sixth birthday; 「5歳6か月まで」 ends with its month.
    last = months if "月" in text else months + _MONTHS - 1
    return last if last <= _OLDEST else None
