"""Ages of children, in years, months and days, and the 学年 they belong to.

Two ways of counting live side by side, and each name says which:
- everyday: a child becomes three on the third birthday. Screens and labels use this.
- legal (年齢計算ニ関スル法律, 民法143条): an age is reached at the end of the day before the birthday.
  Deadlines and the 学年 follow this, which is why a child born on 1 April joins the older class.
A month or year without the same day (29 February, the 31st) is complete at the end of that month, so the
"birthday" falls on the 1st of the next one (民法143条2項).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from tsunagu.kernel.dates.fiscal_year import FiscalYear
from tsunagu.kernel.japanese.misread import Misread

ONE_DAY = timedelta(days=1)
SCHOOL_AGE = 6
_MONTHS_SHOWN_BELOW_AGE = 7


class NotYetBorn(Misread):
    """The day lies before the birth; the message is for the person who typed it."""


@dataclass(frozen=True, slots=True)
class Age:
    """Completed years, months within the year, and days within the month."""

    years: int
    months: int
    days: int

    @property
    def shows_months(self) -> bool:
        """Whether months are told beside years."""
        return bool(self.months) and self.years < _MONTHS_SHOWN_BELOW_AGE

    @property
    def label(self) -> str:
        """「生後20日」「生後5か月」「1歳2か月」「8歳」: finer the younger, as parents say it.

        For what stays Japanese, such as a text handed over; a page says `kernel.ui.words.age_words`.
        """
        if self.years:
            return f"{self.years}歳{self.months}か月" if self.shows_months else f"{self.years}歳"
        return f"生後{self.months}か月" if self.months else f"生後{self.days}日"


def months_after(born_on: date, months: int) -> date:
    """Return the day on which a child is `months` months old, everyday counting."""
    index = born_on.year * 12 + born_on.month - 1 + months
    year, month = divmod(index, 12)
    try:
        return date(year, month + 1, born_on.day)
    except ValueError:
        # The month is too short: it is complete when it ends.
        year, month = divmod(index + 1, 12)
        return date(year, month + 1, 1)


def birthday(born_on: date, years: int) -> date:
    """Return the everyday birthday; for 29 February it is 1 March in common years."""
    return months_after(born_on, years * 12)


def age_in_months(born_on: date, on: date) -> int:
    """Return the completed months of life on a day, everyday counting."""
    if on < born_on:
        raise NotYetBorn("生年月日より前の日付では年齢を数えられません。")
    months = (on.year - born_on.year) * 12 + on.month - born_on.month
    return months if months_after(born_on, months) <= on else months - 1


def age_on(born_on: date, on: date) -> int:
    """Return the completed years on a day, everyday counting: one more from the birthday itself."""
    return age_in_months(born_on, on) // 12


def age_parts(born_on: date, on: date) -> Age:
    """Return years, months and days of life on a day, everyday counting. The day of birth is 生後0日."""
    months = age_in_months(born_on, on)
    return Age(months // 12, months % 12, (on - months_after(born_on, months)).days)


def age_label(born_on: date, on: date) -> str:
    """Return 「1歳2か月」 or 「生後20日」."""
    return age_parts(born_on, on).label


def reaches_age_on(born_on: date, years: int) -> date:
    """Return the legal 「満N歳に達する日」: the day before the birthday."""
    return birthday(born_on, years) - ONE_DAY


def legal_age_on(born_on: date, on: date) -> int:
    """Return the age that the law counts at the end of a day: one more from the day before the birthday."""
    return age_on(born_on, on + ONE_DAY)


@dataclass(frozen=True, slots=True)
class UntilBirthday:
    """A limit such as 「3歳の誕生日の前々日まで」, in everyday words, with its last day.

    「3歳に達する日の前日まで」 in an ordinance is the same as days_before=2.
    """

    years: int
    months: int = 0
    days_before: int = 0

    def last_day(self, born_on: date) -> date:
        """Return the last day on which the child is still inside the limit."""
        return months_after(born_on, self.years * 12 + self.months) - timedelta(days=self.days_before)

    def allows(self, born_on: date, on: date) -> bool:
        """Whether a day lies inside the limit."""
        return on <= self.last_day(born_on)

    @property
    def label(self) -> str:
        """「3歳の誕生日の前々日まで」, 「1歳6か月になる日の前日まで」."""
        years = f"{self.years}歳" if self.years else "生後"
        anchor = f"{years}{self.months}か月になる日" if self.months else f"{self.years}歳の誕生日"
        before = {0: "", 1: "の前日", 2: "の前々日"}.get(self.days_before, f"の{self.days_before}日前")
        return f"{anchor}{before}まで"


def fiscal_year_end_after(born_on: date, years: int) -> date:
    """Return 「N歳に達する日以後の最初の3月31日」, the usual end of child benefits and medical aid."""
    return FiscalYear.of(reaches_age_on(born_on, years)).end


def enters_school_in(born_on: date) -> FiscalYear:
    """Return the fiscal year in which a child enters primary school: the one after legally reaching six."""
    return FiscalYear.of(reaches_age_on(born_on, SCHOOL_AGE)).next


def school_grade(born_on: date, on: date) -> int:
    """Return the class age in the fiscal year of a day: 0-5 before school, 6 is 小学1年.

    A child born after 1 April of that year counts as 0 (入園 in the middle of the year is to the
    0歳児クラス).
    """
    if on < born_on:
        raise NotYetBorn("生年月日より前の日付では年齢を数えられません。")
    return max(0, SCHOOL_AGE - (enters_school_in(born_on).year - FiscalYear.of(on).year))


def cohort_span(enters_school: FiscalYear) -> tuple[date, date]:
    """Return the first and last birth dates of a 学年: 2 April to 1 April."""
    return date(enters_school.year - 7, 4, 2), date(enters_school.year - 6, 4, 1)
