"""What an answer says: hits in order, each with its reasons, in codes that presenters put into words."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

# More matches than this are not counted: "1,000 or more".
MOST_COUNTED = 1000


class ReasonKind(StrEnum):
    """Why a listing is there, and what is known or unknown of its fit."""

    NAME = "name"  # text: what was typed
    OTHER_NAME = "other_name"  # text: the other name
    READING = "reading"  # text: what was typed, as kana
    PLACE = "place"  # text: typed, found in organisation, place or district
    TEXT = "text"  # text: typed, found in summary or description
    WORD = "word"  # text: typed, detail: the word in another form
    SYNONYM = "synonym"  # text: typed, detail: the word it stands for
    NEED = "need"  # text: typed, detail: key of the need
    KIND = "kind"
    SITUATION = "situation"
    STAGE = "stage"
    ACCESS = "access"
    SIMILAR = "similar"  # text: typed, detail: what it resembles
    AGE_FITS = "age_fits"
    AGE_UNKNOWN = "age_unknown"
    FREE = "free"
    COST_UNKNOWN = "cost_unknown"
    OPEN_NOW = "open_now"  # until: when it closes
    OPEN_THEN = "open_then"
    OPENING_UNKNOWN = "opening_unknown"
    DISTRICT = "district"
    DISTRICT_UNKNOWN = "district_unknown"
    SITUATION_UNKNOWN = "situation_unknown"
    LANGUAGE_UNKNOWN = "language_unknown"
    DISTANCE = "distance"  # metres
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason."""

    kind: ReasonKind
    text: str = ""
    detail: str = ""
    until: datetime | None = None
    metres: int | None = None


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One listing of the answer."""

    service_id: UUID
    key: str
    name: str
    organisation_name: str
    score: float
    # Some of the words were not found in it.
    is_partial: bool
    supporters_only: bool
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One page of hits. `total` counts what can be paged through; `is_capped` when there may be more."""

    hits: tuple[SearchHit, ...] = ()
    total: int = 0
    is_capped: bool = False
    # What was understood: names of terms and of words, to be shown above the results.
    understood: tuple[Reason, ...] = field(default=())
