"""Many new rows at once. Row-level security forbids COPY into a table: rows travel through one of our own."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import connection, models


def add_rows(rows: Sequence[models.Model]) -> None:
    """Add new rows of one table, every column with its value; triggers and policies see each of them."""
    if not rows:
        return
    table, columns, fields = _shape(type(rows[0]))
    with connection.cursor() as cursor:
        cursor.execute(
            f'CREATE TEMPORARY TABLE IF NOT EXISTS "draft_{table}" (LIKE "{table}") ON COMMIT DROP'
        )
        # Deleted rows would stay to be passed over until the transaction ends.
        cursor.execute(f'TRUNCATE "draft_{table}"')
        with cursor.copy(f'COPY "draft_{table}" ({columns}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row(
                    [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
                )
        cursor.execute(f'INSERT INTO "{table}" ({columns}) SELECT {columns} FROM "draft_{table}"')  # noqa: S608  # a table of ours
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


@cache
def _shape(model: type[models.Model]) -> tuple[str, str, tuple[Any, ...]]:
    fields = model._meta.concrete_fields
    return model._meta.db_table, ", ".join(f'"{field.column}"' for field in fields), tuple(fields)
