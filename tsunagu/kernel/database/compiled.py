"""A queryset whose SQL is written once: for reads so hot that building them costs more than running them."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import connection
from django.db.models import QuerySet


class Compiled:
    """The SQL of `build(**examples)`, asked again with other values.

    The examples stand where the values will; each must be unlike every other value of the query.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], **examples: object) -> None:
        self._build = build
        self._examples: Mapping[str, object] = examples
        self._sql = ""
        # Each parameter's name, or None and the value that never changes.
        self._parameters: list[tuple[str | None, Any]] = []

    def rows(self, **values: Any) -> list[tuple[Any, ...]]:
        """The rows as the database gives them, in the order of the queryset's columns."""
        if not self._sql:
            self._compile()
        parameters = [fixed if name is None else values[name] for name, fixed in self._parameters]
        with connection.cursor() as cursor:
            cursor.execute(self._sql, parameters)
            return cursor.fetchall()

    def _compile(self) -> None:
        sql, parameters = self._build(**self._examples).query.sql_with_params()
        named = [(self._name_of(value), value) for value in parameters]
        missing = set(self._examples) - {name for name, _ in named}
        if missing:
            raise LookupError(f"not a parameter of the query: {', '.join(sorted(missing))}")
        self._sql, self._parameters = sql, named

    def _name_of(self, value: object) -> str | None:
        return next((name for name, example in self._examples.items() if value == example), None)
