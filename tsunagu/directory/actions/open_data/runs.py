"""A table from its upload to its end: kept in pieces, rehearsed, decided on, applied whole."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext_noop

from tsunagu.directory.actions.bulk import NewRows, Row, filed_behind, new_row
from tsunagu.directory.actions.changes import note_change
from tsunagu.directory.actions.open_data.digests import noting_digests
from tsunagu.directory.actions.open_data.event_taking import EventTaking, Writing
from tsunagu.directory.actions.open_data.report import Progress, RowReport, Source, Tally
from tsunagu.directory.actions.open_data.runners import Runners
from tsunagu.directory.actions.open_data.table import TableShape, shape_of
from tsunagu.directory.actions.open_data.taking import Decided, Decisions, Taking
from tsunagu.directory.actions.open_data.text_stream import Pieces, UnreadableFile
from tsunagu.directory.actions.open_data.writing import Writer
from tsunagu.directory.models import ImportPiece, ImportRow, ImportRun
from tsunagu.directory.models.open_data import Decision, ImportState, RowChange, RowOutcome
from tsunagu.directory.queries.open_data_columns import EVENT
from tsunagu.directory.queries.open_data_runs import decided_rows, file_of
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.audit.journal import record
from tsunagu.kernel.japanese.misread import Misread
from tsunagu.kernel.jobs.queue import enqueue
from tsunagu.kernel.municipality.acting import current_town_id
from tsunagu.kernel.municipality.models import Municipality

PIECE = 256 * 1024
LARGEST_FILE = 64 * 1024 * 1024


class NotNow(Exception):
    """The import is not at the point where this can be done."""


class NotAsked(Exception):
    """The row is not one that a person has to decide on, or the service is none of the likely ones."""


@transaction.atomic
def receive_file(
    *,
    content: Iterable[bytes],
    file_name: str,
    source_name: str,
    source_on: date | None = None,
    licence: str = "",
    data_set: str = "",
    by: User | None,
    at: datetime,
) -> ImportRun:
    """Keep a file and have it rehearsed.

    Raises:
        UnreadableFile: it is larger than what is taken.
    """
    run = ImportRun.objects.create(
        file_name=file_name[:200], digest="", size=0, source_name=source_name, source_on=source_on,
        licence=licence, data_set=data_set, given_by=by, given_at=at, noted_at=at,
    )  # fmt: skip
    digest = hashlib.sha256()
    for position, piece in enumerate(_pieces(content)):
        digest.update(piece)
        run.size += len(piece)
        if run.size > LARGEST_FILE:
            raise UnreadableFile(
                gettext_noop("ファイルが大きすぎます（%(most)sMBまで）。"), most=LARGEST_FILE // 1024 // 1024
            )
        ImportPiece.objects.create(run=run, position=position, content=piece)
    run.digest = digest.hexdigest()
    run.save(update_fields=["digest", "size"])
    record("directory.open_data_received", record_id=run.id, by=by.id if by else None, at=at)
    enqueue("open_data.rehearse", town_id=current_town_id(), run_id=str(run.id))
    return run


@transaction.atomic
def rehearse(*, run: ImportRun, at: datetime, progress: Progress | None = None) -> ImportRun:
    """Read the whole file and say what would become of each row; the register stays as it is."""
    pieces = file_of(run)
    ImportRow.objects.filter(run=run).delete()
    try:
        with transaction.atomic():
            shape = shape_of(pieces, data_set=run.data_set)
            taking = (
                EventTaking(shape=shape, town=_town())
                if shape.data_set is EVENT
                else Taking(shape=shape, town=_town(), runners=Runners())
            )
            tally = _report(run, taking, pieces, progress)
    except UnreadableFile as reason:
        return _fail(run, reason, at)
    _note_shape(run, shape)
    run.counts, run.state, run.noted_at = tally.as_json(), ImportState.REHEARSED, at
    run.failure = None
    run.save()
    return run


@transaction.atomic
def decide(
    *, row: ImportRow, decision: Decision, service_id: UUID | None = None, by: User, at: datetime
) -> ImportRow:
    """Say what a row is that might be one that is there.

    Raises:
        NotNow: the table is applied, or in hand.
        NotAsked: the row is none to decide on, or the service none of the likely ones.
    """
    if row.run.state != ImportState.REHEARSED:
        raise NotNow
    likely = {UUID(each) for each in row.candidate_ids}
    if row.outcome != RowOutcome.ASKED or (decision == Decision.SAME) != (service_id in likely):
        raise NotAsked
    row.decision, row.service_id = decision, service_id
    row.save(update_fields=["decision", "service_id"])
    record("directory.open_data_decided", record_id=row.run_id, by=by.id, at=at, line=row.line)
    return row


@transaction.atomic
def order_apply(*, run: ImportRun, by: User, at: datetime) -> ImportRun:
    """Have a rehearsed table taken for good.

    Raises:
        NotNow: it was not rehearsed, or somebody was faster.
    """
    run = _at(run, ImportState.REHEARSED)
    run.state, run.applied_by, run.done, run.noted_at = ImportState.APPLYING, by, 0, at
    run.save(update_fields=["state", "applied_by", "done", "noted_at"])
    record("directory.open_data_ordered", record_id=run.id, by=by.id, at=at)
    enqueue("open_data.apply", town_id=current_town_id(), run_id=str(run.id))
    return run


@transaction.atomic
def apply(*, run: ImportRun, by: User | None, at: datetime, progress: Progress | None = None) -> ImportRun:
    """Take the table into the register: all of it that can be taken, or nothing.

    Rows that a person has to decide on, and nobody has, stay outside.

    Raises:
        UnreadableFile: the file is not what it was.
    """
    _one_at_a_time()
    _check_constraints("IMMEDIATE")
    pieces = file_of(run)
    decisions = {line: Decided(Decision(said), id_) for line, said, id_ in decided_rows(run)}
    ImportRow.objects.filter(run=run).delete()
    shape = shape_of(pieces, data_set=run.data_set)
    if shape.data_set is EVENT:
        events = EventTaking(shape=shape, town=_town(), writing=Writing(by, at))
        tally = _report(run, events, pieces, progress)
    else:
        tally = _take_facilities(run, shape, decisions, by=by, at=at, progress=progress)
    if tally.changes_anything:
        # The index has the listings already, batch by batch.
        note_change(
            "directory.open_data_applied", record_id=run.id, by=by, at=at,
            created=tally[RowChange.CREATED], changed=tally[RowChange.CHANGED],
        )  # fmt: skip
    _check_constraints("DEFERRED")
    ImportPiece.objects.filter(run=run).delete()
    _note_shape(run, shape)
    run.counts, run.state, run.failure = tally.as_json(), ImportState.APPLIED, None
    run.applied_by, run.applied_at, run.noted_at = by, at, at
    run.save()
    return run


@transaction.atomic
def note_failure(*, run_id: UUID, back_to: ImportState, reason: Misread | None, at: datetime) -> None:
    """It could not be done, and nothing was: back to where it can be tried again."""
    failure = (
        {"message": reason.message, "places": _texts(reason)} if reason else {"message": "", "places": {}}
    )
    ImportRun.objects.filter(id=run_id).update(state=back_to, failure=failure, noted_at=at)


def note_progress(*, run_id: UUID, state: ImportState, done: int, at: datetime) -> None:
    """Say how far the work is; what is finished stays as it is."""
    going_on = [ImportState.WAITING, ImportState.READING, ImportState.APPLYING, ImportState.UNDOING]
    ImportRun.objects.filter(id=run_id, state__in=going_on).update(state=state, done=done, noted_at=at)


@transaction.atomic
def discard(*, run: ImportRun, by: User, at: datetime) -> None:
    """Forget a table that was never applied, its file and its report.

    Raises:
        NotNow: it was applied, or is in hand.
    """
    run = _at(run, ImportState.REHEARSED, ImportState.FAILED)
    record("directory.open_data_discarded", record_id=run.id, by=by.id, at=at)
    run.delete()


def _take_facilities(
    run: ImportRun,
    shape: TableShape,
    decisions: Decisions,
    *,
    by: User | None,
    at: datetime,
    progress: Progress | None,
) -> Tally:
    runners = Runners()
    writer = Writer(
        data_set=shape.data_set,
        source=Source(run.source_name, run.source_on, run.licence),
        run_id=run.id,
        runners=runners,
        by=by,
        at=at,
    )
    taking = Taking(shape=shape, town=_town(), runners=runners, decisions=decisions, writer=writer)
    return _report(run, taking, file_of(run), progress, writer)


def _report(
    run: ImportRun,
    taking: Taking | EventTaking,
    pieces: Pieces,
    progress: Progress | None,
    writer: Writer | None = None,
) -> Tally:
    tally = Tally()
    done = 0
    with filed_behind() as file:
        for batch in taking.batches(pieces):
            tally.add(batch)
            report = NewRows(ImportRow, [_row(run, one) for one in batch])
            file([*writer.batch(), *noting_digests(batch), report] if writer else [report])
            done += len(batch)
            if progress:
                progress(done)
    run.done = done
    return tally


def _row(run: ImportRun, one: RowReport) -> Row:
    return new_row(
        ImportRow,
        run_id=run.id,
        line=one.line,
        outcome=one.outcome,
        change=one.change,
        name=one.name[:120],
        remarks=[remark.as_json() for remark in one.remarks],
        service_id=one.service_id,
        event_id=one.event_id,
        candidate_ids=[str(each) for each in one.candidates],
        before=one.before,
    )


def _note_shape(run: ImportRun, shape: TableShape) -> None:
    run.data_set, run.generation, run.encoding = shape.data_set.key, shape.generation, shape.encoding
    run.remarks = [remark.as_json() for remark in shape.remarks]


def _fail(run: ImportRun, reason: Misread, at: datetime) -> ImportRun:
    run.state, run.noted_at = ImportState.FAILED, at
    run.failure = {"message": reason.message, "places": _texts(reason)}
    run.counts, run.done = {}, 0
    run.save()
    return run


def _texts(reason: Misread) -> dict[str, str]:
    return {name: str(place) for name, place in reason.places.items()}


def _at(run: ImportRun, *states: ImportState) -> ImportRun:
    """The import, locked: two clicks do one thing."""
    locked = ImportRun.objects.select_for_update().filter(id=run.id, state__in=states).first()
    if locked is None:
        raise NotNow
    return locked


def _pieces(content: Iterable[bytes]) -> Iterable[bytes]:
    """The same bytes in pieces of one size."""
    rest = b""
    for part in content:
        rest += part
        while len(rest) >= PIECE:
            yield rest[:PIECE]
            rest = rest[PIECE:]
    if rest:
        yield rest


def _one_at_a_time() -> None:
    """Two tables applied in one moment would each add what the other adds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"open-data/{current_town_id()}"])


def _check_constraints(when: str) -> None:
    """References are checked row by row: PostgreSQL looks through all that wait at each row of a history."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS ALL {when}")


def _town() -> Municipality:
    return Municipality.objects.get(id=current_town_id())
