"""Search folding: one key for all the ways in which people type the same words.

Both sides of a search go through `fold`, the stored key and the query; what is shown is never folded. Every
step but Unicode's own composition works on one character at a time, so a piece of a text folds to a piece
of its key: a query of one or two characters cannot miss the name it was cut from.
"""

import re
import unicodedata

from tsunagu.kernel.japanese.kana import LONG_MARK, kata_to_hira, small_to_large
from tsunagu.kernel.japanese.variants import COMMON_FORM

# ー, hyphens, dashes and wave dashes are mixed up in signs, databases and phone numbers alike.
_DASHES = "-‐‑‒–—―−─━~〜∼⁓゠"
# Typed or left out at will: ファミリー・サポート・センター.
_DROPPED = "・･·•\u200b\u200c\u200d\u2060\ufeff\u00ad"
_SAME_SOUND = {"ゖ": "け", "ゕ": "か", "づ": "ず", "ぢ": "じ", "ゐ": "い", "ゑ": "え", "ゔ": "ぶ", "ゞ": "ゝ"}


def _without_accents() -> dict[str, str]:
    """Latin letters with marks, and the letters under them: ã, ế and ō as people type them in a hurry."""
    letters = (chr(code) for first, last in ((0xC0, 0x250), (0x1E00, 0x1F00)) for code in range(first, last))
    plain = {letter: unicodedata.normalize("NFD", letter)[0] for letter in letters}
    return {letter: base for letter, base in plain.items() if base != letter and base.isascii()} | {"đ": "d"}


# A mark that no letter could take up.
_MARKS = "".join(map(chr, range(0x300, 0x370)))
_TABLE = str.maketrans(
    COMMON_FORM
    | _without_accents()
    | dict.fromkeys(_MARKS, "")
    | dict.fromkeys(_DASHES, LONG_MARK)
    | dict.fromkeys(_DROPPED, "")
    | _SAME_SOUND
)
# Variation selectors tell fonts which shape of a kanji to draw (葛󠄀); they carry no meaning for search.
_VARIATION_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef\u180b-\u180d]")
_KE_BETWEEN_KANJI = re.compile(r"(?<=[一-鿿々〇\d])[けかが](?=[一-鿿々])")


def fold(text: str) -> str:
    """Return the search key of a text: width, case, kana, 異体字, accents, dashes, ヶ and spaces no
    longer matter.

    ヶ and ヵ become け and か as a single letter each; 霞ヶ関 and 霞が関 meet through fold_alternatives.
    Folding a key again changes nothing.
    """
    plain = _VARIATION_SELECTORS.sub("", unicodedata.normalize("NFKC", text))
    plain = unicodedata.normalize("NFKC", plain.casefold())
    return " ".join(unicodedata.normalize("NFC", kata_to_hira(plain).translate(_TABLE)).split())


def fold_alternatives(text: str) -> tuple[str, ...]:
    """Return the keys to try for a query: its own first, then 一け月, 一か月 and 一が月 for one another.

    For the query side only: the stored key keeps what was written.
    """
    key = fold(text)
    if not _KE_BETWEEN_KANJI.search(key):
        return (key,)
    return tuple(dict.fromkeys([key, *(_KE_BETWEEN_KANJI.sub(kana, key) for kana in "けかが")]))


def fold_name(reading: str) -> str:
    """Return the key of a person's reading: also small kana as large ones, without ー and spaces.

    キョウコ and キヨウコ, ショーコ and ショコ, タナカ　ハナコ and タナカハナコ are one key: it finds
    candidates for a person to look at, and never decides that two people are one.
    """
    letters = re.sub(rf"[{LONG_MARK}\s]", "", small_to_large(fold(reading)))
    return unicodedata.normalize("NFC", letters)
