"""The two roles of the test database."""

import contextlib
import os
from collections.abc import Iterator

import psycopg
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

from tests.migrated import administrator
from tsunagu.kernel.database.address import Address, Role, django_settings

# Filled by migrations, not by tests.
KEPT_TABLES = {
    "django_migrations", "django_content_type",
    "wagtailcore_locale", "wagtailcore_workflow", "wagtailcore_task", "wagtailcore_workflowtask",
    "editorial_deskreview",
}  # fmt: skip


def serve_as_application() -> None:
    """From now on the tests' connection is held by row-level security."""
    owner, app = os.environ["DATABASE_URL"], os.environ.get("DATABASE_APP_URL", os.environ["DATABASE_URL"])
    _use(django_settings(Address.from_url(app), role=Role.APPLICATION, steps_down=app == owner))


def serve_as_owner() -> None:
    """Back to the role that made the database and may drop it."""
    _use(django_settings(Address.from_url(os.environ["DATABASE_URL"]), role=Role.OWNER, steps_down=False))


def owner_connection() -> psycopg.Connection:
    """A connection of the owner's own, beside the application's."""
    return administrator(connection.settings_dict["NAME"])


@contextlib.contextmanager
def shared_by_a_module(blocker: DjangoDbBlocker) -> Iterator[None]:
    """What is made inside stays for every test of a module; each of them takes back its own changes alone."""
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def empty_tables() -> None:
    """Empty what a committing test left behind."""
    with owner_connection() as owner:
        rows = owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        names = ", ".join(f'"{name}"' for (name,) in rows if not _is_kept(name))
        owner.execute(f"TRUNCATE {names} CASCADE".encode())


def _is_kept(table: str) -> bool:
    # A table whose name ends so holds rules as data; it came with a migration.
    return table in KEPT_TABLES or table.endswith("_rule")


def _use(settings: dict) -> None:
    name = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict.update({**settings, "NAME": name})
