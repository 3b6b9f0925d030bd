"""A query set compiled to SQL once for a process.

A listing with its subqueries takes the ORM several times longer to write than PostgreSQL to answer. What it
writes depends on nothing but the models: who may see which rows is the database's matter.
"""

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet, UUIDField
from django.db.models.lookups import BuiltinLookup


@dataclass(frozen=True, slots=True)
class Blank:
    """A value that is filled in when the statement runs."""

    name: str


@UUIDField.register_lookup
class AnyOf(BuiltinLookup):
    """`id = ANY(ids)`: one parameter however many ids, so that the SQL stays the same."""

    lookup_name = "any_of"
    prepare_rhs = False

    def get_db_prep_lookup(self, value: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (value,)

    def get_rhs_op(self, connection: Any, rhs: str) -> str:
        return f"= ANY({rhs})"


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL with blanks, and what its columns are."""

    sql: str
    parameters: tuple[Any, ...]
    columns: tuple[str, ...]
    json_columns: frozenset[str]

    def rows(self, **blanks: Any) -> list[dict[str, Any]]:
        """Run it in the context in force."""
        filled = [blanks[each.name] if isinstance(each, Blank) else each for each in self.parameters]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, filled)
            found = cursor.fetchall()
        return [
            {
                name: _read_json(value) if name in self.json_columns else value
                for name, value in zip(self.columns, row, strict=True)
            }
            for row in found
        ]


@cache
def statement(
    rows: Callable[[], QuerySet[Any]], columns: tuple[str, ...], json_columns: tuple[str, ...]
) -> Statement:
    """The statement of a query set that reads these columns, in this order."""
    sql, parameters = rows().values_list(*columns).query.sql_with_params()
    return Statement(sql, tuple(parameters), columns, frozenset(json_columns))


def _read_json(value: str | Collection[str] | None) -> Any:
    """Django hands JSON over as text, alone or in an array."""
    if value is None:
        return None
    return json.loads(value) if isinstance(value, str) else [json.loads(each) for each in value]
