"""What the register does away from any page: tables of open data, and forgetting what was asked long ago."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import UUID

from django.db import DatabaseError, transaction
from django.utils.timezone import localdate

from tsunagu.directory.actions.gaps import forget_old_gaps
from tsunagu.directory.actions.open_data import runs
from tsunagu.directory.actions.open_data.undoing import undo
from tsunagu.directory.models import ImportRun
from tsunagu.directory.models.open_data import ImportState
from tsunagu.directory.queries.open_data_runs import import_run
from tsunagu.kernel.japanese.misread import Misread
from tsunagu.kernel.jobs.progress import told_beside
from tsunagu.kernel.jobs.queue import every, job

log = logging.getLogger(__name__)


@every("20 19 * * *", "directory.forget_gaps")
def forget_gaps(*, at: datetime) -> None:
    """What nobody found a year and more ago says nothing of today."""
    forget_old_gaps(today=localdate(at))


@job("open_data.rehearse")
def rehearse_table(*, run_id: str, at: datetime) -> None:
    """Read a table that was given; one that is read already stays as it is."""
    run = import_run(UUID(run_id))
    if run is None or run.state not in (ImportState.WAITING, ImportState.READING):
        return
    with _progress_of(run, ImportState.READING) as progress:
        work = _tried(run, ImportState.FAILED, lambda: runs.rehearse(run=run, at=at, progress=progress))
    work(at)


@job("open_data.apply")
def apply_table(*, run_id: str, at: datetime) -> None:
    """Take a rehearsed table for good, all of it or nothing."""
    run = import_run(UUID(run_id))
    if run is None or run.state != ImportState.APPLYING:
        return
    with _progress_of(run, ImportState.APPLYING) as progress:
        work = _tried(
            run,
            ImportState.REHEARSED,
            lambda: runs.apply(run=run, by=run.applied_by, at=at, progress=progress),
        )
    work(at)


@job("open_data.undo")
def undo_table(*, run_id: str, at: datetime) -> None:
    """Take an applied table back, all of it or nothing."""
    run = import_run(UUID(run_id))
    if run is None or run.state != ImportState.UNDOING:
        return
    with _progress_of(run, ImportState.UNDOING) as progress:
        work = _tried(
            run, ImportState.APPLIED, lambda: undo(run=run, by=run.undone_by, at=at, progress=progress)
        )
    work(at)


def _tried(run: ImportRun, back_to: ImportState, work: Callable[[], object]) -> Callable[[datetime], None]:
    """Do the work, or nothing of it; the answer notes what stood in the way."""
    reason: Misread | None = None
    try:
        with transaction.atomic():
            work()
    except Misread as misread:
        reason = misread
    except DatabaseError:
        # Trying again would end the same way: whoever asked is told, and the table stays to be looked at.
        log.exception("the table %s could not be worked on", run.id)
    else:
        return lambda at: None
    return lambda at: runs.note_failure(run_id=run.id, back_to=back_to, reason=reason, at=at)


@contextmanager
def _progress_of(run: ImportRun, state: ImportState) -> Iterator[Callable[[int], None]]:
    """Takes how many rows are done. The work writes the import itself last, after all signs are written."""
    with told_beside(f"the import {run.id}") as tell:
        yield lambda done: tell(_note_progress, run.id, state, done)


def _note_progress(run_id: UUID, state: ImportState, done: int) -> None:
    runs.note_progress(run_id=run_id, state=state, done=done, at=datetime.now(UTC))
