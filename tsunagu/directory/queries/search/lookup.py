"""The question as the index understands it, and the one statement that asks it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from tsunagu.directory.models.search_lookup import MOST_CONDITIONS
from tsunagu.directory.queries.search.analysis import Alternative, Analysis, By, Group
from tsunagu.directory.queries.search.documents import OLDEST_YEAR, UNKNOWN
from tsunagu.directory.queries.search.keys import (
    FACT,
    GRAM,
    LOOSE_GRAM,
    NAME_GRAM,
    WORD,
    grams_to_find,
)
from tsunagu.directory.queries.search.question import SearchQuery
from tsunagu.directory.queries.search.ranking import Candidate
from tsunagu.directory.queries.search.result import MOST_COUNTED
from tsunagu.directory.queries.search.vocabulary import Vocabulary, reading_key, words_of
from tsunagu.kernel.dates.opening import JST
from tsunagu.kernel.municipality.acting import current_town_id


@dataclass(frozen=True, slots=True)
class Effort:
    """How far one question goes: tiers are asked until `enough` is found, `ranked` of it at most."""

    enough: int
    ranked: int


# A small town's listings are all looked at; a large one has enough answers nearer to the question.
THOROUGH, QUICK = Effort(enough=40, ranked=150), Effort(enough=10, ranked=60)
DEEP = Effort(enough=40, ranked=MOST_COUNTED)
# A word of the question itself; below it, a part of one or a guess.
_SAME_WORD = 0.8
# Leads as weak as this are followed when nothing else is left to look for.
_LAST_RESORT = 0.25
# The town's row is there even when nothing is found: every answer tells whether our words are stale.
_STATEMENT = """
SELECT m.directory_version, f.* FROM kernel_municipality AS m
LEFT JOIN directory_search(%s::tsquery[], %s::integer[], %s, %s, %s, %s) AS f ON true
WHERE m.id = %s
"""
_LONGEST_NEEDLE = 40
_MOST_ALTERNATIVES = 10
# `tsquery` texts that an entry must all satisfy.
Tier = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What the index offered."""

    candidates: list[Candidate]
    matched: int
    version: int


