"""What a reader asks of the calendar, read from an address."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict

from tsunagu.directory.queries.events import EventFilter
from tsunagu.kernel.dates.month import Month
from tsunagu.portal.forms.ticks import is_ticked

LONGEST_PIECE = 60
LAST_PAGE = 200
# A child's age in months stands in an address as a number, a stage of life by its key.
MOST_MONTHS = 227
# Our own links say 1; a box that a browser ticked says on.


@dataclass(frozen=True, slots=True)
class CalendarFilter:
    """A month, and what narrows it."""

    # None: this month, from today on.
    month: Month | None = None
    q: str = ""
    age: str = ""
    place: UUID | None = None
    organisation: UUID | None = None
    need: str = ""
    kind: str = ""
    free: bool = False
    # Also the days on which services are open.
    opening: bool = False
    # Also the days of this month that are over.
    past: bool = False
    page: int = 1

    @classmethod
    def read(cls, typed: QueryDict) -> "CalendarFilter":
        return cls(
            month=Month.read(typed.get("month", "")),
            q=" ".join(typed.get("q", "").replace("\x00", "").split())[:LONGEST_PIECE],
            age=_key(typed.get("age", "")),
            place=_identifier(typed.get("place", "")),
            organisation=_identifier(typed.get("organisation", "")),
            need=_key(typed.get("need", "")),
            kind=_key(typed.get("kind", "")),
            free=is_ticked(typed, "free"),
            opening=is_ticked(typed, "opening"),
            past=is_ticked(typed, "past"),
            page=_page(typed.get("page", "")),
        )

    @property
    def count(self) -> int:
        """How many filters are on."""
        narrowing = (self.q, self.age, self.place, self.organisation, self.need, self.kind)
        return sum(map(bool, (*narrowing, self.free, self.opening)))

    @property
    def is_narrowed(self) -> bool:
        """Whether few enough services are left to show on which days they are open."""
        return bool(self.need or self.kind or self.age)

    def month_or(self, today: date) -> Month:
        return self.month or Month.of(today)

    def to_query(self, stages: Iterable[Any]) -> EventFilter:
        """The question to the directory; a stage of life without known months asks for no age."""
        return EventFilter(
            ages=self._ages(stages),
            district=self.place,
            organisation=self.organisation,
            free=self.free,
            text=self.q,
            need=self.need,
            kind=self.kind,
        )

    def address(self, **changes: object) -> str:
        """The part of an address after the `?`; a change goes back to page 1."""
        asked = replace(self, **{"page": 1, **changes})  # type: ignore[arg-type]  # names are our own fields
        pairs = [
            ("month", asked.month.key if asked.month else ""),
            *asked._narrowing(),
            ("opening", "1" if asked.opening else ""),
            ("past", "1" if asked.past else ""),
            ("page", asked.page if asked.page > 1 else ""),
        ]
        return urlencode([(name, value) for name, value in pairs if value])

    def feed_address(self) -> str:
        """The same for a calendar program, which chooses its months itself."""
        return urlencode([(name, value) for name, value in self._narrowing() if value])

    def _narrowing(self) -> list[tuple[str, object]]:
        return [
            ("q", self.q),
            ("age", self.age),
            ("place", self.place),
            ("organisation", self.organisation),
            ("need", self.need),
            ("kind", self.kind),
            ("free", "1" if self.free else ""),
        ]

    def _ages(self, stages: Iterable[Any]) -> tuple[int, int] | None:
        if self.age.isdecimal() and len(self.age) <= 3:
            months = min(int(self.age), MOST_MONTHS)
            return months, months
        found = next((one for one in stages if one.key == self.age), None)
        if found is None or found.from_months is None or found.to_months is None:
            return None
        return found.from_months, found.to_months


def _key(text: str) -> str:
    return text[:60] if text.replace("_", "").replace("-", "").isalnum() and text.isascii() else ""


def _identifier(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _page(text: str) -> int:
    return min(max(int(text), 1), LAST_PAGE) if text.isascii() and text.isdigit() and len(text) < 5 else 1
