"""Tables taken into the register: the list, one with its report, its file."""

from collections.abc import Callable, Iterable
from uuid import UUID

from django.db.models import QuerySet

from tsunagu.directory.models import ImportPiece, ImportRow, ImportRun, Service
from tsunagu.directory.models.open_data import Decision, RowChange, RowOutcome

# Pieces of a file in one statement: enough for some thousand rows, little enough to hold.
_AT_A_TIME = 8


def import_runs() -> QuerySet[ImportRun]:
    """Every table that was given, newest first."""
    return ImportRun.objects.select_related("given_by", "applied_by", "undone_by").order_by(
        "-given_at", "-id"
    )


def import_run(run_id: UUID) -> ImportRun | None:
    return import_runs().filter(id=run_id).first()


def report_of(run: ImportRun, outcome: str = "") -> QuerySet[ImportRow]:
    """The rows of the report in the file's order; of one outcome when it is named."""
    rows = ImportRow.objects.filter(run=run).order_by("line")
    return rows.filter(outcome=outcome) if outcome in RowOutcome.values else rows


def row_of(run_id: UUID, row_id: UUID) -> ImportRow | None:
    return ImportRow.objects.filter(run_id=run_id, id=row_id).select_related("run").first()


def touched_rows(run: ImportRun) -> QuerySet[ImportRow]:
    """The rows that changed the register."""
    return ImportRow.objects.filter(run=run, change__in=[RowChange.CREATED, RowChange.CHANGED]).order_by(
        "line"
    )


def decided_rows(run: ImportRun) -> list[tuple[int, str, UUID | None]]:
    """What people said of the rows that might be there: line, decision, service."""
    rows = ImportRow.objects.filter(run=run).exclude(decision=Decision.OPEN)
    return list(rows.values_list("line", "decision", "service_id"))


def services_by_id(service_ids: Iterable[UUID]) -> dict[UUID, Service]:
    """Services with what tells one from another: who runs it, where it is."""
    found = Service.objects.filter(id__in=list(service_ids)).select_related("organisation")
    return {each.id: each for each in found.prefetch_related("at_locations__location")}


def file_of(run: ImportRun) -> Callable[[], Iterable[bytes]]:
    """The file, from its beginning, a piece at a time."""

    def pieces() -> Iterable[bytes]:
        kept = ImportPiece.objects.filter(run=run).order_by("position")
        start = 0
        while some := list(kept[start : start + _AT_A_TIME].values_list("content", flat=True)):
            yield from map(bytes, some)
            start += _AT_A_TIME

    return pieces
