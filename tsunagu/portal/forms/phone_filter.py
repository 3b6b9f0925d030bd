"""What a reader asks of the phone directory, read from an address."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict

LONGEST_PIECE = 60
BY_KANA, BY_NEED = "kana", "need"


@dataclass(frozen=True, slots=True)
class PhoneFilter:
    """A typed piece of a name, an order, and the part of the directory that is open."""

    q: str = ""
    by: str = BY_KANA
    part: str = ""
    # Everything on one page, as paper wants it.
    whole: bool = False

    @classmethod
    def read(cls, typed: QueryDict) -> "PhoneFilter":
        part = typed.get("part", "")
        return cls(
            q=" ".join(typed.get("q", "").replace("\x00", "").split())[:LONGEST_PIECE],
            by=BY_NEED if typed.get("by") == BY_NEED else BY_KANA,
            part=part if part.replace("_", "").isalnum() and len(part) <= LONGEST_PIECE else "",
            whole=typed.get("whole") == "1",
        )

    def address(self, **changes: object) -> str:
        """The part of an address after the `?`; another order or piece begins at its first part."""
        asked = replace(self, **{"part": "", "whole": False, **changes})  # type: ignore[arg-type]  # our own fields
        pairs = (
            ("q", asked.q),
            ("by", asked.by if asked.by != BY_KANA else ""),
            ("part", asked.part),
            ("whole", "1" if asked.whole else ""),
        )
        return urlencode([(name, value) for name, value in pairs if value])
