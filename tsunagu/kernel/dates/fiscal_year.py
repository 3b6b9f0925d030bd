"""年度: the fiscal year from 1 April to 31 March of the next year (財政法11条, 地方自治法208条)."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from tsunagu.kernel.dates.wareki import BadDate, Era, era_named, era_of, kanji_years_as_digits

# FY2019 began in 平成31年 but the State named the whole year 令和元年度 (閣議, 2019-04-01).
_NAMED_BY_DECISION = {2019: "令和"}

_ERA_YEAR = re.compile(r"(?P<era>明治|大正|昭和|平成|令和|[明大昭平令]|[MTSHR])(?P<year>元|\d{1,2})(?:年度)?")
_WESTERN = re.compile(r"(?:FY)?(?P<year>[12]\d{3})(?:年度|FY)?")
_BARE = re.compile(r"(?P<year>元|\d{1,2})(?:年度)?")


@dataclass(frozen=True, slots=True, order=True)
class FiscalYear:
    """A 年度, known by the Western year in which it starts. Ordered by time."""

    year: int

    @classmethod
    def of(cls, day: date) -> "FiscalYear":
        """Return the fiscal year to which a day belongs."""
        return cls(day.year if day.month >= 4 else day.year - 1)

    @classmethod
    def read(cls, text: str, era: str | None = None) -> "FiscalYear":
        """Return the year written as 「平成30年度」「H24」「2026年度」.

        「24年度」 alone is refused unless the caller names the era of the document, e.g. era="平成". Both
        names of a year in which the era changed are read (平成31年度 and 令和元年度). Raises BadDate with
        the reason.
        """
        plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).upper()
        plain = kanji_years_as_digits(plain.removeprefix("西暦"))
        if match := _ERA_YEAR.fullmatch(plain):
            return _in_era(era_named(match["era"]), match["year"], text)
        if match := _WESTERN.fullmatch(plain):
            return cls(int(match["year"]))
        match = _BARE.fullmatch(plain)
        if match and era:
            return _in_era(era_named(era), match["year"], text)
        if match:
            raise BadDate("「%(text)s」は元号が分かりません（例：平成24年度、H24）。", text=text.strip())
        raise BadDate(
            "「%(text)s」は年度として読めません（例：令和8年度、R8、2026年度）。", text=text.strip()
        )

    @property
    def start(self) -> date:
        """1 April."""
        return date(self.year, 4, 1)

    @property
    def end(self) -> date:
        """31 March of the next year, the last day inside."""
        return date(self.year + 1, 3, 31)

    @property
    def days(self) -> int:
        """How many days it has: 365 or 366."""
        return (self.end - self.start).days + 1

    @property
    def months(self) -> tuple[date, ...]:
        """Return the first day of each month, April first."""
        return tuple(date(self.year + (n > 12), n - 12 * (n > 12), 1) for n in range(4, 16))

    @property
    def next(self) -> "FiscalYear":
        """The year after."""
        return FiscalYear(self.year + 1)

    @property
    def previous(self) -> "FiscalYear":
        """The year before."""
        return FiscalYear(self.year - 1)

    @property
    def label(self) -> str:
        """「令和8年度」; a year of era change keeps the name it began with, except 令和元年度."""
        return f"{self._era.year_label(self.year)}度"

    @property
    def label_western(self) -> str:
        """「2026年度」."""
        return f"{self.year}年度"

    @property
    def label_short(self) -> str:
        """「R8」."""
        return f"{self._era.letter}{self.year - self._era.year_zero}"

    @property
    def _era(self) -> Era:
        named = _NAMED_BY_DECISION.get(self.year)
        return era_named(named) if named else era_of(self.start)

    def contains(self, day: date) -> bool:
        """Whether a day lies in this fiscal year."""
        return self.start <= day <= self.end

    def __str__(self) -> str:
        return self.label


def _in_era(era: Era, written: str, text: str) -> FiscalYear:
    number = 1 if written == "元" else int(written)
    year = FiscalYear(era.year_zero + number)
    if number < 1 or year.end < era.first or (era.last is not None and year.start > era.last):
        raise _outside(era, year, text.strip())
    return year


def _outside(era: Era, year: FiscalYear, text: str) -> BadDate:
    if era.last is None or year.start <= era.last:
        return BadDate(
            "「%(text)s」という年度はありません。%(era)sは%(day)sからです。",
            text=text,
            era=era.name,
            day=era.first,
        )
    return BadDate(
        "「%(text)s」という年度はありません。%(era)sは%(day)sまでです。",
        text=text,
        era=era.name,
        day=era.last,
    )
