"""The board that a working day starts from, and in which shape other parts of the house add to it.

Slots: `TODAY`, a list of `Column`; subject `today`. A column with a key that the board has already adds its
cards there, any other stands by itself. `NOTICES`, a list of `Notice`; subject `today`: what waits elsewhere,
above a board that is not made of the day's work.
"""

from dataclasses import dataclass, field

TODAY = "work.today"
NOTICES = "work.notices"


@dataclass(frozen=True, slots=True)
class Card:
    """One thing on the board."""

    title: str
    url: str
    ask: str = ""
    who: str = ""
    due: str = ""
    status: str | None = None
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the board."""

    title: str
    cards: list[Card] = field(default_factory=list)
    icon: str = "inbox"
    key: str = ""
    look: str | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that waits elsewhere, and the way there."""

    title: str
    text: str
    url: str
    link_label: str
