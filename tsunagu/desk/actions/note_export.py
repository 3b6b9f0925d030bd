"""A list of families leaves the house."""

from datetime import datetime

from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.audit import journal


def note_list_export(*, table: str, file_format: str, rows: int, by: User, at: datetime) -> None:
    """Somebody took a list away as a file; whose records stood in it is noted beside it as shown."""
    journal.record(
        "desk.list_exported", record_id=None, by=by.id, at=at, table=table, format=file_format, rows=rows
    )
