"""Which rows a question means, in an order that stays, so that the whole can be read piece by piece."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar
from uuid import UUID

from django.db.models import QuerySet

from tsunagu.kernel.municipality.acting import Acting, acting

Told = TypeVar("Told")


class Selection(Protocol):
    """Ids in order."""

    def total(self) -> int: ...

    def ids(self, start: int, most: int) -> list[UUID]: ...

    def after(self, last: UUID | None, most: int) -> list[UUID]:
        """The next ids behind `last`, or the first ones. Each is given once, whatever is added meanwhile."""
        ...


@dataclass(frozen=True, slots=True)
class ById:
    """All rows of a query set by their ids, which are made in the order of time."""

    rows: QuerySet[Any]

    def total(self) -> int:
        return self.rows.count()

    def ids(self, start: int, most: int) -> list[UUID]:
        return list(self.rows.order_by("id").values_list("id", flat=True)[start : start + most])

    def after(self, last: UUID | None, most: int) -> list[UUID]:
        rows = self.rows if last is None else self.rows.filter(id__gt=last)
        return list(rows.order_by("id").values_list("id", flat=True)[:most])


class Listed:
    """Ids that were worked out one by one, in their own order."""

    def __init__(self, ids: Sequence[UUID]) -> None:
        self._ids = list(ids)
        self._places = {id_: place for place, id_ in enumerate(self._ids)}

    def total(self) -> int:
        return len(self._ids)

    def ids(self, start: int, most: int) -> list[UUID]:
        return self._ids[start : start + most]

    def after(self, last: UUID | None, most: int) -> list[UUID]:
        start = 0 if last is None else self._places[last] + 1
        return self._ids[start : start + most]


def batches_in_town(
    selection: Selection, size: int, tell: Callable[[Sequence[UUID]], Told], *, who: Acting
) -> Iterator[Told]:
    """What `tell` says of every row, some at a time, long after the request's own transaction has ended.

    Each batch is a short transaction as `who`, and none is open while a batch is sent: a reader who takes an
    hour holds no snapshot, and whatever runs in between acts as itself.
    """
    last: UUID | None = None
    while True:
        with acting(who):
            ids = selection.after(last, size)
            told = tell(ids) if ids else None
        if told is None:
            return
        yield told
        last = ids[-1]
