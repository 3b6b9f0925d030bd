"""One table, ready to be written in any format."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

Cell = str | int | Decimal | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `group` is a heading above it, merged over neighbours of the same group."""

    label: str
    # In characters of the default font; a kanji takes two.
    width: int = 12
    # Digits after the point of a number; None: not a column of numbers.
    decimals: int | None = None
    group: str = ""

    @property
    def full_label(self) -> str:
        """The label where there is only one line of headings."""
        return f"{self.group} {self.label}".strip()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its title, what it is about, and the remarks under it."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    # Whose it is, of which period, printed when: one line under the title.
    subtitle: str = ""
    total: Sequence[Cell] | None = None
    notes: Sequence[str] = ()

    def __post_init__(self) -> None:
        lines = [*self.rows, *([self.total] if self.total is not None else [])]
        if any(len(line) != len(self.columns) for line in lines):
            raise ValueError("every row has one cell per column")
