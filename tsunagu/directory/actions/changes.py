"""What every change of the register brings with it."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import F

from tsunagu.directory.signals import listings_changed
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.audit.journal import record
from tsunagu.kernel.municipality.acting import current_town_id
from tsunagu.kernel.municipality.models import Municipality


def note_change(
    event: str,
    *,
    record_id: UUID | None,
    by: User | None,
    at: datetime,
    listings: Iterable[UUID] = (),
    **details: str | int | bool | None,
) -> None:
    """Raise the town's directory version, write the journal, and tell who keeps something derived.

    `by` is None when the town's own machinery acts (a data file being read).
    """
    town_id = current_town_id()
    Municipality.objects.filter(id=town_id).update(directory_version=F("directory_version") + 1)
    record(event, record_id=record_id, by=by.id if by else None, at=at, **details)
    if service_ids := list(listings):
        listings_changed.send(sender=None, service_ids=service_ids)
