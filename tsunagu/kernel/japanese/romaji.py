"""Half-typed romaji as kana: 「hirob」 is ひろ and then one of ばびぶべぼ.

Hepburn and 訓令式 are both read, as an input method reads them, so that a list can be narrowed while
someone types without an input method, or before it has converted.
"""

import re
import unicodedata
from dataclasses import dataclass

from tsunagu.kernel.japanese.kana import kata_to_hira

_VOWELS = "aiueo"
_PLAIN_ROWS = {
    "": "あいうえお", "k": "かきくけこ", "s": "さしすせそ", "t": "たちつてと",
    "n": "なにぬねの", "h": "はひふへほ",
    "m": "まみむめも", "r": "らりるれろ", "g": "がぎぐげご", "z": "ざじずぜぞ",
    "d": "だぢづでど", "b": "ばびぶべぼ",
    "p": "ぱぴぷぺぽ",
}  # fmt: skip
_GLIDES = {
    "ky": "き", "sy": "し", "ty": "ち", "cy": "ち", "ny": "に", "hy": "ひ", "my": "み",
    "ry": "り", "gy": "ぎ",
    "zy": "じ", "jy": "じ", "dy": "ぢ", "by": "び", "py": "ぴ",
}  # fmt: skip
_IRREGULAR = {
    "ya": "や", "yu": "ゆ", "yo": "よ", "wa": "わ", "wi": "うぃ", "we": "うぇ", "wo": "を",
    "shi": "し", "sha": "しゃ", "shu": "しゅ", "she": "しぇ", "sho": "しょ",
    "chi": "ち", "cha": "ちゃ", "chu": "ちゅ", "che": "ちぇ", "cho": "ちょ", "tsu": "つ", "fu": "ふ",
    "ja": "じゃ", "ji": "じ", "ju": "じゅ", "je": "じぇ", "jo": "じょ",
    "fa": "ふぁ", "fi": "ふぃ", "fe": "ふぇ", "fo": "ふぉ",
    "va": "ゔぁ", "vi": "ゔぃ", "vu": "ゔ", "ve": "ゔぇ", "vo": "ゔぉ",
    "thi": "てぃ", "dhi": "でぃ", "-": "ー",
}  # fmt: skip


def _build() -> dict[str, str]:
    table = {
        row + vowel: kana
        for row, kanas in _PLAIN_ROWS.items()
        for vowel, kana in zip(_VOWELS, kanas, strict=True)
    }
    for glide, kana in _GLIDES.items():
        table |= {f"{glide}{vowel}": kana + small for vowel, small in zip("auo", "ゃゅょ", strict=True)}
    return table | _IRREGULAR


SYLLABLES = _build()
_LONGEST = max(map(len, SYLLABLES))
_CONSONANTS = frozenset("bcdfghjkmprstvwyz")
# Consonants that Japanese words double (きって, はっぱ): one typed may be the first of two.
_GEMINATES = frozenset("kstcp")
_MACRONS = str.maketrans("āīūēōâîûêô", "aiueoaiueo")
_LEADING_KANA = re.compile("[ぁ-ゖー]*")


@dataclass(frozen=True, slots=True)
class TypedReading:
    """What is certain (`kana`) and what may come next (`following`, empty after a whole syllable)."""

    kana: str
    following: tuple[str, ...] = ()

    @property
    def prefixes(self) -> tuple[str, ...]:
        """The beginnings that a reading may have, as hiragana."""
        return tuple(self.kana + after for after in self.following) or (self.kana,)


def read_romaji(text: str) -> TypedReading | None:
    """Return how far romaji, or kana and then romaji (「ひろb」), is typed; None when it is neither."""
    plain = kata_to_hira(unicodedata.normalize("NFKC", text)).lower().translate(_MACRONS)
    plain = re.sub(r"\s", "", plain)
    lead = _LEADING_KANA.match(plain)
    kana = lead[0] if lead else ""
    rest = plain[len(kana) :]
    if not plain:
        return None
    while rest:
        step = _next_kana(rest)
        if step is None:
            following = _following(rest)
            return TypedReading(kana, following) if following else None
        kana, rest = kana + step[0], rest[step[1] :]
    return TypedReading(kana)


def reading_prefixes(text: str) -> tuple[str, ...]:
    """Return the hiragana beginnings to look for; empty when the text is not romaji."""
    typed = read_romaji(text)
    return typed.prefixes if typed else ()


def _next_kana(rest: str) -> tuple[str, int] | None:
    """Return the kana at the beginning and the letters it used, or None when more must be typed."""
    if rest[0] == "n" and len(rest) > 1 and rest[1] not in "aiueoy":
        return "ん", 2 if rest[1] == "'" or _is_double_n(rest) else 1
    # Hepburn writes ん as m before b, m and p (Namba), and っ before ch as t (matcha).
    if rest[0] == "m" and len(rest) > 1 and rest[1] in "bmp":
        return "ん", 1
    if len(rest) > 1 and rest[0] in _CONSONANTS and (rest[0] == rest[1] or rest.startswith("tc")):
        return "っ", 1
    for length in range(min(_LONGEST, len(rest)), 0, -1):
        if rest[:length] in SYLLABLES:
            return SYLLABLES[rest[:length]], length
    return None


def _is_double_n(rest: str) -> bool:
    """nn is one ん unless a vowel follows: konna is こんな, honn is ほん."""
    return rest[1] == "n" and rest[2:3] not in tuple("aiueoy")


def _following(rest: str) -> tuple[str, ...]:
    """Return the kana that can complete an unfinished syllable, the shortest forms only (し covers しゃ)."""
    kanas = [kana for key, kana in SYLLABLES.items() if key.startswith(rest)]
    if rest == "n":
        kanas.append("ん")
    if rest in _GEMINATES and kanas:
        kanas.append("っ")
    return tuple(
        dict.fromkeys(kana for kana in kanas if not any(_is_covered(kana, other) for other in kanas))
    )


def _is_covered(kana: str, other: str) -> bool:
    return kana != other and kana.startswith(other)
