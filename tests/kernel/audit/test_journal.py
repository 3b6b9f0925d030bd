"""What was done, and who was shown what."""

from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from tests.conftest import TODAY_10AM
from tests.database import owner_connection
from tests.factories.directory import make_organisation
from tests.factories.kernel import acting_as, make_posting, make_user
from tsunagu.kernel.audit.journal import record, was_shown
from tsunagu.kernel.audit.models import ReadEntry, WriteEntry
from tsunagu.kernel.identifiers import new_id
from tsunagu.kernel.municipality.acting import Acting, acting, as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.permissions.roles import CONSULTATION_WORKER

pytestmark = pytest.mark.django_db
RECORD = UUID("0198c0de-0000-7000-8000-000000000001")


def test_what_was_done_is_kept_with_its_codes(in_joetsu: Municipality) -> None:
    by = new_id()

    record("desk.referral_declined", record_id=RECORD, by=by, at=TODAY_10AM, reason="full")

    entry = WriteEntry.objects.get()
    assert (entry.event, entry.record_id, entry.by_id, entry.at, entry.details, entry.municipality_id) == (
        "desk.referral_declined",
        RECORD,
        by,
        TODAY_10AM,
        {"reason": "full"},
        in_joetsu.id,
    )


def test_an_entry_goes_with_the_transaction_that_it_tells_of(in_joetsu: Municipality) -> None:
    with transaction.atomic():
        record("test", record_id=None, by=None, at=TODAY_10AM)
        transaction.set_rollback(True)

    assert WriteEntry.objects.count() == 0


def test_each_shown_record_is_noted_once_with_the_readers_organisations(in_joetsu: Municipality) -> None:
    user, organisation, other = make_user(), new_id(), new_id()

    with acting(acting_as(user, organisation)):
        was_shown([RECORD, other, RECORD], screen="desk:household", at=TODAY_10AM)
        entry = ReadEntry.objects.get()

    assert (entry.record_ids, entry.by_id, entry.organisation_ids, entry.screen) == (
        sorted([RECORD, other]),
        user.id,
        [organisation],
        "desk:household",
    )


def test_an_empty_list_shows_nobody_anything(in_joetsu: Municipality) -> None:
    with acting(acting_as(make_user())):
        was_shown([], screen="desk:households", at=TODAY_10AM)

        assert ReadEntry.objects.count() == 0


def test_the_towns_own_machinery_is_no_reader(in_joetsu: Municipality) -> None:
    was_shown([RECORD], screen="job", at=TODAY_10AM)

    assert ReadEntry.objects.count() == 0


@pytest.mark.urls("tests.kernel.probe_urls")
@pytest.mark.django_db(transaction=True)
def test_a_page_whose_reading_cannot_be_noted_is_not_shown(client: Client, joetsu: Municipality) -> None:
    with as_system(joetsu.id):
        user = make_user()
        make_posting(user, make_organisation().id, CONSULTATION_WORKER)
    client.force_login(user)
    client.raise_request_exception = False
    path = f"/joetsu/work/records/{RECORD}/"
    shown = client.get(path)
    privilege = "INSERT ON kernel_readentry"

    with owner_connection() as owner:
        owner.execute(f"REVOKE {privilege} FROM tsunagu_app")
        refused = client.get(path)
        owner.execute(f"GRANT {privilege} TO tsunagu_app")

    assert (shown.status_code, shown.content.decode()) == (200, "佐藤さん一家")
    assert (refused.status_code, "佐藤さん" in refused.content.decode()) == (500, False)


@pytest.mark.parametrize("table", ["kernel_writeentry", "kernel_readentry"])
def test_no_foreign_key_could_erase_a_journal(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT confrelid::regclass::text, confdeltype::text FROM pg_constraint"
            " WHERE conrelid = %s::regclass AND contype = 'f'",
            [table],
        )

        assert cursor.fetchall() == [("kernel_municipality", "a")]


def test_a_signed_out_visitor_reads_no_journal(joetsu: Municipality) -> None:
    with as_system(joetsu.id):
        record("test", record_id=None, by=None, at=timezone.now())
        user = make_user()
        with acting(acting_as(user)):
            seen_by_a_colleague = WriteEntry.objects.count()
        with acting(Acting(town=joetsu.id)):
            assert (seen_by_a_colleague, WriteEntry.objects.count()) == (1, 0)
