"""Policies follow the models' declarations."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection

from tests.database import owner_connection
from tsunagu.kernel.audit.models import WriteEntry
from tsunagu.kernel.database.row_security import (
    apply_row_security,
    in_town,
    in_town_when,
    signed_in_in_town,
)
from tsunagu.kernel.notify.models import Letter

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]


@pytest.fixture
def owner(transactional_db: None) -> Iterator[psycopg.Cursor]:
    """The owner in a transaction that is undone: other tests keep their policies."""
    with owner_connection() as opened:
        opened.autocommit = False
        # Tables are locked only until the end of the test; the application must not be in the way.
        connection.close()
        yield opened.cursor()
        opened.rollback()


def policies(owner: psycopg.Cursor, table: str) -> list[tuple[str, str, str]]:
    owner.execute(
        "SELECT policyname, permissive, cmd FROM pg_policies WHERE tablename = %s ORDER BY policyname",
        [table],
    )
    return owner.fetchall()


def test_a_migrated_database_needs_nothing_remade(owner: psycopg.Cursor) -> None:
    assert apply_row_security(owner) == []


def test_policies_are_remade_when_a_declaration_changes(
    owner: psycopg.Cursor, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = policies(owner, "kernel_letter")
    monkeypatch.setattr(Letter, "row_security", in_town())

    remade = apply_row_security(owner)

    assert before == [
        ("may_add", "PERMISSIVE", "INSERT"),
        ("town_floor", "RESTRICTIVE", "ALL"),
        ("visible_to", "PERMISSIVE", "ALL"),
    ]
    assert remade == ["kernel_letter"]
    assert policies(owner, "kernel_letter") == [
        ("in_town", "PERMISSIVE", "ALL"),
        ("town_floor", "RESTRICTIVE", "ALL"),
    ]
    assert apply_row_security(owner) == []


def test_a_policy_made_by_hand_goes_when_the_table_is_remade(
    owner: psycopg.Cursor, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner.execute("CREATE POLICY a_hole ON kernel_letter USING (true)")
    monkeypatch.setattr(Letter, "row_security", signed_in_in_town())

    apply_row_security(owner)

    assert [name for name, _, _ in policies(owner, "kernel_letter")] == ["town_floor", "visible_to"]


def test_a_table_that_becomes_a_journal_loses_its_eraser(
    owner: psycopg.Cursor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Letter, "row_security", in_town(append_only=True))

    apply_row_security(owner)

    owner.execute(
        "SELECT has_table_privilege('tsunagu_app', 'kernel_letter', 'UPDATE'),"
        " has_table_privilege('tsunagu_app', 'kernel_letter', 'DELETE'),"
        " has_table_privilege('tsunagu_app', 'kernel_letter', 'INSERT')"
    )
    assert owner.fetchone() == (False, False, True)


def test_a_journal_keeps_no_eraser_however_often_privileges_are_given(owner: psycopg.Cursor) -> None:
    apply_row_security(owner)
    apply_row_security(owner)

    owner.execute(f"SELECT has_table_privilege('tsunagu_app', '{WriteEntry._meta.db_table}', 'UPDATE')")
    assert owner.fetchone() == (False,)


def test_a_table_that_is_not_there_yet_is_left_for_later(
    owner: psycopg.Cursor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Letter._meta, "db_table", "kernel_of_tomorrow")

    assert apply_row_security(owner) == []


def test_every_policy_names_the_town_even_without_the_floor() -> None:
    statements = in_town_when("true", also_insert="true").statements("kernel_letter")

    assert ["municipality_id = (SELECT nullif" in statement for statement in statements] == [True] * 3
