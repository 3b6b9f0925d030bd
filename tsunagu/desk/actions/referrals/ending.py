"""How a task ends: with an outcome, without one, taken back, by mistake; how the desk closes a need."""

from datetime import datetime

from django.db import transaction

from tsunagu.desk.actions.referrals.answering import note_unmet_need
from tsunagu.desk.actions.referrals.asking import last_task
from tsunagu.desk.actions.referrals.letters import (
    ASKED_TO_STOP,
    CANCELLED,
    COMPLETED,
    RECEIVED_BACK,
    tell_both,
    tell_target,
)
from tsunagu.desk.actions.referrals.moving import StepRefused, locked, move, move_business
from tsunagu.desk.actions.referrals.sharing import end_sharing, in_the_towns_name
from tsunagu.desk.models import Referral, ReferralStep, ReferralTask, UnmetNeed
from tsunagu.desk.models.referral_choices import (
    Actor,
    BusinessStatus,
    Closing,
    DeclinedBy,
    NextAction,
    StatusReason,
    StepKind,
    TaskStatus,
)
from tsunagu.desk.queries.referral_terms import answer_deadlines, business_day_after, terms_of_town
from tsunagu.desk.rules import can_close
from tsunagu.families.models import Household
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.audit.journal import record
from tsunagu.kernel.database.prepared import prepared


class StillHeld(Exception):
    """Somebody is still at work on the need; it cannot be closed over their head."""


class AlreadyLinked(Exception):
    """The hand-over is about another household already."""


@transaction.atomic
@prepared()
def complete_task(
    *,
    task: ReferralTask,
    by: User | None,
    at: datetime,
    outcome: str,
    text: str = "",
    story_retold: bool | None = None,
) -> ReferralTask:
    """Close the loop: it is known what came of it."""
    task = locked(task)
    move(
        task=task,
        to=TaskStatus.COMPLETED,
        by=by,
        at=at,
        next_action=NextAction.REPORT,
        next_on=task.next_action_on,
        outcome=outcome,
        outcome_text=text,
        story_retold=story_retold,
    )
    with in_the_towns_name(at=at):
        end_sharing(task=task, at=at)
        tell_both(task=task, kind=COMPLETED, at=at)
    return task


@transaction.atomic
@prepared()
def fail_task(
    *,
    task: ReferralTask,
    by: User | None,
    at: datetime,
    reason: str,
    text: str = "",
    declined_by: str = "",
    none_known: bool = False,
    story_retold: bool | None = None,
) -> ReferralTask:
    """It did not work out after all, a decline after accepting included. The desk holds the family again."""
    task = locked(task)
    is_familys = declined_by == DeclinedBy.FAMILY
    _back_to_desk(
        task,
        to=TaskStatus.FAILED,
        by=by,
        at=at,
        next_action=NextAction.TALK_TO_FAMILY if is_familys else NextAction.FIND_NEXT,
        reason=reason,
        text=text,
        declined_by=declined_by,
        none_known=none_known,
        story_retold=story_retold,
    )
    with in_the_towns_name(at=at):
        end_sharing(task=task, at=at)
        if none_known and not is_familys:
            note_unmet_need(task=task, reason=reason, at=at)
        tell_both(task=task, kind=RECEIVED_BACK, at=at)
    return task


@transaction.atomic
@prepared()
def cancel_task(*, task: ReferralTask, by: User, at: datetime, reason: str, text: str = "") -> ReferralTask:
    """Take an unanswered request back at once."""
    task = locked(task)
    if task.status != TaskStatus.REQUESTED:
        raise StepRefused(task, TaskStatus.CANCELLED)
    _back_to_desk(task, to=TaskStatus.CANCELLED, by=by, at=at, reason=reason, text=text)
    with in_the_towns_name(at=at):
        end_sharing(task=task, at=at)
        tell_target(task=task, kind=CANCELLED, at=at)
    return task


@transaction.atomic
@prepared()
def ask_to_stop(*, task: ReferralTask, by: User, at: datetime, reason: str, text: str = "") -> ReferralTask:
    """Somebody already works with the family: ask them to stop, and let them confirm (BSeR row 07)."""
    task = locked(task)
    dates = answer_deadlines(urgency=task.referral.urgency, at=at, terms=terms_of_town())
    move_business(
        task=task,
        to=BusinessStatus.CANCELLATION_REQUESTED,
        by=by,
        at=at,
        next_action=NextAction.CONFIRM_CANCELLATION,
        next_on=dates.due,
        reason=reason,
        text=text,
        answer_by=dates.due,
        remind_on=dates.remind_on,
        escalate_on=dates.escalate_on,
    )
    tell_target(task=task, kind=ASKED_TO_STOP, at=at)
    return task


