"""What the index offered, as far as ranking reads it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from tsunagu.directory.queries.search.keys import loose_key
from tsunagu.directory.queries.search.result import Reason


class Match(NamedTuple):
    """How well one group is answered, and by what."""

    strength: float = 0.0
    reason: Reason | None = None


@dataclass(slots=True)
class Candidate:
    """One entry that the index offered."""

    service_id: UUID
    name: str
    organisation_name: str
    static_rank: int
    name_key: str
    other_names: list[str]
    reading: str
    places: list[str]
    summary: str
    body: str
    # Three lines of words: of names, of the summary, of all the rest.
    words: str
    # All texts in one piece: most alternatives are nowhere, and this says so at once.
    everything: str
    facts: dict[str, Any]
    matches: list[Match]
    score: float = 0.0

    @classmethod
    def read(cls, row: Sequence[Any]) -> "Candidate":
        """Read service_id, name, organisation, static rank, name key, texts, words, facts."""
        service_id, name, organisation, static_rank, name_key, texts, words, facts = row
        others, reading, places, summary, body = texts.split("\n")
        return cls(
            service_id,
            name,
            organisation,
            static_rank,
            name_key,
            others.split("\t") if others else [],
            reading,
            places.split("\t") if places else [],
            summary,
            body,
            words,
            f"{name_key}\n{texts}",
            json.loads(facts),
            [],
        )

    @property
    def loose_reading(self) -> str:
        return loose_key(self.reading)

    def contains(self, pieces: list[str]) -> bool:
        """Whether all pieces stand in its texts, letter by letter."""
        # Keys hold neither tabs nor ends of lines: a piece never spans two texts.
        return all(piece in self.everything for piece in pieces)

    def has_word(self, word: str, place: int) -> bool:
        """Whether it is among the words of a place: 0 names, 1 summary, 2 the rest."""
        return word in self.words.split("\n")[place].split(" ")
