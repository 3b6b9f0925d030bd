"""How well a listing answers a question, and why.

Exact name, then reading, then all words, then synonyms and needs, then some of the words. A word found in few
listings says more than one found in most. What is known not to fit goes down, what is unknown stays.
"""

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from tsunagu.directory.queries.search.analysis import Alternative, Analysis, By, Group
from tsunagu.directory.queries.search.fit import Fit
from tsunagu.directory.queries.search.keys import grams_to_find, loose_key
from tsunagu.directory.queries.search.result import Reason, ReasonKind
from tsunagu.directory.queries.search.vocabulary import Vocabulary

NAME, OTHER_NAME, READING, PLACE, SUMMARY, BODY = 1.0, 0.92, 0.85, 0.6, 0.55, 0.35
SCHEME_WEIGHT = {"need": 0.8, "kind": 0.7, "situation": 0.85, "stage": 0.3, "access": 0.6}
WORD_PLACES = (0.9, 0.5, 0.32)
ENDED_FACTOR, SUPPORTERS_FACTOR = 0.45, 0.7
_LEAST_MATCH = 0.12
# Needs that share a shelf only: a listing about money is no answer to twins.
_MIXED_BAGS = frozenset({"money_family", "school_place", "information", "help_others"})
_SIMILAR_ENOUGH = 0.6
# Words that stand in every listing are not missed where they do not stand.
_TELLING = 0.3


@dataclass(slots=True)
class Candidate:
    """One entry that the index offered."""

    service_id: UUID
    name: str
    organisation_name: str
    static_rank: int
    name_key: str
    other_names: list[str]
    reading: str
    places: list[str]
    summary: str
    body: str
    words: list[list[str]]
    # All texts in one piece: most alternatives are nowhere, and this says so at once.
    everything: str
    facts: dict[str, Any]
    matches: list["Match"] = field(default_factory=list)
    score: float = 0.0

    @classmethod
    def read(cls, row: Sequence[Any]) -> "Candidate":
        """Read service_id, name, organisation, static rank, name key, texts, words, facts."""
        service_id, name, organisation, static_rank, name_key, texts, words, facts = row
        others, reading, places, summary, body = texts.split("\n")
        return cls(
            service_id=service_id,
            name=name,
            organisation_name=organisation,
            static_rank=static_rank,
            name_key=name_key,
            other_names=others.split("\t") if others else [],
            reading=reading,
            places=places.split("\t") if places else [],
            summary=summary,
            body=body,
            words=[part.split(" ") for part in words.split("\n")],
            everything=f"{name_key}\n{texts}",
            facts=json.loads(facts) if isinstance(facts, str) else facts,
        )

    def contains(self, pieces: list[str]) -> bool:
        """Whether all pieces stand in its texts, letter by letter."""
        texts = (self.name_key, *self.other_names, self.reading, *self.places, self.summary, self.body)
        return all(any(piece in text for text in texts) for piece in pieces)


@dataclass(frozen=True, slots=True)
class Match:
    """How well one group is answered, and by what."""

    strength: float = 0.0
    reason: Reason | None = None


_NOTHING = Match()


def rank(
    candidates: list[Candidate], analysis: Analysis, words: Vocabulary, fit: Fit, at: datetime
) -> list[Candidate]:
    """Return the candidates that answer, the best first, each with its score and matches."""
    groups = analysis.groups
    asked = [(group, _surest_first(group)) for group in groups]
    for candidate in candidates:
        candidate.matches = [_match(candidate, group, leads, words) for group, leads in asked]
    _match_similar(candidates, groups)
    weights = _weights(candidates, groups)
    wanted = [position for position, group in enumerate(groups) if not group.is_modifier]
    for candidate in candidates:
        candidate.score = _score(candidate, analysis, weights, fit, at)
    positions = wanted or range(len(groups))
    answering = [
        candidate
        for candidate in candidates
        if not groups
        or (not wanted and analysis.modifiers.is_said)
        or any(candidate.matches[position].strength >= _LEAST_MATCH for position in positions)
        or candidate.contains(analysis.chunks)
    ]
    return sorted(
        answering, key=lambda each: (-each.score, -each.static_rank, each.reading, each.service_id.int)
    )


