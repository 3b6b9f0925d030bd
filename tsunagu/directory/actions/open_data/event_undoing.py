"""Events that a table brought are withdrawn, those that it changed say again what they said."""

from datetime import datetime
from uuid import UUID

from tsunagu.directory.actions.events import revise_event, withdraw_event
from tsunagu.directory.actions.open_data.event_taking import given_back
from tsunagu.directory.actions.open_data.report import Progress, refuse_changed
from tsunagu.directory.choices import EventState
from tsunagu.directory.models import Event, ImportRow, ImportRun
from tsunagu.directory.models.open_data import RowChange
from tsunagu.directory.queries.open_data_runs import touched_rows
from tsunagu.kernel.accounts.models import User


def take_events_back(
    *, run: ImportRun, by: User | None, at: datetime, progress: Progress | None = None
) -> int:
    """How many rows were taken back.

    Raises:
        ChangedSince: an event was changed since, or a day of it goes otherwise; nothing is taken back then.
    """
    rows = list(touched_rows(run))
    events = {
        each.id: each
        for each in Event.objects.filter(id__in=[row.event_id for row in rows]).prefetch_related("days")
    }
    refuse_changed(row.name for row in rows if _is_changed(events.get(_id_of(row)), run))
    for done, row in enumerate(rows, start=1):
        event = events[_id_of(row)]
        if row.change == RowChange.CREATED:
            withdraw_event(event=event, by=by, at=at)
        else:
            revise_event(event=event, by=by, at=at, is_agreed=True, **given_back(row.before or {}))
        if progress:
            progress(done)
    return len(rows)


def _is_changed(event: Event | None, run: ImportRun) -> bool:
    return (
        event is None
        or event.state != EventState.PUBLISHED
        or event.updated_at != run.applied_at
        or bool(event.days.all())
        or hasattr(event, "revision")
    )


def _id_of(row: ImportRow) -> UUID:
    return row.event_id or UUID(int=0)
