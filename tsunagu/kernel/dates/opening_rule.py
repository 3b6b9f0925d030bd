"""When a place is open, as a value: weekly hours, nth weekdays, holidays, 年末年始, exceptions.

Unknown is not closed. `None` in place of hours means that nobody has told us; an empty tuple means closed.
Times are whole minutes after 00:00 Japanese time of the day on which an interval begins; an interval past
midnight ends after 1440 (22:00-06:00 is 1320-1800).
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

DAY_MINUTES = 24 * 60
WEEKDAY_LETTERS = "月火水木金土日"
LAST = -1


class BadOpeningRule(ValueError):
    """The rule contradicts itself or cannot be read; the message is for the person who typed it."""


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """From `start` (included) to `end` (excluded), in minutes after midnight of the first day."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < DAY_MINUTES or not self.start < self.end <= self.start + DAY_MINUTES:
            raise BadOpeningRule("時間帯は0:00から始まり、長さは24時間までにしてください。")

    @classmethod
    def read(cls, text: str) -> "Interval":
        """Return the interval written as 「9:00-16:30」「9時〜16時30分」「22:00-翌6:00」「22:00-30:00」."""
        parts = re.split(r"[-~〜–―−ー]", unicodedata.normalize("NFKC", text).replace(" ", ""))
        if len(parts) != 2:
            raise BadOpeningRule(f"「{text}」は時間帯として読めません（例：9:00-16:30）。")
        start, end = (
            _minutes(parts[0], text),
            _minutes(parts[1].removeprefix("翌日").removeprefix("翌"), text),
        )
        return cls(start, end if end > start else end + DAY_MINUTES)

    @property
    def label(self) -> str:
        """「9:00–16:30」「22:00–翌6:00」."""
        return f"{clock_label(self.start)}–{'翌' if self.end > DAY_MINUTES else ''}{_end_label(self.end)}"


Hours = tuple[Interval, ...] | None
CLOSED: tuple[Interval, ...] = ()
ALL_DAY: tuple[Interval, ...] = (Interval(0, DAY_MINUTES),)


def checked_hours(hours: Hours) -> Hours:
    """Return the intervals in order; raise BadOpeningRule when they overlap."""
    if hours is None:
        return None
    ordered = tuple(sorted(hours))
    for earlier, later in pairwise(ordered):
        if later.start < earlier.end:
            raise BadOpeningRule(f"時間帯が重なっています（{earlier.label}と{later.label}）。")
    return ordered


class HolidayPolicy(StrEnum):
    """What a 祝日 does to the day."""

    AS_USUAL = "as_usual"
    CLOSED = "closed"
    OPEN = "open"
    CLOSED_AND_NEXT_WEEKDAY = "closed_and_next_weekday"
    """Closed, and the first 平日 after it is closed as well."""
    DAY_OFF_MOVES = "day_off_moves"
    """月曜休み（祝日の場合は翌平日）: a day off on a 祝日 opens, the next 平日 is closed."""


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """Other hours on the nth Tuesday(s) of a month; nth is 1-5, or -1 for the last. weekday 0 is Monday."""

    weekday: int
    nth: tuple[int, ...]
    hours: Hours = CLOSED

    def __post_init__(self) -> None:
        if self.weekday not in range(7) or not self.nth or not set(self.nth) <= {1, 2, 3, 4, 5, LAST}:
            raise BadOpeningRule("「第何曜日」は第1から第5、または最終で指定してください。")
        object.__setattr__(self, "nth", tuple(sorted(set(self.nth), key=lambda n: (n == LAST, n))))
        object.__setattr__(self, "hours", checked_hours(self.hours))


@dataclass(frozen=True, slots=True)
class YearlyRange:
    """Days of every year, both ends included; a range may cross the new year."""

    first: tuple[int, int] = (12, 29)
    last: tuple[int, int] = (1, 3)

    def __post_init__(self) -> None:
        for month, day in (self.first, self.last):
            try:
                date(2000, month, day)
            except ValueError:
                raise BadOpeningRule(f"{month}月{day}日という日はありません。") from None

    def contains(self, day: date) -> bool:
        """Whether a day of any year lies in the range."""
        at = (day.month, day.day)
        if self.first <= self.last:
            return self.first <= at <= self.last
        return at >= self.first or at <= self.last


YEAR_END = YearlyRange()


