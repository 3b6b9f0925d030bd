"""HSDS schedules as words: the source's own, or the usual week where it has none."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

_DAYS = dict(zip(("MO", "TU", "WE", "TH", "FR", "SA", "SU"), "月火水木金土日", strict=True))
_CLOCK = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)")


def usual_hours(schedules: Iterable[Mapping[str, Any]]) -> str:
    """「月水金 9:00～16:00」. Several parts of one rule carry the same words, which are said once."""
    said = (_words(each) for each in schedules)
    return "、".join(dict.fromkeys(filter(None, said)))


def _words(schedule: Mapping[str, Any]) -> str:
    description = schedule.get("description")
    if isinstance(description, str) and description.strip():
        return description.strip()
    days, hours = _days(schedule), _hours(schedule)
    return f"{days} {hours}".strip() if days else ""


def _days(schedule: Mapping[str, Any]) -> str:
    """Nothing where it is not every such day: half a truth sends a family to a closed door."""
    byday = schedule.get("byday")
    named = byday.split(",") if isinstance(byday, str) else []
    is_weekly = schedule.get("freq") == "WEEKLY" and schedule.get("interval") in (None, 1)
    if not is_weekly or any(day.strip() not in _DAYS for day in named):
        return ""
    return "".join(_DAYS[day.strip()] for day in named)


def _hours(schedule: Mapping[str, Any]) -> str:
    opens, closes = (_clock(schedule.get(name)) for name in ("opens_at", "closes_at"))
    return f"{opens}～{closes}" if opens and closes else ""


def _clock(value: Any) -> str:
    found = _CLOCK.match(value) if isinstance(value, str) else None
    return f"{int(found[1])}:{found[2]}" if found else ""
