"""What an entry must have, written as `tsquery`: lexemes with the town's mark, joined by & and |."""

from collections.abc import Iterable, Sequence

from tsunagu.directory.models.search_lookup import NEXT_CONDITION, NEXT_TIER
from tsunagu.directory.queries.search.analysis import Alternative, By, Group
from tsunagu.directory.queries.search.documents import OLDEST_YEAR, UNKNOWN
from tsunagu.directory.queries.search.keys import FACT, GRAM, LOOSE_GRAM, NAME_GRAM, WORD, grams_to_find
from tsunagu.directory.queries.search.question import SearchQuery
from tsunagu.directory.queries.search.vocabulary import reading_key, words_of

# A word of the question itself; below it, a part of one or a guess.
_SAME_WORD = 0.8
# Leads as weak as this are followed when nothing else is left to look for.
LAST_RESORT = 0.25
_MOST_ALTERNATIVES = 10
_QUOTED = str.maketrans({"'": "''", "\\": "\\\\", "\0": None, NEXT_CONDITION: None, NEXT_TIER: None})

# Lexemes (kind and text) that an entry must all have: one way to answer.
Way = frozenset[str]


class ConditionWriter:
    """Writes conditions with the town's mark in every lexeme."""

    def __init__(self, mark: str) -> None:
        self.mark = mark
        self._written: dict[Way, str] = {}

    def lexeme(self, lexeme: str) -> str:
        return f"'{self.mark}{lexeme.translate(_QUOTED)}'"

    def way(self, way: Iterable[str]) -> str:
        return all_of(self.lexeme(lexeme) for lexeme in way)

    def any_way(self, ways: Iterable[Way]) -> str:
        return any_of(map(self._written_once, telling_ways(ways)))

    def _written_once(self, way: Way) -> str:
        """The same way stands in several tiers."""
        if way not in self._written:
            self._written[way] = self.way(sorted(way))
        return self._written[way]

    def facts(self, query: SearchQuery, weekday_now: int) -> list[str]:
        """One condition for each filter; `?` entries pass, they are judged afterwards."""
        conditions = [
            self._one_of("need", query.needs, unknown=False),
            self._one_of("kind", query.kinds, unknown=False),
        ]
        conditions += [self._one_of("situation", query.situations), self._one_of("stage", query.stages)]
        conditions.append(self._one_of("language", query.languages))
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
        return any_of(self.fact(scheme, value) for value in values)

    def fact(self, scheme: str, key: str) -> str:
        return self.lexeme(f"{FACT}{scheme}:{key}")

    def everything(self) -> str:
        return self.lexeme(f"{FACT}all")


def containing(text: str, kind: str = GRAM) -> Way:
    """Entries with a text in which all pairs of the text occur."""
    return frozenset(kind + gram for gram in grams_to_find(text))


def directly(group: Group) -> list[Way]:
    """Ways to have what was typed, as it was typed or as the same word."""
    ways = [containing(each.text) for each in group.alternatives if each.by is By.TYPED]
    return ways + [frozenset((WORD + word,)) for word, sure in group.words.items() if sure >= _SAME_WORD]


def in_other_words(group: Group) -> list[Way]:
    """Ways to say what was typed, also in other words.

    Other words than the typed ones are looked for in names and as whole words: short lists.
    """
    ways = directly(group)
    for alternative in _worth_asking(group):
        if alternative.by is By.LOOSE:
            ways.append(_hinting(alternative.text, LOOSE_GRAM))
        elif alternative.by is not By.TYPED:
            ways.append(_hinting(alternative.text, NAME_GRAM))
            ways.append(frozenset(WORD + word for word in words_of(alternative.text)))
    return [way for way in ways if way] + [frozenset((WORD + word,)) for word in group.words]


def sorted_under(group: Group, above: dict[str, str]) -> list[Way]:
    """Ways to be sorted under a term that a group leads to."""
    ways: list[Way] = []
    for scheme, key in (lead for lead, sure in group.leads.items() if sure > LAST_RESORT):
        ways.append(frozenset((f"{FACT}{scheme}:{key}",)))
        if scheme == "need" and key in above:
            ways.append(frozenset((f"{FACT}need:{above[key]}",)))
    return ways


def similar(text: str) -> list[Way]:
    """Ways to share a pair of characters with a mistyped word."""
    return [frozenset((NAME_GRAM + gram,)) for gram in grams_to_find(text)]


def telling_ways(ways: Iterable[Way]) -> list[Way]:
    """Leave out each way that finds nothing which a shorter one would not: 産後のケア beside 産後.

    The index weighs every lexeme for every entry, so each one fewer is time saved.
    """
    told: list[Way] = []
    for way in sorted(dict.fromkeys(ways), key=len):
        # What stands in a name stands in the texts.
        has = way | {GRAM + lexeme[1:] for lexeme in way if lexeme[0] == NAME_GRAM}
        if not any(shorter <= has for shorter in told):
            told.append(way)
    return told


def _hinting(text: str, kind: str) -> Way:
    """Entries that very likely contain the text; half the pairs will do, ranking reads the letters."""
    pairs = grams_to_find(text)
    return frozenset(kind + gram for gram in (*pairs[::2], pairs[-1]))


def _worth_asking(group: Group) -> list[Alternative]:
    """The closest alternatives; another one's kana spelling stands in its listings' readings already."""
    spoken = {reading_key(each.text) for each in group.alternatives if not each.is_kana}
    kept = [each for each in group.alternatives if each.by is not By.SYNONYM or each.text not in spoken]
    return sorted(kept, key=lambda each: -each.weight)[:_MOST_ALTERNATIVES]


def _days(weekday: int) -> tuple[str, ...]:
    return (str(weekday), str((weekday - 1) % 7), "x")


def all_of(parts: Iterable[str]) -> str:
    kept = [part for part in parts if part]
    return kept[0] if len(kept) == 1 else " & ".join(f"({part})" if "|" in part else part for part in kept)


def any_of(parts: Iterable[str]) -> str:
    kept = [part for part in parts if part]
    return kept[0] if len(kept) == 1 else " | ".join(f"({part})" if " & " in part else part for part in kept)
