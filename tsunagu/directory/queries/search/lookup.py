"""The one statement that asks the index."""

from dataclasses import dataclass

from django.db import connection

from tsunagu.directory.models.search_lookup import NEXT_CONDITION, NEXT_TIER
from tsunagu.directory.queries.search.candidate import Candidate
from tsunagu.directory.queries.search.result import MOST_COUNTED
from tsunagu.directory.queries.search.tiers import Tier


@dataclass(frozen=True, slots=True)
class Effort:
    """How far one question goes: tiers are asked until `enough` is found, `ranked` of it at most."""

    enough: int
    ranked: int


# A small town's listings are all looked at; a large one has enough answers nearer to the question.
THOROUGH, QUICK = Effort(enough=40, ranked=150), Effort(enough=10, ranked=60)
DEEP = Effort(enough=40, ranked=MOST_COUNTED)


@dataclass(frozen=True, slots=True)
class Found:
    """What the index offered."""

    candidates: list[Candidate]
    matched: int
    version: int


def look_up(tiers: list[Tier], needles: list[str], effort: Effort) -> Found:
    """Ask the index; every answer tells whether our words are stale, also an empty one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM directory_search(%s, %s, %s, %s, %s)",
            [
                NEXT_TIER.join(NEXT_CONDITION.join(tier) for tier in tiers),
                needles,
                effort.enough,
                MOST_COUNTED,
                effort.ranked,
            ],
        )
        rows = cursor.fetchall()
    version = rows[0][1] if rows else 0
    matched = next((row[1] for row in rows if row[0] == 1), 0)
    return Found([Candidate.read(row[2:]) for row in rows if row[0]], matched, version)
