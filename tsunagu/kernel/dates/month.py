"""A month of a calendar, written 「2026-12」 in addresses."""

from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = 12
_LEAST, _MOST = 2000, 2100


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month of a year."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.year, day.month)

    @classmethod
    def read(cls, text: str) -> "Month | None":
        """「2026-12」; None for anything else."""
        year, _dash, number = text.partition("-")
        is_written = len(text) == 7 and text.isascii() and year.isdigit() and number.isdigit()
        if is_written and _LEAST <= int(year) <= _MOST and 1 <= int(number) <= MONTHS:
            return cls(int(year), int(number))
        return None

    @property
    def key(self) -> str:
        return f"{self.year:04}-{self.number:02}"

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return self.after(1).first - timedelta(days=1)

    def after(self, months: int) -> "Month":
        """The month that many months later; earlier with a negative number."""
        year, index = divmod(self.year * MONTHS + self.number - 1 + months, MONTHS)
        return Month(year, index + 1)

    def weeks(self) -> list[list[date]]:
        """Whole weeks from Sunday to Saturday that together cover the month, as Japanese calendars hang."""
        start = self.first - timedelta(days=(self.first.weekday() + 1) % 7)
        weeks = []
        while start <= self.last:
            weeks.append([start + timedelta(days=each) for each in range(7)])
            start += timedelta(days=7)
        return weeks
