"""Whether a row is something that the register has: surely, perhaps, or not."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from tsunagu.directory.actions.open_data.addresses import address_key, name_key
from tsunagu.directory.actions.open_data.facility import Facility
from tsunagu.directory.choices import LocationType
from tsunagu.directory.models import Service
from tsunagu.directory.queries.open_data import KEY_START, key_of
from tsunagu.directory.queries.open_data_columns import DataSet

_AT_A_TIME = 2000
MOST_CANDIDATES = 5


@dataclass(frozen=True, slots=True)
class Match:
    """What a row is: a known service, one of some likely ones, a repetition, or something new."""

    service_id: UUID | None = None
    candidates: tuple[UUID, ...] = ()
    line_before: int = 0


@dataclass(frozen=True, slots=True)
class _Known:
    id: UUID
    name: str
    address: str
    # The id that the same table gave it before.
    key: str


class Matcher:
    """Compares the rows of one file with the register as it was, and with the rows before them."""

    def __init__(self, data_set: DataSet, code: str) -> None:
        self._data_set, self._code = data_set, code
        self._by_name: dict[str, list[_Known]] = defaultdict(list)
        self._by_address: dict[str, list[_Known]] = defaultdict(list)
        self._by_key: dict[str, UUID] = {}
        self._read_register()
        self._lines: dict[int, int] = {}

    def matches(self, rows: Iterable[tuple[int, Facility]]) -> list[Match]:
        """What each row of a batch is; one statement at most for all of them."""
        batch = list(rows)
        own = {found for _line, each in batch if (found := _own_id(each.source_id))}
        by_id = set(Service.objects.filter(id__in=own).values_list("id", flat=True)) if own else set()
        return [self._match(line, each, by_id) for line, each in batch]

    def _match(self, line: int, row: Facility, by_id: set[UUID]) -> Match:
        before = self._seen(line, row)
        if before:
            return Match(line_before=before)
        own = _own_id(row.source_id)
        if own in by_id:
            return Match(own)
        if row.source_id and (found := self._by_key.get(self._key(row))):
            return Match(found)
        return self._by_words(row)

    def _by_words(self, row: Facility) -> Match:
        """By name and address together; one of the two alone is a question for a person."""
        name, address = row.name_key, row.address_key
        named = self._by_name.get(name, ())
        both = [each for each in named if address and each.address == address]
        if len(both) == 1 and not self._has_other_id(both[0], row):
            return Match(both[0].id)
        # The table itself tells apart what stands under two ids with two addresses.
        likely = [each.id for each in named if both or not self._has_other_id(each, row) or not address]
        if not likely and address:
            likely = [each.id for each in self._by_address.get(address, ()) if _is_part(each.name, name)
                      and not self._has_other_id(each, row)]  # fmt: skip
        return Match(candidates=tuple(dict.fromkeys(likely))[:MOST_CANDIDATES])

    def _has_other_id(self, known: _Known, row: Facility) -> bool:
        mine = key_of(self._data_set, self._code, "")
        return bool(row.source_id) and known.key.startswith(mine) and known.key != self._key(row)

    def _seen(self, line: int, row: Facility) -> int:
        """The line above that is about the same thing, if there is one."""
        # Numbers in place of texts: a hundred thousand rows are remembered in a few megabytes.
        stands = hash((row.name_key, row.address_key))
        own = hash(row.source_id) if row.source_id else stands
        before = self._lines.get(own, 0)
        if not before:
            self._lines[own] = line
            if row.address_key:
                self._lines[stands] = line
        return before

    def _read_register(self) -> None:
        rows = Service.objects.order_by("id", "at_locations__position").values_list(
            "id", "name", "key", "alternate_names", "at_locations__location__address_1",
            "at_locations__location__location_type",
        )  # fmt: skip
        for id_, name, key, others, street, kind in rows.iterator(chunk_size=_AT_A_TIME):
            key = key if key.startswith(KEY_START) else ""
            if key:
                self._by_key[key] = id_
            address = address_key(street) if street and kind == LocationType.PHYSICAL else ""
            for each in dict.fromkeys((name_key(name), *map(name_key, others))):
                known = _Known(id_, each, address, key)
                self._by_name[each].append(known)
                if address:
                    self._by_address[address].append(known)

    def _key(self, row: Facility) -> str:
        return key_of(self._data_set, self._code, row.source_id)


def _own_id(source_id: str) -> UUID | None:
    """Our own id, which stands in the tables that we publish."""
    if len(source_id) != 36:
        return None
    try:
        return UUID(source_id)
    except ValueError:
        return None


def _is_part(one: str, other: str) -> bool:
    return bool(one and other) and (one in other or other in one)
