"""Readings above characters (ふりがな): the dictionary's, mended by our own list and by the writer.

A writer sets one by hand as 「小千谷《おぢや》」, or 「｜今日《きょう》」 where it begins;
「今日《》」 wants none.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from tsunagu.kernel.japanese.kana import kata_to_hira
from tsunagu.kernel.japanese.words import morphemes

_CHARACTERS = r"[一-鿿㐀-䶿豈-﫿々〆ヶヵ]"
_BY_HAND = re.compile(rf"(?:｜([^｜《》]+)|({_CHARACTERS}+))《([^《》]*)》")
_HAS_CHARACTER = re.compile(_CHARACTERS)
_RUN = re.compile(rf"{_CHARACTERS}+|[^一-鿿㐀-䶿豈-﫿々〆ヶヵ]+")

# Where the dictionary reads as nobody in a town hall would.
READINGS = {
    "一時預かり": "いちじあずかり",
    "何人": "なんにん",
    "何歳": "なんさい",
    "家": "いえ",
    "健診": "けんしん",
    "市役所": "しやくしょ",
    "子育て": "こそだて",
    "児童相談所": "じどうそうだんしょ",
    "私": "わたし",
    "出産": "しゅっさん",
    "小千谷": "おぢや",
    "上越": "じょうえつ",
    "人": "ひと",
    "長岡": "ながおか",
    "入園": "にゅうえん",
    "妊婦": "にんぷ",
    "日本語": "にほんご",
    "乳幼児": "にゅうようじ",
    "病後児": "びょうごじ",
    "病児": "びょうじ",
    "母子手帳": "ぼしてちょう",
    "母子健康手帳": "ぼしけんこうてちょう",
    "夜泣き": "よなき",
    "一人親": "ひとりおや",
    "離乳食": "りにゅうしょく",
}


class Piece(NamedTuple):
    """Some text and its reading; empty where none is wanted."""

    text: str
    reading: str = ""


def with_readings(text: str) -> Iterator[Piece]:
    """The text in pieces, those with characters with their reading."""
    end = 0
    for found in _BY_HAND.finditer(text):
        yield from _by_list(text[end : found.start()])
        yield Piece(found[1] or found[2], found[3])
        end = found.end()
    yield from _by_list(text[end:])


def without_marks(text: str) -> str:
    """The text as everybody reads it, without the readings that a writer set."""
    return _BY_HAND.sub(lambda found: found[1] or found[2], text)


@cache
def _known() -> re.Pattern[str]:
    longest_first = sorted(READINGS, key=lambda word: (-len(word), word))
    # A single character only by itself: 人 is not にん in 人形, and 家 not いえ in 家族.
    words = [
        word if len(word) > 1 else rf"(?<!{_CHARACTERS}){word}(?!{_CHARACTERS})" for word in longest_first
    ]
    return re.compile("|".join(words))


def _by_list(text: str) -> Iterator[Piece]:
    end = 0
    for found in _known().finditer(text):
        yield from _by_dictionary(text[end : found.start()])
        yield from _fitted(found[0], READINGS[found[0]])
        end = found.end()
    yield from _by_dictionary(text[end:])


def _by_dictionary(text: str) -> Iterator[Piece]:
    if not _HAS_CHARACTER.search(text):
        if text:
            yield Piece(text)
        return
    for surface, reading in morphemes(text):
        if _HAS_CHARACTER.search(surface) and reading:
            yield from _fitted(surface, kata_to_hira(reading))
        else:
            yield Piece(surface)


def _fitted(surface: str, reading: str) -> Iterator[Piece]:
    """The reading above the characters only: 「預《あず》かり」, not 「預かり《あずかり》」."""
    runs = _RUN.findall(surface)
    pattern = "".join(
        "(.+?)" if _HAS_CHARACTER.match(run) else f"({re.escape(kata_to_hira(run))})" for run in runs
    )
    fitted = re.fullmatch(pattern, reading)
    if fitted is None:
        yield Piece(surface, reading)
        return
    for run, above in zip(runs, fitted.groups(), strict=True):
        yield Piece(run, above if _HAS_CHARACTER.match(run) else "")
