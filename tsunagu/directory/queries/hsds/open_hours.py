"""Whether a service is open in a usual week at the asked days and times: no holidays, no exceptions."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tsunagu.kernel.dates.opening_json import rule_from_json
from tsunagu.kernel.dates.opening_rule import DAY_MINUTES, OpeningRule

EVERY_DAY = frozenset(range(7))


@dataclass(frozen=True, slots=True)
class Window:
    """Days of the week (0 is Monday), and minutes after midnight on each: `start` included, `end` not."""

    days: frozenset[int] = EVERY_DAY
    start: int = 0
    end: int = DAY_MINUTES


@dataclass(frozen=True, slots=True)
class _Week:
    """Open minutes of each weekday in a usual week; a day of which something is unknown is in `unknown`."""

    spans: tuple[tuple[tuple[int, int], ...], ...]
    unknown: frozenset[int]
    first: date | None
    last: date | None


def is_open_in(openings: Iterable[str | None], window: Window, today: date) -> bool | None:
    """Whether one of the rules (JSON texts) has an open minute in the window; None when that is unknown."""
    answers = [_answer(each, window, today) for each in openings]
    if True in answers:
        return True
    return None if not answers or None in answers else False


def _answer(opening: str | None, window: Window, today: date) -> bool | None:
    if opening is None:
        return None
    week = _week(opening)
    if (week.first and today < week.first) or (week.last and today > week.last):
        return None
    if any(
        start < window.end and window.start < end for day in window.days for start, end in week.spans[day]
    ):
        return True
    return None if window.days & week.unknown else False


@lru_cache(maxsize=4096)
def _week(opening: str) -> _Week:
    rule = rule_from_json(json.loads(opening))
    if rule is None:
        return _Week(((),) * 7, EVERY_DAY, None, None)
    spans: list[list[tuple[int, int]]] = [[] for _ in range(7)]
    unknown: set[int] = set()
    for day, hours in _hours(rule):
        if hours is None:
            unknown.add(day)
            continue
        for each in hours:
            spans[day].append((each.start, min(each.end, DAY_MINUTES)))
            if each.end > DAY_MINUTES:
                # Past midnight: the rest belongs to the next day's morning.
                spans[(day + 1) % 7].append((0, each.end - DAY_MINUTES))
    return _Week(tuple(map(tuple, spans)), frozenset(unknown), rule.valid_from, rule.valid_until)


def _hours(rule: OpeningRule) -> Iterable[tuple[int, tuple | None]]:  # type: ignore[type-arg]  # of Interval
    """The hours of each weekday, and those of its nth ones."""
    yield from enumerate(rule.weekly)
    for each in rule.nth:
        yield each.weekday, each.hours
