"""Opening, told to someone who needs it now: 「今日16時まで」「あと40分で終わります」「明日 9:00から」."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from tsunagu.kernel.dates.holidays import NO_EXTRA
from tsunagu.kernel.dates.opening import JST, closes_at, is_open, next_opening
from tsunagu.kernel.dates.opening_rule import WEEKDAY_LETTERS, OpeningRule

UNKNOWN = "時間は要確認"
NEVER_CLOSES = "24時間開いています"
NO_OPENING_KNOWN = "次に開く日は要確認"
SOON = timedelta(hours=1)


def opening_words(
    rule: OpeningRule | None, at: datetime, *, extra_holidays: Collection[date] = NO_EXTRA
) -> str:
    """Return one short phrase about now: until when it is open, or from when it will be."""
    now = at.replace(tzinfo=JST) if at.tzinfo is None else at.astimezone(JST)
    state = is_open(rule, now, extra_holidays=extra_holidays)
    if state is None:
        return UNKNOWN
    if state:
        return _until(closes_at(rule, now, extra_holidays=extra_holidays), now)
    return _from(next_opening(rule, now, extra_holidays=extra_holidays), now)


def _until(end: datetime | None, now: datetime) -> str:
    if end is None or end - now > timedelta(days=1):
        return NEVER_CLOSES
    if end - now <= SOON:
        minutes = -(-(end - now) // timedelta(minutes=1))
        return f"あと{minutes}分で終わります"
    if end == _midnight_after(now):
        return "今日24時まで"
    return f"{_day_word(end.date(), now.date())}{_hour_words(end)}まで"


def _from(start: datetime | None, now: datetime) -> str:
    if start is None:
        return NO_OPENING_KNOWN
    return f"{_day_word(start.date(), now.date())} {start.hour}:{start.minute:02}から"


def _day_word(day: date, today: date) -> str:
    days = (day - today).days
    weekday = WEEKDAY_LETTERS[day.weekday()]
    if days < 2:
        return ("今日", "明日")[days]
    # Within a week the weekday alone is clear; "next Monday" on a Monday is not.
    return f"{weekday}曜" if days < 7 else f"{day.month}月{day.day}日（{weekday}）"


def _hour_words(moment: datetime) -> str:
    return f"{moment.hour}時{moment.minute}分" if moment.minute else f"{moment.hour}時"


def _midnight_after(now: datetime) -> datetime:
    return now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
