"""What a reader wants to see on the map, read from an address."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict

from tsunagu.directory.queries.map import CENTRE_TYPES
from tsunagu.portal.forms.ticks import is_ticked

LAST_PAGE = 200


@dataclass(frozen=True, slots=True)
class MapFilter:
    """Kind, need, district, open now, and the type of a centre."""

    kind: str = ""
    need: str = ""
    place: UUID | None = None
    open_now: bool = False
    type: str = ""
    page: int = 1

    @classmethod
    def read(cls, typed: QueryDict) -> "MapFilter":
        page = typed.get("page", "")
        return cls(
            kind=_key(typed.get("kind", "")),
            need=_key(typed.get("need", "")),
            place=_identifier(typed.get("place", "")),
            open_now=is_ticked(typed, "open_now"),
            type=word if (word := typed.get("type", "")) in CENTRE_TYPES else "",
            page=min(max(int(page), 1), LAST_PAGE)
            if page.isascii() and page.isdigit() and len(page) < 4
            else 1,
        )

    @property
    def count(self) -> int:
        """How many filters are on."""
        return sum(map(bool, (self.kind, self.need, self.place, self.open_now, self.type)))

    def address(self, **changes: object) -> str:
        """The part of an address after the `?`; a change goes back to page 1."""
        asked = replace(self, **{"page": 1, **changes})  # type: ignore[arg-type]  # names are our own fields
        pairs = [
            ("kind", asked.kind),
            ("need", asked.need),
            ("place", asked.place),
            ("open_now", "1" if asked.open_now else ""),
            ("type", asked.type),
            ("page", asked.page if asked.page > 1 else ""),
        ]
        return urlencode([(name, value) for name, value in pairs if value])


def _key(text: str) -> str:
    return text[:60] if text.replace("_", "").replace("-", "").isalnum() else ""


def _identifier(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