@dataclass(frozen=True, slots=True)
class DateException:
    """Other hours from `first` to `last`, both included; one day when they are the same.

    With `open_days_only` the hours replace those of days that are open anyway (short summer hours); days
    off stay.
    """

    first: date
    last: date
    hours: Hours = CLOSED
    note: str = ""
    open_days_only: bool = False

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise BadOpeningRule("臨時の期間の終わりが始まりより前になっています。")
        object.__setattr__(self, "hours", checked_hours(self.hours))

    @property
    def days(self) -> int:
        """How many days it covers."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class OpeningRule:
    """When a place is open. Stronger parts win, from weak to strong:

    weekly, nth weekdays (the first that matches), holidays, year_end, exceptions (the shortest that covers
    the day, then the later in the list), validity. Outside its validity a rule knows nothing.
    """

    weekly: tuple[Hours, Hours, Hours, Hours, Hours, Hours, Hours]
    nth: tuple[NthWeekday, ...] = ()
    holidays: HolidayPolicy = HolidayPolicy.AS_USUAL
    holiday_hours: Hours = None
    """Hours of a holiday that opens; None means those of the weekday, or the usual ones."""
    year_end: YearlyRange | None = None
    """The 年末年始 closure; None when there is none."""
    exceptions: tuple[DateException, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None
    note: str = ""
    """What no rule can say, for people: 「WATSU西館の休館日は休み」."""

    def __post_init__(self) -> None:
        if len(self.weekly) != 7:
            raise BadOpeningRule("月曜から日曜までの7日分の時間が必要です。")
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise BadOpeningRule("有効期間の終わりが始まりより前になっています。")
        if self.holiday_hours is not None and not self.opens_on_holidays:
            raise BadOpeningRule("祝日の時間は、祝日に開くときだけ書けます。")
        if self.holiday_hours == CLOSED:
            raise BadOpeningRule("祝日に休むときは、時間ではなく「祝日は休み」を選んでください。")
        object.__setattr__(self, "weekly", tuple(checked_hours(hours) for hours in self.weekly))
        object.__setattr__(self, "holiday_hours", checked_hours(self.holiday_hours))

    @property
    def opens_on_holidays(self) -> bool:
        """Whether a holiday can make a day off an open day."""
        return self.holidays in (HolidayPolicy.OPEN, HolidayPolicy.DAY_OFF_MOVES)

    @property
    def usual_hours(self) -> Hours:
        """The hours shared by every open day of the week, or None when they differ or are unknown."""
        shared = {hours for hours in self.weekly if hours != CLOSED}
        return shared.pop() if len(shared) == 1 else None


ALWAYS_OPEN = OpeningRule(weekly=(ALL_DAY,) * 7)


def week(
    hours: Mapping[str, str | Sequence[str] | None],
) -> tuple[Hours, Hours, Hours, Hours, Hours, Hours, Hours]:
    """Return weekly hours from {"月火水木金": "9:00-17:00", "土": ["9:00-12:00"], "日": None}.

    A weekday that is not named is closed; one given as None is unknown.
    """
    days: list[Hours] = [CLOSED] * 7
    for letters, written in hours.items():
        for letter in letters:
            if letter not in WEEKDAY_LETTERS:
                raise BadOpeningRule(f"「{letter}」は曜日ではありません。")
            days[WEEKDAY_LETTERS.index(letter)] = read_hours(written)
    monday, tuesday, wednesday, thursday, friday, saturday, sunday = days
    return monday, tuesday, wednesday, thursday, friday, saturday, sunday


def read_hours(written: str | Sequence[str] | None) -> Hours:
    """Return hours from 「9:00-12:00」, a list of such texts, or None for unknown."""
    if written is None:
        return None
    return checked_hours(
        tuple(Interval.read(text) for text in ([written] if isinstance(written, str) else written))
    )


def clock_label(minutes: int) -> str:
    """Return 「9:05」 for minutes after midnight of any day."""
    return f"{minutes // 60 % 24}:{minutes % 60:02}"


def _end_label(minutes: int) -> str:
    return "24:00" if minutes == DAY_MINUTES else clock_label(minutes)


def _minutes(text: str, whole: str) -> int:
    match = re.fullmatch(r"(\d{1,2})(?::(\d{2})|時(?:(\d{1,2})分|(半))?)", text)
    if not match:
        raise BadOpeningRule(f"「{whole}」は時間帯として読めません（例：9:00-16:30）。")
    hour, minute = int(match[1]), 30 if match[4] else int(match[2] or match[3] or 0)
    if minute > 59 or hour * 60 + minute > 2 * DAY_MINUTES:
        raise BadOpeningRule(f"「{text}」という時刻はありません。")
    return hour * 60 + minute
