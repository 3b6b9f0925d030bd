"""What happens by itself when days pass: remind, tell the desk, take back; and when a person leaves.

Each function asks under a lock whether it is still due, so that running twice, or two at once, changes
nothing.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tsunagu.desk.actions.referrals.letters import (
    CANCELLED,
    ESCALATED,
    RECEIVED_BACK,
    REMINDED,
    SENT,
    tell_both,
    tell_desk,
    tell_target,
)
from tsunagu.desk.actions.referrals.moving import locked, move, note_step
from tsunagu.desk.actions.referrals.sharing import end_sharing, limit_sharing
from tsunagu.desk.models import Referral, ReferralTask
from tsunagu.desk.models.referral_choices import (
    SHARED,
    Actor,
    BusinessStatus,
    NextAction,
    StatusReason,
    StepKind,
    TaskStatus,
)
from tsunagu.desk.queries.referral_people import works_there
from tsunagu.desk.queries.referral_terms import answer_deadlines, business_day_after, terms_of_town
from tsunagu.kernel.database.prepared import prepared


@transaction.atomic
@prepared()
def remind_target(*, task: ReferralTask, at: datetime) -> bool:
    """Ask once more, once."""
    task = locked(task)
    today = timezone.localdate(at)
    if task.status not in SHARED or task.reminded_at or task.remind_on is None or task.remind_on > today:
        return False
    task.reminded_at = at
    task.save(update_fields=["reminded_at"])
    note_step(task, kind=StepKind.REMINDED, actor=Actor.SYSTEM, by=None, at=at)
    tell_target(task=task, kind=REMINDED, at=at)
    return True


@transaction.atomic
@prepared()
def escalate_to_desk(*, task: ReferralTask, at: datetime) -> bool:
    """Tell the desk, and whoever oversees it, that nothing moves."""
    task = locked(task)
    today = timezone.localdate(at)
    if task.status not in SHARED or task.escalated_at or task.escalate_on is None or task.escalate_on > today:
        return False
    task.escalated_at = at
    task.save(update_fields=["escalated_at"])
    note_step(task, kind=StepKind.ESCALATED, actor=Actor.SYSTEM, by=None, at=at)
    tell_desk(task=task, kind=ESCALATED, at=at, oversight=True)
    return True


@transaction.atomic
@prepared()
def take_back(*, task: ReferralTask, at: datetime) -> bool:
    """Nobody answered by the end of the last day: the request ends, the desk decides what next."""
    task = locked(task)
    if task.answer_by is None or task.answer_by >= timezone.localdate(at):
        return False
    asked_to_stop = task.business_status == BusinessStatus.CANCELLATION_REQUESTED
    if task.status != TaskStatus.REQUESTED and not asked_to_stop:
        return False
    terms = terms_of_town()
    move(
        task=task,
        to=TaskStatus.CANCELLED,
        by=None,
        at=at,
        next_action=NextAction.FIND_NEXT,
        next_on=business_day_after(terms.decide_within, at=at, terms=terms),
        reason=StatusReason.NO_ANSWER,
    )
    end_sharing(task=task, at=at)
    tell_target(task=task, kind=CANCELLED, at=at)
    tell_both(task=task, kind=RECEIVED_BACK, at=at)
    return True


@transaction.atomic
@prepared()
def ask_target_anew(*, task: ReferralTask, at: datetime) -> bool:
    """The person who held the family is gone: their organisation names another, or the desk takes back."""
    task = locked(task)
    if (
        not task.is_held
        or task.accepted_by_id is None
        or works_there(task.accepted_by_id, organisation_id=task.target_id, at=at)
    ):
        return False
    terms = terms_of_town()
    dates = answer_deadlines(urgency=task.referral.urgency, at=at, terms=terms)
    move(
        task=task,
        to=TaskStatus.REQUESTED,
        by=None,
        at=at,
        next_action=NextAction.CHECK_ANSWER,
        next_on=dates.due,
        reason=StatusReason.PERSON_LEFT,
        business_status=BusinessStatus.NONE,
        accepted_by=None,
        accepted_name="",
        accepted_at=None,
        appointment_at=None,
        answer_by=dates.due,
        remind_on=dates.remind_on,
        escalate_on=dates.escalate_on,
    )
    limit_sharing(task=task, answer_by=dates.due, at=at, grace_days=terms.visible_after_answer_days)
    tell_target(task=task, kind=SENT, at=at)
    tell_desk(task=task, kind=ESCALATED, at=at, oversight=True)
    return True


@transaction.atomic
@prepared()
def release_desk_person(*, referral: Referral, at: datetime) -> bool:
    """The desk's person in charge is gone: the desk itself holds the need, and names somebody."""
    referral = Referral.objects.select_for_update(of=("self",)).get(id=referral.id)
    person_id = referral.desk_person_id
    if (
        not referral.is_open
        or person_id is None
        or works_there(person_id, organisation_id=referral.coordinator_id, at=at)
    ):
        return False
    fields = ["desk_person", "desk_name"]
    referral.desk_person, referral.desk_name = None, ""
    if referral.owner_person_id == person_id and referral.owner_organisation_id == referral.coordinator_id:
        referral.owner_person, referral.owner_name = None, ""
        fields += ["owner_person", "owner_name"]
        if not referral.tasks.filter(status__in=SHARED).exists():
            terms = terms_of_town()
            referral.next_action = NextAction.NAME_SOMEONE
            referral.next_action_on = business_day_after(terms.decide_within, at=at, terms=terms)
            fields += ["next_action", "next_action_on"]
    referral.save(update_fields=fields)
    return True
