"""Many new rows at once. Row-level security forbids COPY into a table: rows travel through drafts beside it.

Triggers, policies and constraints see each row when its draft is filed. A draft is a table of the
transaction's own; nobody else ever sees it.
"""

import gc
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from types import SimpleNamespace
from typing import Any

from django.db import connection, models
from psycopg.types.json import Jsonb

# A row with the attributes of its model, without the model: making an instance takes ten times as long.
Row = SimpleNamespace


@dataclass(frozen=True, slots=True)
class NewRows:
    """New rows of one table."""

    model: type[models.Model]
    rows: Sequence[Row]


# So many batches wait at most: one is filed, one follows at once.
_MOST_IN_HAND = 2

# A batch is made of new rows, and of statements that stand between them.
Batch = Iterable[NewRows | str]


def new_row(model: type[models.Model], **values: Any) -> Row:
    """A row as the model would make it: its defaults, and these values by the names of its columns."""
    shape = _shape(model)
    made = {name: make() for name, make in shape.made.items() if name not in values}
    filled = {**shape.fixed, **made, **values}
    if len(filled) != shape.width:
        raise TypeError(f"{model.__name__} has no column for one of {', '.join(values)}")
    return Row(**filled)


def draft_of(model: type[models.Model]) -> str:
    """The name of the table beside the model's own."""
    return f'"draft_{model._meta.db_table}"'


def open_draft(cursor: Any, model: type[models.Model]) -> None:
    """Have an empty draft."""
    for statement in _opening([model]):
        cursor.execute(statement)


def copy_to_draft(cursor: Any, new: NewRows) -> None:
    """Put rows into their draft."""
    shape = _shape(new.model)
    with cursor.copy(f"COPY {draft_of(new.model)} ({shape.columns}) FROM STDIN") as copy:
        for row in new.rows:
            values = list(shape.values_of(row.__dict__))
            for at in shape.json_at:
                if values[at] is not None:
                    values[at] = Jsonb(values[at])
            copy.write_row(values)


def filing(model: type[models.Model], *, more: str = "") -> str:
    """The statement that files a draft; `more` says in which order, or what to do where a row stands."""
    columns = _shape(model).columns
    into = f'INSERT INTO "{model._meta.db_table}" ({columns})'
    return f"{into} SELECT {columns} FROM {draft_of(model)} {more}"  # noqa: S608  # a table of ours


@contextmanager
def filed_behind() -> Iterator[Callable[[Batch], None]]:
    """Gives `file(batch)`: it is copied and filed while the caller goes on with what needs no database.

    Whatever this connection is asked meanwhile waits until the batch is filed. What was wrong with a batch is
    raised where the connection is used next, at the latest when the block ends.
    """
    connection.ensure_connection()
    session: Any = connection.connection
    in_hand: deque[Future[Any]] = deque()

    def settle(most: int = 0) -> None:
        with connection.wrap_database_errors:
            while len(in_hand) > most:
                in_hand.popleft().result()

    def settle_first(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        settle()
        return execute(sql, params, many, context)

    def file(batch: Batch) -> None:
        settle(_MOST_IN_HAND - 1)
        in_hand.append(thread.submit(_file, session, list(batch)))
        gc.collect(1)

    wrapper = connection.execute_wrapper(settle_first)
    with _few_collections(), ThreadPoolExecutor(max_workers=1) as thread, wrapper:
        yield file
        settle()


@contextmanager
def _few_collections() -> Iterator[None]:
    """Rows go when nobody names them: to look for cycles among them is a quarter of the work, and in vain."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _file(session: Any, batch: list[NewRows | str]) -> None:
    tables = [part for part in batch if isinstance(part, NewRows)]
    statements = [part if isinstance(part, str) else filing(part.model) for part in batch]
    with session.cursor() as cursor:
        # Several statements in one cannot be prepared, and go without waiting for one another.
        cursor.execute(";".join(_opening([part.model for part in tables])), prepare=False)
        for part in tables:
            if part.rows:
                copy_to_draft(cursor, part)
        cursor.execute(";".join(statements), prepare=False)


def _opening(tables: Sequence[type[models.Model]]) -> list[str]:
    return [
        *(
            f'CREATE TEMPORARY TABLE IF NOT EXISTS {draft_of(table)} (LIKE "{table._meta.db_table}")'
            " ON COMMIT DROP"
            for table in tables
        ),
        # Deleted rows would stay to be passed over until the transaction ends.
        f"TRUNCATE {', '.join(map(draft_of, tables))}",
    ]


@dataclass(frozen=True, slots=True)
class _Shape:
    """A table's columns, and what stands in them where nothing is said."""

    columns: str
    width: int
    values_of: Callable[[dict[str, Any]], tuple[Any, ...]]
    json_at: tuple[int, ...]
    fixed: dict[str, Any]
    made: dict[str, Callable[[], Any]]


@cache
def _shape(model: type[models.Model]) -> _Shape:
    fields = model._meta.concrete_fields
    made = [field for field in fields if field.has_default() and callable(field.default)]
    return _Shape(
        columns=", ".join(f'"{field.column}"' for field in fields),
        width=len(fields),
        values_of=itemgetter(*(field.attname for field in fields)),
        json_at=tuple(at for at, field in enumerate(fields) if isinstance(field, models.JSONField)),
        fixed={field.attname: field.get_default() for field in fields if field not in made},
        made={field.attname: field.get_default for field in made},
    )
