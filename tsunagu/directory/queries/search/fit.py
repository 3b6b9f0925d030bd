"""Whether a listing's facts fit: the filters chosen on the page, and what a sentence said in passing.

A filter drops what is known not to fit. What is unknown stays, is marked and goes down a little.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from tsunagu.directory.queries.search.modifiers import Modifiers
from tsunagu.directory.queries.search.question import Point, SearchQuery
from tsunagu.directory.queries.search.result import Reason, ReasonKind
from tsunagu.kernel.dates.opening import JST, closes_at, hours_on, is_open
from tsunagu.kernel.dates.opening_json import rule_from_json
from tsunagu.kernel.dates.opening_rule import OpeningRule

UNKNOWN_FACTOR = 0.88
MISFIT_FACTOR = 0.55
FIT_FACTOR = 1.2
_EARTH_METRES = 6_371_000
_NEAR_METRES = 3_000
_WEEKS_AHEAD = 4


@dataclass(frozen=True, slots=True)
class Fit:
    """The facts asked for, strictly (`query`) and in passing (`said`)."""

    query: SearchQuery
    said: Modifiers

    def allows(self, facts: dict[str, Any], at: datetime) -> bool:
        """Whether nothing that is known speaks against the chosen filters."""
        query = self.query
        return (
            _has_one(query.needs, _needs(facts), unknown_passes=False)
            and (not query.kinds or facts.get("kind") in query.kinds)
            and _has_one(query.situations, facts.get("situations", ()))
            and _has_one(query.languages, facts.get("languages", ()))
            and _has_one(query.stages, facts.get("stages", ()))
            and (query.age_months is None or _age_fits(facts.get("ages"), query.age_months) is not False)
            and (
                query.district is None
                or not facts.get("districts")
                or str(query.district) in facts["districts"]
            )
            and (not query.free or facts.get("cost", "unknown") != "paid")
            and (not query.open_now or _open_now(facts, at) is not False)
            and (query.weekday is None or _open_then(facts, at, query.weekday, query.minute) is not False)
        )

    def factor(self, facts: dict[str, Any], at: datetime) -> float:
        """How facts move a listing up or down; 1.0 when nothing was asked of them."""
        answers = list(self._answers(facts, at))
        factor = 1.0
        for answer, weight in answers:
            if answer is None:
                factor *= 1 - (1 - UNKNOWN_FACTOR) * weight
            else:
                factor *= 1 + ((FIT_FACTOR if answer else MISFIT_FACTOR) - 1) * weight
        if self.query.near and (metres := distance(facts, self.query.near)) is not None:
            factor *= 1 + 0.5 / (1 + metres / _NEAR_METRES)
        return factor

    def _answers(self, facts: dict[str, Any], at: datetime) -> Iterator[tuple[bool | None, float]]:
        query, said = self.query, self.said
        if age := query.age_months or said.age_months:
            known = _age_fits(facts.get("ages"), age)
            by_stage = _age_fits(facts.get("stage_ages"), age)
            yield (by_stage if known is None else known), 1.0
        if said.is_pregnant:
            stages = facts.get("stages")
            yield (("pregnancy" in stages) if stages else None), 0.7
        if query.free or said.free:
            cost = facts.get("cost", "unknown")
            yield (None if cost == "unknown" else cost == "free"), 1.0
        if query.open_now or said.open_now:
            yield _open_now(facts, at), 1.0
        if query.weekday is not None:
            yield _open_then(facts, at, query.weekday, query.minute), 1.0
        for day in said.weekdays:
            yield _open_then(facts, at, day, None), 1.0
        if said.minute is not None and not query.open_now:
            yield _open_at_some_day(facts, at, said.minute), 0.6
        if query.district is not None:
            districts = facts.get("districts")
            yield (str(query.district) in districts if districts else None), 1.0
        for chosen, name in (
            (query.situations, "situations"),
            (query.languages, "languages"),
            (query.stages, "stages"),
        ):
            if chosen:
                yield (True if facts.get(name) else None), 0.5

    def reasons(self, facts: dict[str, Any], at: datetime) -> Iterator[Reason]:
        """Yield what is known and unknown of everything that was asked."""
        query, said = self.query, self.said
        if age := query.age_months or said.age_months:
            known = _age_fits(facts.get("ages"), age)
            if known is None:
                yield Reason(ReasonKind.AGE_UNKNOWN)
            elif known:
                yield Reason(ReasonKind.AGE_FITS)
        if facts.get("cost") == "free":
            yield Reason(ReasonKind.FREE)
        elif (query.free or said.free) and facts.get("cost", "unknown") == "unknown":
            yield Reason(ReasonKind.COST_UNKNOWN)
        yield from self._opening_reasons(facts, at)
        if query.district is not None:
            known_districts = facts.get("districts")
            yield Reason(ReasonKind.DISTRICT if known_districts else ReasonKind.DISTRICT_UNKNOWN)
        if query.situations and not facts.get("situations"):
            yield Reason(ReasonKind.SITUATION_UNKNOWN)
        if query.languages and not facts.get("languages"):
            yield Reason(ReasonKind.LANGUAGE_UNKNOWN)
        if query.near and (metres := distance(facts, query.near)) is not None:
            yield Reason(ReasonKind.DISTANCE, metres=round(metres))
        if facts.get("status") in ("defunct", "inactive"):
            yield Reason(ReasonKind.ENDED)

    def _opening_reasons(self, facts: dict[str, Any], at: datetime) -> Iterator[Reason]:
        query, said = self.query, self.said
        days = {query.weekday} if query.weekday is not None else set(said.weekdays)
        asked = query.open_now or said.open_now or days
        if not facts.get("openings"):
            if asked:
                yield Reason(ReasonKind.OPENING_UNKNOWN)
            return
        if _open_now(facts, at):
            closing = [closes_at(rule_from_json(each), at) for each in facts["openings"]]
            yield Reason(ReasonKind.OPEN_NOW, until=max((each for each in closing if each), default=None))
        elif _open_now(facts, at) is None and asked:
            yield Reason(ReasonKind.OPENING_UNKNOWN)
        if any(_open_then(facts, at, day, query.minute) for day in days if day is not None):
            yield Reason(ReasonKind.OPEN_THEN)


def distance(facts: dict[str, Any], point: Point) -> float | None:
    """Return the metres to the nearest of a listing's places; None when none has a position."""
    return min((_metres(point, Point(*each)) for each in facts.get("points", ())), default=None)


