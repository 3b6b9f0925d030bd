"""Is it open, and until when: one line for a card, a table of the week for a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tsunagu.directory.presenters.language import hour_label, weekday_label
from tsunagu.kernel.dates.opening import JST, closes_at, is_open, next_opening
from tsunagu.kernel.dates.opening_rule import (
    ALL_DAY,
    CLOSED,
    DAY_MINUTES,
    DateException,
    HolidayPolicy,
    Hours,
    Interval,
    OpeningRule,
    clock_label,
)
from tsunagu.kernel.dates.opening_words import describe, describe_exceptions
from tsunagu.kernel.ui.words import joined, month_day, speaks_japanese, with_remark

SOON = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class OpeningLine:
    """Open, closed, or not known, with a phrase. Two equal lines make equal cards."""

    is_open: bool | None
    words: str

    @property
    def key(self) -> str:
        """What a kept card depends on beside its listing's version and the language."""
        return f"{self.is_open}:{self.words}"


@dataclass(frozen=True, slots=True)
class DayHours:
    """One row of the week's table."""

    day: str
    hours: str
    is_today: bool
    is_known: bool


def opening_line(rules: Sequence[OpeningRule], at: datetime, *, text: str = "") -> OpeningLine:
    """The line for a service given at several places: open when one of them is.

    Args:
        rules: one for each set of hours; none means that nobody has told us.
        at: the reader's moment.
        text: what the source says in words, shown when there is no rule.
    """
    now = at.astimezone(JST)
    states = [is_open(rule, now) for rule in rules]
    if True in states:
        ends = [closes_at(rule, now) for rule, state in zip(rules, states, strict=True) if state]
        return OpeningLine(True, _never_closes() if None in ends else _until(max(e for e in ends if e), now))
    starts = [start for rule in rules if (start := next_opening(rule, now))]
    if starts and None not in states:
        return OpeningLine(False, _from(min(starts), now))
    return OpeningLine(False if states and None not in states else None, text)


def next_opening_label(rules: Sequence[OpeningRule], at: datetime) -> str:
    """When it opens next, for a page; empty when that is unknown."""
    starts = [start for rule in rules if (start := next_opening(rule, at))]
    return _from(min(starts), at.astimezone(JST)) if starts else ""


def week_of(rule: OpeningRule, at: datetime) -> list[DayHours]:
    """The hours of each weekday, today marked."""
    today = at.astimezone(JST).weekday()
    return [
        DayHours(weekday_label(weekday), _hours(hours), weekday == today, hours is not None)
        for weekday, hours in enumerate(rule.weekly)
    ]


def remarks_on(rule: OpeningRule, at: datetime) -> list[str]:
    """What the week's table does not say: nth days off, holidays, the turn of the year, coming exceptions."""
    today = localdate(at)
    if speaks_japanese():
        return [describe(rule), *describe_exceptions(rule, today)]
    remarks = [
        _("%(weeks)s%(day)sは休み")
        % {"weeks": joined([_nth_label(n) for n in each.nth]), "day": weekday_label(each.weekday)}
        for each in rule.nth
        if each.hours == CLOSED
    ]
    if rule.holidays in (HolidayPolicy.CLOSED, HolidayPolicy.CLOSED_AND_NEXT_WEEKDAY):
        remarks.append(_("祝日は休み"))
    if rule.holidays in (HolidayPolicy.OPEN, HolidayPolicy.DAY_OFF_MOVES):
        remarks.append(_("祝日も開きます"))
    if rule.year_end:
        remarks.append(_("年末年始は休み"))
    coming = sorted((each for each in rule.exceptions if each.last >= today), key=lambda each: each.first)
    return [*remarks, *(_exception(each) for each in coming)]


def _exception(each: DateException) -> str:
    days = month_day(each.first)
    if each.last != each.first:
        days += f"–{month_day(each.last)}"
    if each.hours == CLOSED:
        return with_remark(_("%(days)sは休み") % {"days": days}, each.note)
    return with_remark(_("%(days)sは%(hours)s") % {"days": days, "hours": _hours(each.hours)}, each.note)


def _nth_label(n: int) -> str:
    return _("最終") if n < 0 else _("第%(number)s") % {"number": n}


def _hours(hours: Hours) -> str:
    if hours is None:
        return _("時間は確認中")
    if hours == ALL_DAY:
        return _("24時間")
    return joined([_interval(each) for each in hours]) if hours else _("休み")


def _interval(each: Interval) -> str:
    if each.end <= DAY_MINUTES:
        return each.label
    return _("%(start)s–翌%(end)s") % {"start": clock_label(each.start), "end": clock_label(each.end)}


def _never_closes() -> str:
    return _("24時間開いています")


def _until(end: datetime, now: datetime) -> str:
    left = end - now
    if left > timedelta(minutes=DAY_MINUTES):
        return _never_closes()
    if left <= SOON:
        return _("あと%(minutes)s分で終わります") % {"minutes": -(-left // timedelta(minutes=1))}
    if end.date() == now.date():
        return _("今日%(time)sまで") % {"time": hour_label(end)}
    if (end.hour, end.minute) == (0, 0):
        return _("今日%(time)sまで") % {"time": "24時" if speaks_japanese() else "24:00"}
    return _("明日%(time)sまで") % {"time": hour_label(end)}


def _from(start: datetime, now: datetime) -> str:
    time = f"{start.hour}:{start.minute:02}"
    days = (start.date() - now.date()).days
    if days == 0:
        return _("今日%(time)sから") % {"time": time}
    if days == 1:
        return _("明日%(time)sから") % {"time": time}
    day = weekday_label(start.weekday())
    if days < 7:
        return _("%(day)s%(time)sから") % {"day": day, "time": time}
    return _("%(month)s月%(date)s日（%(day)s）%(time)sから") % {
        "month": start.month,
        "date": start.day,
        "day": day,
        "time": time,
    }
