"""An applied table is taken back: what it added goes, what it changed is as it was. All of it, or nothing."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, models, transaction
from django.utils.translation import gettext_noop

from tsunagu.directory.actions.changes import note_change
from tsunagu.directory.actions.open_data.digests import digests_of
from tsunagu.directory.actions.open_data.event_undoing import take_events_back
from tsunagu.directory.actions.open_data.report import MOST_NAMES, ChangedSince, Progress, refuse_changed
from tsunagu.directory.actions.open_data.runs import NotNow
from tsunagu.directory.models import (
    ContactPerson,
    CostOption,
    ImportRow,
    ImportRun,
    Location,
    Organisation,
    Phone,
    SearchEntry,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceAttribute,
    ServiceCapacity,
    ServiceLanguage,
    ServiceSupporterNote,
)
from tsunagu.directory.models.open_data import ImportState, RowChange
from tsunagu.directory.queries.open_data import place_of, with_what_hangs_on_them
from tsunagu.directory.queries.open_data_columns import EVENT
from tsunagu.directory.queries.open_data_runs import touched_rows
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.audit.journal import record
from tsunagu.kernel.jobs.queue import enqueue
from tsunagu.kernel.municipality.acting import current_town_id

BATCH = 500
# What goes with a service, and stands in the figure over it: a change there was noticed already.
_OWN = {
    ContactPerson, CostOption, Phone, SearchEntry, ServiceArea, ServiceAtLocation, ServiceAttribute,
    ServiceCapacity, ServiceLanguage, ServiceSupporterNote,
}  # fmt: skip


@transaction.atomic
def order_undo(*, run: ImportRun, by: User, at: datetime) -> ImportRun:
    """Have an applied table taken back.

    Raises:
        NotNow: it is not applied, or somebody was faster.
    """
    locked = ImportRun.objects.select_for_update().filter(id=run.id, state=ImportState.APPLIED).first()
    if locked is None:
        raise NotNow
    locked.state, locked.undone_by, locked.done, locked.noted_at = ImportState.UNDOING, by, 0, at
    locked.failure = None
    locked.save(update_fields=["state", "undone_by", "done", "noted_at", "failure"])
    record("directory.open_data_undo_ordered", record_id=run.id, by=by.id, at=at)
    enqueue("open_data.undo", town_id=current_town_id(), run_id=str(run.id))
    return locked


@transaction.atomic
def undo(*, run: ImportRun, by: User | None, at: datetime, progress: Progress | None = None) -> ImportRun:
    """Take the table back.

    Raises:
        ChangedSince: a listing of it was changed, or something else leans on it; nothing is taken back then.
    """
    restored: list[UUID] = []
    if run.data_set == EVENT.key:
        done = take_events_back(run=run, by=by, at=at, progress=progress)
    else:
        done, restored = _take_back(run, at, progress)
    note_change("directory.open_data_undone", record_id=run.id, by=by, at=at, listings=restored, rows=done)
    run.state, run.undone_by, run.undone_at, run.noted_at = ImportState.UNDONE, by, at, at
    run.failure = None
    run.save()
    return run


def _take_back(run: ImportRun, at: datetime, progress: Progress | None) -> tuple[int, list[UUID]]:
    """How many rows were taken back, and which listings are as they were."""
    _check_nothing_changed(run)
    # What leans on a row is told at once, and not when the transaction ends.
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    done = 0
    restored: list[UUID] = []
    for batch in _batches(run):
        restored += _restore([row for row in batch if row.change == RowChange.CHANGED], at)
        _remove([row for row in batch if row.change == RowChange.CREATED])
        done += len(batch)
        if progress:
            progress(done)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return done, restored


def _check_nothing_changed(run: ImportRun) -> None:
    changed: list[str] = []
    for batch in _batches(run):
        now = digests_of(row.service_id for row in batch if row.service_id)
        changed += [
            row.name for row in batch if row.service_id and now.get(row.service_id) != row.after_digest
        ]
        made = [row.service_id for row in batch if row.change == RowChange.CREATED]
        changed += _leant_on(made) + _organisations_changed(run, batch)
    refuse_changed(changed)


def _leant_on(service_ids: list[UUID | None]) -> list[str]:
    """The names of new services that other records name: a list for a family, a consultation, an event."""
    names: list[str] = []
    for relation in Service._meta.related_objects:
        if relation.related_model in _OWN or hasattr(relation.related_model, "pgh_tracked_model"):
            continue
        others: Any = relation.related_model
        named = others._default_manager.filter(**{f"{relation.field.name}__in": service_ids})
        names += named.values_list(f"{relation.field.name}__name", flat=True)[:MOST_NAMES]
    return names


def _organisations_changed(run: ImportRun, batch: list[ImportRow]) -> list[str]:
    made = [row.before["organisation"] for row in batch if row.before and row.before.get("organisation")]
    changed = Organisation.objects.filter(id__in=made).exclude(updated_at=run.applied_at or run.given_at)
    return list(changed.values_list("name", flat=True))


def _restore(rows: list[ImportRow], at: datetime) -> list[UUID]:
    wanted = Service.objects.filter(id__in=[row.service_id for row in rows])
    services = {service.id: service for service in with_what_hangs_on_them(wanted)}
    for row in rows:
        service, before = services[row.service_id], row.before or {}  # type: ignore[index]  # a changed row has one
        fields = dict(before["service"])
        fields["updated_at"] = datetime.fromisoformat(fields["updated_at"])
        _set(service, fields)
        _restore_place(service, before.get("place"))
        _restore_phones(before.get("phones"))
    return list(services)


def _restore_place(service: Service, before: dict[str, Any] | None) -> None:
    place = place_of(service)
    if not before or place is None:
        return
    if "fields" in before:
        _set(place, before["fields"])
        return
    at_place = ServiceAtLocation.objects.filter(service=service, location_id=before["made"])
    if before["instead_of"]:
        at_place.update(location_id=before["instead_of"])
    else:
        at_place.delete()
    Location.objects.filter(id=before["made"]).delete()


def _restore_phones(before: dict[str, Any] | None) -> None:
    if before:
        Phone.objects.filter(id__in=before["made"]).delete()
        for id_, fields in before["changed"].items():
            Phone.objects.filter(id=id_).update(**fields)


def _remove(rows: list[ImportRow]) -> None:
    """Services first, then what only they needed. Whatever else leans on it stops everything."""
    made = [row.before or {} for row in rows]
    services = [row.service_id for row in rows]
    try:
        with transaction.atomic():
            # Not through the models: they would look for what leans on it in journals that nobody may delete.
            for model in _OWN:
                _delete(model, "service_id", services)
            _delete(Service, "id", services)
            _delete(Location, "id", [each["place"] for each in made if each.get("place")])
            _delete(Organisation, "id", [each["organisation"] for each in made if each.get("organisation")])
    except IntegrityError as reason:
        raise ChangedSince(
            gettext_noop("取り込んだもののうち、ほかで使われているものがあります（%(names)s など）。"),
            names=rows[0].name,
        ) from reason


def _delete(model: type[models.Model], column: str, ids: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f'DELETE FROM "{model._meta.db_table}" WHERE {column} = ANY(%s::uuid[])', [ids])  # noqa: S608  # our own tables


def _set(row: models.Model, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=[name.removesuffix("_id") for name in fields])


def _batches(run: ImportRun) -> Iterator[list[ImportRow]]:
    """The rows that changed something, the last first: an organisation goes after those that it took on."""
    rows = touched_rows(run).reverse().iterator(chunk_size=BATCH)
    while batch := list(islice(rows, BATCH)):
        yield batch
