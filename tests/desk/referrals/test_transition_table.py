"""The table of steps: in the database as in the module, and refused by the database wherever it is silent."""

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from tests.factories.referrals import STATES, Cast, contexts_of, make_task_in
from tsunagu.desk.models import BusinessTransitionRule, TransitionRule
from tsunagu.desk.models.referral_choices import ENDED, WORKING, BusinessStatus, TaskStatus
from tsunagu.desk.models.transition import (
    ARROWS,
    BUSINESS_ARROWS,
    business_rule_rows,
    rule_rows,
)
from tsunagu.kernel.municipality.acting import current


def allowed(start: str, business: str, end: str, actor: str) -> bool:
    """The oracle: read straight from the arrows."""
    return any(
        (arrow.start, arrow.end) == (start, end)
        and actor in arrow.actors
        and (not arrow.only_from or business in arrow.only_from)
        for arrow in ARROWS
    )


def allowed_business(status: str, start: str, end: str, actor: str) -> bool:
    return status in WORKING and any(
        (arrow.start, arrow.end) == (start, end) and actor in arrow.actors for arrow in BUSINESS_ARROWS
    )


def everything_that(end: str) -> dict[str, Any]:
    """All that a step could ask for, so that a refusal is never for want of a reason."""
    is_held = end in WORKING
    return {
        "status": end,
        "status_reason": "other",
        "declined_by": "provider",
        "none_known": True,
        "outcome": "informed" if end == TaskStatus.COMPLETED else "",
        "ended_at": "2026-11-20T01:00:00Z" if end in ENDED else None,
        "answer_by": date(2026, 11, 26),
        "sent_at": "2026-11-20T01:00:00Z",
        "business_status": "" if end == TaskStatus.REQUESTED else None,
        "accepted_name": "伊藤 あおい" if is_held else "",
    }


def raw_update(task_id: Any, values: dict[str, Any]) -> int:
    """As somebody with a database console would."""
    columns = ", ".join(f'"{name}" = %s' for name in values)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE desk_referraltask SET {columns} WHERE id = %s", [*values.values(), task_id])
        return cursor.rowcount


def attempt(task_id: Any, values: dict[str, Any]) -> bool:
    """Whether the database lets the update through; nothing of it stays."""
    try:
        with transaction.atomic():
            moved = raw_update(task_id, values) == 1
            transaction.set_rollback(True)
            return moved
    except DatabaseError:
        return False


def test_the_database_holds_the_table_of_the_module(db: None) -> None:
    names = list(next(rule_rows()))
    key = str

    assert sorted(TransitionRule.objects.values(*names), key=key) == sorted(rule_rows(), key=key)
    names = list(next(business_rule_rows()))
    assert sorted(BusinessTransitionRule.objects.values(*names), key=key) == sorted(
        business_rule_rows(), key=key
    )


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO desk_transition_rule (from_status, to_status, actor, needs_reason, needs_outcome,"
        " needs_person, only_from_business)"
        " VALUES ('rejected', 'accepted', 'source', false, false, false, '{}')",
        "UPDATE desk_transition_rule SET actor = 'source'",
        "DELETE FROM desk_transition_rule",
        "UPDATE desk_business_transition_rule SET actor = 'source'",
    ],
)
def test_nobody_who_serves_pages_can_change_the_table(cast: Cast, statement: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(("status", "business"), STATES, ids=lambda state: str(state) or "-")
def test_the_database_allows_exactly_the_steps_of_the_table(
    cast: Cast, status: TaskStatus, business: BusinessStatus
) -> None:
    task = make_task_in(cast, status, business)
    came_through, expected = set(), set()
    for actor, context in contexts_of(cast, task).items():
        with context:
            for end in TaskStatus:
                values = everything_that(end)
                if values["business_status"] is None:
                    del values["business_status"]
                if end == TaskStatus.ACCEPTED:
                    values |= {"accepted_by_id": current().user, "accepted_at": "2026-11-20T01:00:00Z"}
                if end in WORKING and status in WORKING:
                    del values["accepted_name"]
                if end != status and attempt(task.id, values):
                    came_through.add((actor, end))
                if end != status and allowed(status, business, end, actor):
                    expected.add((actor, end))

    assert came_through == expected


@pytest.mark.parametrize(("status", "business"), STATES, ids=lambda state: str(state) or "-")
def test_the_database_allows_exactly_the_business_steps_of_the_table(
    cast: Cast, status: TaskStatus, business: BusinessStatus
) -> None:
    task = make_task_in(cast, status, business)
    came_through, expected = set(), set()
    for actor, context in contexts_of(cast, task).items():
        with context:
            for end in BusinessStatus:
                if end != business and attempt(task.id, {"business_status": end}):
                    came_through.add((actor, end))
                if end != business and allowed_business(status, business, end, actor):
                    expected.add((actor, end))

    assert came_through == expected


@pytest.mark.parametrize(
    ("start", "values"),
    [
        (TaskStatus.REQUESTED, {"status": "rejected", "declined_by": "provider", "none_known": True}),
        (TaskStatus.REQUESTED, {"status": "rejected", "status_reason": "full", "none_known": True}),
        (TaskStatus.REQUESTED, {"status": "rejected", "status_reason": "full", "declined_by": "provider"}),
        (TaskStatus.REQUESTED, {"status": "accepted", "accepted_at": "2026-11-20T01:00:00Z"}),
        (TaskStatus.ACCEPTED, {"status": "completed", "ended_at": "2026-11-20T01:00:00Z"}),
        (TaskStatus.ACCEPTED, {"status": "on_hold"}),
        (TaskStatus.ACCEPTED, {"status": "failed", "ended_at": "2026-11-20T01:00:00Z"}),
        (TaskStatus.ACCEPTED, {"status": "in_progress", "accepted_name": ""}),
    ],
    ids=["no reason", "not whose", "no suggestion", "no name", "no outcome", "no reason to wait",
         "no reason to fail", "nobody"],
)  # fmt: skip
def test_the_database_asks_for_what_the_step_needs(
    cast: Cast, start: TaskStatus, values: dict[str, Any]
) -> None:
    task = make_task_in(cast, start)
    if values["status"] == "rejected":
        values = {"ended_at": "2026-11-20T01:00:00Z", **values}

    with cast.as_member():
        assert attempt(task.id, values) is False


def test_nobody_accepts_in_somebody_elses_name(cast: Cast) -> None:
    task = make_task_in(cast, TaskStatus.REQUESTED)
    accepted = {"status": "accepted", "accepted_name": "加藤 なお", "accepted_at": "2026-11-20T01:00:00Z"}

    with cast.as_member():
        assert attempt(task.id, accepted | {"accepted_by_id": cast.kato.id}) is False
        assert attempt(task.id, accepted | {"accepted_by_id": cast.ito.id}) is True
