"""A listing as an index entry: its folded texts, its words, its facts and its lexemes."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from uuid import UUID

from tsunagu.directory.queries.search.keys import (
    FACT,
    GRAM,
    LOOSE_GRAM,
    NAME_GRAM,
    WORD,
    grams,
    lexemes,
    loose_key,
    text_key,
    town_mark,
)
from tsunagu.kernel.dates.opening_json import rule_from_json
from tsunagu.kernel.japanese.words import normalized_words

# Years of life that get a lexeme of their own; the exact months are compared afterwards.
OLDEST_YEAR = 19
UNKNOWN = "?"
ACTIVE, ENDED = "active", ("defunct", "inactive")


@dataclass(slots=True)
class Listing:
    """Everything that search may know of one service."""

    town_id: UUID
    service_id: UUID
    name: str
    reading: str
    organisation: str = ""
    key: str = ""
    name_en: str = ""
    other_names: list[str] = field(default_factory=list)
    summary: str = ""
    body: list[str] = field(default_factory=list)
    # Names of organisation, places and districts, with their other names and readings.
    places: list[str] = field(default_factory=list)
    # Terms in their order, and the terms above them.
    needs: list[str] = field(default_factory=list)
    need_parents: list[str] = field(default_factory=list)
    kind: str = ""
    situations: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    stages: list[str] = field(default_factory=list)
    access: list[str] = field(default_factory=list)
    # (from, to) in months, either end open; None when nobody has said.
    ages: tuple[int | None, int | None] | None = None
    # From the stages of life, when no ages are given: good for ranking, not for excluding.
    stage_ages: tuple[int, int] | None = None
    districts: list[UUID] = field(default_factory=list)
    cost: str = "unknown"
    openings: list[dict[str, Any]] = field(default_factory=list)
    points: list[tuple[float, float]] = field(default_factory=list)
    status: str = ACTIVE
    supporters_only: bool = False
    is_assured: bool = False


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One row of the index."""

    service_id: UUID
    supporters_only: bool
    static_rank: int
    name: str
    organisation_name: str
    name_key: str
    texts: str
    words: str
    facts: dict[str, Any]
    lexemes: list[str]


def entry_of(listing: Listing) -> EntryRow:
    """Return the index entry of a listing."""
    name, reading = text_key(listing.name), text_key(listing.reading)
    names = [key for each in (*listing.other_names, listing.name_en) if (key := text_key(each))]
    around = dict.fromkeys((listing.organisation, *listing.places))
    places = list(dict.fromkeys(key for each in around if (key := text_key(each))))
    summary, body = text_key(listing.summary), text_key(" ".join(listing.body))
    words = (
        normalized_words(_sentences([listing.name, *listing.other_names])),
        normalized_words(listing.summary),
        normalized_words(_sentences([*listing.body, *around])),
    )
    return EntryRow(
        service_id=listing.service_id,
        supporters_only=listing.supporters_only,
        static_rank=static_rank(listing),
        name=listing.name,
        organisation_name=listing.organisation,
        name_key=name or "?",
        texts="\n".join(["\t".join(names), reading, "\t".join(places), summary, body]),
        words="\n".join(" ".join(part) for part in words),
        facts=_facts(listing),
        lexemes=sorted(_lexemes(listing, {name, *names, reading}, reading, {*places, summary, body}, words)),
    )


def _sentences(texts: Iterable[str]) -> str:
    """Each text is a sentence of its own: one that stands in several places is taken apart once."""
    return "".join(f"{text}。" for text in texts)


def static_rank(listing: Listing) -> int:
    """How well kept a listing is, where words do not decide: running, public, confirmed, complete."""
    filled = (listing.summary, listing.body, listing.needs, listing.openings, listing.points, listing.ages)
    return (
        (40 if listing.status == ACTIVE else 20 if listing.status not in ENDED else 0)
        + (0 if listing.supporters_only else 20)
        + (10 if listing.is_assured else 0)
        + sum(2 for each in filled if each)
    )


def _facts(listing: Listing) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "needs": listing.needs, "need_parents": listing.need_parents, "kind": listing.kind,
        "situations": listing.situations, "languages": listing.languages,
        "stages": listing.stages, "access": listing.access, "cost": listing.cost, "status": listing.status,
        "key": listing.key, "ages": listing.ages, "stage_ages": listing.stage_ages,
        "districts": [str(each) for each in listing.districts], "openings": listing.openings,
        "points": listing.points, "supporters_only": listing.supporters_only,
    }  # fmt: skip
    return {name: value for name, value in facts.items() if value}


def _lexemes(
    listing: Listing, named: Iterable[str], reading: str, texts: Iterable[str], words: Iterable[Iterable[str]]
) -> set[str]:
    mark = town_mark(listing.town_id)
    return {
        *lexemes(mark, GRAM, set().union(*map(grams, {*named, *texts}))),
        *lexemes(mark, NAME_GRAM, set().union(*map(grams, named))),
        *lexemes(mark, LOOSE_GRAM, grams(loose_key(reading))),
        *lexemes(mark, WORD, set().union(*words)),
        *lexemes(mark, FACT, facts_to_find(listing)),
    }


def facts_to_find(listing: Listing) -> Iterator[str]:
    """Yield the filters that a listing passes; `?` where it does not say."""
    yield "all"
    for key in {*listing.needs, *listing.need_parents}:
        yield f"need:{key}"
    if listing.kind:
        yield f"kind:{listing.kind}"
    for scheme, keys in (
        ("situation", listing.situations),
        ("language", listing.languages),
        ("stage", listing.stages),
        ("access", listing.access),
    ):
        yield from (f"{scheme}:{key}" for key in keys or [UNKNOWN])
    for district in [str(each) for each in listing.districts] or [UNKNOWN]:
        yield f"district:{district}"
    yield f"cost:{listing.cost}"
    yield from (f"age:{year}" for year in _years(listing.ages))
    yield from (f"day:{day}" for day in _days(listing.openings))


def _years(ages: tuple[int | None, int | None] | None) -> Iterable[int | str]:
    if ages is None:
        return [UNKNOWN]
    first, last = ages[0] or 0, ages[1] if ages[1] is not None else OLDEST_YEAR * 12
    return range(min(first // 12, OLDEST_YEAR), min(last // 12, OLDEST_YEAR) + 1)


def _days(openings: list[dict[str, Any]]) -> Iterator[int | str]:
    """Yield the weekdays on which it may be open; `x` when a holiday or an exception may open any day."""
    if not openings:
        yield UNKNOWN
    for opening in openings:
        yield from _days_of(json.dumps(opening))


@lru_cache(maxsize=512)
def _days_of(opening: str) -> tuple[int | str, ...]:
    """The hours of one listing are those of many: a rule is read once."""
    rule = rule_from_json(json.loads(opening))
    if rule is None:
        return ()
    any_day = rule.exceptions or rule.holiday_hours is not None or str(rule.holidays) != "as_usual"
    weekly = (UNKNOWN if hours is None else day for day, hours in enumerate(rule.weekly) if hours != ())
    nth = (each.weekday for each in rule.nth if each.hours != ())
    return (*("x" if any_day else ""), *weekly, *nth)
