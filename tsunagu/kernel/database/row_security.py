"""Row-level security, declared beside the model it protects and applied after every migration.

A model says `row_security = in_town()`; `apply_row_security` makes the database agree. Policies name what
the current request is allowed to be (`tsunagu.*` settings, see `kernel.municipality.acting`), so a connection
without a context sees no row at all.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models

from tsunagu.kernel.database.address import APPLICATION_ROLE

# `(SELECT …)` makes PostgreSQL read a setting once for a statement instead of once for a row.
TOWN = "(SELECT nullif(current_setting('tsunagu.town', true), '')::uuid)"
USER = "(SELECT nullif(current_setting('tsunagu.user', true), '')::uuid)"
ORGANISATIONS = "(SELECT coalesce(nullif(current_setting('tsunagu.organisations', true), ''), '{}'))::uuid[]"
LINK = "(SELECT nullif(current_setting('tsunagu.link', true), '')::uuid)"
RECEIPT = "(SELECT nullif(current_setting('tsunagu.receipt', true), ''))"
IS_SYSTEM = "(SELECT current_setting('tsunagu.system', true) = 'on')"
IS_SIGNED_IN = f"({USER} IS NOT NULL OR {IS_SYSTEM})"
# The moment of the request, not the server's clock: grants end by the same clock as everything else.
MOMENT = "(SELECT nullif(current_setting('tsunagu.moment', true), '')::timestamptz)"


_of_libraries: dict[str, "RowSecurity"] = {}


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy: `using` decides which rows are seen, `check` which may be written (default: the same)."""

    name: str
    using: str
    check: str | None = None
    command: str = "ALL"
    restrictive: bool = False

    def statement(self, table: str) -> str:
        clauses = [
            f'CREATE POLICY {self.name} ON "{table}"',
            f"AS {'RESTRICTIVE' if self.restrictive else 'PERMISSIVE'}",
            f"FOR {self.command} TO {APPLICATION_ROLE}",
        ]
        if self.command != "INSERT":
            clauses.append(f"USING ({self.using})")
        if self.command in {"ALL", "INSERT", "UPDATE"}:
            clauses.append(f"WITH CHECK ({self.check or self.using})")
        return " ".join(clauses)


@dataclass(frozen=True, slots=True)
class RowSecurity:
    """What the database enforces on one table."""

    policies: tuple[Policy, ...]
    # Journals and histories: the application may add and read, never change.
    append_only: bool = False
    also: tuple[str, ...] = field(default=())

    def statements(self, table: str) -> list[str]:
        return [policy.statement(table) for policy in self.policies] + list(self.also)


def floor(column: str = "municipality_id") -> Policy:
    """No policy above can open another town's rows."""
    return Policy(name="town_floor", using=f"{column} = {TOWN}", restrictive=True)


def in_town(*, append_only: bool = False) -> RowSecurity:
    """Rows that everybody in the town's context may see: what the town publishes or keeps in common."""
    return RowSecurity((floor(), Policy("in_town", f"municipality_id = {TOWN}")), append_only=append_only)


def in_town_when(
    using: str, *, check: str | None = None, append_only: bool = False, also_insert: str | None = None
) -> RowSecurity:
    """Rows of the town that also satisfy `using`; `also_insert` opens writing of new rows to more callers."""
    policies = [floor(), Policy("visible_to", here(using), here(check) if check else None)]
    if also_insert:
        policies.append(Policy("may_add", using="true", check=here(also_insert), command="INSERT"))
    return RowSecurity(tuple(policies), append_only=append_only)


def here(condition: str) -> str:
    """The condition, in this town: the floor alone would do, but each policy stands on its own feet."""
    return f"municipality_id = {TOWN} AND ({condition})"


def signed_in_in_town(*, append_only: bool = False) -> RowSecurity:
    """Rows of the town that any signed-in colleague may see."""
    return in_town_when(IS_SIGNED_IN, append_only=append_only)


def granted(record_column: str, *, field_sets: Iterable[str] = ()) -> str:
    """SQL: somebody I am, or an organisation I belong to, holds a live grant on the record in this column.

    With `field_sets`, only a grant that reaches that deep counts.
    """
    deep_enough = ", ".join(f"'{name}'" for name in field_sets)
    return (
        "EXISTS (SELECT 1 FROM kernel_grant AS g"
        f" WHERE g.record_id = {record_column}"
        f" AND (g.organisation_id = ANY({ORGANISATIONS}) OR g.user_id = {USER})"
        f"{f' AND g.field_set IN ({deep_enough})' if deep_enough else ''}"
        f" AND g.starts_at <= {MOMENT} AND (g.ends_at IS NULL OR g.ends_at > {MOMENT}))"
    )


def is_mine(organisation_column: str) -> str:
    """SQL: the organisation in this column is one of those I act for."""
    return f"{organisation_column} = ANY({ORGANISATIONS})"


def secure_library_table(label: str, security: RowSecurity) -> None:
    """Declare the row security of a library's table (`wagtailcore.Page`): its model cannot say it itself."""
    _of_libraries[label] = security


def secured_models() -> list[tuple[type[models.Model], RowSecurity]]:
    """Every model with a declared row security, history tables and libraries' included."""
    return [
        (model, security)
        for model in apps.get_models(include_auto_created=True)
        if (security := _declared(model)) is not None and model._meta.managed
    ]


def _declared(model: type[models.Model]) -> RowSecurity | None:
    return _of_libraries.get(model._meta.label) or getattr(model, "row_security", None)


def apply_row_security(cursor: Any) -> list[str]:
    """Make the database's policies and privileges those that the models declare.

    Returns:
        The tables whose policies had to be remade.
    """
    _grant_privileges(cursor)
    remade = []
    present = set(connection_tables(cursor))
    for model, security in secured_models():
        table = model._meta.db_table
        if table not in present:
            continue  # a partial migration: the table comes later, and so will its policies
        if security.append_only:
            cursor.execute(f'REVOKE UPDATE, DELETE ON "{table}" FROM {APPLICATION_ROLE}')
        if _secure_table(cursor, table, security):
            remade.append(table)
    return remade


def connection_tables(cursor: Any) -> list[str]:
    """The tables that exist."""
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    return [name for (name,) in cursor.fetchall()]


def _secure_table(cursor: Any, table: str, security: RowSecurity) -> bool:
    statements = security.statements(table)
    fingerprint = hashlib.sha256("\n".join(statements).encode()).hexdigest()
    cursor.execute("SELECT obj_description(to_regclass(%s), 'pg_class')", [f'"{table}"'])
    if cursor.fetchone()[0] == fingerprint:
        return False
    cursor.execute(
        "SELECT policyname FROM pg_policies WHERE schemaname = 'public' AND tablename = %s", [table]
    )
    for (name,) in cursor.fetchall():
        cursor.execute(f'DROP POLICY "{name}" ON "{table}"')
    for statement in (
        f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
        f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY',
        *statements,
        f"COMMENT ON TABLE \"{table}\" IS '{fingerprint}'",
    ):
        cursor.execute(statement)
    return True


def _grant_privileges(cursor: Any) -> None:
    """The application reads and writes rows; it never truncates, alters, or owns anything."""
    for statement in _privileges(APPLICATION_ROLE):
        cursor.execute(statement)


def _privileges(role: str) -> Iterable[str]:
    yield f"GRANT USAGE ON SCHEMA public TO {role}"
    yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}"
    yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}"
    yield f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role}"
