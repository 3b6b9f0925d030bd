"""The one way in which a task moves asks the table before the database does."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from django.db import transaction

from tests.factories.referrals import STATES, Cast, contexts_of, make_task_in
from tsunagu.desk.actions.referrals.moving import ReasonMissing, StepRefused, locked, move, move_business
from tsunagu.desk.models import ReferralStep, ReferralTask
from tsunagu.desk.models.referral_choices import WORKING, BusinessStatus, TaskStatus
from tsunagu.desk.models.transition import ARROWS, BUSINESS_ARROWS
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.municipality.acting import current

NEXT = {"next_action": "report", "next_on": date(2026, 12, 1)}
COMPLETE = {
    TaskStatus.REQUESTED: {
        "answer_by": date(2026, 11, 26), "business_status": "", "accepted_name": "", "accepted_by": None,
    },
    TaskStatus.REJECTED: {"declined_by": "provider", "none_known": True},
    TaskStatus.COMPLETED: {"outcome": "informed"},
}  # fmt: skip


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def me(cast: Cast) -> User | None:
    return {user.id: user for user in (cast.sato, cast.ito, cast.endo, cast.ueda)}.get(current().user)


def takes(cast: Cast, task: ReferralTask, end: TaskStatus) -> bool:
    fields = dict(COMPLETE.get(end, {}))
    if end == TaskStatus.REQUESTED:
        fields["sent_at"] = cast.at
    if end == TaskStatus.ACCEPTED:
        fields |= {"accepted_by": me(cast), "accepted_name": "伊藤 あおい", "accepted_at": cast.at}
    try:
        with undone():
            move(task=locked(task), to=end, by=me(cast), at=cast.at, reason="other", **NEXT, **fields)
    except (StepRefused, ReferralTask.DoesNotExist):
        return False
    return True


@pytest.mark.parametrize(("status", "business"), STATES, ids=lambda state: str(state) or "-")
def test_an_action_takes_exactly_the_steps_of_the_table(
    cast: Cast, status: TaskStatus, business: BusinessStatus
) -> None:
    task = make_task_in(cast, status, business)
    taken, expected = set(), set()
    for actor, context in contexts_of(cast, task).items():
        with context:
            for end in TaskStatus:
                if takes(cast, task, end):
                    taken.add((actor, end))
        expected |= {
            (actor, arrow.end)
            for arrow in ARROWS
            if arrow.start == status
            and actor in arrow.actors
            and (not arrow.only_from or business in arrow.only_from)
        }

    assert taken == expected


@pytest.mark.parametrize(("status", "business"), STATES, ids=lambda state: str(state) or "-")
def test_an_action_takes_exactly_the_business_steps_of_the_table(
    cast: Cast, status: TaskStatus, business: BusinessStatus
) -> None:
    task = make_task_in(cast, status, business)
    taken, expected = set(), set()
    for actor, context in contexts_of(cast, task).items():
        with context:
            for end in BusinessStatus:
                try:
                    with undone():
                        move_business(
                            task=locked(task), to=end, by=me(cast), at=cast.at, reason="other", **NEXT
                        )
                    taken.add((actor, end))
                except StepRefused:
                    pass
        if status in WORKING:
            expected |= {
                (actor, arrow.end)
                for arrow in BUSINESS_ARROWS
                if arrow.start == business and actor in arrow.actors
            }

    assert taken == expected


@pytest.mark.parametrize(
    ("status", "end"),
    [
        (TaskStatus.REQUESTED, TaskStatus.REJECTED),
        (TaskStatus.REQUESTED, TaskStatus.ACCEPTED),
        (TaskStatus.ACCEPTED, TaskStatus.COMPLETED),
        (TaskStatus.ACCEPTED, TaskStatus.ON_HOLD),
    ],
)
def test_a_step_without_what_it_needs_is_refused(cast: Cast, status: TaskStatus, end: TaskStatus) -> None:
    task = make_task_in(cast, status)

    with cast.as_member(), pytest.raises(ReasonMissing):
        move(task=locked(task), to=end, by=cast.ito, at=cast.at, **NEXT)


def test_every_step_leaves_a_line_with_who_and_for_whom(cast: Cast) -> None:
    task = make_task_in(cast, TaskStatus.IN_PROGRESS)

    lines = ReferralStep.objects.filter(task=task).order_by("id")

    assert list(lines.values_list("state", "actor", "by_name", "organisation__name")) == [
        ("requested", "source", "遠藤 さき", "マミーズ・ネット"),
        ("accepted", "target", "伊藤 あおい", "ひだまり広場"),
        ("in_progress", "target", "伊藤 あおい", "ひだまり広場"),
    ]
