"""Write to the journals. Both calls belong in the transaction of what they tell of."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from tsunagu.kernel.audit.models import ReadEntry, WriteEntry
from tsunagu.kernel.database.rows import insert
from tsunagu.kernel.municipality.acting import current


def record(
    event: str, *, record_id: UUID | None, by: UUID | None, at: datetime, **details: str | int | bool | None
) -> None:
    """Note that something was done. `details` are codes and numbers, never what a family said."""
    insert(WriteEntry(event=event, record_id=record_id, by_id=by, at=at, details=details))


def was_shown(record_ids: Iterable[UUID], *, screen: str, at: datetime) -> None:
    """Note that the acting person was shown these records on `screen` (a url name).

    Raises:
        django.db.Error: the journal cannot be written; the caller lets it rise, so nothing is shown.
    """
    who = current()
    shown = sorted(set(record_ids))
    if who.user is None or not shown:
        return
    ReadEntry.objects.create(
        record_ids=shown, by_id=who.user, organisation_ids=sorted(who.organisations), screen=screen, at=at
    )
