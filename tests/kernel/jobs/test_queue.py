"""Work that waits, with the real queue and the real worker."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app

from tests.kernel.jobs.worker import carry_out_the_queue
from tsunagu.kernel.jobs.queue import MAX_ATTEMPTS, enqueue, every, job
from tsunagu.kernel.municipality.acting import Acting, as_system, current
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.notify.models import Letter

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]
contexts: list[Acting] = []
asked: list[dict[str, object]] = []


@job("test.notes_who_acts")
def note_who_acts(*, at: datetime, **arguments: object) -> None:
    contexts.append(current())
    asked.append(arguments)


@job("test.fails")
def write_and_fail(*, at: datetime) -> None:
    Letter.objects.create(to="a@example.jp", subject="件", body="文", kind="test", written_at=at)
    raise RuntimeError("the mail server sleeps")


@every("0 0 1 1 *", "test.everywhere_once_a_year")
def note_the_town(*, at: datetime) -> None:
    contexts.append(current())


@pytest.fixture(scope="module")
def clock() -> None:
    """The queue looks at the database's clock, which is everybody's."""


@pytest.fixture(autouse=True)
def _nothing_was_noted() -> Iterator[None]:
    yield
    contexts.clear()
    asked.clear()


def jobs() -> list[tuple[str, str, int]]:
    """The queue: name, status, attempts. The house's own periodic jobs may have their minute just now."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT task_name, status::text, attempts FROM procrastinate_jobs"
            " WHERE task_name LIKE 'test.%' ORDER BY id"
        )
        return cursor.fetchall()


def test_a_job_exists_exactly_when_its_cause_was_committed(joetsu: Municipality) -> None:
    with transaction.atomic():
        enqueue("test.notes_who_acts", town_id=joetsu.id)
    with transaction.atomic():
        enqueue("test.notes_who_acts", town_id=joetsu.id)
        transaction.set_rollback(True)

    assert jobs() == [("test.notes_who_acts", "todo", 0)]


def test_a_job_runs_as_the_machinery_of_its_town(joetsu: Municipality, nagaoka: Municipality) -> None:
    enqueue("test.notes_who_acts", town_id=nagaoka.id, letter_id="L1")

    carry_out_the_queue()

    assert [(who.town, who.system, who.user) for who in contexts] == [(nagaoka.id, True, None)]
    assert (asked, jobs()) == ([{"letter_id": "L1"}], [])


def test_the_moment_of_a_job_is_its_own(joetsu: Municipality) -> None:
    enqueue("test.notes_who_acts", town_id=joetsu.id)
    before = datetime.now(UTC)

    carry_out_the_queue()

    assert [before <= who.moment <= datetime.now(UTC) for who in contexts if who.moment] == [True]


def test_a_job_of_tomorrow_waits(joetsu: Municipality) -> None:
    enqueue("test.notes_who_acts", town_id=joetsu.id, run_at=datetime.now(UTC) + timedelta(days=1))

    carry_out_the_queue()

    assert (contexts, jobs()) == ([], [("test.notes_who_acts", "todo", 0)])


def test_a_failed_job_leaves_nothing_behind_and_is_tried_again_later(joetsu: Municipality) -> None:
    enqueue("test.fails", town_id=joetsu.id)

    carry_out_the_queue()

    with connection.cursor() as cursor:
        cursor.execute("SELECT scheduled_at > now() FROM procrastinate_jobs WHERE task_name = 'test.fails'")
        later = cursor.fetchall()
    assert (jobs(), later, letters_in(joetsu)) == ([("test.fails", "todo", 1)], [(True,)], 0)


def test_a_job_that_never_succeeds_ends_as_failed(joetsu: Municipality) -> None:
    enqueue("test.fails", town_id=joetsu.id)

    for _ in range(MAX_ATTEMPTS + 1):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = now() WHERE status = 'todo'")
        carry_out_the_queue()

    assert jobs() == [("test.fails", "failed", MAX_ATTEMPTS + 1)]


def test_one_failure_does_not_hold_up_the_others(joetsu: Municipality) -> None:
    enqueue("test.fails", town_id=joetsu.id)
    enqueue("test.notes_who_acts", town_id=joetsu.id)

    carry_out_the_queue()

    assert len(contexts) == 1


def test_a_periodic_job_spreads_over_every_town(joetsu: Municipality, nagaoka: Municipality) -> None:
    app.configure_task("test.everywhere_once_a_year.everywhere").defer(timestamp=0)

    carry_out_the_queue()

    assert sorted(who.town for who in contexts if who.town) == sorted([joetsu.id, nagaoka.id])
    assert {who.system for who in contexts} == {True}


def test_a_periodic_job_does_not_pile_up_while_the_worker_sleeps(joetsu: Municipality) -> None:
    spread = app.configure_task(
        "test.everywhere_once_a_year.everywhere", queueing_lock="test.everywhere_once_a_year"
    )
    spread.defer(timestamp=0)

    with pytest.raises(Exception, match="queueing lock"), transaction.atomic():
        spread.defer(timestamp=60)


def test_an_unknown_job_fails_without_stopping_the_worker(joetsu: Municipality) -> None:
    enqueue("test.nobody_knows_this", town_id=joetsu.id)
    enqueue("test.notes_who_acts", town_id=joetsu.id)

    carry_out_the_queue()

    assert (len(contexts), jobs()[0][:2]) == (1, ("test.nobody_knows_this", "failed"))


def letters_in(town: Municipality) -> int:
    with as_system(town.id):
        return Letter.objects.count()