def _weights(candidates: list[Candidate], groups: list[Group]) -> list[float]:
    """The rarer a group among the candidates, the more it says."""
    total = len(candidates)
    weights = []
    for position, group in enumerate(groups):
        strength = sum(candidate.matches[position].strength for candidate in candidates)
        rarity = math.log(1 + (total + 1) / (strength + 0.5)) / math.log(2 + 2 * total)
        weights.append(group.weight * (0.35 + 0.65 * min(1.0, rarity)))
    return weights


def _score(candidate: Candidate, analysis: Analysis, weights: list[float], fit: Fit, at: datetime) -> float:
    total = sum(weights) or 1.0
    matched = sum(weight * match.strength for weight, match in zip(weights, candidate.matches, strict=True))
    # A question of nothing but 「今日あいてる」 is answered by what is known to fit.
    only_facts = all(group.is_modifier for group in analysis.groups)
    score = 0.5 + 0.3 * matched / total if only_facts else matched / total
    missing = sum(
        weight
        for weight, match, group in zip(weights, candidate.matches, analysis.groups, strict=True)
        if match.strength < _LEAST_MATCH and not group.is_modifier and group.weight >= _TELLING
    )
    score *= 1 - 0.35 * missing / total
    score += _whole(candidate, analysis)
    score *= fit.factor(candidate.facts, at)
    if candidate.facts.get("status") in ("defunct", "inactive"):
        score *= ENDED_FACTOR
    if candidate.facts.get("supporters_only"):
        score *= SUPPORTERS_FACTOR
    return score + candidate.static_rank * 0.0004


def _whole(candidate: Candidate, analysis: Analysis) -> float:
    """What the question as one piece is worth: the exact name outranks everything."""
    key = analysis.key
    if not key:
        return 0.0
    if key == candidate.name_key:
        return 4.0
    if key in candidate.other_names:
        return 2.0
    if key == candidate.reading:
        return 3.0
    if len(key) < 2:
        return 0.0
    bonus = 0.0
    for piece in {key, *analysis.chunks}:
        if len(piece) < 2:
            continue
        share = len(piece) / len(key)
        if piece in candidate.name_key:
            starts = 0.15 if candidate.name_key.startswith(piece) else 0.0
            bonus += share * (0.35 + starts + 0.3 * len(piece) / len(candidate.name_key))
        elif piece in candidate.reading:
            starts = 0.15 if candidate.reading.startswith(piece) else 0.0
            bonus += share * (0.25 + starts + 0.25 * len(piece) / len(candidate.reading))
        elif any(piece in other for other in candidate.other_names):
            bonus += share * (0.45 if piece in candidate.other_names else 0.25)
        elif len(piece) >= 4 and (piece in candidate.summary or piece in candidate.body):
            bonus += share * 0.15
    return bonus


def _surest_first(group: Group) -> list[tuple[float, str, str]]:
    """The terms that a group leads to, with what each is worth at most."""
    leads = (
        (weight * SCHEME_WEIGHT.get(scheme, 0.0), scheme, key)
        for (scheme, key), weight in group.leads.items()
    )
    return sorted(leads, key=lambda lead: -lead[0])


def _match(
    candidate: Candidate, group: Group, leads: list[tuple[float, str, str]], words: Vocabulary
) -> Match:
    lexical = _lexical(candidate, group)
    term = _term(candidate, group, leads, words)
    best, other = (lexical, term) if lexical.strength >= term.strength else (term, lexical)
    return Match(best.strength + 0.4 * other.strength, best.reason)


def _lexical(candidate: Candidate, group: Group) -> Match:
    best = _NOTHING
    for alternative in group.alternatives:
        if alternative.weight * 1.2 > best.strength:
            found = _find(candidate, alternative, group.text)
            if found.strength > best.strength:
                best = found
    for word, weight in group.words.items():
        for value, part in zip(WORD_PLACES, candidate.words, strict=True):
            if value * weight > best.strength and word in part:
                best = Match(value * weight, Reason(ReasonKind.WORD, group.text, word))
    return best


