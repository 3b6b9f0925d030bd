"""Search: one question, one page of answers, one statement (two when the town's words have changed)."""

import heapq
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from tsunagu.directory.queries.search.analysis import Analysis, analyse
from tsunagu.directory.queries.search.candidate import Candidate
from tsunagu.directory.queries.search.fit import Fit
from tsunagu.directory.queries.search.keys import town_mark
from tsunagu.directory.queries.search.lookup import DEEP, QUICK, THOROUGH, Found, look_up
from tsunagu.directory.queries.search.question import SearchQuery
from tsunagu.directory.queries.search.ranking import rank
from tsunagu.directory.queries.search.result import MOST_COUNTED, Reason, ReasonKind, SearchHit, SearchResult
from tsunagu.directory.queries.search.tiers import tiers_of, understand
from tsunagu.directory.queries.search.town_words import kept_words, read_words
from tsunagu.directory.queries.search.vocabulary import Vocabulary
from tsunagu.kernel.municipality.acting import Acting, acting, current, current_town_id

_PARTIAL_BELOW = 0.12
# A town that the question names goes before the others.
_NAMED_TOWN = 1.5


def search(query: SearchQuery, at: datetime) -> SearchResult:
    """Answer a question in the acting town, for whoever acts."""
    words = kept_words()
    fresh = words is None
    if words is None:
        words = read_words()
    analysis, found = _ask(query, words, at)
    if not fresh and found.version != words.version:
        words = read_words()
        analysis, found = _ask(query, words, at)
    fit = Fit(query, analysis.modifiers)
    allowed = [each for each in found.candidates if fit.allows(each.facts, at)]
    ranked = rank(allowed, analysis, words, fit, at)
    start = (max(query.page, 1) - 1) * query.page_size
    page = ranked[start : start + query.page_size]
    return SearchResult(
        hits=tuple(_hit(each, analysis, fit, at) for each in page),
        total=found.matched if found.matched > len(found.candidates) else len(ranked),
        is_capped=found.matched >= MOST_COUNTED,
        understood=_understood(analysis),
    )


def search_everywhere(
    query: SearchQuery, at: datetime, *, towns: Iterable[UUID]
) -> list[tuple[UUID, SearchHit]]:
    """Answer in several towns, each within its own context, merged by score."""
    who = current()
    answers = []
    for town in towns:
        with acting(
            replace(who, town=town) if who.moment else Acting(town=town, system=who.system, moment=at)
        ):
            hits = search(query, at).hits
            named = _is_named(query)
            answers.append(
                [(town, replace(hit, score=hit.score * (_NAMED_TOWN if named else 1.0))) for hit in hits]
            )
    merged = heapq.merge(*answers, key=lambda pair: -pair[1].score)
    return list(merged)[: query.page_size]


def _is_named(query: SearchQuery) -> bool:
    words = kept_words()
    return words is not None and analyse(query.text, words).named_town


def _ask(query: SearchQuery, words: Vocabulary, at: datetime) -> tuple[Analysis, Found]:
    mark = town_mark(current_town_id())
    understood = understand(query.text, words, mark)
    analysis = understood.analysis
    if query.text.strip() and not analysis.groups:
        # Only marks and spaces: nothing was asked, so nothing is answered.
        return analysis, Found([], 0, words.version)
    effort = QUICK if words.is_large else THOROUGH
    # Whoever pages on past the first candidates has all that are counted ranked.
    if query.page * query.page_size > effort.ranked:
        effort = DEEP
    return analysis, look_up(tiers_of(understood, query, mark, at), understood.needles, effort)


def _hit(candidate: Candidate, analysis: Analysis, fit: Fit, at: datetime) -> SearchHit:
    matched = sorted(
        (match for match in candidate.matches if match.strength >= _PARTIAL_BELOW and match.reason),
        key=lambda match: -match.strength,
    )
    reasons: dict[Reason, None] = {match.reason: None for match in matched if match.reason}
    reasons.update(dict.fromkeys(fit.reasons(candidate.facts, at)))
    return SearchHit(
        service_id=candidate.service_id,
        key=candidate.facts.get("key", ""),
        name=candidate.name,
        organisation_name=candidate.organisation_name,
        score=round(candidate.score, 4),
        is_partial=any(
            match.strength < _PARTIAL_BELOW
            for match, group in zip(candidate.matches, analysis.groups, strict=True)
            if not group.is_modifier
        ),
        supporters_only=bool(candidate.facts.get("supporters_only")),
        reasons=tuple(reasons),
    )


def _understood(analysis: Analysis) -> tuple[Reason, ...]:
    """The surest term of each group, for 「…として探しました」."""
    said = []
    for group in analysis.groups:
        if group.leads:
            scheme, key = max(group.leads, key=lambda lead: group.leads[lead])
            said.append(Reason(ReasonKind(scheme), group.text, key))
        else:
            said.append(Reason(ReasonKind.TEXT, group.text))
    return tuple(said)
