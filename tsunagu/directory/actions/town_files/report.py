"""What became of each row of a data file."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum


class Outcome(StrEnum):
    TAKEN = "taken"
    REPAIRED = "repaired"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        return {"taken": "受け入れ", "repaired": "直して受け入れ", "refused": "受け入れず"}[self.value]


class Change(StrEnum):
    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    NONE = "none"

    @property
    def label(self) -> str:
        return {"created": "新規", "changed": "変更", "unchanged": "変更なし", "none": "—"}[self.value]


@dataclass(slots=True)
class RowReport:
    """One row of the file: how it was received, and what it changed."""

    section: str
    key: str
    outcome: Outcome
    # What was mended, or why the row was refused, in the words of the person who keeps the file.
    remarks: list[str] = field(default_factory=list)
    change: Change = Change.NONE

    @property
    def line(self) -> str:
        remarks = f"：{' '.join(self.remarks)}" if self.remarks else ""
        return f"{self.outcome.label} {self.section} {self.key}{remarks}"


@dataclass(slots=True)
class LoadReport:
    """Every row of one file, in its order."""

    town: str
    rows: list[RowReport] = field(default_factory=list)

    def with_outcome(self, outcome: Outcome) -> list[RowReport]:
        return [row for row in self.rows if row.outcome is outcome]

    @property
    def changes(self) -> Counter[Change]:
        """How many rows were created, changed and left as they were."""
        return Counter(row.change for row in self.rows if row.outcome is not Outcome.REFUSED)

    @property
    def changed_anything(self) -> bool:
        return bool(self.changes[Change.CREATED] or self.changes[Change.CHANGED])

    @property
    def summary(self) -> str:
        """「上越市：186件（新規186・変更0・変更なし0）、直した行2、受け入れなかった行1」."""
        changes = self.changes
        return (
            f"{self.town}：{changes.total()}件（"
            + "・".join(f"{each.label}{changes[each]}" for each in Change if each is not Change.NONE)
            + f"）、直した行{len(self.with_outcome(Outcome.REPAIRED))}"
            f"、受け入れなかった行{len(self.with_outcome(Outcome.REFUSED))}"
        )
