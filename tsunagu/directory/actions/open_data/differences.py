"""What a row would change of a service that is there. What the row does not say, it does not touch."""

from dataclasses import dataclass, field
from typing import Any

from tsunagu.directory.actions.open_data.addresses import TownNames, name_key
from tsunagu.directory.actions.open_data.cells import RefusedRow
from tsunagu.directory.actions.open_data.facility import Facility, read_facility
from tsunagu.directory.models import Location, Service
from tsunagu.directory.queries.open_data import cells_of, place_of, said_of
from tsunagu.directory.queries.open_data_columns import DataSet
from tsunagu.kernel.municipality.models import Municipality


@dataclass(slots=True)
class Differences:
    """The fields that differ, with what the row says of them."""

    service: dict[str, Any] = field(default_factory=dict)
    kind: str = ""
    place: dict[str, Any] = field(default_factory=dict)
    phones: list[dict[str, Any]] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)
    key: str = ""
    # Who runs it, said otherwise than the register has it. Told, and left to a person.
    organisation: str = ""

    def __bool__(self) -> bool:
        return bool(self.service or self.kind or self.place or self.phones or self.columns or self.key)


def differences(
    said: Facility, service: Service, *, data_set: DataSet, town: Municipality, key: str
) -> Differences:
    """Compare a row with the service as it stands, and with the row that we ourselves would publish of it.

    A table says less than the register knows: hours that differ by the day are no two columns. What our own
    row would say is therefore the same, though the fields are not.
    """
    published = _published(service, data_set, town)
    found = Differences()
    for name, value in said.service.items():
        if not _has(service, name, value) and published.service.get(name) != value:
            found.service[name] = value
    kind = service.kind.key if service.kind else ""
    if said.kind and said.kind not in (kind, published.kind):
        found.kind = said.kind
    found.place = _place(said, place_of(service), published)
    own = {phone.number for phone in (*service.phones.all(), *service.organisation.phones.all())}
    found.phones = [phone for phone in said.phones if phone["number"] not in own]
    kept = said_of(service)
    found.columns = {
        name: value
        for name, value in said.columns.items()
        if kept.get(name) != value and published.columns.get(name) != value
    }
    if said.organisation and not _is_run_by(service, said.organisation):
        found.organisation = said.organisation
    if key and not service.key and said.source_id != str(service.id):
        found.key = key
    return found


def _published(service: Service, data_set: DataSet, town: Municipality) -> Facility:
    """Our own row of the service, read as anybody would read it."""
    names = TownNames(town.code, town.name, town.prefecture)
    try:
        return read_facility(cells_of(service, town), data_set=data_set, town=names)
    except RefusedRow:
        # The register holds what no table may: a place in another town, say.
        return Facility("", {"name": service.name})


def _has(service: Service, name: str, value: Any) -> bool:
    kept = getattr(service, name)
    return set(value) <= set(kept) if name == "alternate_names" else kept == value


def _place(said: Facility, place: Location | None, published: Facility) -> dict[str, Any]:
    return {
        name: value
        for name, value in said.place.items()
        if published.place.get(name) != value and (place is None or getattr(place, name) != value)
    }


def _is_run_by(service: Service, organisation: str) -> bool:
    known = (
        service.organisation.name,
        *service.organisation.alternate_names,
        said_of(service).get("organisation", ""),
    )
    return name_key(organisation) in {name_key(name) for name in known if name}
