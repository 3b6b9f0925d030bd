"""What a sentence says besides its subject: how old the child is, when, and that it should cost nothing.

These never exclude a listing by themselves; they move what fits up and what is known not to fit down.
"""

import re
from dataclasses import dataclass, field

_NUMBER = r"(?P<{}>\d{{1,2}}|[一二三四五六七八九十]{{1,2}})"
_KANJI = {char: value for value, char in enumerate("〇一二三四五六七八九")}
_MONTH = "(?:[かけがヶ箇]月)"
_YEARS = re.compile(
    rf"{_NUMBER.format('years')}(?:歳|才|さい)(?:児)?(?:(?P<half>半)|{_NUMBER.format('months')}{_MONTH})?"
)
_MONTHS = re.compile(rf"(?:生後)?{_NUMBER.format('months')}{_MONTH}|生後{_NUMBER.format('bare')}月")
_GRADE = re.compile(r"(?P<school>小|中|高)(?:学|校)?(?P<grade>[1-6一二三四五六])(?:年生?)?")
_WEEKS = re.compile(r"妊娠\d{1,2}(?:週|か月|け月|月)|安定期|臨月")
_FIRST_GRADE_MONTHS = {"小": 72, "中": 144, "高": 180}
# Words that name an age without a number, longest first.
_AGE_WORDS = (
    ("新生児", (0, 1)), ("生まれたばかり", (0, 2)), ("乳幼児", (0, 71)), ("未就園児", (0, 47)),
    ("未就学児", (0, 83)),
    ("乳児", (0, 11)), ("赤ちゃん", (0, 17)), ("ねんね", (0, 6)), ("はいはい", (6, 12)),
    ("よちよち", (12, 20)),
    ("年少", (36, 59)), ("年中", (48, 71)), ("年長", (60, 83)), ("園児", (36, 83)), ("小学生", (72, 155)),
    ("中学生", (144, 191)), ("高校生", (180, 227)), ("中高生", (144, 227)), ("思春期", (120, 227)),
)  # fmt: skip
AGE_WORDS = tuple(word for word, _ in _AGE_WORDS)
_PREGNANT = ("妊娠", "妊婦", "またにてぃ", "ぷれまま", "お腹の子", "おなかの子", "臨月", "つわり")

_NOW = re.compile(
    r"今すぐ|いますぐ|今から|いまから|これから|今(?:日)?(?:やって|開いて|空いて|あいて)|今日|きょう|現在|(?<![一-鿿])今(?![一-鿿])"
)
_NIGHT = re.compile(r"真夜中|夜中|夜間|深夜|夜(?!泣|尿)|晩")
_EVENING = re.compile(r"夕方|夕がた")
_MORNING = re.compile(r"早朝|朝早く")
_WEEKDAYS = re.compile(r"(?P<day>[月火水木金土日])曜日?")
_WEEKEND = re.compile(r"土日|週末|休日|休みの日")
_FREE = re.compile(r"無料|ただで|たたで|タダ|お金がかからない|お金をかけず|0円|費用がかからない")
_OPEN_VERBS = re.compile(r"(?:やって|開いて|空いて|あいて)(?:る|いる|ます)")

MIDNIGHT, EVENING, MORNING = 23 * 60, 18 * 60, 7 * 60


@dataclass(frozen=True, slots=True)
class Modifiers:
    """What was said; `spans` are the places in the key that were used up by it."""

    age_months: tuple[int, int] | None = None
    is_pregnant: bool = False
    open_now: bool = False
    weekdays: frozenset[int] = frozenset()
    minute: int | None = None
    free: bool = False
    spans: tuple[tuple[int, int], ...] = field(default=())

    @property
    def is_said(self) -> bool:
        """Whether anything was said."""
        return bool(
            self.age_months or self.is_pregnant or self.open_now or self.weekdays or self.minute or self.free
        )


def read_modifiers(text: str) -> Modifiers:
    """Read a folded question."""
    spans: list[tuple[int, int]] = []
    age = _age(text, spans)
    weekdays = _weekdays(text, spans)
    return Modifiers(
        age_months=age,
        is_pregnant=any(word in text for word in _PREGNANT),
        open_now=_said(_NOW, text, spans),
        weekdays=weekdays,
        minute=_minute(text, spans),
        free=_said(_FREE, text, spans),
        spans=(*spans, *(match.span() for match in _OPEN_VERBS.finditer(text))),
    )


def _said(pattern: re.Pattern[str], text: str, spans: list[tuple[int, int]]) -> bool:
    found = [match.span() for match in pattern.finditer(text)]
    spans.extend(found)
    return bool(found)


def _age(text: str, spans: list[tuple[int, int]]) -> tuple[int, int] | None:
    if match := _YEARS.search(text):
        spans.append(match.span())
        months = _number(match["years"]) * 12
        if match["half"]:
            return months + 6, months + 6
        if match["months"]:
            return months + _number(match["months"]), months + _number(match["months"])
        return months, months + 11
    if match := _MONTHS.search(text):
        spans.append(match.span())
        months = _number(match["months"] or match["bare"])
        return months, months
    if match := _GRADE.search(text):
        spans.append(match.span())
        first = _FIRST_GRADE_MONTHS[match["school"]] + 12 * (_number(match["grade"]) - 1)
        return first, first + 23
    return next((months for word, months in _AGE_WORDS if word in text), None)


def _weekdays(text: str, spans: list[tuple[int, int]]) -> frozenset[int]:
    days = set()
    for match in _WEEKDAYS.finditer(text):
        spans.append(match.span())
        days.add("月火水木金土日".index(match["day"]))
    if _said(_WEEKEND, text, spans):
        days |= {5, 6}
    return frozenset(days)


def _minute(text: str, spans: list[tuple[int, int]]) -> int | None:
    for pattern, minute in ((_NIGHT, MIDNIGHT), (_EVENING, EVENING), (_MORNING, MORNING)):
        if _said(pattern, text, spans):
            return minute
    return None


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    if "十" not in text:
        return int("".join(str(_KANJI[char]) for char in text))
    tens, _, ones = text.partition("十")
    return (_KANJI[tens] if tens else 1) * 10 + (_KANJI[ones] if ones else 0)
