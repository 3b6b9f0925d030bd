"""How values are written on a page."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format

from tsunagu.kernel.dates.wareki import wareki


def local(moment: datetime) -> datetime:
    return timezone.localtime(moment)


def day(value: date | datetime) -> str:
    """令和8年4月1日（水）"""
    return wareki(local(value).date() if isinstance(value, datetime) else value)


def clock(moment: datetime) -> str:
    """16:30"""
    return f"{local(moment):%H:%M}"


def moment(value: datetime) -> str:
    """4月1日 16:30"""
    at = local(value)
    return f"{at.month}月{at.day}日 {at:%H:%M}"


def number(value: int | float) -> str:
    """1,234"""
    return f"{value:,}"


def month_day(value: date) -> str:
    return date_format(value, "n月j日")


FILTERS = {
    "day": day,
    "clock": clock,
    "moment": moment,
    "number": number,
    "month_day": month_day,
}
