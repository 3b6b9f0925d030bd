"""Figures leave the house."""

from datetime import datetime

from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.audit import journal


def note_export(*, table: str, file_format: str, rows: int, by: User, at: datetime) -> None:
    """Somebody took a table away as a file."""
    journal.record(
        "figures.exported", record_id=None, by=by.pk, at=at, table=table, format=file_format, rows=rows
    )
