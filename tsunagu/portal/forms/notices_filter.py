"""Which notices a reader wants to see; what is not understood narrows nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from tsunagu.directory.models import TaxonomyTerm
from tsunagu.outreach.choices import Subject

# The stage without months that is a child's all the same.
EXPECTING = "pregnancy"


@dataclass(frozen=True, slots=True)
class NoticesFilter:
    """An age (key of a stage), a district, a subject."""

    age: str = ""
    district: UUID | None = None
    subject: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, Any]) -> "NoticesFilter":
        subject = asked.get("subject", "")
        return cls(
            age=asked.get("age", "")[:40],
            district=_uuid(asked.get("district", "")),
            subject=subject if subject in Subject.values else "",
        )

    def address(self) -> str:
        """As it stands behind a page or a feed."""
        told = {"age": self.age, "district": str(self.district or ""), "subject": self.subject}
        return urlencode({key: value for key, value in told.items() if value})

    def to_query(self, stages: Iterable[TaxonomyTerm]) -> dict[str, Any]:
        """What the query is asked."""
        stage = next((one for one in stages_of_children(stages) if one.key == self.age), None)
        return {
            "ages": (stage.from_months, stage.to_months) if stage and stage.key != EXPECTING else None,
            "expecting": stage is not None and stage.key == EXPECTING,
            "district": self.district,
            "subject": self.subject,
        }


def stages_of_children(stages: Iterable[TaxonomyTerm]) -> list[TaxonomyTerm]:
    """The stages that a notice can be for: before the birth, and those with months."""
    return [one for one in stages if one.key == EXPECTING or one.from_months is not None]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