@transaction.atomic
@prepared()
def confirm_stop(*, task: ReferralTask, by: User | None, at: datetime) -> ReferralTask:
    """The target stops as it was asked to; the desk holds the family."""
    task = locked(task)
    _back_to_desk(
        task, to=TaskStatus.CANCELLED, by=by, at=at, reason=task.status_reason, text=task.status_reason_text
    )
    with in_the_towns_name(at=at):
        end_sharing(task=task, at=at)
        tell_both(task=task, kind=RECEIVED_BACK, at=at)
    return task


@transaction.atomic
@prepared()
def mark_mistake(*, task: ReferralTask, by: User, at: datetime, text: str = "") -> ReferralTask:
    """It should never have been sent. It stays readable to those who sent it, and counts nowhere."""
    task = locked(task)
    _back_to_desk(
        task, to=TaskStatus.ENTERED_IN_ERROR, by=by, at=at, reason=StatusReason.SENT_BY_MISTAKE, text=text
    )
    with in_the_towns_name(at=at):
        end_sharing(task=task, at=at)
        if task.sent_at:
            tell_target(task=task, kind=CANCELLED, at=at)
    return task


@transaction.atomic
@prepared()
def close_referral(
    *, referral: Referral, by: User, at: datetime, closing: Closing, text: str = ""
) -> Referral:
    """End a need without an outcome; that nobody could help is noted as a need the town does not meet.

    Raises:
        StillHeld: somebody is at work on it, or it is not this desk's to close.
    """
    referral = Referral.objects.select_for_update(of=("self",)).get(id=referral.id)
    last = last_task(referral)
    if closing == Closing.COMPLETED or not can_close(referral, last):
        raise StillHeld(referral)
    referral.closed_at, referral.closing = at, closing
    referral.next_action, referral.next_action_on = "", None
    referral.save(update_fields=["closed_at", "closing", "next_action", "next_action_on"])
    _note(referral, kind=StepKind.CLOSED, state=closing, by=by, at=at, text=text)
    if closing == Closing.NO_PLACE:
        UnmetNeed.objects.get_or_create(
            referral=referral,
            task=None,
            defaults={"need_id": referral.need_id, "reason": StatusReason.OTHER, "noted_at": at},
        )
    return referral


@transaction.atomic
@prepared()
def link_household(*, referral: Referral, household: Household, by: User, at: datetime) -> Referral:
    """The desk found out which household a member's hand-over is about.

    Raises:
        AlreadyLinked: it is about a household already.
    """
    referral = Referral.objects.select_for_update(of=("self",)).get(id=referral.id)
    if referral.household_id is not None:
        raise AlreadyLinked(referral)
    referral.household = household
    referral.save(update_fields=["household"])
    _note(referral, kind=StepKind.LINKED, by=by, at=at)
    return referral


@transaction.atomic
@prepared()
def name_desk_person(*, referral: Referral, person: User, by: User, at: datetime) -> Referral:
    """Somebody at the desk is in charge of the need whenever nobody else is."""
    referral = Referral.objects.select_for_update(of=("self",)).get(id=referral.id)
    referral.desk_person, referral.desk_name = person, person.name
    fields = ["desk_person", "desk_name"]
    if referral.owner_organisation_id == referral.coordinator_id and not _is_held(referral):
        referral.owner_person, referral.owner_name = person, person.name
        fields += ["owner_person", "owner_name"]
    referral.save(update_fields=fields)
    _note(referral, kind=StepKind.NAMED, by=by, at=at, text=person.name)
    return referral


def _is_held(referral: Referral) -> bool:
    last = last_task(referral)
    return last is not None and last.is_held


def _back_to_desk(
    task: ReferralTask,
    *,
    to: TaskStatus,
    at: datetime,
    next_action: NextAction = NextAction.FIND_NEXT,
    **fields: object,
) -> None:
    terms = terms_of_town()
    move(
        task=task,
        to=to,
        at=at,
        next_action=next_action,
        next_on=business_day_after(terms.decide_within, at=at, terms=terms),
        **fields,  # type: ignore[arg-type]  # the columns of a task
    )


def _note(
    referral: Referral, *, kind: StepKind, by: User, at: datetime, state: str = "", text: str = ""
) -> None:
    ReferralStep.objects.create(
        referral=referral,
        kind=kind,
        state=state,
        actor=Actor.COORDINATOR,
        by=by,
        by_name=by.name,
        organisation_id=referral.coordinator_id,
        text=text,
        at=at,
    )
    record(
        f"referral.{kind}",
        record_id=referral.household_id or referral.id,
        by=by.id,
        at=at,
        referral=str(referral.id),
        state=state,
    )
