"""Opening rules as HSDS schedules.

A schedule repeats weekly or monthly and knows no holidays, so each carries the whole rule in words
(`description`), and the rule itself goes with its owner as `opening_rule`.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import combinations
from typing import Any

from tsunagu.directory.api.documents.writing import Document, said
from tsunagu.directory.api.identifiers import part_id
from tsunagu.directory.api.reading import WEEKDAYS
from tsunagu.kernel.dates.opening_json import rule_from_json
from tsunagu.kernel.dates.opening_rule import DAY_MINUTES, LAST, Hours, Interval, OpeningRule
from tsunagu.kernel.dates.opening_words import describe, describe_exceptions

JAPAN = 9
# Which of a month's Tuesdays a prefix of BYDAY means, in months with four of them and with five.
_MEANT = {n: (n if n <= 4 else None, n) for n in range(1, 6)} | {
    n: (5 + n if n > -5 else None, 6 + n) for n in range(-1, -6, -1)
}


@dataclass(frozen=True, slots=True)
class Repeat:
    """Hours that come back: `byday` of every week, or of every month."""

    freq: str
    byday: str
    interval: Interval


def schedules_of(
    opening: Mapping[str, Any] | None, text: str, *, owner: str, owner_field: str, today: date
) -> list[Document]:
    """The schedules of a service or of a service at a place; in words alone where there is no rule."""
    rule = rule_from_json(opening)
    link = {owner_field: owner}
    if rule is None:
        return [{"id": part_id(owner, "schedule:text"), **link, "description": text}] if text else []
    words = describe(rule)
    shared = said(
        **link,
        timezone=JAPAN,
        valid_from=rule.valid_from and rule.valid_from.isoformat(),
        valid_to=rule.valid_until and rule.valid_until.isoformat(),
        wkst="MO",
        interval=1,
        description=f"{words}。{text}" if text and text not in words else words,
        notes="。".join(describe_exceptions(rule, today)),
    )
    repeats = _repeats_of_json(json.dumps(opening, sort_keys=True))
    if not repeats:
        return [{"id": part_id(owner, "schedule:text"), **link, "description": shared["description"]}]
    return [_document(each, owner, shared) for each in repeats]


def repeats_of(rule: OpeningRule) -> Iterator[Repeat]:
    """The rule's usual week, and its nth weekdays, as far as BYDAY can say them."""
    nth_days = {each.weekday for each in rule.nth}
    weekly: dict[Interval, list[int]] = {}
    for day, hours in enumerate(rule.weekly):
        if day not in nth_days:
            for each in hours or ():
                weekly.setdefault(each, []).append(day)
    for interval, days in weekly.items():
        yield Repeat("WEEKLY", ",".join(WEEKDAYS[day] for day in days), interval)
    monthly: dict[Interval, list[str]] = {}
    for day in sorted(nth_days):
        for interval, prefixes in _nth_of(rule, day):
            named = [f"{n}{WEEKDAYS[day]}" for n in prefixes]
            monthly.setdefault(interval, []).extend(named)
    for interval, named in monthly.items():
        yield Repeat("MONTHLY", ",".join(named), interval)


@lru_cache(maxsize=1024)
def _repeats_of_json(opening: str) -> tuple[Repeat, ...]:
    rule = rule_from_json(json.loads(opening))
    return tuple(repeats_of(rule)) if rule else ()


def _nth_of(rule: OpeningRule, day: int) -> Iterator[tuple[Interval, tuple[int, ...]]]:
    """For each of the weekday's intervals, the prefixes that say exactly when it holds."""
    months = [[_hours_on_nth(rule, day, n, of) for n in range(1, of + 1)] for of in (4, 5)]
    intervals = dict.fromkeys(each for month in months for hours in month for each in hours or ())
    for interval in intervals:
        four, five = (
            {n for n, hours in enumerate(month, 1) if interval in (hours or ())} for month in months
        )
        prefixes = _prefixes(four, five)
        if prefixes:
            yield interval, prefixes


def _hours_on_nth(rule: OpeningRule, day: int, n: int, of: int) -> Hours:
    for each in rule.nth:
        if each.weekday == day and (n in each.nth or (LAST in each.nth and n == of)):
            return each.hours
    return rule.weekly[day]


def _prefixes(four: set[int], five: set[int]) -> tuple[int, ...]:
    """The fewest BYDAY prefixes, counted from the front first, that mean these days in every month.

    Some days no prefixes can say (the fourth unless it is the last): then those that are true of all of it.
    """
    fitting = [n for n, (in_4, in_5) in _MEANT.items() if (in_4 is None or in_4 in four) and in_5 in five]
    for count in range(1, len(fitting) + 1):
        for chosen in combinations(fitting, count):
            if ({_MEANT[n][0] for n in chosen} - {None}, {_MEANT[n][1] for n in chosen}) == (four, five):
                return chosen
    return tuple(fitting)


def _document(repeat: Repeat, owner: str, shared: Document) -> Document:
    start, end = repeat.interval.start, repeat.interval.end
    name = f"schedule:{repeat.freq}:{repeat.byday}:{start}-{end}"
    return {
        "id": part_id(owner, name),
        **shared,
        "freq": repeat.freq,
        "byday": repeat.byday,
        "opens_at": _clock(start),
        "closes_at": _clock(end),
        **({"closes_next_day": True} if end > DAY_MINUTES else {}),
    }


def _clock(minutes: int) -> str:
    """Japanese time; the end of the day is its last minute, as HSDS writes round the clock."""
    if minutes == DAY_MINUTES:
        minutes -= 1
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}+09:00"
