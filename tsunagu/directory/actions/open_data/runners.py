"""Who runs what a table lists: a body that the register knows, else the facility itself."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from tsunagu.directory.actions.open_data.addresses import name_key
from tsunagu.directory.actions.open_data.facility import Facility
from tsunagu.directory.models import Organisation
from tsunagu.kernel.identifiers import new_id


@dataclass(frozen=True, slots=True)
class Runner:
    """The body behind a facility."""

    id: UUID
    # The facility stands for it: nobody there has the name of either.
    is_new: bool
    # It is the body that the table names, as far as the table names one.
    is_as_said: bool


class Runners:
    """The bodies of the register by their names, and those that the rows so far have brought."""

    def __init__(self) -> None:
        self._by_name = organisations_by_name()
        self._read: dict[UUID, Organisation] = {}

    def of(self, said: Facility) -> Runner:
        """Who runs it; a new body is known to the rows that follow."""
        named = self._by_name.get(name_key(said.organisation)) if said.organisation else None
        if known := named or self._by_name.get(said.name_key):
            return Runner(known, is_new=False, is_as_said=named == known or not said.organisation)
        made = self._by_name[said.name_key] = new_id()
        return Runner(made, is_new=True, is_as_said=not said.organisation)

    def named(self, ids: Collection[UUID]) -> dict[UUID, Organisation]:
        """Those of the register, with their names; each is read once."""
        if missing := [id_ for id_ in ids if id_ not in self._read]:
            self._read |= Organisation.objects.only("name", "name_kana", "alternate_names").in_bulk(missing)
        return self._read


def organisations_by_name() -> dict[str, UUID]:
    """The organisations of the register by each of their names, as names are compared; the oldest wins."""
    found: dict[str, UUID] = {}
    rows = Organisation.objects.order_by("-id").values_list("id", "name", "alternate_names")
    for id_, name, others in rows.iterator(chunk_size=2000):
        found.update(dict.fromkeys(map(name_key, (name, *others)), id_))
    return found
