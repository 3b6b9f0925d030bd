"""What in a text would tell strangers who somebody is, or where they live.

It errs on the side of asking: a writer who is refused reads what was found and writes it differently.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tsunagu.kernel.japanese.words import full_names

_DASH = r"[-‐‑‒–—―−ー]"
_PHONE = re.compile(rf"(?<!\d)(?:\+81|0)(?:[\s().・の]|{_DASH}|\d){{8,16}}\d(?!\d)")
_MAIL = re.compile(r"[\w.+-]+\s*(?:@|アットマーク|\(at\))\s*[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_ACCOUNT = re.compile(
    r"(?:LINE|ライン|インスタ|Instagram|X|Twitter)\s*(?:の)?\s*ID|(?<![A-Za-z0-9_.])@[A-Za-z0-9_.]{3,}",
    re.IGNORECASE,
)
_DIGITS = r"[\d一二三四五六七八九十]"
_ADDRESSES = (
    re.compile(rf"〒\s?\d{{3}}{_DASH}?\d{{4}}"),
    re.compile(rf"(?<!\d)\d{{3}}{_DASH}\d{{4}}(?!{_DASH}?\d)"),
    re.compile(rf"{_DIGITS}+\s?(?:丁目|番地|番町|号室)"),
    # 本町1-2-3, 本町1-2; not 対象1-2歳, not 4-6月.
    re.compile(rf"[一-鿿々ヶケ]{{1,8}}\s?\d{{1,4}}{_DASH}\d{{1,4}}{_DASH}\d{{1,4}}"),
    re.compile(
        rf"[一-鿿々ヶケ]{{0,8}}[町村区字台丘通原田野里]\s?\d{{1,4}}{_DASH}\d{{1,4}}(?!\d|\s?(?:歳|才|か月|ヶ月|カ月|時|年|月|日|回|人|名|組|円|分|週))"
    ),
)
_DAY = r"(?:(?:\d{4}|(?:令和|平成|昭和)\s?(?:\d{1,2}|元))\s?[年/.-]\s?)?\d{1,2}\s?[月/.-]\s?\d{1,2}\s?日?"
_BIRTH = re.compile(
    rf"(?:生年月日|誕生日|バースデー)[^。\n]{{0,8}}{_DAY}|{_DAY}\s?(?:に|の)?\s?(?:生まれ|うまれ|生(?=[。、\s)]|$))"
)
_PLATE = re.compile(
    rf"[一-鿿]{{2,4}}\s?\d{{2,3}}\s?[ぁ-んA-Z]\s?(?:[・.]{{0,2}}\s?\d{{1,2}}{_DASH}?\d{{1,2}})(?!\d)"
)


@dataclass(frozen=True, slots=True)
class Personal:
    """One thing found: its kind (phone, mail, account, address, birthday, plate, name), and as written."""

    kind: str
    text: str


def personal_parts(text: str) -> tuple[Personal, ...]:
    """Everything that is found, each place once, in the order of the kinds."""
    plain = unicodedata.normalize("NFKC", text)
    found: dict[str, Personal] = {}
    for kind, look in _LOOKS:
        for part in look(plain):
            if not any(part in other or other in part for other in found):
                found[part] = Personal(kind, part)
    return tuple(found.values())


def _matches(*patterns: re.Pattern[str]) -> Callable[[str], Iterator[str]]:
    return lambda text: (match[0].strip() for pattern in patterns for match in pattern.finditer(text))


def _phones(text: str) -> Iterator[str]:
    for match in _PHONE.finditer(text):
        if len(re.sub(r"\D", "", match[0].replace("+81", "0"))) in (10, 11):
            yield match[0].strip()


_LOOKS: tuple[tuple[str, Callable[[str], Iterable[str]]], ...] = (
    ("mail", _matches(_MAIL)),
    ("phone", _phones),
    ("account", _matches(_ACCOUNT)),
    ("plate", _matches(_PLATE)),
    ("birthday", _matches(_BIRTH)),
    ("address", _matches(*_ADDRESSES)),
    ("name", full_names),
)
