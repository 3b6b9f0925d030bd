"""What is told of a row: a sentence and what stands in it, apart, so that it can be said in any language."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that was read otherwise than written, or not at all."""

    message: str
    places: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {"message": self.message, "places": self.places}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Remark":
        return cls(kept["message"], kept["places"])

    def __str__(self) -> str:
        return self.message % self.places
