"""A database of the benchmark's own on the installation's server."""

import contextlib
import os
from collections.abc import Iterator

import psycopg

from tests.migrated import on_database
from tsunagu.project import installation

_NAME = "tsunagu_bench_search"


@contextlib.contextmanager
def scratch_database() -> Iterator[None]:
    """Make it, migrate it and let Django serve it as the owner; drop it afterwards."""
    with contextlib.ExitStack() as keep_up:
        os.environ.setdefault("TSUNAGU_DEMO", "1")
        os.environ["TSUNAGU_DATABASE_ROLE"] = "owner"
        installation.prepare(None, keep_up=keep_up)
        real = os.environ["DATABASE_URL"]
        with psycopg.connect(real, autocommit=True) as server:
            _drop(server)
            server.execute(f"CREATE DATABASE {_NAME}")
        os.environ["DATABASE_URL"] = os.environ["DATABASE_APP_URL"] = on_database(real, _NAME)
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", "directory", verbosity=0, skip_checks=True)
        try:
            yield
        finally:
            connection.close()
            with psycopg.connect(real, autocommit=True) as server:
                _drop(server)


def _drop(server: psycopg.Connection) -> None:
    try:
        server.execute(f"DROP DATABASE IF EXISTS {_NAME} WITH (FORCE)")
    except psycopg.errors.InsufficientPrivilege:
        # Autovacuum is there, whom the owner may not send away; a plain DROP makes the server do it.
        server.execute(f"DROP DATABASE IF EXISTS {_NAME}")
