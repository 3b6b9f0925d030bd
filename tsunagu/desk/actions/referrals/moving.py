"""The one way in which a task moves: ask the table, write the row, the step and the journal.

A step is decided on what was read. Mostly that is the task `locked`; who accepts decides on what they saw,
and comes too late if that is no longer so.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS
from django.db.models import QuerySet

from tsunagu.desk.models import Referral, ReferralStep, ReferralTask, ReferralTerms
from tsunagu.desk.models.referral_choices import ENDED, Actor, BusinessStatus, StepKind, TaskStatus
from tsunagu.desk.models.transition import arrow_between
from tsunagu.desk.queries.referral_terms import work_deadlines
from tsunagu.desk.rules import actor_for_business_step, actor_for_step, organisation_of
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.audit.journal import record
from tsunagu.kernel.database.compiled import Compiled
from tsunagu.kernel.database.rows import change_if, insert


class StepRefused(Exception):
    """The table has no such step from where the task is now, or not for whoever asks."""

    def __init__(self, task: ReferralTask, to: str) -> None:
        super().__init__(f"{task.status}/{task.business_status} → {to}")
        self.task = task


class Overtaken(StepRefused):
    """Somebody moved it first."""


class ReasonMissing(Exception):
    """The step needs a coded reason, an outcome, or a named person."""


def locked(task: ReferralTask) -> ReferralTask:
    """The task as it is now, held until the end of the transaction: of two who answer at once, one waits.

    Raises:
        StepRefused: the acting person's part in it is over.
    """
    rows = _LOCKED.rows(task_id=task.id)
    if not rows:
        # The need is out of sight: the target's part in it is over.
        raise StepRefused(task, "")
    columns = [[field.attname for field in model._meta.concrete_fields] for model in (ReferralTask, Referral)]
    first_of_referral = len(columns[0])
    found = ReferralTask.from_db(DEFAULT_DB_ALIAS, columns[0], rows[0][:first_of_referral])
    found.referral = Referral.from_db(DEFAULT_DB_ALIAS, columns[1], rows[0][first_of_referral:])
    return found


def _with_its_referral(task_id: UUID) -> QuerySet[ReferralTask]:
    return ReferralTask.objects.select_for_update(of=("self",)).select_related("referral").filter(id=task_id)


_LOCKED = Compiled(_with_its_referral, task_id=UUID(int=0))


def move(
    *,
    task: ReferralTask,
    to: TaskStatus,
    by: User | None,
    at: datetime,
    next_action: str,
    next_on: date,
    reason: str = "",
    text: str = "",
    by_name: str = "",
    **fields: Any,
) -> ReferralTask:
    """Take a task to another status.

    Raises:
        StepRefused: the table has no such step for whoever acts.
        Overtaken: the task has moved since it was read.
        ReasonMissing: what the table asks for with the step was not given.
    """
    actor = actor_for_step(task, to)
    arrow = arrow_between(task.status, to)
    if actor is None or arrow is None:
        raise StepRefused(task, to)
    name = fields.get("accepted_name", task.accepted_name)
    if (
        (arrow.needs_reason and not reason)
        or (arrow.needs_outcome and not fields.get("outcome"))
        or (arrow.needs_person and not name)
    ):
        raise ReasonMissing
    fields |= {"status": to, "status_reason": reason, "status_reason_text": text}
    if to in ENDED:
        fields["ended_at"] = at
    _write(task, to, at=at, next_action=next_action, next_on=next_on, **fields)
    note_step(
        task,
        kind=StepKind.STATUS,
        state=to,
        actor=actor,
        by=by,
        by_name=by_name,
        at=at,
        reason=reason,
        text=text,
    )
    return task


def move_business(
    *,
    task: ReferralTask,
    to: BusinessStatus,
    by: User | None,
    at: datetime,
    next_action: str,
    next_on: date,
    reason: str = "",
    text: str = "",
    **fields: Any,
) -> ReferralTask:
    """Take a task to another business status.

    Raises:
        StepRefused: the table has no such step for whoever acts.
        Overtaken: the task has moved since it was read.
    """
    actor = actor_for_business_step(task, to)
    if actor is None:
        raise StepRefused(task, to)
    if reason:
        fields |= {"status_reason": reason, "status_reason_text": text}
    _write(task, to, at=at, next_action=next_action, next_on=next_on, business_status=to, **fields)
    note_step(task, kind=StepKind.BUSINESS, state=to, actor=actor, by=by, at=at, reason=reason, text=text)
    return task


def _write(
    task: ReferralTask, to: str, *, at: datetime, next_action: str, next_on: date, **fields: Any
) -> None:
    """Write the changed fields in one statement; whoever was reminded before is reminded anew."""
    seen = {"status": task.status, "business_status": task.business_status}
    changes = {
        "moved_at": at,
        "next_action": next_action,
        "next_action_on": next_on,
        "reminded_at": None,
        "escalated_at": None,
        **fields,
    }
    if not change_if(task, seen, **changes):
        raise Overtaken(task, to)


def work_dates(*, due: date, terms: ReferralTerms) -> dict[str, Any]:
    """When to remind and when to tell the desk, if what is due on a day does not happen."""
    dates = work_deadlines(due=due, terms=terms)
    return {"remind_on": dates.remind_on, "escalate_on": dates.escalate_on}


def note_step(
    task: ReferralTask,
    *,
    kind: StepKind,
    actor: Actor,
    by: User | None,
    at: datetime,
    state: str = "",
    reason: str = "",
    text: str = "",
    by_name: str = "",
) -> ReferralStep:
    """Add a line to the hand-over's history and to the journal."""
    step = ReferralStep(
        referral_id=task.referral_id,
        task=task,
        kind=kind,
        state=state,
        actor=actor,
        by=by,
        by_name=by_name or _name_of(task, actor, by),
        organisation_id=organisation_of(task, actor),
        reason=reason,
        text=text,
        at=at,
    )
    insert(step)
    record(
        f"referral.{kind}",
        record_id=task.referral.household_id or task.referral_id,
        by=by.id if by else None,
        at=at,
        task=str(task.id),
        state=state,
        actor=actor.value,
        reason=reason,
    )
    return step


def _name_of(task: ReferralTask, actor: Actor, by: User | None) -> str:
    if by is not None:
        return by.name
    return task.accepted_name if actor == Actor.LINK else ""


def person_of(by: User | None, name: str) -> tuple[UUID | None, str]:
    """Who accepts: an account and its name, or the name that somebody without an account gave."""
    return (by.id, by.name) if by else (None, name.strip())
