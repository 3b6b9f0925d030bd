"""A question taken apart: groups of words that a listing should answer, each with other ways to say it.

Known expressions are found first, longest first, by spelling and by reading; what is left is cut into words.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from tsunagu.directory.queries.search.frame import EVERYWHERE, VAGUE
from tsunagu.directory.queries.search.keys import is_kana, is_latin, loose_key, phrase_key, text_key
from tsunagu.directory.queries.search.modifiers import AGE_WORDS, Modifiers, read_modifiers
from tsunagu.directory.queries.search.other_languages import (
    pieces_in_other_languages,
    without_passing_chinese,
)
from tsunagu.directory.queries.search.vocabulary import Phrase, Vocabulary, telling_words
from tsunagu.kernel.japanese.fold import fold, fold_alternatives
from tsunagu.kernel.japanese.romaji import reading_prefixes
from tsunagu.kernel.japanese.words import Word, content_words

_BREAK = re.compile(r"[^\w~〜～・－ー―‐-]+")
_MOST_GROUPS = 8
_MOST_ALTERNATIVES = 14
# Where nothing fits, a town's general desk does: it is offered behind everything else.
_DESK, _DESK_WEIGHT = ("need", "talk_where"), 0.22
# A kana word this short is only trusted where the analyser sees a word of its own: うつ, but not in 移す.
_SHORT = 2


class By(StrEnum):
    """How an alternative stands for what was typed."""

    TYPED = "typed"
    WORD = "word"
    SYNONYM = "synonym"
    READING = "reading"
    LOOSE = "loose"
    SIMILAR = "similar"
    PART = "part"


@dataclass(frozen=True, slots=True)
class Alternative:
    """A text to look for; `weight` says how well it stands for what was typed."""

    text: str
    by: By
    weight: float
    is_kana: bool = False


@dataclass(slots=True)
class Group:
    """One thing that was asked for."""

    text: str
    weight: float = 1.0
    alternatives: list[Alternative] = field(default_factory=list)
    words: dict[str, float] = field(default_factory=dict)
    leads: dict[tuple[str, str], float] = field(default_factory=dict)
    # Only says when or how old: never enough for an answer of its own beside words that are.
    is_modifier: bool = False

    def add(self, text: str, by: By, weight: float) -> None:
        if text and not any(
            each.text == text and (each.by is By.LOOSE) == (by is By.LOOSE) for each in self.alternatives
        ):
            self.alternatives.append(Alternative(text, by, weight, is_kana(text)))

    def follow(self, phrase: Phrase, weight: float) -> None:
        """Take over what is known of an expression."""
        for lead, sure in phrase.leads.items():
            self.leads[lead] = max(weight * sure, self.leads.get(lead, 0.0))
        closest = sorted(phrase.others.items(), key=lambda pair: -pair[1])
        for other, close in closest[:_MOST_ALTERNATIVES]:
            self.add(other, By.SYNONYM, weight * close * (0.5 if other in VAGUE else 1.0))


@dataclass(slots=True)
class Analysis:
    """The whole question."""

    key: str
    groups: list[Group]
    modifiers: Modifiers
    # Neighbouring pieces as they were typed: 子育て and サロン found side by side are worth more.
    chunks: list[str] = field(default_factory=list)
    named_town: bool = False


def analyse(text: str, words: Vocabulary) -> Analysis:
    """Take a question apart with the words of a town."""
    plain = unicodedata.normalize("NFKC", text)[:200]
    folded = fold(plain).replace(" ", "")
    modifiers = read_modifiers(folded)
    asked = without_passing_chinese(plain, words)
    chunks = [chunk for chunk in _BREAK.split(asked) if text_key(chunk)]
    groups: list[Group] = []
    named_town = False
    for chunk in pieces_in_other_languages(chunks, words):
        for group in _groups_of(chunk, words):
            if group.text in words.town_words:
                named_town = True
            else:
                groups.append(group)
    if named_town and not groups:
        groups = [_plain_group(chunk) for chunk in chunks]
    _follow_together(groups, plain, words)
    said = [folded[start:end] for start, end in modifiers.spans]
    for group in groups:
        _weigh(group, said, is_alone=len(groups) == 1)
    return Analysis(
        key=text_key(plain),
        groups=_distinct(groups)[:_MOST_GROUPS],
        modifiers=modifiers,
        chunks=[text_key(chunk) for chunk in chunks],
        named_town=named_town,
    )


def _groups_of(chunk: str, words: Vocabulary) -> Iterator[Group]:
    key = text_key(chunk)
    if is_latin(key):
        yield _latin_group(key, words)
        return
    if _mixed_reading(key):
        yield _latin_group(key, words)
        return
    found = content_words(chunk)
    if len(key) <= _SHORT and not is_kana(key):
        # Whatever it is cut into, the piece itself is looked for.
        same = [word for word in found if text_key(word.surface) == key]
        yield _group(key, key if key in words.phrases else "", same[0] if same else None, found, words)
        return
    spans = list(_located(key, found))
    phrases = list(_phrases_in(key, spans, words))
    if not phrases and not spans:
        found = content_words(chunk, keep_stop_words=True)
        spans = list(_located(key, found))
    pieces = _pieces(key, phrases, spans)
    if is_kana(key) and not _is_covered(key, phrases):
        yield _kana_group(key, phrases, words)
        if len(key) < 7:
            return
    for start, end, phrase, word in pieces:
        # A stray letter of 「くぁwせdrftgy」 is no word; a kanji is.
        if end - start > 1 or not (is_kana(key[start:end]) or key[start:end].isascii()):
            yield _group(key[start:end], phrase, word, found, words)
    if not pieces and not is_kana(key):
        yield _plain_group(chunk)


def _mixed_reading(key: str) -> bool:
    """「ひろb」: kana typed so far and the beginning of the next syllable."""
    return bool(re.fullmatch(r"[ぁ-ゖー]+[a-z]{1,2}", key))


def _plain_group(chunk: str) -> Group:
    group = Group(text_key(chunk))
    group.add(group.text, By.TYPED, 1.0)
    return group


def _located(key: str, found: tuple[Word, ...]) -> Iterator[tuple[int, int, Word]]:
    """Yield where each word stands in the key; parts of words stand inside them."""
    cursor = 0
    for word in found:
        surface = text_key(word.surface)
        start = key.find(surface, max(0, cursor - len(surface)) if not word.is_part else 0)
        if surface and start >= 0:
            yield start, start + len(surface), word
            if not word.is_part:
                cursor = start + len(surface)


def _phrases_in(
    key: str, spans: list[tuple[int, int, Word]], words: Vocabulary
) -> Iterator[tuple[int, int, str]]:
    """Yield known expressions from left to right, the longest that fits at each place."""
    edges = {(start, end) for start, end, _ in spans} | {(0, len(key))}
    start = 0
    while start < len(key):
        for end in range(min(len(key), start + words.longest), start, -1):
            if name := _phrase_at(key[start:end], (start, end) in edges, words):
                yield start, end, name
                start = end - 1
                break
        start += 1


def _phrase_at(piece: str, is_word: bool, words: Vocabulary) -> str:
    if len(piece) == 1 and not is_word:
        return ""
    if is_kana(piece) and len(piece) <= _SHORT and not is_word:
        return ""
    if piece in words.phrases or piece in words.districts or piece in words.town_words:
        return piece
    if is_kana(piece) and len(piece) > _SHORT and piece in words.by_reading:
        return piece
    return ""


def _is_covered(key: str, phrases: list[tuple[int, int, str]]) -> bool:
    """Whether known expressions make up the whole of it."""
    return sum(end - start for start, end, _ in phrases) >= len(key)


def _pieces(
    key: str, phrases: list[tuple[int, int, str]], spans: list[tuple[int, int, Word]]
) -> list[tuple[int, int, str, Word | None]]:
    """Join expressions and words: a word around an expression (保育士, 保育) is looked for itself."""
    taken: list[tuple[int, int, str, Word | None]] = [
        (start, end, name, None) for start, end, name in phrases
    ]
    for start, end, word in spans:
        if word.is_part:
            continue
        inside = [each for each in taken if each[0] < end and start < each[1]]
        if not inside:
            taken.append((start, end, "", word))
        elif all(start <= each[0] and each[1] <= end for each in inside) and any(
            each[1] - each[0] < end - start for each in inside
        ):
            longest = max(inside, key=lambda each: each[1] - each[0])
            taken = [each for each in taken if each not in inside]
            taken.append((start, end, longest[2], word))
        elif len(inside) == 1 and (inside[0][0], inside[0][1]) == (start, end):
            taken[taken.index(inside[0])] = (start, end, inside[0][2], word)
    return sorted(taken, key=lambda each: each[0])


def _group(text: str, phrase: str, word: Word | None, found: tuple[Word, ...], words: Vocabulary) -> Group:
    group = Group(text)
    # 出 of 出ない is no word to look for by its letters.
    is_stem = word is not None and len(text) == 1 and text_key(word.dictionary) != text
    # One letter inside a sentence says little; asked alone it is all that was asked.
    sure = 0.5 if len(text) == 1 and len(found) > 1 else 1.0
    for position, alternative in enumerate(() if is_stem else fold_alternatives(text)):
        group.add(text_key(alternative), By.TYPED, sure if position == 0 else 0.95 * sure)
    if phrase and phrase != text:
        group.add(phrase, By.PART, 0.6)
    if phrase:
        _follow_key(group, phrase, 1.0 if phrase == text else 0.6, words)
    if word is not None:
        _add_word(group, word, found, words)
    elif phrase:
        shown = words.phrases[phrase].shown if phrase in words.phrases else phrase
        inside = telling_words(shown)
        telling = inside - EVERYWHERE
        group.words.update(dict.fromkeys(inside - telling, 0.16))
        group.words.update(dict.fromkeys(telling, 0.6 if len(telling) == 1 else 0.35))
    if not group.leads and len(text) >= 3 and phrase != text:
        _follow_similar(group, text, words)
    return group


def _follow_key(group: Group, key: str, weight: float, words: Vocabulary) -> None:
    """Take over what is known of everything that is written or read so."""
    for name in words.keys_read(key):
        known = words.phrases[name]
        sure = weight if name == key else weight * 0.9
        if name != key:
            group.add(name, By.READING, sure)
        group.follow(known, sure)


def _add_word(group: Group, word: Word, found: tuple[Word, ...], words: Vocabulary) -> None:
    group.words[word.normalized] = 0.9
    if word.normalized != word.surface:
        group.add(text_key(word.normalized), By.WORD, 0.85)
    for name in words.by_words.get((word.normalized,), ()):
        group.follow(words.phrases[name], 0.8)
    for part in found:
        if part.is_part and part.surface in word.surface:
            group.words.setdefault(part.normalized, 0.45)
            if len(part.surface) >= 2:
                group.add(text_key(part.surface), By.PART, 0.45)
                for name in words.keys_read(text_key(part.surface)):
                    group.follow(words.phrases[name], 0.4)


def _kana_group(key: str, phrases: list[tuple[int, int, str]], words: Vocabulary) -> Group:
    """A kana word may be half typed: look for what it may become, too."""
    group = Group(key)
    group.add(key, By.TYPED, 1.0)
    if len(loose_key(key)) >= 3:
        group.add(loose_key(key), By.LOOSE, 0.8)
    if len(key) >= 2:
        for reading in words.completions(key):
            _follow_key(group, reading, 0.8 * max(0.5, len(key) / len(reading)), words)
            group.add(reading, By.READING, 0.6)
    for word in content_words(key):
        if not word.is_part and len(word.surface) > _SHORT:
            group.words[word.normalized] = 0.5
    if not group.leads and not phrases and len(key) >= 3:
        _follow_similar(group, key, words)
    return group


def _latin_group(key: str, words: Vocabulary) -> Group:
    group = Group(key)
    group.add(key, By.TYPED, 1.0)
    if (known := phrase_key(key)) in words.phrases:
        group.follow(words.phrases[known], 1.0)
    for kana in reading_prefixes(key.replace("ー", "-")):
        kana_key = text_key(kana)
        group.add(kana_key, By.READING, 0.9)
        group.add(loose_key(kana_key), By.LOOSE, 0.85)
        if len(kana_key) >= 2:
            _follow_key(group, kana_key, 0.9, words)
            for reading in words.completions(kana_key)[:6]:
                _follow_key(group, reading, 0.7 * max(0.5, len(kana_key) / len(reading)), words)
    return group


def _follow_similar(group: Group, key: str, words: Vocabulary) -> None:
    for other, score in words.similar(key, 0.6):
        for name in words.keys_read(other):
            group.add(name, By.SIMILAR, 0.6 * score)
            group.follow(words.phrases[name], 0.6 * score)


def _follow_together(groups: list[Group], plain: str, words: Vocabulary) -> None:
    """An expression may stand in pieces: 「ことばがまだ出ない」 is 言葉が出ない."""
    said = telling_words(plain)
    if len(said) < 2:
        return
    for needed in (each for word in sorted(said) for each in words.together.get(word, ())):
        if said.issuperset(needed):
            for group in groups:
                if any(word in group.words for word in needed if word not in EVERYWHERE):
                    for name in words.by_words[needed]:
                        group.follow(words.phrases[name], 0.75)


def _weigh(group: Group, said: list[str], *, is_alone: bool) -> None:
    """Words that only say when, how old or free weigh little: they are judged by the listing's facts."""
    if any(scheme in ("need", "situation") for scheme, _ in group.leads):
        group.leads.setdefault(_DESK, _DESK_WEIGHT)
    if any(group.text in each for each in said):
        group.is_modifier = True
        group.weight = 0.45
    elif not is_alone and (group.text in EVERYWHERE or (group.words and group.words.keys() <= EVERYWHERE)):
        group.weight = 0.15
    elif any(word in group.text for word in AGE_WORDS) and not is_alone:
        group.weight = 0.6


def _distinct(groups: list[Group]) -> list[Group]:
    kept: dict[str, Group] = {}
    for group in groups:
        kept.setdefault(group.text, group)
    return list(kept.values())
