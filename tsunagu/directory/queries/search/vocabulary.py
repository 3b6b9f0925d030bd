"""The words of a town: taxonomy terms and what families call them, synonyms, districts.

Kept per process and per version of the town's directory; whatever changes a word raises that version.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from uuid import UUID

import yaml

from tsunagu.directory.queries.search.frame import LIGHT
from tsunagu.directory.queries.search.keys import grams_to_find, is_kana, is_latin, phrase_key, text_key
from tsunagu.kernel.japanese.words import content_words, normalized_words, reading_of

EVERYDAY = Path(__file__).parent / "everyday.yaml"
_LONGEST_PHRASE = 16
_MOST_COMPLETIONS = 12


@dataclass(frozen=True, slots=True)
class Term:
    """A taxonomy term, as far as search needs it."""

    scheme: str
    key: str
    name: str
    words: tuple[str, ...] = ()
    parent: str = ""
    from_months: int | None = None
    to_months: int | None = None
    # What it is called in other languages, English first.
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lead:
    """A word leads to a taxonomy term; `weight` says how surely."""

    scheme: str
    key: str
    weight: float


@dataclass(slots=True)
class Phrase:
    """What is known of one word or expression."""

    key: str
    shown: str
    leads: dict[tuple[str, str], float] = field(default_factory=dict)
    # Other words to look for, with how close they are.
    others: dict[str, float] = field(default_factory=dict)

    def lead_to(self, scheme: str, key: str, weight: float) -> None:
        self.leads[scheme, key] = max(weight, self.leads.get((scheme, key), 0.0))

    def also_find(self, other: str, weight: float) -> None:
        if other and other != self.key:
            self.others[other] = max(weight, self.others.get(other, 0.0))


@dataclass(slots=True)
class Vocabulary:
    """All words of one town, ready to be looked up."""

    version: int
    # Whether the town has more listings than can all be looked at for one question.
    is_large: bool = False
    town_words: frozenset[str] = frozenset()
    phrases: dict[str, Phrase] = field(default_factory=dict)
    # Readings and unified spellings lead to phrases; kept apart, because a kanji word's reading is a guess.
    by_reading: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    by_words: dict[tuple[str, ...], set[str]] = field(default_factory=lambda: defaultdict(set))
    districts: dict[str, UUID] = field(default_factory=dict)
    term_names: dict[tuple[str, str], str] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    # The terms that have others under them.
    shelves: set[str] = field(default_factory=set)
    # Expressions of several words, found also when other words stand between them; by their first word.
    together: dict[str, list[tuple[str, ...]]] = field(default_factory=lambda: defaultdict(list))
    readings: list[str] = field(default_factory=list)
    by_gram: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    longest: int = 1
    # Questions as they were understood with these words; gone with them.
    understood: dict[str, object] = field(default_factory=dict)

    def phrase(self, text: str) -> Phrase:
        """Return the phrase of a text, made when it is new."""
        key = phrase_key(text)
        return self.phrases.setdefault(key, Phrase(key, text))

    def completions(self, beginning: str) -> list[str]:
        """Return the readings that begin so, the shortest first."""
        start = bisect_left(self.readings, beginning)
        found = []
        for reading in self.readings[start : start + 200]:
            if not reading.startswith(beginning):
                break
            found.append(reading)
        return sorted(found, key=len)[:_MOST_COMPLETIONS]

    def keys_read(self, reading: str) -> set[str]:
        """Return the phrases that are read or written so."""
        keys = set(self.by_reading.get(reading, ()))
        if reading in self.phrases:
            keys.add(reading)
        return keys

    def similar(self, key: str, least: float) -> list[tuple[str, float]]:
        """Return phrases and readings that share most pairs of characters with a mistyped word."""
        wanted = grams_to_find(key)
        shared: dict[str, int] = defaultdict(int)
        for gram in wanted:
            for other in self.by_gram.get(gram, ()):
                shared[other] += 1
        scored = (
            (other, 2 * count / (len(wanted) + len(grams_to_find(other)))) for other, count in shared.items()
        )
        close = [(other, score) for other, score in scored if score >= least and other[0] == key[0]]
        return sorted(close, key=lambda pair: -pair[1])[:3]


def build(
    *,
    version: int,
    town_name: str,
    terms: Iterable[Term],
    synonyms: Iterable[tuple[list[str], list[str]]],
    districts: Iterable[tuple[UUID, list[str]]],
    is_large: bool = False,
) -> Vocabulary:
    """Put the words of a town together."""
    words = Vocabulary(version=version, is_large=is_large, town_words=_town_words(town_name))
    for term in terms:
        _add_term(words, term)
    _add_everyday(words)
    groups = list(synonyms)
    for members, targets in groups:
        _add_synonyms(words, members, targets)
    _share_leads(words, groups)
    for district, names in districts:
        for name in names:
            words.districts[text_key(name)] = district
            if len(name) > 2 and name[-1] in "区町村":
                words.districts.setdefault(text_key(name[:-1]), district)
    _index(words)
    return words


def _town_words(name: str) -> frozenset[str]:
    return frozenset({text_key(name), text_key(name.removesuffix("市"))}) if name else frozenset()


def _add_term(words: Vocabulary, term: Term) -> None:
    words.term_names[term.scheme, term.key] = term.name
    if term.parent:
        words.parents[term.key] = term.parent
        words.shelves.add(term.parent)
    # A word of a group of needs says less than one of a single need.
    weight = 0.8 if term.scheme == "need" and not term.parent else 1.0
    for word in (term.name, *term.words):
        words.phrase(word).lead_to(term.scheme, term.key, weight)
    for name in term.other_names:
        words.phrase(name).lead_to(term.scheme, term.key, weight)


@lru_cache(maxsize=1)
def _everyday() -> list[tuple[list[tuple[str, str]], list[str]]]:
    rows = yaml.safe_load(EVERYDAY.read_text(encoding="utf-8"))
    return [
        ([tuple(lead.split(":", 1)) for lead in row["leads"]], [str(word) for word in row["words"]])  # type: ignore[misc]
        for row in rows
    ]


def _add_everyday(words: Vocabulary) -> None:
    for leads, said in _everyday():
        for word in said:
            phrase = words.phrase(word)
            for position, (scheme, key) in enumerate(leads):
                phrase.lead_to(scheme, key, max(0.5, 1.0 - 0.15 * position))


def _add_synonyms(words: Vocabulary, members: list[str], targets: list[str]) -> None:
    for member in members:
        phrase = words.phrase(member)
        for other in targets or members:
            phrase.also_find(text_key(other), 0.8 if targets else 0.9)


def _share_leads(words: Vocabulary, groups: list[tuple[list[str], list[str]]]) -> None:
    """A word's synonyms lead where the word leads, a little less surely."""
    before = {key: dict(phrase.leads) for key, phrase in words.phrases.items()}
    for members, targets in groups:
        for member in members:
            phrase = words.phrases[phrase_key(member)]
            for other in targets or members:
                for (scheme, key), weight in before.get(phrase_key(other), {}).items():
                    phrase.lead_to(scheme, key, weight * (0.7 if targets else 0.85))


