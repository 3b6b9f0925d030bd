"""Opening rules to and from plain JSON values, for the database, data files and the exchange formats.

{"weekly": {"mon": [["09:00", "16:30"]], "tue": [], "wed": null, …}, "nth": [{"weekday": "tue", "nth": [2, 4],
"hours": []}], "holidays": "closed", "year_end": {"from": "12-29", "to": "01-03"}, "exceptions": […], …}

[] is closed and null is unknown; all seven weekdays must be there, so that a forgotten day never looks
closed. A time past midnight is written beyond 24:00 ("30:00" is 6:00 the next morning).
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from tsunagu.kernel.dates.opening_rule import (
    WEEKDAY_LETTERS,
    BadOpeningRule,
    DateException,
    HolidayPolicy,
    Hours,
    Interval,
    NthWeekday,
    OpeningRule,
    YearlyRange,
)

WEEKDAY_KEYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_KNOWN_KEYS = {
    "weekly", "nth", "holidays", "holiday_hours", "year_end", "exceptions",
    "valid_from", "valid_until", "note",
}  # fmt: skip


def rule_to_json(rule: OpeningRule | None) -> dict[str, Any] | None:
    """Return the rule as plain values; an unknown rule is None on both sides."""
    if rule is None:
        return None
    return {
        "weekly": {key: _hours_out(hours) for key, hours in zip(WEEKDAY_KEYS, rule.weekly, strict=True)},
        "nth": [
            {"weekday": WEEKDAY_KEYS[each.weekday], "nth": list(each.nth), "hours": _hours_out(each.hours)}
            for each in rule.nth
        ],
        "holidays": rule.holidays.value,
        "holiday_hours": _hours_out(rule.holiday_hours),
        "year_end": rule.year_end
        and {"from": _month_day_out(rule.year_end.first), "to": _month_day_out(rule.year_end.last)},
        "exceptions": [_exception_out(each) for each in rule.exceptions],
        "valid_from": rule.valid_from and rule.valid_from.isoformat(),
        "valid_until": rule.valid_until and rule.valid_until.isoformat(),
        "note": rule.note,
    }


def rule_from_json(value: Mapping[str, Any] | None) -> OpeningRule | None:
    """Return the rule; all but `weekly` may be left out. Raises BadOpeningRule with the reason."""
    if value is None:
        return None
    if unknown := sorted(set(value) - _KNOWN_KEYS):
        raise BadOpeningRule(f"開設時間の項目「{'、'.join(unknown)}」は知らない項目です。")
    return _reading(lambda: _rule(value))


def _rule(value: Mapping[str, Any]) -> OpeningRule:
    year_end = value.get("year_end")
    return OpeningRule(
        weekly=_weekly(value["weekly"]),
        nth=tuple(
            NthWeekday(WEEKDAY_KEYS.index(each["weekday"]), tuple(each["nth"]), _hours_in(each["hours"]))
            for each in value.get("nth", ())
        ),
        holidays=HolidayPolicy(value.get("holidays", HolidayPolicy.AS_USUAL)),
        holiday_hours=_hours_in(value.get("holiday_hours")),
        year_end=YearlyRange(_month_day(year_end["from"]), _month_day(year_end["to"])) if year_end else None,
        exceptions=tuple(_exception(each) for each in value.get("exceptions", ())),
        valid_from=_day(value.get("valid_from")),
        valid_until=_day(value.get("valid_until")),
        note=value.get("note", ""),
    )


def _weekly(value: Mapping[str, Any]) -> tuple[Hours, Hours, Hours, Hours, Hours, Hours, Hours]:
    for key, letter in zip(WEEKDAY_KEYS, WEEKDAY_LETTERS, strict=True):
        if key not in value:
            raise BadOpeningRule(
                f"{letter}曜日の時間がありません。休みなら []、分からないなら null と書いてください。"
            )
    mon, tue, wed, thu, fri, sat, sun = (_hours_in(value[key]) for key in WEEKDAY_KEYS)
    return mon, tue, wed, thu, fri, sat, sun


def _exception(value: Mapping[str, Any]) -> DateException:
    first = date.fromisoformat(value["from"])
    return DateException(
        first=first,
        last=_day(value.get("to")) or first,
        hours=_hours_in(value["hours"]),
        note=value.get("note", ""),
        open_days_only=value.get("open_days_only", False),
    )


def _exception_out(exception: DateException) -> dict[str, Any]:
    return {
        "from": exception.first.isoformat(),
        "to": exception.last.isoformat(),
        "hours": _hours_out(exception.hours),
        "note": exception.note,
        "open_days_only": exception.open_days_only,
    }


def _hours_in(value: Any) -> Hours:
    return None if value is None else tuple(Interval.read(f"{start}-{end}") for start, end in value)


def _hours_out(hours: Hours) -> list[list[str]] | None:
    return None if hours is None else [[_clock(each.start), _clock(each.end)] for each in hours]


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _month_day(text: str) -> tuple[int, int]:
    month, day = text.split("-")
    return int(month), int(day)


def _month_day_out(month_day: tuple[int, int]) -> str:
    return f"{month_day[0]:02}-{month_day[1]:02}"


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _reading(read: Callable[[], OpeningRule]) -> OpeningRule:
    try:
        return read()
    except BadOpeningRule:
        raise
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise BadOpeningRule(f"開設時間の書き方が正しくありません（{error}）。") from error
