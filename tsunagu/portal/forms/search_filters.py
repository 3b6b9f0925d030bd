"""What a family asks of the search: read from an address or a posted form, written back into one.

Read tolerantly: an address that was shared, cut or edited by hand still finds something.
"""

from dataclasses import dataclass, replace
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict

from tsunagu.directory.queries.search import SearchQuery
from tsunagu.portal.forms.ticks import is_ticked

LONGEST_QUERY = 200
LAST_PAGE = 50
# A part of the day stands for one minute in the middle of it.
PARTS_OF_DAY = {"morning": 10 * 60, "afternoon": 14 * 60, "evening": 17 * 60 + 30, "night": 20 * 60}
_CUT = 8


@dataclass(frozen=True, slots=True)
class SearchFilters:
    """Words and filters, under the names they have in the address."""

    q: str = ""
    need: tuple[str, ...] = ()
    age: str = ""
    place: UUID | None = None
    day: int | None = None
    time: str = ""
    open_now: bool = False
    free: bool = False
    situation: tuple[str, ...] = ()
    language: str = ""
    page: int = 1

    @classmethod
    def read(cls, typed: QueryDict) -> "SearchFilters":
        return cls(
            q=" ".join(typed.get("q", "").replace("\x00", "").split())[:LONGEST_QUERY],
            need=_keys(typed, "need"),
            age=_key(typed.get("age", "")),
            place=_identifier(typed.get("place", "")),
            day=int(day) if (day := typed.get("day", "")) in tuple("0123456") else None,
            time=time if (time := typed.get("time", "")) in PARTS_OF_DAY else "",
            open_now=is_ticked(typed, "open_now"),
            free=is_ticked(typed, "free"),
            situation=_keys(typed, "situation"),
            language=_key(typed.get("language", "")),
            page=_page(typed.get("page", "")),
        )

    @property
    def is_empty(self) -> bool:
        """Nothing was asked yet."""
        return replace(self, page=1) == SearchFilters()

    @property
    def count(self) -> int:
        """How many filters are on."""
        given = (self.age, self.place, self.day is not None, self.time, self.language)
        ticked = (self.open_now, self.free)
        return sum(map(bool, (*given, *ticked))) + len(self.need) + len(self.situation)

    def to_query(self, *, weekday_today: int) -> SearchQuery:
        """The question to the directory; a part of the day without a day means today."""
        day = weekday_today if self.time and self.day is None else self.day
        return SearchQuery(
            text=self.q,
            needs=self.need,
            situations=self.situation,
            languages=(self.language,) if self.language else (),
            stages=(self.age,) if self.age else (),
            district=self.place,
            weekday=day,
            minute=PARTS_OF_DAY.get(self.time),
            open_now=self.open_now,
            free=self.free,
            page=self.page,
        )

    def address(self, **changes: object) -> str:
        """These filters, changed, as the part of an address after the `?`; a change goes back to page 1."""
        return urlencode(self.pairs(**changes))

    def pairs(self, **changes: object) -> list[tuple[str, object]]:
        """The same as names and values: what a form carries that is posted, so that no address holds it."""
        asked = replace(self, **{"page": 1, **changes})  # type: ignore[arg-type]  # names are our own fields
        pairs = [
            ("q", asked.q),
            *(("need", key) for key in asked.need),
            ("age", asked.age),
            ("place", asked.place),
            ("day", "" if asked.day is None else str(asked.day)),
            ("time", asked.time),
            ("open_now", "1" if asked.open_now else ""),
            ("free", "1" if asked.free else ""),
            *(("situation", key) for key in asked.situation),
            ("language", asked.language),
            ("page", asked.page if asked.page > 1 else ""),
        ]
        return [(name, value) for name, value in pairs if value]


def _key(text: str) -> str:
    return text[:60] if text.replace("_", "").replace("-", "").isalnum() else ""


def _keys(typed: QueryDict, name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for text in typed.getlist(name)[:_CUT] if (key := _key(text))))


def _identifier(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _page(text: str) -> int:
    return min(max(int(text), 1), LAST_PAGE) if text.isascii() and text.isdigit() and len(text) < 5 else 1
