"""Opening rules as data files write them: the short form for usual weeks, the whole rule for the rest.

schedule:
  weekly: [{days: [mo, tu], opens: "09:00", closes: "16:30"}]
  closed_nth: [{week: 2, day: tu}]
  year_end_closed: true
  always_open: true
  rule: {…}            # a rule of kernel.dates.opening_json, for what the short form cannot say
  text: 第2・第4火曜と年末年始は休み
"""

from typing import Any

from tsunagu.kernel.dates.opening_json import WEEKDAY_KEYS, rule_from_json, rule_to_json
from tsunagu.kernel.dates.opening_rule import ALWAYS_OPEN, BadOpeningRule

DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
_WEEKDAY_OF = dict(zip(DAYS, WEEKDAY_KEYS, strict=True))
_DAY_OF = dict(zip(WEEKDAY_KEYS, DAYS, strict=True))
_YEAR_END = {"from": "12-29", "to": "01-03"}
_KNOWN = {"weekly", "closed_nth", "year_end_closed", "always_open", "rule", "text"}


def rule_of_schedule(schedule: dict[str, Any]) -> dict[str, Any] | None:
    """Return the opening rule that a schedule writes; None when it only tells in words.

    Raises:
        BadOpeningRule: it cannot be read; the message is for the person who wrote it.
    """
    if unknown := sorted(set(schedule) - _KNOWN):
        raise BadOpeningRule(f"開いているときの項目「{'、'.join(unknown)}」は知らない項目です。")
    if "rule" in schedule:
        return rule_to_json(rule_from_json(schedule["rule"]))
    if schedule.get("always_open"):
        return rule_to_json(ALWAYS_OPEN)
    if "weekly" not in schedule:
        return None
    try:
        value = _short_form(schedule)
    except (KeyError, TypeError) as error:
        raise BadOpeningRule(f"開いているときの書き方が正しくありません（{error}）。") from error
    return rule_to_json(rule_from_json(value))


def schedule_of_rule(rule: dict[str, Any] | None, text: str) -> dict[str, Any]:
    """Return the schedule that writes the rule, in the short form where it can."""
    schedule: dict[str, Any] = {}
    whole = rule_to_json(rule_from_json(rule))
    if whole is not None:
        short = _shortened(whole)
        schedule = short if rule_of_schedule(short) == whole else {"rule": whole}
    return {**schedule, "text": text} if text else schedule


def _short_form(schedule: dict[str, Any]) -> dict[str, Any]:
    weekly: dict[str, list[list[str]]] = {key: [] for key in WEEKDAY_KEYS}
    for each in schedule["weekly"]:
        for day in each["days"]:
            weekly[_WEEKDAY_OF[day]].append([str(each["opens"]), str(each["closes"])])
    closed: dict[str, list[int]] = {}
    for each in schedule.get("closed_nth", ()):
        closed.setdefault(_WEEKDAY_OF[each["day"]], []).append(each["week"])
    value: dict[str, Any] = {
        "weekly": weekly,
        "nth": [{"weekday": weekday, "nth": weeks, "hours": []} for weekday, weeks in closed.items()],
    }
    if schedule.get("year_end_closed"):
        value["year_end"] = _YEAR_END
    return value


def _shortened(rule: dict[str, Any]) -> dict[str, Any]:
    """The short form of a rule, as far as it goes; the caller checks whether that is all of it."""
    if rule == rule_to_json(ALWAYS_OPEN):
        return {"always_open": True}
    spans: dict[tuple[str, str], list[str]] = {}
    for weekday in WEEKDAY_KEYS:
        for opens, closes in rule["weekly"][weekday] or ():
            spans.setdefault((opens, closes), []).append(_DAY_OF[weekday])
    short: dict[str, Any] = {
        "weekly": [
            {"days": days, "opens": opens, "closes": closes} for (opens, closes), days in spans.items()
        ]
    }
    closed = [
        {"week": week, "day": _DAY_OF[each["weekday"]]}
        for each in rule["nth"]
        if not each["hours"]
        for week in each["nth"]
    ]
    if closed:
        short["closed_nth"] = closed
    if rule["year_end"] == _YEAR_END:
        short["year_end_closed"] = True
    return short
