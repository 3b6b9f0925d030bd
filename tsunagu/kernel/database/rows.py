"""Write one row with a statement composed once: for the journals and steps that every action writes.

Django composes an INSERT anew at every call, which costs more than its run. What it does beside (signals,
parents' tables, defaults of the database) no table of ours that is written here uses.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.db import DatabaseError, connection
from django.db.models import Model


def insert(row: Model) -> None:
    """Add a new row, every column with its value."""
    statement, fields = _insertion(type(row))
    with connection.cursor() as cursor:
        cursor.execute(
            statement,
            [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields],
        )
    row._state.adding, row._state.db = False, connection.alias


def change(row: Model, **values: Any) -> None:
    """Set these fields of a row that is there, on the object and in the database.

    Raises:
        DatabaseError: the row is gone, or out of sight.
    """
    if not change_if(row, {}, **values):
        raise DatabaseError(f"{row._meta.db_table}: no row to change")


def change_if(row: Model, seen: Mapping[str, Any], **values: Any) -> bool:
    """As `change`, if these columns still hold what was `seen`; False when somebody was first.

    Of two at once one waits for the other and then finds what it saw no longer there: no lock is asked for
    beforehand. When it is False, the object is not what the database holds.
    """
    fields: list[Any] = [row._meta.get_field(name) for name in values]
    for name, value in values.items():
        setattr(row, name, value)
    columns = ", ".join(f'"{field.column}" = %s' for field in fields)
    key: Any = row._meta.pk
    holds = {key.column: row.pk, **seen}
    where = " AND ".join(f'"{column}" = %s' for column in holds)
    with connection.cursor() as cursor:
        cursor.execute(
            f'UPDATE "{row._meta.db_table}" SET {columns} WHERE {where}',
            [
                *(field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields),
                *holds.values(),
            ],
        )
        return cursor.rowcount == 1


@cache
def _insertion(model: type[Model]) -> tuple[str, tuple[Any, ...]]:
    fields = model._meta.concrete_fields
    columns = ", ".join(f'"{field.column}"' for field in fields)
    places = ", ".join(["%s"] * len(fields))
    table = model._meta.db_table
    return f'INSERT INTO "{table}" ({columns}) VALUES ({places})', fields
