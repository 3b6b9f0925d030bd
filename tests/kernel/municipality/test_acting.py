"""The context that Python and PostgreSQL share."""

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from django.db.utils import ProgrammingError

from tests.conftest import TODAY_10AM
from tsunagu.kernel.audit.models import WriteEntry
from tsunagu.kernel.municipality.acting import Acting, NoTown, acting, as_system, current
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.notify.models import Letter


def write_a_letter() -> Letter:
    return Letter.objects.create(
        to="a@example.jp", subject="件", body="文", kind="test", written_at=TODAY_10AM
    )


def test_without_a_context_there_is_no_row(joetsu: Municipality) -> None:
    with as_system(joetsu.id):
        write_a_letter()
        assert Letter.objects.count() == 1

    assert Letter.objects.count() == 0


def test_another_town_sees_no_row(joetsu: Municipality, nagaoka: Municipality) -> None:
    with as_system(joetsu.id):
        letter = write_a_letter()

    with as_system(nagaoka.id):
        assert list(Letter.objects.filter(id=letter.id)) == []


def test_a_row_cannot_be_written_without_a_town(db: None) -> None:
    with pytest.raises(NoTown):
        write_a_letter()


def test_a_row_cannot_be_written_into_another_town(joetsu: Municipality, nagaoka: Municipality) -> None:
    with (
        as_system(joetsu.id),
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
    ):
        Letter.objects.create(
            municipality=nagaoka,
            to="a@example.jp",
            subject="件",
            body="文",
            kind="test",
            written_at=TODAY_10AM,
        )


def test_leaving_an_inner_context_restores_the_outer_one(joetsu: Municipality, nagaoka: Municipality) -> None:
    with as_system(joetsu.id):
        write_a_letter()
        with acting(Acting(town=nagaoka.id, system=True)):
            assert Letter.objects.count() == 0
        assert Letter.objects.count() == 1


def test_a_failure_inside_a_context_without_a_savepoint_ends_the_transaction(joetsu: Municipality) -> None:
    with acting(Acting(town=joetsu.id)):
        with pytest.raises(ValueError, match="inside"), as_system(joetsu.id, savepoint=False):
            raise ValueError("inside")

        with pytest.raises(TransactionManagementError):
            Letter.objects.count()
        transaction.set_rollback(False)  # only to leave the test's own transaction

    assert current() == Acting()


def test_a_journal_cannot_be_changed(joetsu: Municipality) -> None:
    with as_system(joetsu.id):
        WriteEntry.objects.create(event="test", at=TODAY_10AM)

        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            WriteEntry.objects.update(event="other")
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            WriteEntry.objects.all().delete()


@pytest.mark.parametrize("statement", ["TRUNCATE kernel_letter", "ALTER TABLE kernel_letter ADD x int"])
def test_the_application_cannot_reshape_the_database(db: None, statement: str) -> None:
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
