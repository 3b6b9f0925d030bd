"""An opening rule in one Japanese line: 「週7日 9:00–16:30（第2・第4火曜と年末年始は休み）」."""

from datetime import date

from tsunagu.kernel.dates.opening_rule import (
    ALL_DAY,
    CLOSED,
    LAST,
    WEEKDAY_LETTERS,
    YEAR_END,
    DateException,
    HolidayPolicy,
    Hours,
    NthWeekday,
    OpeningRule,
    YearlyRange,
)

UNKNOWN = "開いている日と時間は確認中です"
HOURS_UNKNOWN = "時間は要確認"


def describe(rule: OpeningRule | None) -> str:
    """Return the rule as one line for a listing; exceptions need a day, see describe_exceptions."""
    if rule is None:
        return UNKNOWN
    remarks = [remark for remark in (_days_off(rule), _holidays(rule), rule.note) if remark]
    line = _week(rule) or "開いている曜日はありません"
    return f"{line}（{'。'.join(remarks)}）" if remarks else line


def describe_hours(hours: Hours) -> str:
    """Return 「9:00–12:00、13:00–16:00」, 「24時間」, 「休み」 or 「時間は要確認」."""
    if hours is None:
        return HOURS_UNKNOWN
    if hours == ALL_DAY:
        return "24時間"
    return "、".join(each.label for each in hours) or "休み"


def describe_exceptions(rule: OpeningRule | None, since: date) -> list[str]:
    """Return coming exceptions in order: 「8月13日–8月16日は休み（お盆）」."""
    coming = [each for each in (rule.exceptions if rule else ()) if each.last >= since]
    return [_exception(each) for each in sorted(coming, key=lambda each: (each.first, each.last))]


def _week(rule: OpeningRule) -> str:
    if rule.usual_hours == ALL_DAY and CLOSED not in rule.weekly:
        return "24時間 年中無休" if _never_rests(rule) else "週7日 24時間"
    lines = [f"{_weekdays(days)} {describe_hours(hours)}" for hours, days in _same_hours(rule).items()]
    lines += [f"{_nth(each)} {describe_hours(each.hours)}" for each in rule.nth if each.hours != CLOSED]
    return "、".join(lines)


def _never_rests(rule: OpeningRule) -> bool:
    return not _days_off(rule)


def _same_hours(rule: OpeningRule) -> dict[Hours, list[int]]:
    groups: dict[Hours, list[int]] = {}
    for weekday, hours in enumerate(rule.weekly):
        if hours != CLOSED:
            groups.setdefault(hours, []).append(weekday)
    return groups


def _weekdays(days: list[int]) -> str:
    """Return 「週7日」, 「月–金曜」 for three or more in a row, else 「月・木曜」."""
    if len(days) == 7:
        return "週7日"
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return "・".join(_run(run) for run in runs) + "曜"


def _run(run: list[int]) -> str:
    letters = [WEEKDAY_LETTERS[day] for day in run]
    return f"{letters[0]}–{letters[-1]}" if len(run) > 2 else "・".join(letters)


def _nth(each: NthWeekday) -> str:
    counts = "・".join("最終" if n == LAST else f"第{n}" for n in each.nth)
    return f"{counts}{WEEKDAY_LETTERS[each.weekday]}曜"


def _days_off(rule: OpeningRule) -> str:
    names = [_nth(each) for each in rule.nth if each.hours == CLOSED]
    if rule.holidays is HolidayPolicy.CLOSED:
        names.append("祝日")
    if rule.holidays is HolidayPolicy.CLOSED_AND_NEXT_WEEKDAY:
        names.append("祝日とその次の平日")
    if rule.year_end:
        names.append(_year_end(rule.year_end))
    if not names:
        return ""
    return f"{'と'.join(names) if len(names) == 2 else '、'.join(names)}は休み"


def _year_end(closure: YearlyRange) -> str:
    if closure == YEAR_END:
        return "年末年始"
    return f"{closure.first[0]}月{closure.first[1]}日–{closure.last[0]}月{closure.last[1]}日"


def _holidays(rule: OpeningRule) -> str:
    hours = f" {describe_hours(rule.holiday_hours)}" if rule.holiday_hours else ""
    if rule.holidays is HolidayPolicy.OPEN:
        return f"祝日も開く{hours}"
    if rule.holidays is HolidayPolicy.DAY_OFF_MOVES:
        return f"休みの日が祝日なら開いて{hours}、次の平日が休み"
    return ""


def _exception(exception: DateException) -> str:
    span = _day(exception.first)
    if exception.last != exception.first:
        span += f"–{_day(exception.last)}"
    if exception.hours == CLOSED:
        text = f"{span}は休み"
    else:
        only = "の開いている日" if exception.open_days_only else ""
        text = f"{span}{only}は{describe_hours(exception.hours)}"
    return f"{text}（{exception.note}）" if exception.note else text


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"