class QueryWriter:
    """Writes `tsquery` texts with the town's mark in every lexeme."""

    def __init__(self, mark: str) -> None:
        self.mark = mark

    def lexeme(self, kind: str, text: str) -> str:
        quoted = text.replace("\\", "\\\\").replace("'", "''")
        return f"'{self.mark}{kind}{quoted}'"

    def containing(self, text: str, kind: str = GRAM) -> str:
        """Entries with a text in which all pairs of the text occur."""
        return _all(self.lexeme(kind, gram) for gram in grams_to_find(text))

    def hinting(self, text: str, kind: str) -> str:
        """Entries that very likely contain the text; half the pairs will do, ranking reads the letters."""
        pairs = grams_to_find(text)
        return _all(self.lexeme(kind, gram) for gram in dict.fromkeys([*pairs[::2], pairs[-1]]))

    def directly(self, group: Group) -> str:
        """Entries that have what was typed, as it was typed or as the same word."""
        ways = [self.containing(text) for text in _typed(group)]
        ways += [self.lexeme(WORD, word) for word, sure in group.words.items() if sure >= _SAME_WORD]
        return _any(dict.fromkeys(ways))

    def in_other_words(self, group: Group) -> str:
        """Entries that say what was typed, or say it in other words.

        Other words than the typed ones are looked for in names and as whole words: short lists.
        """
        ways = [self.directly(group)]
        for alternative in _worth_asking(group):
            if alternative.by is By.LOOSE:
                ways.append(self.hinting(alternative.text, LOOSE_GRAM))
            elif alternative.by is not By.TYPED:
                ways.append(self.hinting(alternative.text, NAME_GRAM))
                ways.append(_all(self.lexeme(WORD, word) for word in words_of(alternative.text)))
        ways += [self.lexeme(WORD, word) for word in group.words]
        return _any(dict.fromkeys(ways))

    def group(self, group: Group, above: dict[str, str]) -> str:
        """Entries that answer a group in any way: also those sorted under the term that it leads to."""
        ways = [self.in_other_words(group)]
        for scheme, key in (lead for lead, sure in group.leads.items() if sure > _LAST_RESORT):
            ways.append(self.lexeme(FACT, f"{scheme}:{key}"))
            if scheme == "need" and key in above:
                ways.append(self.lexeme(FACT, f"need:{above[key]}"))
        return _any(dict.fromkeys(ways))

    def similar(self, text: str) -> str:
        """Entries whose names share pairs with a mistyped word."""
        return _any(self.lexeme(NAME_GRAM, gram) for gram in grams_to_find(text))

    def facts(self, query: SearchQuery, weekday_now: int) -> list[str]:
        """One condition for each filter; `?` entries pass, they are judged afterwards."""
        conditions = [
            self._one_of("need", query.needs, unknown=False),
            self._one_of("kind", query.kinds, unknown=False),
        ]
        conditions += [self._one_of("situation", query.situations), self._one_of("stage", query.stages)]
        if query.district is not None:
            conditions.append(self._one_of("district", (str(query.district),)))
        if query.age_months is not None:
            first, last = (min(months // 12, OLDEST_YEAR) for months in query.age_months)
            conditions.append(self._one_of("age", tuple(map(str, range(first, last + 1)))))
        if query.free:
            conditions.append(self._one_of("cost", ("free", "unknown"), unknown=False))
        if query.weekday is not None:
            # Yesterday as well: hours past midnight belong to the day on which they begin.
            conditions.append(self._one_of("day", _days(query.weekday)))
        if query.open_now:
            conditions.append(self._one_of("day", _days(weekday_now)))
        return [each for each in conditions if each]

    def _one_of(self, scheme: str, keys: Sequence[str], *, unknown: bool = True) -> str:
        if not keys:
            return ""
        values = [*keys, UNKNOWN] if unknown else list(keys)
        return _any(self.lexeme(FACT, f"{scheme}:{value}") for value in values)

    def everything(self) -> str:
        return self.lexeme(FACT, "all")


def _worth_asking(group: Group) -> list[Alternative]:
    """The closest alternatives; another one's kana spelling stands in its listings' readings already."""
    spoken = {reading_key(each.text) for each in group.alternatives if not each.is_kana}
    kept = [each for each in group.alternatives if each.by is not By.SYNONYM or each.text not in spoken]
    return sorted(kept, key=lambda each: -each.weight)[:_MOST_ALTERNATIVES]


def _days(weekday: int) -> tuple[str, ...]:
    return (str(weekday), str((weekday - 1) % 7), "x")


def tiers_of(analysis: Analysis, query: SearchQuery, mark: str, words: Vocabulary, at: Any) -> list[Tier]:
    """Return what to ask: all as typed, all in any way, all but one, any, look-alikes, the desk."""
    writer = QueryWriter(mark)
    filters = writer.facts(query, at.astimezone(JST).weekday())
    if not analysis.groups:
        return [_within_limit(tuple(filters or [writer.everything()]))]
    tiers = [(*tier, *filters) for tier in _tiers(analysis, writer, words) if tier and all(tier)]
    return [_within_limit(tier) for tier in dict.fromkeys(tiers)]


def _within_limit(tier: Tier) -> Tier:
    """The lookup takes so many conditions; further ones are joined."""
    return (
        tier
        if len(tier) <= MOST_CONDITIONS
        else (*tier[: MOST_CONDITIONS - 1], _all(tier[MOST_CONDITIONS - 1 :]))
    )


def _tiers(analysis: Analysis, writer: QueryWriter, words: Vocabulary) -> Iterator[Tier]:
    content = [group for group in analysis.groups if not group.is_modifier]
    asked = content or analysis.groups
    groups = [each for each in (writer.group(group, words.parents) for group in asked) if each]
    if not groups:
        return
    direct = [writer.directly(group) for group in asked]
    yield _as_typed(analysis, asked, direct, writer)
    # Terms stand in many listings: they are asked last, when words alone have not found enough.
    yield tuple(writer.in_other_words(group) for group in asked)
    yield tuple(groups)
    # In a large town enough say some of it in the very words.
    wide = [each for each in direct if each] if words.is_large else groups
    if len(wide) > 2:
        yield (_any(_all(wide[:skipped] + wide[skipped + 1 :]) for skipped in range(len(wide))),)
    if len(wide) > 1:
        yield (_any(wide),)
    if words.is_large and len(groups) > 1:
        yield (_any(groups),)
    if not content and analysis.modifiers.is_said:
        yield (writer.everything(),)
    look_alike = [writer.similar(group.text) for group in content if len(group.text) >= 3]
    if look_alike:
        yield (_any(look_alike),)
    for scheme, key in _last_resorts(analysis):
        yield (writer.lexeme(FACT, f"{scheme}:{key}"),)


def _as_typed(analysis: Analysis, asked: list[Group], direct: list[str], writer: QueryWriter) -> Tier:
    """Any piece of a text finds it, also one that no word boundary respects."""
    pairs = {gram for chunk in analysis.chunks for gram in grams_to_find(chunk)}
    if all(any(pairs.issuperset(grams_to_find(text)) for text in _typed(group)) for group in asked):
        # Whatever contains the pieces as they were typed contains each group.
        return tuple(direct)
    pieces = _all(writer.containing(chunk) for chunk in analysis.chunks)
    return (_any(dict.fromkeys(filter(None, [pieces, _all(direct) if all(direct) else ""]))),)


def _typed(group: Group) -> list[str]:
    return [each.text for each in group.alternatives if each.by is By.TYPED]


def _last_resorts(analysis: Analysis) -> set[tuple[str, str]]:
    return {lead for group in analysis.groups for lead, sure in group.leads.items() if sure <= _LAST_RESORT}


def needles_of(analysis: Analysis) -> str:
    """Return a pattern of what was typed: names that contain it are ranked even among very many matches."""
    typed = {group.text for group in analysis.groups if not group.is_modifier}
    return "|".join(re.escape(text) for text in sorted(typed) if len(text) <= _LONGEST_NEEDLE)


def look_up(tiers: list[Tier], needles: str, effort: Effort) -> Found:
    """Ask the index, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            _STATEMENT,
            [
                [condition for tier in tiers for condition in tier],
                [len(tier) for tier in tiers],
                needles,
                effort.enough,
                MOST_COUNTED,
                effort.ranked,
                current_town_id(),
            ],
        )
        rows = cursor.fetchall()
    found = [row for row in rows if row[3] is not None]
    matched = next((row[2] for row in found if row[1] == 1), 0)
    candidates = [Candidate.read(row[3:]) for row in found]
    return Found(candidates, matched, rows[0][0] if rows else 0)


def _all(parts: Iterable[str]) -> str:
    kept = [part for part in parts if part]
    return kept[0] if len(kept) == 1 else " & ".join(f"({part})" if "|" in part else part for part in kept)


def _any(parts: Iterable[str]) -> str:
    kept = [part for part in parts if part]
    return kept[0] if len(kept) == 1 else " | ".join(f"({part})" if " & " in part else part for part in kept)
