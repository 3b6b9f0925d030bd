"""What a step costs: a town's hand-overs stay quick because no step asks the database twice."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.referrals import Cast, accept, make_task, make_task_in
from tsunagu.desk.actions.referrals.answering import accept_task
from tsunagu.desk.actions.referrals.clock import remind_target
from tsunagu.desk.actions.referrals.ending import complete_task
from tsunagu.desk.actions.referrals.working import start_task
from tsunagu.desk.models import ReferralTask
from tsunagu.desk.models.referral_choices import Outcome, TaskStatus
from tsunagu.desk.queries.referral_terms import terms_of_town
from tsunagu.kernel.municipality.queries import all_towns

# A savepoint and its release around the action; two changes of context in the town's name.
AROUND, IN_THE_TOWNS_NAME = 2, 2
# The locked task; its row (whose trigger moves the owner), the step's line, the journal's line.
READ_TASK, WRITTEN = 1, 3
# The target's right, who is told, their letter, the postman's job.
SHARED_AND_TOLD = 4


def statements(acting: AbstractContextManager[object], step: Callable[[], ReferralTask]) -> list[str]:
    all_towns()  # a page knows its town before any step is taken
    with acting:
        terms_of_town()  # kept from the step before
        with CaptureQueriesContext(connection) as asked:
            step()
    return [query["sql"] for query in asked]


def test_accepting_asks_for_nothing_twice(cast: Cast) -> None:
    task = make_task(cast)

    asked = statements(cast.as_member(), lambda: accept_task(task=task, by=cast.ito, at=cast.at))

    # Nothing is read first: the write itself finds out whether somebody was faster.
    assert len(asked) == AROUND + WRITTEN + IN_THE_TOWNS_NAME + SHARED_AND_TOLD


def test_starting_tells_nobody(cast: Cast) -> None:
    task = make_task_in(cast, TaskStatus.ACCEPTED)

    asked = statements(cast.as_member(), lambda: start_task(task=task, by=cast.ito, at=cast.at))

    assert len(asked) == AROUND + READ_TASK + WRITTEN


def test_completing_asks_for_nothing_twice(cast: Cast) -> None:
    task = make_task(cast)
    accept(cast, task)

    asked = statements(
        cast.as_member(),
        lambda: complete_task(task=task, by=cast.ito, at=cast.at, outcome=Outcome.RESOLVED),
    )

    assert len(asked) == AROUND + READ_TASK + WRITTEN + IN_THE_TOWNS_NAME + SHARED_AND_TOLD


@pytest.mark.parametrize("status", [TaskStatus.REQUESTED, TaskStatus.ACCEPTED])
def test_the_town_does_not_become_itself_again(cast: Cast, status: TaskStatus) -> None:
    task = make_task_in(cast, status)
    later = cast.at + timedelta(days=10)

    asked = statements(cast.as_town(later), lambda: remind_target(task=task, at=later))

    assert [sql for sql in asked if "set_config" in sql] == []
    assert [sql for sql in asked if sql.startswith('INSERT INTO "kernel_letter"')] != []