def _find(candidate: Candidate, alternative: Alternative, typed: str) -> Match:
    text, weight = alternative.text, alternative.weight
    if alternative.by is By.LOOSE:
        if text and text in loose_key(candidate.reading):
            return Match(weight * READING, Reason(ReasonKind.READING, typed, text))
        return _NOTHING
    found = _place(candidate, text, alternative.is_kana) if text in candidate.everything else None
    if found is None:
        return _NOTHING
    value, kind, shown = found
    if alternative.by is By.SYNONYM:
        return Match(value * weight, Reason(ReasonKind.SYNONYM, typed, text))
    if alternative.by is By.SIMILAR:
        return Match(value * weight, Reason(ReasonKind.SIMILAR, typed, text))
    return Match(value * weight, Reason(kind, shown, "" if text == typed else text))


def _place(candidate: Candidate, text: str, is_kana: bool) -> tuple[float, ReasonKind, str] | None:
    """Return where a text stands, how much that is worth, and what to show."""
    if text in candidate.name_key:
        return NAME + 0.2 * len(text) / len(candidate.name_key), ReasonKind.NAME, text
    for other in candidate.other_names:
        if text in other:
            return OTHER_NAME + (0.15 if text == other else 0.0), ReasonKind.OTHER_NAME, other
    if is_kana and text in candidate.reading:
        return READING, ReasonKind.READING, text
    for place in candidate.places:
        if text in place:
            return PLACE + (0.1 if text == place else 0.0), ReasonKind.PLACE, text
    if text in candidate.summary:
        return SUMMARY, ReasonKind.TEXT, text
    if text in candidate.body:
        return BODY, ReasonKind.TEXT, text
    return None


def _term(
    candidate: Candidate, group: Group, leads: list[tuple[float, str, str]], words: Vocabulary
) -> Match:
    most, about = 0.0, None
    for value, scheme, key in leads:
        if value <= most:
            break
        value *= _sorted_under(candidate.facts, scheme, key, words)
        if value > most:
            most, about = value, (scheme, key)
    if about is None:
        return _NOTHING
    return Match(most, Reason(ReasonKind(about[0]), group.text, about[1]))


def _sorted_under(facts: dict[str, Any], scheme: str, key: str, words: Vocabulary) -> float:
    """How much a listing is about a term: its first needs say more than its last."""
    if scheme == "kind":
        return 1.0 if facts.get("kind") == key else 0.0
    if scheme != "need":
        return 1.0 if key in facts.get(f"{scheme}s" if scheme != "access" else "access", ()) else 0.0
    needs = facts.get("needs", ())
    if key in needs:
        position = needs.index(key)
        return 1.0 - 0.05 * min(position, 7) - 0.02 * min(len(needs), 8)
    if key in words.shelves and any(words.parents.get(need) == key for need in needs):
        return 0.75
    parent = words.parents.get(key)
    if parent in needs:
        return 0.0 if parent in _MIXED_BAGS else 0.3
    return 0.0


def _match_similar(candidates: list[Candidate], groups: list[Group]) -> None:
    """A word that nobody answers may be mistyped: look for names that share most of its pairs."""
    for position, group in enumerate(groups):
        if len(group.text) < 3 or any(each.matches[position].strength >= _LEAST_MATCH for each in candidates):
            continue
        wanted = grams_to_find(group.text)
        for candidate in candidates:
            close, name = _closest(wanted, (candidate.name_key, *candidate.other_names, candidate.reading))
            if close >= _SIMILAR_ENOUGH:
                reason = Reason(ReasonKind.SIMILAR, group.text, name)
                candidate.matches[position] = Match(0.5 * close, reason)


def _closest(wanted: tuple[str, ...], names: Iterable[str]) -> tuple[float, str]:
    """Return the share of pairs that the closest name has, and that name."""
    scored = [(sum([gram in name for gram in wanted]) / len(wanted), name) for name in names if name]
    return max(scored, default=(0.0, ""))
