"""The rows of a batch, written together: new listings in bulk, changed ones field by field.

Everything that the single actions keep is kept: a row in the journal for each listing, its former wording in
the history (a trigger writes it), its entry in the search index, and at the end the town's version.
"""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Model

from tsunagu.directory.actions.bulk import NewRows, Row, new_row
from tsunagu.directory.actions.index_search import entry_row, index_services
from tsunagu.directory.actions.open_data.differences import Differences
from tsunagu.directory.actions.open_data.facility import Facility
from tsunagu.directory.actions.open_data.report import Source
from tsunagu.directory.actions.open_data.runners import Runner, Runners
from tsunagu.directory.choices import Scheme
from tsunagu.directory.models import (
    Location,
    Organisation,
    Phone,
    SearchEntry,
    Service,
    ServiceAtLocation,
    TaxonomyTerm,
)
from tsunagu.directory.queries.open_data import KEPT_UNDER, place_of
from tsunagu.directory.queries.open_data_columns import HOSPITAL, DataSet
from tsunagu.directory.queries.search.gathering import Surroundings, listing_of
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.audit.models import WriteEntry

Before = dict[str, Any]


# In the order in which they are written: what leans on a row comes after it.
_TABLES = (Organisation, Location, Service, ServiceAtLocation, Phone, WriteEntry, SearchEntry)


class Writer:
    """Writes what one file says, for one person at one moment."""

    def __init__(
        self,
        *,
        data_set: DataSet,
        source: Source,
        run_id: UUID,
        runners: Runners,
        by: User | None,
        at: datetime,
    ) -> None:
        self._data_set, self._source, self._run_id, self._runners = data_set, source, run_id, runners
        self._by_id, self._at = by.id if by else None, at
        terms = TaxonomyTerm.objects.filter(scheme__in=[Scheme.KIND, Scheme.ORGANIZATION_KIND])
        self._terms = {(term.scheme, term.key): term.id for term in terms}
        self._begin_batch()

    def create(self, said: Facility, runner: Runner, *, key: str, line: int) -> tuple[UUID, Before]:
        """Add a listing with its place and numbers, and the organisation that it stands for."""
        kind = said.kind if (Scheme.KIND, said.kind) in self._terms else ""
        columns = said.columns if runner.is_as_said else {**said.columns, "organisation": said.organisation}
        service = self._add(
            Service,
            organisation_id=runner.id,
            kind_id=self._terms.get((Scheme.KIND, kind)),
            key=key,
            facts={KEPT_UNDER: self._facts({}, columns, line)},
            updated_at=self._at,
            **said.service,
        )
        if runner.is_new:
            self._add_organisation(runner.id, said, key)
        before: Before = {"organisation": str(runner.id) if runner.is_new else None, "place": None}
        place = self._add_place(service, said, owner=runner) if said.place else None
        if place:
            before["place"] = str(place.id)
        for position, phone in enumerate(said.phones):
            self._add(Phone, service_id=service.id, position=position, **phone)
        self._tell("directory.service_published", service.id, line)
        self._to_index.append((service, runner.id, kind, [place] if place else []))
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
        self._changed.append(service.id)
        return {name: _plain(value) for name, value in before.items()}

    def batch(self) -> list[NewRows]:
        """What was gathered, to be filed; what was changed is put into the index anew."""
        self._draft_index()
        if self._changed:
            index_services(self._changed)
        rows = self._rows
        self._begin_batch()
        return [NewRows(table, rows[table]) for table in _TABLES]

    def _begin_batch(self) -> None:
        self._rows: dict[type[Model], list[Row]] = {table: [] for table in _TABLES}
        self._to_index: list[tuple[Row, UUID, str, list[Row]]] = []
        self._changed: list[UUID] = []

    def _draft_index(self) -> None:
        """The search entries of the new listings, from what was gathered: nothing is read back."""
        bodies: dict[UUID, Any] = {row.id: row for row in self._rows[Organisation]}
        known = {runner for _service, runner, _kind, _places in self._to_index if runner not in bodies}
        bodies |= self._runners.named(known) if known else {}
        for service, runner, kind, places in self._to_index:
            around = Surroundings(
                organisation=bodies[runner], kind=kind, places=places, openings=[None] * len(places)
            )
            self._rows[SearchEntry].append(entry_row(listing_of(service, around)))

    def _add(self, table: type[Model], **values: Any) -> Row:
        row = new_row(table, **values)
        self._rows[table].append(row)
        return row

    def _add_organisation(self, id_: UUID, said: Facility, key: str) -> None:
        self._add(
            Organisation,
            id=id_,
            name=said.name,
            name_kana=said.service["name_kana"],
            kind_id=self._terms.get((Scheme.ORGANIZATION_KIND, self._kind_of_organisation(said))),
            key=key,
            updated_at=self._at,
        )
        self._tell("directory.organisation_entered", id_, 0)

    def _kind_of_organisation(self, said: Facility) -> str:
        if self._data_set is HOSPITAL:
            return "clinic"
        return "nursery" if said.kind == "nursery" else ""

    def _add_place(self, service: Row, said: Facility, *, owner: Runner) -> Row:
        place = self._add(
            Location,
            name=said.name,
            name_kana=service.name_kana,
            key=service.key,
            organisation_id=owner.id if owner.is_new else None,
            **said.place,
        )
        self._add(ServiceAtLocation, service_id=service.id, location_id=place.id)
        return place

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
        made = Location.objects.create(name=service.name, name_kana=service.name_kana, **{**kept, **said})
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
        details = {"import": str(self._run_id), "line": line}
        self._add(
            WriteEntry, event=event, record_id=record_id, by_id=self._by_id, at=self._at, details=details
        )


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
