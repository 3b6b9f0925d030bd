"""On which days something comes round again: weekly, on the nth weekdays of a month, on days of the month.

A rule always ends: what nobody ends goes on standing in a calendar for years after it stopped. The dates come
from dateutil, which follows RFC 5545; the same rule is written as an RRULE for other calendars.
"""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any

from dateutil import rrule

from tsunagu.kernel.dates.month import MONTHS, Month
from tsunagu.kernel.dates.wareki import WEEKDAYS
from tsunagu.kernel.japanese.misread import Misread

LAST = -1
# Longer rounds are renewed once a year, by somebody who looks at them.
LONGEST = timedelta(days=400)
_BYDAY = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NTH = {1: "第1", 2: "第2", 3: "第3", 4: "第4", 5: "第5", LAST: "最後の"}


class BadRecurrence(Misread):
    """The rule names no day, or never ends; the message is for the person who chose it."""


class Round(StrEnum):
    """What the days are counted by."""

    WEEKLY = "weekly"
    MONTHLY_WEEKDAY = "monthly_weekday"
    MONTHLY_DAY = "monthly_day"


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A rule. `weekdays`: 0 is Monday; `nth`: 1 to 5 and LAST; `days`: 1 to 31; `until` is included."""

    round: Round
    until: date
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    nth: tuple[int, ...] = ()
    days: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if not 1 <= self.interval <= 12:
            raise BadRecurrence("くり返しの間隔は1から12までの数で入れてください。")
        if self.round is not Round.MONTHLY_DAY and not self.weekdays:
            raise BadRecurrence("くり返す曜日を選んでください。")
        if self.round is Round.MONTHLY_WEEKDAY and not self.nth:
            raise BadRecurrence("第何週の曜日かを選んでください。")
        if self.round is Round.MONTHLY_DAY and not self.days:
            raise BadRecurrence("くり返す日にちを入れてください。")
        if not (
            all(0 <= day <= 6 for day in self.weekdays)
            and all(each in _NTH for each in self.nth)
            and all(1 <= day <= 31 for day in self.days)
        ):
            raise BadRecurrence("くり返しの曜日か日にちが正しくありません。")

    def dates(self, first: date, start: date, end: date) -> Iterator[date]:
        """Yield the days from `first` on that lie between `start` and `end`, both included, in order."""
        return iter(_days_between(self, first, max(first, start), min(end, self.until)))

    def as_rrule(self) -> str:
        """The rule as RFC 5545 writes it; the end is a day, as is the beginning of an all-day event."""
        parts = ["FREQ=WEEKLY" if self.round is Round.WEEKLY else "FREQ=MONTHLY"]
        if self.interval > 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.round is Round.WEEKLY:
            parts += ["WKST=MO", "BYDAY=" + ",".join(_BYDAY[day] for day in self.weekdays)]
        elif self.round is Round.MONTHLY_WEEKDAY:
            pairs = itertools.product(self.nth, self.weekdays)
            parts.append("BYDAY=" + ",".join(f"{nth}{_BYDAY[day]}" for nth, day in pairs))
        else:
            parts.append("BYMONTHDAY=" + ",".join(map(str, self.days)))
        return ";".join(parts)

    @property
    def label(self) -> str:
        """「毎週火・木曜」, 「毎月第2・第4火曜」, 「毎月5日・20日」, 「2週間ごとの土曜」."""
        weekdays = "・".join(WEEKDAYS[day] for day in self.weekdays) + "曜"
        if self.round is Round.WEEKLY:
            return f"毎週{weekdays}" if self.interval == 1 else f"{self.interval}週間ごとの{weekdays}"
        every = "毎月" if self.interval == 1 else f"{self.interval}か月ごとの"
        if self.round is Round.MONTHLY_WEEKDAY:
            return every + "・".join(_NTH[each] for each in self.nth) + weekdays
        return every + "・".join(f"{day}日" for day in self.days)

    def _byweekday(self) -> list[Any]:
        if self.round is Round.MONTHLY_WEEKDAY:
            return [rrule.weekdays[day](nth) for nth, day in itertools.product(self.nth, self.weekdays)]
        return [rrule.weekdays[day] for day in self.weekdays] if self.round is Round.WEEKLY else []


# A month is asked for by everybody who reads the calendar, and its days never change.
@lru_cache(maxsize=8192)
def _days_between(rule: Recurrence, first: date, start: date, end: date) -> tuple[date, ...]:
    """The days of the rule; `first` is only what its rounds are counted from."""
    if end < start:
        return ()
    rounds = rrule.rrule(
        rrule.WEEKLY if rule.round is Round.WEEKLY else rrule.MONTHLY,
        dtstart=datetime.combine(_round_before(rule, first, start), datetime.min.time()),
        until=datetime.combine(end, datetime.min.time()),
        interval=rule.interval,
        wkst=rrule.MO,
        byweekday=rule._byweekday() or None,
        bymonthday=rule.days if rule.round is Round.MONTHLY_DAY else None,
    )
    return tuple(day for each in rounds if (day := each.date()) >= start)


def _round_before(rule: Recurrence, first: date, start: date) -> date:
    """Where the last round begins that begins by `start`: nobody counts from the first day on."""
    if rule.round is Round.WEEKLY:
        monday = first - timedelta(days=first.weekday())
        weeks = (start - monday).days // 7
        return monday + timedelta(weeks=weeks - weeks % rule.interval)
    counted_from = Month.of(first)
    months = (start.year - first.year) * MONTHS + start.month - first.month
    return counted_from.after(months - months % rule.interval).first


def recurrence_to_json(rule: Recurrence | None) -> dict[str, Any] | None:
    """The rule as it is kept in a column."""
    if rule is None:
        return None
    return {
        "round": rule.round.value,
        "until": rule.until.isoformat(),
        "interval": rule.interval,
        "weekdays": list(rule.weekdays),
        "nth": list(rule.nth),
        "days": list(rule.days),
    }


def recurrence_from_json(kept: Mapping[str, Any] | None) -> Recurrence | None:
    """The rule as it was kept.

    Raises:
        BadRecurrence: it contradicts itself.
    """
    if kept is None:
        return None
    return Recurrence(
        round=Round(kept["round"]),
        until=date.fromisoformat(kept["until"]),
        interval=kept["interval"],
        weekdays=tuple(kept["weekdays"]),
        nth=tuple(kept["nth"]),
        days=tuple(kept["days"]),
    )
