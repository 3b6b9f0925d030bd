"""How far a job is can be read while its own transaction is still open."""

import logging

import pytest
from django.db import transaction

from tests.factories.kernel import TODAY_10AM
from tsunagu.kernel.jobs.progress import told_beside
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.notify.models import Letter

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]


def write(kind: str) -> None:
    Letter.objects.create(to="a@example.jp", subject="件", body="文", kind=kind, written_at=TODAY_10AM)


def kinds(town: Municipality) -> list[str]:
    with as_system(town.id):
        return list(Letter.objects.order_by("kind").values_list("kind", flat=True))


def test_a_sign_stays_when_the_work_itself_is_taken_back(joetsu: Municipality) -> None:
    with as_system(joetsu.id), transaction.atomic():
        with told_beside("a test") as tell:
            write("work")
            tell(write, "sign")
        transaction.set_rollback(True)

    assert kinds(joetsu) == ["sign"]


def test_a_sign_is_written_before_the_work_goes_on(joetsu: Municipality) -> None:
    with as_system(joetsu.id), told_beside("a test") as tell:
        tell(write, "sign")
        seen = list(Letter.objects.values_list("kind", flat=True))

    assert seen == ["sign"]


def test_a_sign_that_fails_is_logged_and_stops_nothing(
    joetsu: Municipality, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise OSError

    with caplog.at_level(logging.ERROR), as_system(joetsu.id), told_beside("the counting") as tell:
        tell(fail)
        write("work")

    assert caplog.messages == ["the counting could not say how far it is"]
    assert kinds(joetsu) == ["work"]