def _metres(one: Point, other: Point) -> float:
    lat1, lat2 = math.radians(one.latitude), math.radians(other.latitude)
    across = math.radians(other.longitude - one.longitude)
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(across / 2) ** 2
    return 2 * _EARTH_METRES * math.asin(math.sqrt(half))


def _needs(facts: dict[str, Any]) -> list[str]:
    return [*facts.get("needs", ()), *facts.get("need_parents", ())]


def _has_one(wanted: tuple[str, ...], has: Any, *, unknown_passes: bool = True) -> bool:
    if not wanted:
        return True
    if not has:
        return unknown_passes
    return any(each in has for each in wanted)


def _age_fits(ages: Any, wanted: tuple[int, int]) -> bool | None:
    """Whether two spans of months overlap; an open end reaches everybody on that side."""
    if not ages:
        return None
    first, last = ages
    return (first is None or first <= wanted[1]) and (last is None or wanted[0] <= last)


def _open_now(facts: dict[str, Any], at: datetime) -> bool | None:
    answers = [is_open(rule_from_json(each), at) for each in facts.get("openings", ())]
    return _any(answers)


def _open_then(facts: dict[str, Any], at: datetime, weekday: int, minute: int | None) -> bool | None:
    """Whether it is open on one of the coming such weekdays, at that minute or at all."""
    local = at.astimezone(JST)
    first = local.date() + timedelta(days=(weekday - local.weekday()) % 7)
    rules = [rule_from_json(each) for each in facts.get("openings", ())]
    # One coming Monday may be a holiday, which says nothing of Mondays.
    days = [first + timedelta(weeks=week) for week in range(_WEEKS_AHEAD)]
    return _any([_open_on(rule, day, minute) for rule in rules for day in days])


def _open_on(rule: OpeningRule | None, day: date, minute: int | None) -> bool | None:
    if minute is not None:
        return is_open(rule, datetime.combine(day, time(minute // 60, minute % 60), JST))
    hours = hours_on(rule, day)
    return None if hours is None else bool(hours)


def _open_at_some_day(facts: dict[str, Any], at: datetime, minute: int) -> bool | None:
    return _any([_open_then(facts, at, day, minute) for day in range(7)]) if facts.get("openings") else None


def _any(answers: list[bool | None]) -> bool | None:
    """Open somewhere is open; unknown anywhere is unknown; else closed."""
    if any(answers):
        return True
    return None if not answers or None in answers else False
