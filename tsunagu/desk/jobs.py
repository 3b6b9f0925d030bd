"""The desk's clock. One hand-over that cannot be handled does not hold up the others."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from tsunagu.desk.actions.referrals.clock import (
    ask_target_anew,
    escalate_to_desk,
    release_desk_person,
    remind_target,
    take_back,
)
from tsunagu.desk.models import Referral, ReferralTask
from tsunagu.desk.models.referral_choices import TaskStatus
from tsunagu.desk.queries.referral_clock import (
    listings_asked_for,
    referrals_with_a_desk_person,
    tasks_held_by_accounts,
    tasks_past_their_deadline,
    tasks_that_cast_doubt,
    tasks_to_escalate,
    tasks_to_remind,
)
from tsunagu.kernel.jobs.queue import every
from tsunagu.network.actions.asking import ask_about
from tsunagu.network.choices import AskReason

# A day, and room for a run that was missed.
DOUBTS_LOOK_BACK = timedelta(days=3)
log = logging.getLogger(__name__)


# Every half hour from 7 to 19 in Japan (22 to 10 UTC): people are reminded by day.
@every("*/30 22-23,0-10 * * *", "desk.clock")
def wind_clock(*, at: datetime) -> None:
    """Do everything that is due at this moment; a second run finds nothing left to do."""
    for task in tasks_held_by_accounts():
        _safely(lambda task=task: ask_target_anew(task=task, at=at), task)
    for task in tasks_past_their_deadline(at=at):
        _safely(lambda task=task: take_back(task=task, at=at), task)
    for task in tasks_to_remind(at=at):
        _safely(lambda task=task: remind_target(task=task, at=at), task)
    for task in tasks_to_escalate(at=at):
        _safely(lambda task=task: escalate_to_desk(task=task, at=at), task)
    for referral in referrals_with_a_desk_person():
        _safely(lambda referral=referral: release_desk_person(referral=referral, at=at), referral)


# Before the network asks about what is due, so that both go out in one letter.
@every("30 22 * * *", "desk.doubts")
def doubt_listings(*, at: datetime) -> None:
    """Where a hand-over was declined or never answered, the place is asked whether its listing is true."""
    for task in tasks_that_cast_doubt(since=at - DOUBTS_LOOK_BACK):
        _safely(lambda task=task: _ask_about_listings(task, at=at), task)


def _ask_about_listings(task: ReferralTask, *, at: datetime) -> bool:
    declined = task.status == TaskStatus.REJECTED
    reason = AskReason.DECLINED if declined else AskReason.UNANSWERED
    asked = [
        ask_about(service=listing, reason=reason, at=at, since=task.ended_at)
        for listing in listings_asked_for(task)
    ]
    return any(asked)


def _safely(step: Callable[[], bool], about: ReferralTask | Referral) -> None:
    try:
        with transaction.atomic():
            step()
    except Exception:
        # The next run tries again; until then the family stays with whoever holds it.
        log.exception("desk.clock could not handle %s", about.id)
