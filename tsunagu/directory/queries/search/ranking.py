"""How well a listing answers a question, and why.

Exact name, then reading, then all words, then synonyms and needs, then some of the words. A word found in few
listings says more than one found in most. What is known not to fit goes down, what is unknown stays.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tsunagu.directory.queries.search.analysis import Alternative, Analysis, By, Group
from tsunagu.directory.queries.search.candidate import Candidate, Match
from tsunagu.directory.queries.search.fit import Fit
from tsunagu.directory.queries.search.keys import grams_to_find
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
    measure = _Measure.of(candidates, analysis)
    for candidate in candidates:
        candidate.score = measure.score(candidate, fit.factor(candidate.facts, at))
    return sorted(
        (candidate for candidate in candidates if measure.is_answer(candidate)),
        key=lambda each: (-each.score, -each.static_rank, each.reading, each.service_id.int),
    )


@dataclass(frozen=True, slots=True)
class _Measure:
    """What a question holds every candidate against."""

    analysis: Analysis
    # What each group weighs, and what it costs not to answer it.
    weights: list[float]
    penalties: list[float]
    total: float
    # Pieces of the question of two letters or more, each with its share of the whole.
    pieces: list[tuple[str, float]]
    # The groups of which a candidate must answer one; none when anything will do.
    wanted: list[int]
    only_facts: bool

    @classmethod
    def of(cls, candidates: list[Candidate], analysis: Analysis) -> "_Measure":
        groups, key = analysis.groups, analysis.key
        weights = _weights(candidates, groups)
        wanted = [position for position, group in enumerate(groups) if not group.is_modifier]
        anything = not groups or (not wanted and analysis.modifiers.is_said)
        return cls(
            analysis=analysis,
            weights=weights,
            penalties=[
                0.0 if group.is_modifier or group.weight < _TELLING else weight
                for group, weight in zip(groups, weights, strict=True)
            ],
            total=sum(weights) or 1.0,
            pieces=[(piece, len(piece) / len(key)) for piece in {key, *analysis.chunks} if len(piece) > 1],
            wanted=[] if anything else wanted or list(range(len(groups))),
            only_facts=all(group.is_modifier for group in groups),
        )

    def is_answer(self, candidate: Candidate) -> bool:
        matches = candidate.matches
        return (
            not self.wanted
            or any(matches[position].strength >= _LEAST_MATCH for position in self.wanted)
            or candidate.contains(self.analysis.chunks)
        )

    def score(self, candidate: Candidate, factor: float) -> float:
        matched = missing = 0.0
        for match, weight, penalty in zip(candidate.matches, self.weights, self.penalties, strict=True):
            matched += weight * match.strength
            if match.strength < _LEAST_MATCH:
                missing += penalty
        # A question of nothing but 「今日あいてる」 is answered by what is known to fit.
        score = (0.5 + 0.3 * matched / self.total) if self.only_facts else matched / self.total
        score *= 1 - 0.35 * missing / self.total
        score += self._whole(candidate)
        score *= factor
        if candidate.facts.get("status") in ("defunct", "inactive"):
            score *= ENDED_FACTOR
        if candidate.facts.get("supporters_only"):
            score *= SUPPORTERS_FACTOR
        return score + candidate.static_rank * 0.0004

    def _whole(self, candidate: Candidate) -> float:
        """What the question as one piece is worth: the exact name outranks everything."""
        key = self.analysis.key
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
        return sum(
            [
                share * _worth_of_piece(candidate, piece)
                for piece, share in self.pieces
                if piece in candidate.everything
            ]
        )


def _worth_of_piece(candidate: Candidate, piece: str) -> float:
    """What it is worth that a piece of the question stands somewhere in one piece."""
    if piece in candidate.name_key:
        starts = 0.15 if candidate.name_key.startswith(piece) else 0.0
        return 0.35 + starts + 0.3 * len(piece) / len(candidate.name_key)
    if piece in candidate.reading:
        starts = 0.15 if candidate.reading.startswith(piece) else 0.0
        return 0.25 + starts + 0.25 * len(piece) / len(candidate.reading)
    if any(piece in other for other in candidate.other_names):
        return 0.45 if piece in candidate.other_names else 0.25
    if len(piece) >= 4 and (piece in candidate.summary or piece in candidate.body):
        return 0.15
    return 0.0


def _weights(candidates: list[Candidate], groups: list[Group]) -> list[float]:
    """The rarer a group among the candidates, the more it says."""
    total = len(candidates)
    weights = []
    for position, group in enumerate(groups):
        strength = sum([candidate.matches[position].strength for candidate in candidates])
        rarity = math.log(1 + (total + 1) / (strength + 0.5)) / math.log(2 + 2 * total)
        weights.append(group.weight * (0.35 + 0.65 * min(1.0, rarity)))
    return weights


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
    return Match(best.strength + 0.4 * other.strength, best.reason) if other.strength else best


def _lexical(candidate: Candidate, group: Group) -> Match:
    best = _NOTHING
    everything, words = candidate.everything, candidate.words
    for alternative in group.alternatives:
        if alternative.weight * 1.2 <= best.strength:
            continue
        if alternative.text in everything or alternative.by is By.LOOSE:
            found = _find(candidate, alternative, group.text)
            if found.strength > best.strength:
                best = found
    for word, weight in group.words.items():
        if word in words and weight * WORD_PLACES[0] > best.strength:
            best = _word(candidate, word, weight, group.text, best)
    return best


def _word(candidate: Candidate, word: str, weight: float, typed: str, best: Match) -> Match:
    for place, value in enumerate(WORD_PLACES):
        if value * weight > best.strength and candidate.has_word(word, place):
            return Match(value * weight, Reason(ReasonKind.WORD, typed, word))
    return best


def _find(candidate: Candidate, alternative: Alternative, typed: str) -> Match:
    text, weight = alternative.text, alternative.weight
    if alternative.by is By.LOOSE:
        if text and text in candidate.loose_reading:
            return Match(weight * READING, Reason(ReasonKind.READING, typed, text))
        return _NOTHING
    found = _place(candidate, text, alternative.is_kana)
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
