"""After every migration the database's policies and privileges are made those that the models declare."""

from typing import Any

from django.db import connections

from tsunagu.kernel.database.row_security import apply_row_security


def secure_database(sender: Any, using: str, **_: Any) -> None:
    """Runs as the owner, in the migration's own connection."""
    with connections[using].cursor() as cursor:
        apply_row_security(cursor)
