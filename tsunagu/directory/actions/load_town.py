"""Read a town's data file into the register.

Reading it again changes nothing. What the file says wins over what the tables say for the rows that it names;
rows that it does not name stay as they are.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models, transaction

from tsunagu.directory.actions.changes import note_change
from tsunagu.directory.actions.edit_synonyms import load_synonyms
from tsunagu.directory.actions.town_files import rows
from tsunagu.directory.actions.town_files.reading import Reading, Refused
from tsunagu.directory.actions.town_files.report import Change, LoadReport, Outcome, RowReport
from tsunagu.directory.actions.town_files.rows import Found, Values
from tsunagu.directory.actions.town_files.taxonomy import write_languages, write_taxonomy
from tsunagu.directory.actions.town_files.writing import write_hanging, write_rows
from tsunagu.directory.models import District, Location, Organisation, Service
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.identifiers import new_id
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.municipality.queries import forget_towns

SECTIONS = ("municipality", "districts", "organizations", "locations", "services")


class NotATownFile(Exception):
    """The file as a whole cannot be read; the message is for the person who keeps it."""


@transaction.atomic
def load_town(
    data: Mapping[str, Any],
    *,
    taxonomy: Mapping[str, Any],
    synonyms: Mapping[str, Any] | None = None,
    is_demo: bool,
    at: datetime,
    by: User | None = None,
) -> LoadReport:
    """Take a town and its resources into the register, making the town itself when it is new.

    A town that has no synonyms yet is given those that come with the software.

    Raises:
        NotATownFile: the file has no usable `municipality`, or sections that nobody reads.
    """
    if not isinstance(data, Mapping) or set(data) - set(SECTIONS):
        raise NotATownFile(f"町のファイルの項目は{'、'.join(SECTIONS)}です。")
    town = _write_town(data.get("municipality") or {}, is_demo=is_demo)
    with as_system(town.id, at=at):
        load = _Load(LoadReport(town.name))
        load.taxonomy(taxonomy)
        load.section("districts", data, District, rows.district, load.found.districts)
        load.section(
            "organizations",
            data,
            Organisation,
            rows.organisation,
            load.found.organisations,
            owner="organisation_id",
        )
        load.section("locations", data, Location, rows.location, load.found.locations, owner="location_id")
        load.organisations_at_places(data)
        load.section("services", data, Service, rows.service, load.services, owner="service_id")
        if load.report.changed_anything:
            note_change(
                "directory.town_loaded",
                record_id=town.id,
                by=by,
                at=at,
                listings=load.services.values(),
                created=load.report.changes[Change.CREATED],
                changed=load.report.changes[Change.CHANGED],
            )
        if synonyms:
            load_synonyms(synonyms, at=at)
    forget_towns()
    return load.report


def _write_town(written: Mapping[str, Any], *, is_demo: bool) -> Municipality:
    row = Reading(written)
    try:
        slug = row.text("slug", most=40, required=True)
        fields = {
            "name": row.text("name", most=60, required=True),
            "name_kana": row.text("name_kana", most=80, required=True),
            "name_en": row.text("name_en", most=80, required=True),
            "prefecture": row.text("prefecture", most=10, required=True),
            "code": row.text("code", most=6, required=True),
            "facts": row.facts("facts").get("facts", {}) | row.facts("seed"),
        }
    except Refused as refused:
        raise NotATownFile(f"municipality：{refused}") from refused
    town, is_new = Municipality.objects.get_or_create(slug=slug, defaults={**fields, "is_demo": is_demo})
    differing = [name for name, value in fields.items() if getattr(town, name) != value]
    if differing and not is_new:
        Municipality.objects.filter(id=town.id).update(**{name: fields[name] for name in differing})
        town.refresh_from_db()
    return town


class _Load:
    """One reading of one file: what was found so far, and the report."""

    def __init__(self, report: LoadReport) -> None:
        self.report = report
        self.found = Found()
        self.services: dict[str, UUID] = {}

    def taxonomy(self, taxonomy: Mapping[str, Any]) -> None:
        self.found.terms, changes = write_taxonomy(taxonomy)
        self.found.languages = write_languages()
        for key, change in changes.items():
            self.report.rows.append(RowReport("taxonomy", key, Outcome.TAKEN, change=change))

    def section(
        self,
        name: str,
        data: Mapping[str, Any],
        model: type[models.Model],
        values_of: Callable[[Reading, Found], Values],
        ids: dict[str, UUID],
        *,
        owner: str = "",
    ) -> None:
        """Read and write one section; `ids` is filled with the rows that were taken."""
        # A row that was entered by hand has no key; in an exported file its id stands there.
        existing = {key or str(id_): id_ for key, id_ in model._default_manager.values_list("key", "id")}
        wanted: dict[UUID, dict[str, Any]] = {}
        hanging: dict[str, dict[UUID, list[dict[str, Any]]]] = {}
        reports: dict[UUID, RowReport] = {}
        for position, written in _parents_first(data.get(name) or []):
            taken = self._read(name, written, values_of, ids)
            if taken is None:
                continue
            key, values, report = taken
            ids[key] = existing.get(key) or new_id()
            wanted[ids[key]] = {"key": key, **values.fields}
            if model is District:
                wanted[ids[key]]["position"] = position
            reports[ids[key]] = report
            for table, children in values.hanging.items():
                hanging.setdefault(table, {})[ids[key]] = children
        changes = write_rows(model, wanted)
        for table, children_of in hanging.items():
            for owner_id in write_hanging(table, owner, children_of):
                if changes[owner_id] is Change.UNCHANGED:
                    changes[owner_id] = Change.CHANGED
        for id_, change in changes.items():
            reports[id_].change = change

    def organisations_at_places(self, data: Mapping[str, Any]) -> None:
        """An organisation's row names its own place; the table keeps it the other way round, as HSDS does."""
        for written in data.get("organizations") or []:
            if not isinstance(written, Mapping) or not written.get("location"):
                continue
            organisation_id = self.found.organisations.get(str(written.get("key")))
            place_id = self.found.locations.get(str(written["location"]))
            if organisation_id is None:
                continue
            report = next(
                each
                for each in self.report.rows
                if (each.section, each.key) == ("organizations", str(written["key"]))
            )
            if place_id is None:
                report.outcome = Outcome.REPAIRED
                report.remarks.append(f"場所「{written['location']}」が見つからないので空けました。")
            elif Location.objects.filter(id=place_id).exclude(organisation_id=organisation_id).exists() or (
                Location.objects.filter(id=place_id, organisation=None).exists()
            ):
                Location.objects.filter(id=place_id).update(organisation_id=organisation_id)
                if report.change is Change.UNCHANGED:
                    report.change = Change.CHANGED

    def _read(
        self,
        section: str,
        written: Any,
        values_of: Callable[[Reading, Found], Values],
        ids: Mapping[str, UUID],
    ) -> tuple[str, Values, RowReport] | None:
        key = str(written.get("key") or "") if isinstance(written, Mapping) else ""
        report = RowReport(section, key or "（名前なし）", Outcome.TAKEN)
        self.report.rows.append(report)
        try:
            row = Reading(written)
            key = row.text("key", most=80, required=True)
            if key in ids:
                raise Refused("同じ名前の行がすでにあります。")
            values = values_of(row, self.found)
        except Refused as refused:
            report.outcome = Outcome.REFUSED
            report.remarks.append(str(refused))
            return None
        row.finish()
        if row.repairs:
            report.outcome = Outcome.REPAIRED
            report.remarks += row.repairs
        return key, values, report


def _parents_first(written: list[Any]) -> list[tuple[int, Any]]:
    """Parents before their children; a ring, or a row whose parent is not there, comes last."""
    placed: set[str] = set()
    ordered: list[tuple[int, Any]] = []
    waiting = list(enumerate(written))
    while waiting:
        ready = [
            (position, row)
            for position, row in waiting
            if not isinstance(row, Mapping) or not row.get("parent") or str(row["parent"]) in placed
        ]
        if not ready:
            return ordered + waiting
        ordered += ready
        placed |= {str(row.get("key")) for _, row in ready if isinstance(row, Mapping)}
        waiting = [each for each in waiting if each not in ready]
    return ordered
