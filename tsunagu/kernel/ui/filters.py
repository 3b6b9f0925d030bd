"""How values are written on a page."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext

from tsunagu.kernel.dates.wareki import wareki


def local(moment: datetime) -> datetime:
    return timezone.localtime(moment)


def day(value: date | datetime) -> str:
    """令和8年4月1日（水）; readers of another language count no eras."""
    plain = local(value).date() if isinstance(value, datetime) else value
    return wareki(plain) if (get_language() or "ja").startswith("ja") else date_format(plain, "D j M Y")


def clock(moment: datetime) -> str:
    """16:30"""
    return f"{local(moment):%H:%M}"


def moment(value: datetime) -> str:
    """4月1日 16:30"""
    return f"{month_day(local(value).date())} {clock(value)}"


def number(value: int | float) -> str:
    """1,234"""
    return f"{value:,}"


def month_day(value: date) -> str:
    """4月1日; the format is translated too (Django's letters)."""
    return date_format(value, pgettext("format of a date", "n月j日"))


FILTERS = {
    "day": day,
    "clock": clock,
    "moment": moment,
    "number": number,
    "month_day": month_day,
}
