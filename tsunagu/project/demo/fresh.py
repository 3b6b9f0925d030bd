"""Is there a demo already, and how to be rid of it. Both ask first whether everything here is a demo's."""

import os

import psycopg
from django.conf import settings
from django.db import connection
from psycopg import sql

from tsunagu.kernel.audit.models import WriteEntry
from tsunagu.kernel.database.address import Address
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.municipality.queries import forget_towns
from tsunagu.project.demo.founding import BUILT

# Made by migrations, and no town's.
KEPT_TABLES = (
    "django_migrations", "django_content_type", "auth_permission",
    "wagtailcore_locale", "wagtailcore_workflow", "wagtailcore_task", "wagtailcore_workflowtask",
    "editorial_deskreview",
)  # fmt: skip
KEPT_ENDING = "_rule"


class NotADemo(Exception):
    """A town that is nobody's demo lives here; nothing is emptied."""


def built_towns() -> set[str]:
    """The demo towns that were finished, by slug."""
    return {town.slug for town in Municipality.objects.filter(is_demo=True) if _is_built(town)}


def begun_towns() -> set[str]:
    """The demo towns that exist, finished or interrupted."""
    return set(Municipality.objects.filter(is_demo=True).values_list("slug", flat=True))


def empty_demo() -> None:
    """Empty every table, as the owner: the application itself may not.

    Raises:
        NotADemo: this is no demo installation, or a town in it is real.
    """
    if not settings.DEMO or Municipality.objects.filter(is_demo=False).exists():
        raise NotADemo
    with _owner() as owner:
        rows = owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        names = [name for (name,) in rows if name not in KEPT_TABLES and not name.endswith(KEPT_ENDING)]
        tables = sql.SQL(", ").join(sql.Identifier(name) for name in names)
        owner.execute(sql.SQL("TRUNCATE {}").format(tables))
    forget_towns()


def _is_built(town: Municipality) -> bool:
    with as_system(town.id):
        return WriteEntry.objects.filter(event=BUILT, record_id=town.id).exists()


def _owner() -> psycopg.Connection:
    """A connection beside the application's, as the role that may empty tables."""
    owner = Address.from_url(os.environ["DATABASE_URL"])
    return psycopg.connect(
        dbname=connection.settings_dict["NAME"],
        user=owner.user,
        host=owner.host,
        port=owner.port or None,
        password=owner.password or None,
    )
