"""What the register does away from any page: tables of open data, neighbours' registers, and forgetting."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils.timezone import localdate

from tsunagu.directory.actions.gaps import forget_old_gaps
from tsunagu.directory.actions.neighbours import pulls
from tsunagu.directory.actions.neighbours.feed import Progress, read_register
from tsunagu.directory.actions.open_data import runs
from tsunagu.directory.actions.open_data.undoing import undo
from tsunagu.directory.models import ImportRun
from tsunagu.directory.models.open_data import ImportState
from tsunagu.directory.queries.open_data_runs import import_run
from tsunagu.kernel.japanese.misread import Misread
from tsunagu.kernel.jobs.progress import told_beside
from tsunagu.kernel.jobs.queue import every, job, job_in_steps
from tsunagu.kernel.municipality.acting import as_system

log = logging.getLogger(__name__)
# Between two signs of how far a reading is.
SIGN_EVERY = timedelta(seconds=1)


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


# At two in the night in Japan.
@every("0 17 * * *", "neighbours.pull_all")
def pull_all(*, at: datetime) -> None:
    """Every neighbour's register, each in a job of its own."""
    pulls.order_all(at=at)


# In steps: nobody's transaction stays open while another town's server takes its time.
@job_in_steps("neighbours.pull")
def pull(*, town_id: UUID, pull_id: str) -> None:
    """Read a neighbour's register whole, then write."""
    id_ = UUID(pull_id)
    with as_system(town_id, at=_now()):
        errand = pulls.begin_pull(pull_id=id_, at=_now())
    if errand is None:
        return
    try:
        register = read_register(
            errand.api_url,
            known=errand.known,
            terms=errand.terms,
            own=settings.NEIGHBOUR_ORIGINS,
            progress=_progress_of_pull(town_id, id_),
        )
        with as_system(town_id, at=_now()):
            pulls.finish_pull(pull_id=id_, register=register, at=_now())
    except Misread as reason:
        _fail(town_id, id_, reason)
    except Exception:
        # Whoever asked is told; a second try would meet the same answer.
        log.exception("the neighbour's register of %s could not be taken over", id_)
        _fail(town_id, id_, None)


def _fail(town_id: UUID, pull_id: UUID, reason: Misread | None) -> None:
    with as_system(town_id, at=_now()):
        pulls.fail_pull(pull_id=pull_id, reason=reason, at=_now())


def _progress_of_pull(town_id: UUID, pull_id: UUID) -> Progress:
    said_at = datetime.min.replace(tzinfo=UTC)

    def tell(done: int, expected: int) -> None:
        nonlocal said_at
        if _now() - said_at >= SIGN_EVERY:
            said_at = _now()
            with as_system(town_id, at=said_at):
                pulls.note_progress(pull_id=pull_id, done=done, expected=expected, at=said_at)

    return tell


def _now() -> datetime:
    return datetime.now(UTC)


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
    runs.note_progress(run_id=run_id, state=state, done=done, at=_now())
