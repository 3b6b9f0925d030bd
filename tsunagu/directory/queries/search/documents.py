"""A listing as an index entry: its folded texts, its words, its facts and its lexemes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
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
    names = [text_key(name) for name in (*listing.other_names, listing.name_en) if text_key(name)]
    reading = text_key(listing.reading)
    places = [text_key(name) for name in (listing.organisation, *listing.places) if text_key(name)]
    summary, body = text_key(listing.summary), text_key(" ".join(listing.body))
    words = (
        normalized_words("。".join([listing.name, *listing.other_names])),
        normalized_words(listing.summary),
        normalized_words("。".join([*listing.body, listing.organisation, *listing.places])),
    )
    return EntryRow(
        service_id=listing.service_id,
        supporters_only=listing.supporters_only,
        static_rank=static_rank(listing),
        name=listing.name,
        organisation_name=listing.organisation,
        name_key=text_key(listing.name) or "?",
        texts="\n".join(["\t".join(names), reading, "\t".join(dict.fromkeys(places)), summary, body]),
        words="\n".join(" ".join(part) for part in words),
        facts=_facts(listing),
        lexemes=sorted(set(_lexemes(listing, names, reading, places, summary, body, words))),
    )


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
    listing: Listing,
    names: list[str],
    reading: str,
    places: list[str],
    summary: str,
    body: str,
    words: Iterable[Iterable[str]],
) -> Iterator[str]:
    mark = town_mark(listing.town_id)
    name = text_key(listing.name)
    for text in (name, *names, reading, *places, summary, body):
        yield from lexemes(mark, GRAM, grams(text))
    for text in (name, *names, reading):
        yield from lexemes(mark, NAME_GRAM, grams(text))
    yield from lexemes(mark, LOOSE_GRAM, grams(loose_key(reading)))
    for part in words:
        yield from lexemes(mark, WORD, part)
    yield from lexemes(mark, FACT, facts_to_find(listing))


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
        rule = rule_from_json(opening)
        if rule is None:
            continue
        if rule.exceptions or rule.holiday_hours is not None or str(rule.holidays) != "as_usual":
            yield "x"
        for day, hours in enumerate(rule.weekly):
            if hours is None:
                yield UNKNOWN
            elif hours:
                yield day
        yield from (each.weekday for each in rule.nth if each.hours != ())