def _index(words: Vocabulary) -> None:
    for key, phrase in words.phrases.items():
        words.longest = max(words.longest, min(len(key), _LONGEST_PHRASE))
        reading, normals = _analysed(phrase.shown)
        if len(reading) >= 2:
            words.by_reading[reading].add(key)
        if normals:
            words.by_words[normals].add(key)
    for normals in words.by_words:
        if len(normals) > 1:
            words.together[normals[0]].append(normals)
    words.readings = sorted(set(words.by_reading) | {key for key in words.phrases if is_kana(key)})
    for key in {*words.phrases, *words.by_reading}:
        if len(key) >= 3:
            for gram in grams_to_find(key):
                words.by_gram[gram].append(key)


@lru_cache(maxsize=8192)
def _analysed(shown: str) -> tuple[str, tuple[str, ...]]:
    """The reading and the unified words of an expression; the same words stand in every town."""
    if is_latin(text_key(shown)):
        return text_key(shown), ()
    # Kana and numbers are often cut wrongly; half an expression would lead astray.
    is_unsure = is_kana(text_key(shown)) or any(char.isdecimal() for char in shown)
    return text_key(reading_of(shown)), () if is_unsure else tuple(sorted(telling_words(shown)))


@lru_cache(maxsize=8192)
def reading_key(text: str) -> str:
    """Return how a word is read, as a key; a guess, good enough to spare a second look."""
    return text_key(reading_of(text))


@lru_cache(maxsize=8192)
def words_of(text: str) -> tuple[str, ...]:
    """Return the unified words of another word to look for; none for kana, whose cut is a guess."""
    return () if is_kana(text) else normalized_words(text)


def telling_words(text: str) -> frozenset[str]:
    """Return the unified words that make an expression what it is."""
    words = {word.normalized for word in content_words(text, keep_stop_words=True) if not word.is_part}
    return frozenset(words - LIGHT)
