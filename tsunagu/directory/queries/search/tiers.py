"""What to ask the index, from strict to wide: a tier is asked when those before it have found too little."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from tsunagu.directory.models.search_lookup import MOST_CONDITIONS
from tsunagu.directory.queries.search.analysis import Analysis, By, Group, analyse
from tsunagu.directory.queries.search.conditions import (
    LAST_RESORT,
    ConditionWriter,
    all_of,
    any_of,
    containing,
    directly,
    in_other_words,
    similar,
    sorted_under,
)
from tsunagu.directory.queries.search.keys import grams_to_find
from tsunagu.directory.queries.search.question import SearchQuery
from tsunagu.directory.queries.search.vocabulary import Vocabulary
from tsunagu.kernel.dates.opening import JST

_LONGEST_NEEDLE = 40
# Questions of a town that are kept as they were understood: people page, filter and ask what others asked.
_MOST_KEPT = 500
# `tsquery` texts that an entry must all satisfy.
Tier = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Understood:
    """A question's words, taken apart and written down for the index; filters come on top."""

    analysis: Analysis
    tiers: list[Tier]
    # Patterns for LIKE.
    needles: list[str]


def understand(text: str, words: Vocabulary, mark: str) -> Understood:
    """Take the words of a question apart, or remember how they were."""
    known = words.understood.get(text)
    if not isinstance(known, Understood):
        if len(words.understood) >= _MOST_KEPT:
            words.understood.clear()
        analysis = analyse(text, words)
        writer = ConditionWriter(mark)
        tiers = [tier for tier in _tiers(analysis, writer, words) if tier and all(tier)]
        known = words.understood[text] = Understood(
            analysis, list(dict.fromkeys(tiers)), needles_of(analysis)
        )
    return known


def tiers_of(understood: Understood, query: SearchQuery, mark: str, at: datetime) -> list[Tier]:
    """Return what to ask: all as typed, all in any way, all but one, any, look-alikes, the desk."""
    writer = ConditionWriter(mark)
    filters = writer.facts(query, at.astimezone(JST).weekday())
    if not understood.analysis.groups:
        return [_as_asked(tuple(filters or [writer.everything()]))]
    return [_as_asked((*tier, *filters)) for tier in understood.tiers]


def _as_asked(tier: Tier) -> Tier:
    """Narrow conditions first: the index weighs a wide one only for what the others let through."""
    return tuple(sorted(_within_limit(tier), key=_ways))


def _ways(condition: str) -> int:
    """How many ways there are to fulfil it, less one."""
    return condition.count("|")


def _within_limit(tier: Tier) -> Tier:
    """The lookup takes so many conditions; further ones are joined."""
    return (
        tier
        if len(tier) <= MOST_CONDITIONS
        else (*tier[: MOST_CONDITIONS - 1], all_of(tier[MOST_CONDITIONS - 1 :]))
    )


def _tiers(analysis: Analysis, writer: ConditionWriter, words: Vocabulary) -> Iterator[Tier]:
    content = [group for group in analysis.groups if not group.is_modifier]
    asked = content or analysis.groups
    told = [in_other_words(group) for group in asked]
    answering = [ways + sorted_under(group, words.parents) for group, ways in zip(asked, told, strict=True)]
    groups = [each for each in map(writer.any_way, answering) if each]
    if not groups:
        return
    direct = [writer.any_way(directly(group)) for group in asked]
    yield _as_typed(analysis, asked, direct, writer)
    # Terms stand in many listings: they are asked last, when words alone have not found enough.
    yield tuple(map(writer.any_way, told))
    yield tuple(groups)
    # In a large town enough say some of it in the very words.
    wide = [each for each in direct if each] if words.is_large else groups
    if len(wide) > 2:
        yield (any_of(all_of(wide[:skipped] + wide[skipped + 1 :]) for skipped in range(len(wide))),)
    if len(wide) > 1:
        yield (any_of(wide),)
    if words.is_large and len(groups) > 1:
        yield (any_of(groups),)
    if not content and analysis.modifiers.is_said:
        yield (writer.everything(),)
    look_alike = [writer.any_way(similar(group.text)) for group in content if len(group.text) >= 3]
    if look_alike:
        yield (any_of(look_alike),)
    for scheme, key in _last_resorts(analysis):
        yield (writer.fact(scheme, key),)


def _as_typed(analysis: Analysis, asked: list[Group], direct: list[str], writer: ConditionWriter) -> Tier:
    """Any piece of a text finds it, also one that no word boundary respects."""
    pairs = {gram for chunk in analysis.chunks for gram in grams_to_find(chunk)}
    if all(any(pairs.issuperset(grams_to_find(text)) for text in _typed(group)) for group in asked):
        # Whatever contains the pieces as they were typed contains each group.
        return tuple(direct)
    pieces = all_of(writer.way(sorted(containing(chunk))) for chunk in analysis.chunks)
    return (any_of(dict.fromkeys(filter(None, [pieces, all_of(direct) if all(direct) else ""]))),)


def _typed(group: Group) -> list[str]:
    return [each.text for each in group.alternatives if each.by is By.TYPED]


def _last_resorts(analysis: Analysis) -> set[tuple[str, str]]:
    return {lead for group in analysis.groups for lead, sure in group.leads.items() if sure <= LAST_RESORT}


def needles_of(analysis: Analysis) -> list[str]:
    """Return patterns of what was typed: names that contain it are ranked even among very many matches."""
    typed = {group.text for group in analysis.groups if not group.is_modifier}
    to_the_letter = connection.ops.prep_for_like_query
    return [f"%{to_the_letter(text)}%" for text in sorted(typed) if len(text) <= _LONGEST_NEEDLE]
