"""Content words of a question or a text, by SudachiPy with the small dictionary.

「夜中に急に子どもを預けたい」 gives 夜中, 急, 子供, 預ける. Long units (mode C) come with their short units
(mode A), so that 泣き止む is also found by 泣く. The same function serves both sides of a search: a word
cut differently on each side would never be found.
"""

import re
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from sudachipy import Dictionary, Morpheme, SplitMode, Tokenizer

from tsunagu.kernel.japanese.stop_words import STOP_WORDS

_CONTENT_CLASSES = frozenset({"名詞", "動詞", "形容詞", "形状詞", "副詞"})
# Suffixes that name something (…科, …費, …園) count; counters, titles and plural endings do not.
_SUFFIX_CLASS = ("接尾辞", "名詞的", "一般")
_NUMERAL = "数詞"
_GODAN = "五段"
_ICHIDAN = ("上一段", "下一段")
_NOUN_ENDINGS = str.maketrans("うくぐすつぬぶむる", "いきぎしちにびみり")
# Sudachi refuses a text over 49,149 bytes; sentences are never cut below this many characters.
_PIECE = 4000
_SENTENCE_END = re.compile(r"(?<=[。！？!?\n])")
_FAMILY_NAME, _GIVEN_NAME = "姓", "名"
_HIRAGANA = re.compile("[ぁ-ゖー]+")
_HONORIFICS = frozenset({"さん", "ちゃん", "くん", "君", "様", "さま", "先生", "氏"})
_HAS_LETTER = re.compile(r"\w")

_loading = threading.Lock()
_per_thread = threading.local()


@dataclass(frozen=True, slots=True)
class Word:
    """A content word: as written, as in a dictionary (預ける), and with spelling unified (子ども is 子供)."""

    surface: str
    dictionary: str
    normalized: str
    noun_form: str = ""
    """The noun a verb makes (預かる: 預かり): the analyser calls 預かり now a noun, now a verb."""
    is_part: bool = False
    """Whether it is a short unit inside a longer word that is listed as well."""


def content_words(text: str, *, keep_stop_words: bool = False) -> tuple[Word, ...]:
    """Return the content words in order, each normalised form once.

    Stop words are the everyday frame of a question; keep them when a text is all frame and nothing else is
    left. Safe to call from several threads.
    """
    found: dict[str, Word] = {}
    for piece in _pieces(unicodedata.normalize("NFKC", text)):
        for word in _words_of(piece):
            if keep_stop_words or word.normalized not in STOP_WORDS:
                found.setdefault(word.normalized, word)
    return tuple(found.values())


def normalized_words(text: str) -> tuple[str, ...]:
    """Return the normalised content words of a text; those of the frame when there is nothing else.

    For matching, use content_words and take `noun_form` as well.
    """
    words = content_words(text) or content_words(text, keep_stop_words=True)
    return tuple(word.normalized for word in words)


def reading_of(text: str) -> str:
    """Return the reading of a text as katakana: the dictionary's guess, never for a person's name."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(morpheme.reading_form() or morpheme.surface() for morpheme in _tokenizer().tokenize(plain))


def full_names(text: str) -> tuple[str, ...]:
    """Return what looks like a person's family and given name together, as the dictionary knows names.

    A given name in hiragana counts only with さん or the like behind it: 小金井さくら may be a festival.
    """
    found = []
    for piece in _pieces(unicodedata.normalize("NFKC", text)):
        morphemes = list(_tokenizer().tokenize(piece, SplitMode.A))
        for at, first in enumerate(morphemes[:-1]):
            rest = [one for one in morphemes[at + 1 : at + 4] if one.surface().strip()]
            if _is_name(first, _FAMILY_NAME) and rest and _is_name(rest[0], _GIVEN_NAME):
                after = rest[1].surface() if len(rest) > 1 else ""
                if not _HIRAGANA.fullmatch(rest[0].surface()) or after in _HONORIFICS:
                    found.append(_text_between(piece, first, rest[0]))
    return tuple(found)


def _text_between(piece: str, first: Morpheme, last: Morpheme) -> str:
    return piece[first.begin() : last.end()]


def _is_name(morpheme: Morpheme, part: str) -> bool:
    return tuple(morpheme.part_of_speech()[2:4]) == ("人名", part)


def morphemes(text: str) -> Iterator[tuple[str, str]]:
    """Yield every piece of a text with its reading as katakana; together the pieces are the text."""
    for piece in _pieces(text):
        for morpheme in _tokenizer().tokenize(piece, SplitMode.C):
            yield morpheme.surface(), morpheme.reading_form()


@lru_cache(maxsize=4096)
def _words_of(piece: str) -> tuple[Word, ...]:
    """Names and hours come again and again where a register is read."""
    morphemes = _tokenizer().tokenize(piece, SplitMode.C)
    return tuple(word for morpheme in morphemes for word in _words(morpheme))


def _words(morpheme: Morpheme) -> Iterator[Word]:
    if not _is_content(morpheme):
        return
    yield _word(morpheme)
    parts = list(morpheme.split(SplitMode.A))
    if len(parts) > 1:
        yield from (_word(part, is_part=True) for part in parts if _is_content(part))


def _word(morpheme: Morpheme, *, is_part: bool = False) -> Word:
    normalized = morpheme.normalized_form()
    noun_form = _noun_form(normalized, conjugation=morpheme.part_of_speech()[4])
    return Word(morpheme.surface(), morpheme.dictionary_form(), normalized, noun_form, is_part)


def _noun_form(verb: str, *, conjugation: str) -> str:
    """Return 預かり for 預かる and 預け for 預ける; empty when it is no verb or one letter remains."""
    if conjugation.startswith(_GODAN):
        noun = verb[:-1] + verb[-1].translate(_NOUN_ENDINGS)
    elif conjugation.startswith(_ICHIDAN):
        noun = verb.removesuffix("る")
    else:
        return ""
    return noun if len(noun) > 1 else ""


def _is_content(morpheme: Morpheme) -> bool:
    speech = morpheme.part_of_speech()
    if speech[1] == _NUMERAL or not _HAS_LETTER.search(morpheme.surface()):
        return False
    return speech[0] in _CONTENT_CLASSES or tuple(speech[:3]) == _SUFFIX_CLASS


def _pieces(text: str) -> Iterator[str]:
    for sentence in _SENTENCE_END.split(text):
        for start in range(0, len(sentence), _PIECE):
            yield sentence[start : start + _PIECE]


@lru_cache(maxsize=1)
def _dictionary() -> Dictionary:
    return Dictionary(dict="small")


def _tokenizer() -> Tokenizer:
    """Return this thread's tokenizer: they are not thread-safe, the dictionary behind them is shared."""
    if not hasattr(_per_thread, "tokenizer"):
        with _loading:
            _per_thread.tokenizer = _dictionary().tokenizer()
    tokenizer: Tokenizer = _per_thread.tokenizer
    return tokenizer
