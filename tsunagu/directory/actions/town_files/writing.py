"""Make the tables say what the file says, and touch nothing that already does."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import models

from tsunagu.directory.actions.town_files.report import Change
from tsunagu.directory.models import (
    ContactPerson,
    CostOption,
    Phone,
    ServiceArea,
    ServiceAtLocation,
    ServiceAttribute,
    ServiceLanguage,
)
from tsunagu.kernel.municipality.acting import moment

# What hangs on a row: the table, and by which fields one of its rows is recognised.
HANGING: dict[str, tuple[type[models.Model], tuple[str, ...]]] = {
    "attributes": (ServiceAttribute, ("term_id",)),
    "at_locations": (ServiceAtLocation, ("location_id",)),
    "service_areas": (ServiceArea, ("district_id",)),
    "service_languages": (ServiceLanguage, ("language_id",)),
    "cost_options": (CostOption, ("option",)),
    "phones": (Phone, ("number",)),
    "contact_persons": (ContactPerson, ("role", "name")),
}
# Numbers and people that somebody entered by hand stay, though the file does not know them.
KEPT = frozenset({"phones", "contact_persons"})


def write_rows(model: type[models.Model], wanted: Mapping[UUID, dict[str, Any]]) -> dict[UUID, Change]:
    """Create the rows that are missing and change those that differ."""
    existing = model._default_manager.in_bulk(list(wanted))
    changes = {}
    new = []
    for id_, values in wanted.items():
        row = existing.get(id_)
        if row is None:
            new.append(model(id=id_, **values))
            changes[id_] = Change.CREATED
        else:
            changes[id_] = Change.CHANGED if _bring_up(row, values) else Change.UNCHANGED
    model._default_manager.bulk_create(new)
    return changes


def write_hanging(name: str, owner: str, wanted: Mapping[UUID, list[dict[str, Any]]]) -> set[UUID]:
    """Make what hangs on each owner what the file says.

    Args:
        name: a key of HANGING.
        owner: the foreign key's column (`service_id`).
        wanted: for each owner, its rows.

    Returns:
        The owners for which something changed.
    """
    model, identity = HANGING[name]
    existing = {
        (getattr(row, owner), *(getattr(row, each) for each in identity)): row
        for row in model._default_manager.filter(**{f"{owner}__in": list(wanted)})
    }
    changed: set[UUID] = set()
    new = []
    for owner_id, rows in wanted.items():
        for values in rows:
            row = existing.pop((owner_id, *(values[each] for each in identity)), None)
            if row is None:
                new.append(model(**{owner: owner_id}, **values))
                changed.add(owner_id)
            elif _bring_up(row, values):
                changed.add(owner_id)
    model._default_manager.bulk_create(new)
    if name not in KEPT:
        changed |= _remove(model, owner, existing.values())
    return changed


def _remove(model: type[models.Model], owner: str, rows: Iterable[models.Model]) -> set[UUID]:
    left = list(rows)
    if left:
        model._default_manager.filter(pk__in=[row.pk for row in left]).delete()
    return {getattr(row, owner) for row in left}


def _bring_up(row: models.Model, values: dict[str, Any]) -> bool:
    """Change the fields that differ; whether there were any."""
    differing = [name for name, value in values.items() if not _same(getattr(row, name), value)]
    for name in differing:
        setattr(row, name, values[name])
    if not differing:
        return False
    if hasattr(row, "updated_at"):
        row.updated_at = moment()
        differing.append("updated_at")
    row.save(update_fields=differing)
    return True


def _same(kept: Any, value: Any) -> bool:
    # A coordinate is a Decimal in the table and a float in a file.
    return kept == value or (isinstance(value, float) and kept is not None and float(kept) == value)
