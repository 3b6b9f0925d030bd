"""Ids of what HSDS keeps as records and our tables keep as fields: the same in every answer."""

from functools import cache
from uuid import UUID, uuid5

from tsunagu.directory.choices import Scheme
from tsunagu.directory.queries.hsds.filters import NO_SCHEME


def part_id(owner: UUID | str, part: str) -> str:
    """The id of a part that has none of its own; `part` names it within its owner."""
    return str(uuid5(UUID(str(owner)), part))


@cache
def taxonomy_id(town_id: UUID, scheme: str) -> str:
    """A taxonomy is a scheme in a town."""
    return part_id(town_id, f"taxonomy:{scheme}")


def scheme_of(id_: UUID, town_id: UUID) -> str:
    """The scheme whose taxonomy this is in the town."""
    return next((each.value for each in Scheme if taxonomy_id(town_id, each.value) == str(id_)), NO_SCHEME)
