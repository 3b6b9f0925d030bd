"""What the application's role may not do, asked of the database itself."""

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from tests.conftest import TODAY_10AM
from tests.database import owner_connection
from tsunagu.kernel.database.row_security import secured_models
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.notify.models import Letter

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE kernel_posting",
        "ALTER TABLE kernel_posting ADD COLUMN extra int",
        "ALTER TABLE kernel_posting DISABLE ROW LEVEL SECURITY",
        "DROP TABLE kernel_posting",
        "DROP POLICY town_floor ON kernel_posting",
        "CREATE TABLE extra (id int)",
        "CREATE FUNCTION extra() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "SET ROLE tsunagu_owner",
        "DELETE FROM django_migrations",
    ],
)
def test_the_application_cannot(statement: str) -> None:
    with (
        pytest.raises(ProgrammingError, match=r"permission denied|must be owner"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.parametrize(
    "table", sorted(model._meta.db_table for model, security in secured_models() if security.append_only)
)
@pytest.mark.parametrize(
    "statement", ['UPDATE "{}" SET id = id', 'DELETE FROM "{}"', 'TRUNCATE "{}"'], ids=lambda s: s.split()[0]
)
def test_no_journal_can_be_changed(statement: str, table: str) -> None:
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table))


def test_the_application_serves_every_test() -> None:
    with connection.cursor() as asked:
        asked.execute("SELECT current_user")

        assert asked.fetchone() == ("tsunagu_app",)


@pytest.mark.django_db(transaction=True)
def test_even_the_owner_sees_no_row_of_a_town(joetsu: Municipality) -> None:
    with as_system(joetsu.id):
        Letter.objects.create(to="a@example.jp", subject="件", body="文", kind="test", written_at=TODAY_10AM)

    with owner_connection() as owner:
        seen_by_the_owner = owner.execute("SELECT count(*) FROM kernel_letter").fetchone()
    with as_system(joetsu.id):
        assert (seen_by_the_owner, Letter.objects.count()) == ((0,), 1)
