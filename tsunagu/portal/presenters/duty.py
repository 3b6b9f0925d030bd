"""The rota as a family reads it at the door of the night: who is on duty now, who next, who this week."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tsunagu.directory.presenters.language import weekday_label
from tsunagu.directory.queries.duty import DutyTime
from tsunagu.kernel.dates.holidays import is_holiday
from tsunagu.kernel.dates.opening import JST
from tsunagu.kernel.japanese.phone import BadPhoneNumber, read_phone
from tsunagu.kernel.ui.words import month_day, with_remark

DAYS_SHOWN = 8


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One clinic on duty."""

    name: str
    url: str
    when: str
    phone: str
    href: str
    department: str
    address: str
    note: str

    @classmethod
    def of(cls, duty: DutyTime, when: str) -> "DutyLine":
        entry = duty.entry
        listed = entry.organisation_id
        return cls(
            name=entry.name,
            url=reverse("portal:organisation", args=[listed]) if listed else "",
            when=when,
            phone=entry.phone,
            href=_tel(entry.phone),
            department=entry.department,
            address=entry.address,
            note=entry.note,
        )


@dataclass(frozen=True, slots=True)
class DutyDay:
    """One day of the week ahead. A day off without a duty says so; a working day without one is left out."""

    label: str
    is_today: bool
    lines: tuple[DutyLine, ...]


@dataclass(frozen=True, slots=True)
class DutyBoard:
    """Now with until when; else the next; then the days ahead."""

    now: tuple[DutyLine, ...]
    next: tuple[DutyLine, ...]
    days: tuple[DutyDay, ...]

    @property
    def is_empty(self) -> bool:
        """Nobody has entered a rota for the coming weeks."""
        return not (self.now or self.next or any(day.lines for day in self.days))

    @classmethod
    def of(cls, duties: Sequence[DutyTime], at: datetime) -> "DutyBoard":
        now = [one for one in duties if one.is_now(at)]
        coming = [one for one in duties if one.starts_at > at]
        first = coming[0].starts_at if coming else None
        return cls(
            now=tuple(DutyLine.of(one, _until(one, at)) for one in now),
            next=tuple(DutyLine.of(one, _from_until(one, at)) for one in coming if one.starts_at == first),
            days=tuple(_days(duties, localdate(at))),
        )


def _days(duties: Sequence[DutyTime], today: date) -> list[DutyDay]:
    days = []
    for number in range(DAYS_SHOWN):
        day = today + timedelta(days=number)
        lines = tuple(DutyLine.of(one, _span(one)) for one in duties if one.entry.day == day)
        if lines or day.weekday() == 6 or is_holiday(day):
            days.append(DutyDay(_day_label(day), day == today, lines))
    return days


def _day_label(day: date) -> str:
    label = with_remark(month_day(day), weekday_label(day.weekday()))
    return f"{label} {_('祝日')}" if is_holiday(day) else label


def _until(duty: DutyTime, at: datetime) -> str:
    """「今日17:00まで」「あす6:00まで」."""
    end = duty.ends_at.astimezone(JST)
    is_today = end.date() == localdate(at) or _is_midnight_after(end, at)
    words = _("今日%(time)sまで") if is_today else _("あす%(time)sまで")
    return words % {"time": "24:00" if _is_midnight_after(end, at) else _clock(end)}


def _from_until(duty: DutyTime, at: datetime) -> str:
    start = duty.starts_at.astimezone(JST)
    days = (start.date() - localdate(at)).days
    day = {0: pgettext("day of a duty", "今日"), 1: pgettext("day of a duty", "あす")}.get(
        days, with_remark(month_day(start.date()), weekday_label(start.weekday()))
    )
    return f"{day} {_span(duty)}"


def _span(duty: DutyTime) -> str:
    """「9:00–17:00」「19:00–翌6:00」."""
    start, end = duty.starts_at.astimezone(JST), duty.ends_at.astimezone(JST)
    if end.date() == start.date():
        return f"{_clock(start)}–{_clock(end)}"
    if _is_midnight_after(end, start):
        return f"{_clock(start)}–24:00"
    return _("%(start)s–翌%(end)s") % {"start": _clock(start), "end": _clock(end)}


def _is_midnight_after(end: datetime, at: datetime) -> bool:
    day = localdate(at) + timedelta(days=1)
    return (end.hour, end.minute, end.date()) == (0, 0, day)


def _clock(moment: datetime) -> str:
    return f"{moment.hour}:{moment.minute:02}"


def _tel(number: str) -> str:
    if not number:
        return ""
    try:
        return read_phone(number).tel
    except BadPhoneNumber:
        return f"tel:{number.replace('-', '')}"
