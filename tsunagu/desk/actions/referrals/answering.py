"""The target's answer: a named person takes the family on, or says no in a way that helps the next step."""

from copy import copy
from datetime import date, datetime

from django.db import transaction

from tsunagu.desk.actions.referrals.letters import ACCEPTED, DECLINED, YOUR_REPORT, tell_both, tell_target
from tsunagu.desk.actions.referrals.moving import Overtaken, locked, move, person_of, work_dates
from tsunagu.desk.actions.referrals.sharing import end_sharing, in_the_towns_name, keep_sharing
from tsunagu.desk.models import ReferralTask, UnmetNeed
from tsunagu.desk.models.referral_choices import DeclinedBy, NextAction, TaskStatus, Urgency
from tsunagu.desk.queries.referral_terms import business_day_after, terms_of_town
from tsunagu.directory.models import Organisation
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.database.prepared import prepared


class NoSuggestion(Exception):
    """A place that declines names another, or says that it knows none."""


@transaction.atomic
@prepared()
def accept_task(
    *, task: ReferralTask, by: User | None, at: datetime, name: str = "", contact_on: date | None = None
) -> ReferralTask:
    """Take the family on in one's own name; from now on this person holds it.

    Raises:
        Overtaken: somebody answered first, or it was taken back.
    """
    # No lock: the write itself finds out whether somebody was faster. What was seen stays as it was seen.
    task = _unanswered(copy(task), TaskStatus.ACCEPTED)
    terms = terms_of_town()
    within = 1 if task.referral.urgency == Urgency.URGENT else terms.contact_within
    due = contact_on or business_day_after(within, at=at, terms=terms)
    accepted_by_id, accepted_name = person_of(by, name)
    move(
        task=task,
        to=TaskStatus.ACCEPTED,
        by=by,
        at=at,
        next_action=NextAction.CONTACT_FAMILY,
        next_on=due,
        accepted_by_id=accepted_by_id,
        accepted_name=accepted_name,
        accepted_at=at,
        answer_by=None,
        **work_dates(due=due, terms=terms),
    )
    with in_the_towns_name(at=at):
        keep_sharing(task=task, at=at)
        tell_both(task=task, kind=ACCEPTED, at=at)
        if by is None:
            tell_target(task=task, kind=YOUR_REPORT, at=at)
    return task


@transaction.atomic
@prepared()
def decline_task(
    *,
    task: ReferralTask,
    by: User | None,
    at: datetime,
    reason: str,
    declined_by: str,
    text: str = "",
    suggested: Organisation | None = None,
    suggested_text: str = "",
    none_known: bool = False,
    name: str = "",
) -> ReferralTask:
    """Say no, with a reason, whose no it is, and who might help instead. The desk holds the family.

    Raises:
        Overtaken: somebody answered first, or it was taken back.
        NoSuggestion: a place's own no came without a next place or "none known".
    """
    task = _unanswered(locked(task), TaskStatus.REJECTED)
    if declined_by == DeclinedBy.PROVIDER and not (suggested or suggested_text or none_known):
        raise NoSuggestion
    terms = terms_of_town()
    is_familys = declined_by == DeclinedBy.FAMILY
    move(
        task=task,
        to=TaskStatus.REJECTED,
        by=by,
        at=at,
        next_action=NextAction.TALK_TO_FAMILY if is_familys else NextAction.FIND_NEXT,
        next_on=business_day_after(terms.decide_within, at=at, terms=terms),
        reason=reason,
        text=text,
        by_name=name,
        declined_by=declined_by,
        suggested=suggested,
        suggested_text=suggested_text,
        none_known=none_known and not (suggested or suggested_text),
    )
    if task.none_known and not is_familys:
        note_unmet_need(task=task, reason=reason, at=at)
    with in_the_towns_name(at=at):
        end_sharing(task=task, at=at)
        tell_both(task=task, kind=DECLINED, at=at)
    return task


def note_unmet_need(*, task: ReferralTask, reason: str, at: datetime) -> UnmetNeed:
    """Nobody is known who could help: that is a figure for the town."""
    return UnmetNeed.objects.create(
        referral_id=task.referral_id, task=task, need_id=task.need_id, reason=reason, noted_at=at
    )


def _unanswered(task: ReferralTask, to: TaskStatus) -> ReferralTask:
    if task.status != TaskStatus.REQUESTED:
        raise Overtaken(task, to)
    return task
