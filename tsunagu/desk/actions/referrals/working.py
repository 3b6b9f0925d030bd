"""While a named person holds the family: begin, wait, meet, miss each other, report."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from tsunagu.desk.actions.referrals.moving import locked, move, move_business, work_dates
from tsunagu.desk.models import ReferralTask
from tsunagu.desk.models.referral_choices import BusinessStatus, NextAction, TaskStatus
from tsunagu.desk.queries.referral_terms import business_day_after, terms_of_town
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.database.prepared import prepared


@transaction.atomic
@prepared()
def start_task(
    *, task: ReferralTask, by: User | None, at: datetime, next_on: date | None = None
) -> ReferralTask:
    """The work with the family began, or goes on after a wait."""
    dates = _next(next_on, at=at)
    return move(
        task=locked(task), to=TaskStatus.IN_PROGRESS, by=by, at=at, next_action=NextAction.REPORT, **dates
    )


@transaction.atomic
@prepared()
def hold_task(
    *, task: ReferralTask, by: User | None, at: datetime, reason: str, review_on: date, text: str = ""
) -> ReferralTask:
    """Wait for something, until a day on which it is looked at again."""
    dates = _next(review_on, at=at)
    return move(
        task=locked(task),
        to=TaskStatus.ON_HOLD,
        by=by,
        at=at,
        next_action=NextAction.REVIEW_HOLD,
        reason=reason,
        text=text,
        **dates,
    )


@transaction.atomic
@prepared()
def schedule_meeting(
    *, task: ReferralTask, by: User | None, at: datetime, meets_at: datetime
) -> ReferralTask:
    """A day and time were agreed with the family, or agreed anew."""
    dates = _next(timezone.localdate(meets_at), at=at)
    return move_business(
        task=locked(task),
        to=BusinessStatus.SCHEDULED,
        by=by,
        at=at,
        next_action=NextAction.APPOINTMENT,
        appointment_at=meets_at,
        **dates,
    )


@transaction.atomic
@prepared()
def note_no_show(
    *, task: ReferralTask, by: User | None, at: datetime, next_on: date | None = None
) -> ReferralTask:
    """Nobody came. That is a state, not an end: somebody asks what happened."""
    return _after_meeting(task, BusinessStatus.UNATTENDED, NextAction.CONTACT_FAMILY, by, at, next_on)


@transaction.atomic
@prepared()
def cancel_meeting(
    *, task: ReferralTask, by: User | None, at: datetime, next_on: date | None = None
) -> ReferralTask:
    """The meeting was called off; another is to be found."""
    return _after_meeting(
        task, BusinessStatus.APPOINTMENT_CANCELLED, NextAction.CONTACT_FAMILY, by, at, next_on
    )


@transaction.atomic
@prepared()
def note_meeting(
    *, task: ReferralTask, by: User | None, at: datetime, next_on: date | None = None
) -> ReferralTask:
    """They met."""
    return _after_meeting(task, BusinessStatus.EVENT_COMPLETED, NextAction.REPORT, by, at, next_on)


def _after_meeting(
    task: ReferralTask,
    to: BusinessStatus,
    next_action: NextAction,
    by: User | None,
    at: datetime,
    next_on: date | None,
) -> ReferralTask:
    return move_business(
        task=locked(task),
        to=to,
        by=by,
        at=at,
        next_action=next_action,
        appointment_at=None,
        **_next(next_on, at=at),
    )


def _next(next_on: date | None, *, at: datetime) -> dict[str, Any]:
    terms = terms_of_town()
    due = next_on or business_day_after(terms.contact_within, at=at, terms=terms)
    return {"next_on": due, **work_dates(due=due, terms=terms)}
