"""What can be asked: words, and filters chosen on the page."""

from dataclasses import dataclass
from uuid import UUID

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the map."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A question. Filters exclude what is known not to fit; what is unknown stays in and is marked.

    Ages are in months, both ends included. `weekday` is 0 for Monday; `minute` counts from midnight.
    """

    text: str = ""
    needs: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    situations: tuple[str, ...] = ()
    # Codes of languages in which help is given.
    languages: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    age_months: tuple[int, int] | None = None
    district: UUID | None = None
    weekday: int | None = None
    minute: int | None = None
    open_now: bool = False
    free: bool = False
    near: Point | None = None
    page: int = 1
    page_size: int = PAGE_SIZE

    @property
    def has_filters(self) -> bool:
        """Whether anything but words and a point was given."""
        chosen = (self.needs, self.kinds, self.situations, self.stages, self.open_now, self.free)
        given = (self.age_months, self.district, self.weekday, self.languages or None)
        return any(chosen) or any(each is not None for each in given)
