"""What became of each row of a table, and of all of them together."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_noop

from tsunagu.directory.actions.open_data.remarks import Remark
from tsunagu.directory.models.open_data import RowChange, RowOutcome
from tsunagu.kernel.japanese.misread import Misread

MOST_NAMES = 5
Progress = Callable[[int], None]


class ChangedSince(Misread):
    """Somebody changed what the table brought, or leans on it: taking it back would take that too."""


def refuse_changed(names: Iterable[str]) -> None:
    """Raises: ChangedSince, when there are any."""
    if once := list(dict.fromkeys(names)):
        raise ChangedSince(
            gettext_noop(
                "取り込んだあとに変わった、またはほかで使われているものが%(count)s件あります（%(names)s）。"
            ),
            count=len(once),
            names="、".join(once[:MOST_NAMES]),
        )


@dataclass(frozen=True, slots=True)
class Source:
    """Whose table it is: kept with everything that is taken from it."""

    name: str
    on: date | None = None
    licence: str = ""


@dataclass(slots=True)
class RowReport:
    """One row: how it was received, what it changes, and what it took the place of."""

    line: int
    outcome: RowOutcome
    change: RowChange = RowChange.NONE
    name: str = ""
    remarks: tuple[Remark, ...] = ()
    service_id: UUID | None = None
    event_id: UUID | None = None
    candidates: tuple[UUID, ...] = ()
    before: dict[str, Any] | None = None

    @property
    def line_words(self) -> str:
        """「3行目　直して受け入れ・新規　なかよし保育園」, in Japanese."""
        change = f"・{self.change.label}" if self.change is not RowChange.NONE else ""
        head = f"{self.line}行目　{self.outcome.label}{change}　{self.name}"
        return "\n    ".join([head, *map(str, self.remarks)])


def outcome_of(remarks: Collection[Remark]) -> RowOutcome:
    """How a row was received of which so much was read otherwise than written."""
    return RowOutcome.REPAIRED if remarks else RowOutcome.TAKEN


def refused(line: int, written: str, *remarks: Remark) -> RowReport:
    """A row that cannot be taken, and why."""
    return RowReport(line, RowOutcome.REFUSED, name=written[:120], remarks=remarks)


class Tally:
    """How many rows had which outcome, and how many did what."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def add(self, reports: Iterable[RowReport]) -> None:
        for one in reports:
            self._counts[one.outcome.value] += 1
            if one.change is not RowChange.NONE:
                self._counts[one.change.value] += 1

    @property
    def changes_anything(self) -> bool:
        return bool(self._counts[RowChange.CREATED.value] or self._counts[RowChange.CHANGED.value])

    def as_json(self) -> dict[str, int]:
        return dict(self._counts)

    def __getitem__(self, name: RowOutcome | RowChange) -> int:
        return self._counts[name.value]
