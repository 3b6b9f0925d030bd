"""How values are written on a page."""

from datetime import date, datetime

from django.utils import timezone

from tsunagu.kernel.ui.marking import as_written, foreign_tag, marked
from tsunagu.kernel.ui.words import day_words, joined, month_day, with_remark


def local(moment: datetime) -> datetime:
    return timezone.localtime(moment)


def day(value: date | datetime) -> str:
    """令和8年4月1日（水）; readers of another language count no eras."""
    return day_words(local(value).date() if isinstance(value, datetime) else value)


def clock(moment: datetime) -> str:
    """16:30"""
    return f"{local(moment):%H:%M}"


def moment(value: datetime) -> str:
    """4月1日 16:30"""
    return f"{month_day(local(value).date())} {clock(value)}"


def number(value: int | float) -> str:
    """1,234"""
    return f"{value:,}"


FILTERS = {
    "day": day,
    "clock": clock,
    "moment": moment,
    "number": number,
    "month_day": month_day,
    "as_written": as_written,
    "marked": marked,
    "foreign_tag": foreign_tag,
    "joined": joined,
    "with_remark": with_remark,
}
