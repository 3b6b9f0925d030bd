"""What other parts of the desk may put on its pages (`kernel.ui.panels`), and in which shape.

Slots:
- `TODAY`: a list of `Column` (`kernel.ui.board`); subject `today`. A column with a key that the board has
  already (`MINE`, `LATE`) adds its cards there, any other stands by itself;
- "desk.household.owner": a list of `OwnerLine`; subject `household`;
- "desk.household.timeline": a list of `TimelineItem`; subject `household`;
- "desk.household.actions" and "desk.consultation.actions": a list of `ActionLink`; subject `household` or
  `consultation`.
"""

from dataclasses import dataclass
from datetime import datetime

from tsunagu.kernel.ui.board import TODAY, Card, Column

__all__ = ["TODAY", "Card", "Column"]

HOUSEHOLD_OWNER = "desk.household.owner"
HOUSEHOLD_TIMELINE = "desk.household.timeline"
HOUSEHOLD_ACTIONS = "desk.household.actions"
CONSULTATION_ACTIONS = "desk.consultation.actions"

# Columns of the board that others may add to.
MINE, LATE = "mine", "late"


@dataclass(frozen=True, slots=True)
class OwnerLine:
    """「誰が今持っているか」."""

    who: str
    organisation: str = ""
    since: str = ""
    next_action: str = ""
    next_on: str = ""
    look: str | None = None


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """Something that happened in a household."""

    at: datetime
    when: str
    title: str
    by: str = ""
    text: str = ""
    icon: str = "note"
    look: str | None = None
    locked: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class ActionLink:
    """A way on from a record."""

    label: str
    url: str
    icon: str = "arrow-right"
