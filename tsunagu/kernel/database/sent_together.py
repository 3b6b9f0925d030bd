"""Statements that cross the wire together: none of them waits for the answer of the one before."""

import contextlib
from collections.abc import Iterator
from typing import Any

from django.db import connection


@contextlib.contextmanager
def sent_together() -> Iterator[None]:
    """Send what is written inside without waiting; a read inside waits for all before it, and for its own.

    Only for statements whose count of rows nobody asks for: it is not known yet when they return, and the ORM
    asks for it whenever it saves or updates. What the database refuses is raised by the next read, or at the
    end.

    Raises:
        django.db.Error: one of the statements was refused; the transaction is to be rolled back.
    """
    connection.ensure_connection()
    session: Any = connection.connection
    with connection.wrap_database_errors, session.pipeline():
        yield
