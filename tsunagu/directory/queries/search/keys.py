"""Search keys and lexemes: the alphabet that the index and a question share.

A lexeme is the town's mark, one letter for its kind, and the text. Because of the mark each town has its own
posting lists, so a town's search costs the same however many towns share the database.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from operator import add
from uuid import UUID

from tsunagu.kernel.japanese.fold import fold

GRAM = "g"  # one or two characters of any text
NAME_GRAM = "n"  # one or two characters of a name, another name or a reading
LOOSE_GRAM = "l"  # the same of a reading without long vowels, for romaji and slips
WORD = "w"  # a content word, spelling unified
FACT = "f"  # a filter: need:…, age:…, day:…

_NO_LETTER = re.compile(r"[\W_]+")
_O_ROW = "おこそとのほもよろごぞどぼぽょ"
_U_ROW = "うくすつぬふむゆるぐずぶぷゅ"


@lru_cache(maxsize=4096)
def text_key(text: str) -> str:
    """Return the folded text without spaces and punctuation."""
    return _NO_LETTER.sub("", fold(text))


def phrase_key(text: str) -> str:
    """Return the key of an expression: in Latin letters a hyphen is nothing (recém-nascido)."""
    key = text_key(text)
    return key.replace("ー", "") if is_latin(key) else key


def loose_key(kana: str) -> str:
    """Return a reading without long vowels: じょうえつ and じょえつ, せんたー and せんた are one."""
    out: list[str] = []
    for char in kana:
        if char == "ー":
            continue
        long_vowel = out and ((char in "うお" and out[-1] in _O_ROW) or (char == "う" and out[-1] in _U_ROW))
        if not long_vowel:
            out.append(char)
    return "".join(out)


def grams(key: str) -> Iterator[str]:
    """Yield every single character and every pair."""
    return chain(key, map(add, key, key[1:]))


def grams_to_find(key: str) -> tuple[str, ...]:
    """Return the pairs that a text containing the key must contain; the character itself for a single one."""
    if len(key) < 2:
        return (key,)
    return tuple(dict.fromkeys(key[position : position + 2] for position in range(len(key) - 1)))


def town_mark(town_id: UUID) -> str:
    """Return the town's mark. Two towns may share one: it is for speed, policies keep towns apart."""
    return town_id.hex[-4:]


def is_kana(key: str) -> bool:
    """Whether a key is hiragana (folding has turned katakana over) and ー only."""
    return bool(key) and all("ぁ" <= char <= "ゖ" or char == "ー" for char in key)


def is_latin(key: str) -> bool:
    """Whether a key is made of ASCII letters, digits and ー (a folded hyphen), with a letter in it."""
    return any(char.isascii() and char.isalpha() for char in key) and all(
        char.isascii() or char == "ー" for char in key
    )


def lexemes(mark: str, kind: str, texts: Iterable[str]) -> list[str]:
    """Return the lexemes of one kind."""
    prefix = mark + kind
    return [prefix + text for text in texts]
