"""Statements that PostgreSQL parses and plans once for a connection, not at every call.

Row-level security makes a statement's plan dearer than its run: half of what the server does for a hand-over
was planning. A plan keeps no context: policies ask who acts whenever it runs.
"""

import contextlib
from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.db.backends.postgresql.base import ServerBindingCursor

# Seen once, a statement is kept the next time.
THRESHOLD = 1


@contextlib.contextmanager
def prepared() -> Iterator[None]:
    """Keep the plans of what runs inside; usable as a decorator, under `transaction.atomic`.

    Only for writes that are the same few statements each time: a plan for any value is not the best plan for
    a page's search.
    """
    connection.ensure_connection()
    session: Any = connection.connection
    features: Any = connection.features  # the stubs know what every database has, not PostgreSQL's own
    before = session.cursor_factory, session.prepare_threshold, features.uses_server_side_binding
    session.cursor_factory, session.prepare_threshold = ServerBindingCursor, THRESHOLD
    features.uses_server_side_binding = True  # Django sends whole numbers with their type, and logs what ran
    try:
        yield
    finally:
        session.cursor_factory, session.prepare_threshold, features.uses_server_side_binding = before
