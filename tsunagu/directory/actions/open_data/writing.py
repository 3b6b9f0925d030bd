"""The rows of a batch, written together: new listings in bulk, changed ones field by field.

Everything that the single actions keep is kept: a row in the journal for each listing, its former wording in
the history (a trigger writes it), and at the end the search index and the town's version.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count

from tsunagu.directory.actions.open_data.addresses import name_key
from tsunagu.directory.actions.open_data.bulk import add_rows
from tsunagu.directory.actions.open_data.differences import Differences
from tsunagu.directory.actions.open_data.facility import Facility
from tsunagu.directory.actions.open_data.report import Source
from tsunagu.directory.choices import Scheme
from tsunagu.directory.models import (
    Location,
    Organisation,
    Phone,
    Service,
    ServiceAtLocation,
    TaxonomyTerm,
)
from tsunagu.directory.queries.open_data import KEPT_UNDER, place_of
from tsunagu.directory.queries.open_data_columns import HOSPITAL, DataSet
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.audit.models import WriteEntry
from tsunagu.kernel.identifiers import new_id

Before = dict[str, Any]


@dataclass(slots=True)
class _Batch:
    organisations: list[Organisation] = field(default_factory=list)
    places: list[Location] = field(default_factory=list)
    services: list[Service] = field(default_factory=list)
    at_places: list[ServiceAtLocation] = field(default_factory=list)
    phones: list[Phone] = field(default_factory=list)
    entries: list[WriteEntry] = field(default_factory=list)


class Writer:
    """Writes what one file says, for one person at one moment."""

    def __init__(
        self, *, data_set: DataSet, source: Source, run_id: UUID, by: User | None, at: datetime
    ) -> None:
        self._data_set, self._source, self._run_id = data_set, source, run_id
        self._by_id, self._at = by.id if by else None, at
        self._organisations = organisations_by_name()
        terms = TaxonomyTerm.objects.filter(scheme__in=[Scheme.KIND, Scheme.ORGANIZATION_KIND])
        self._terms = {(term.scheme, term.key): term.id for term in terms}
        self._batch = _Batch()

    def create(self, said: Facility, *, key: str, line: int) -> tuple[UUID, Before]:
        """Add a listing with its place and numbers; its organisation when nobody there has the name."""
        organisation_id, made = self._organisation(said, key)
        service = Service(
            id=new_id(),
            organisation_id=organisation_id,
            kind_id=self._terms.get((Scheme.KIND, said.kind)),
            key=key,
            facts={KEPT_UNDER: self._facts({}, self._said_of(said, organisation_id=organisation_id), line)},
            updated_at=self._at,
            **said.service,
        )
        self._batch.services.append(service)
        before: Before = {"organisation": str(made) if made else None, "place": None}
        if said.place:
            place = self._place(said.name, said.service["name_kana"], said.place, key=key, owner=made)
            self._batch.at_places.append(ServiceAtLocation(service_id=service.id, location_id=place.id))
            before["place"] = str(place.id)
        self._phones(service.id, said.phones)
        self._tell("directory.service_published", service.id, line)
        return service.id, before

    def change(self, service: Service, found: Differences, *, line: int) -> Before:
        """Make the listing say what the row says; what was there is given back."""
        wanted = dict(found.service)
        if "alternate_names" in wanted:
            wanted["alternate_names"] = [*service.alternate_names, *wanted["alternate_names"]]
        if found.kind and (kind_id := self._terms.get((Scheme.KIND, found.kind))):
            wanted["kind_id"] = kind_id
        if found.key:
            wanted["key"] = found.key
        wanted["facts"] = {
            **service.facts,
            KEPT_UNDER: self._facts(service.facts.get(KEPT_UNDER) or {}, found.columns, line),
        }
        before: Before = {"service": {name: getattr(service, name) for name in wanted}}
        before["service"]["updated_at"] = service.updated_at.isoformat()
        for name, value in wanted.items():
            setattr(service, name, value)
        service.updated_at = self._at
        service.save(update_fields=[name.removesuffix("_id") for name in wanted] + ["updated_at"])
        if found.place:
            before["place"] = self._change_place(service, found.place)
        if found.phones:
            before["phones"] = self._change_phones(service, found.phones)
        self._tell("directory.service_revised", service.id, line)
        return {name: _plain(value) for name, value in before.items()}

    def flush(self) -> None:
        """Write what was gathered."""
        batch, self._batch = self._batch, _Batch()
        for rows in (
            batch.organisations, batch.places, batch.services, batch.at_places, batch.phones, batch.entries,
        ):  # fmt: skip
            add_rows(rows)

    def _organisation(self, said: Facility, key: str) -> tuple[UUID, UUID | None]:
        """Who runs it: one of the register, else the facility itself; its id, and again if it is new."""
        for name in (said.organisation, said.name):
            if name and (known := self._organisations.get(name_key(name))):
                return known, None
        made = Organisation(
            id=new_id(),
            name=said.name,
            name_kana=said.service["name_kana"],
            kind_id=self._terms.get((Scheme.ORGANIZATION_KIND, self._kind_of_organisation(said))),
            key=key,
            updated_at=self._at,
        )
        self._batch.organisations.append(made)
        self._organisations[name_key(said.name)] = made.id
        self._tell("directory.organisation_entered", made.id, 0)
        return made.id, made.id

    def _kind_of_organisation(self, said: Facility) -> str:
        if self._data_set is HOSPITAL:
            return "clinic"
        return "nursery" if said.kind == "nursery" else ""

    def _said_of(self, said: Facility, *, organisation_id: UUID) -> dict[str, str]:
        known = self._organisations.get(name_key(said.organisation)) if said.organisation else None
        if said.organisation and known != organisation_id:
            return {**said.columns, "organisation": said.organisation}
        return said.columns

    def _facts(self, kept: dict[str, Any], columns: dict[str, str], line: int) -> dict[str, Any]:
        source = self._source
        return {
            "set": kept.get("set") or self._data_set.key,
            "columns": {**kept.get("columns", {}), **columns},
            "source": {
                "name": source.name,
                "on": source.on.isoformat() if source.on else "",
                "licence": source.licence,
                "line": line,
                "import": str(self._run_id),
            },
        }

    def _place(
        self, name: str, kana: str, said: dict[str, Any], *, key: str = "", owner: UUID | None = None
    ) -> Location:
        place = Location(id=new_id(), name=name, name_kana=kana, key=key, organisation_id=owner, **said)
        self._batch.places.append(place)
        return place

    def _phones(self, service_id: UUID, phones: Iterable[dict[str, Any]]) -> list[Phone]:
        made = [Phone(service_id=service_id, position=n, **phone) for n, phone in enumerate(phones)]
        self._batch.phones += made
        return made

    def _change_place(self, service: Service, said: dict[str, Any]) -> Before:
        """A place that others use too stays where it is: the service gets one of its own."""
        place = place_of(service)
        if place is not None and not _is_shared(place):
            before = {name: getattr(place, name) for name in said}
            for name, value in said.items():
                setattr(place, name, value)
            place.save(update_fields=list(said))
            return {"id": place.id, "fields": before}
        kept = {}
        if place is not None:
            kept = {
                name: getattr(place, name) for name in ("postal_code", "state_province", "city", "address_1")
            }
        made = self._place(service.name, service.name_kana, {**kept, **said})
        add_rows([self._batch.places.pop()])
        if place is None:
            ServiceAtLocation.objects.create(service=service, location=made)
        else:
            ServiceAtLocation.objects.filter(service=service, location=place).update(location=made)
        return {"made": made.id, "instead_of": place.id if place else None}

    def _change_phones(self, service: Service, said: list[dict[str, Any]]) -> Before:
        """The first number of a kind is the one that the table means; the others are somebody's own."""
        own = list(service.phones.all())
        before: Before = {"changed": {}, "made": []}
        for phone in said:
            first = next((each for each in own if each.kind == phone["kind"]), None)
            if first is None:
                made = Phone.objects.create(service=service, position=len(own), **phone)
                before["made"].append(made.id)
            else:
                own.remove(first)
                before["changed"][str(first.id)] = {name: getattr(first, name) for name in phone}
                for name, value in phone.items():
                    setattr(first, name, value)
                first.save(update_fields=list(phone))
        return before

    def _tell(self, event: str, record_id: UUID, line: int) -> None:
        self._batch.entries.append(
            WriteEntry(
                event=event, record_id=record_id, by_id=self._by_id, at=self._at,
                details={"import": str(self._run_id), "line": line},
            )
        )  # fmt: skip


def organisations_by_name() -> dict[str, UUID]:
    """The organisations of the register by each of their names, as names are compared; the oldest wins."""
    found: dict[str, UUID] = {}
    rows = Organisation.objects.order_by("-id").values_list("id", "name", "alternate_names")
    for id_, name, others in rows.iterator(chunk_size=2000):
        found.update(dict.fromkeys(map(name_key, (name, *others)), id_))
    return found


def _is_shared(place: Location) -> bool:
    uses = ServiceAtLocation.objects.filter(location=place).aggregate(count=Count("id"))
    return bool(uses["count"] > 1)


def _plain(value: Any) -> Any:
    """As JSON keeps it."""
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return str(value) if isinstance(value, UUID | Decimal) else value
