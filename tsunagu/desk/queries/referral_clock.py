"""What the clock has to look at. Read as the town's own machinery."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from tsunagu.desk.models import Referral, ReferralTask
from tsunagu.desk.models.referral_choices import (
    SHARED,
    WORKING,
    BusinessStatus,
    DeclinedBy,
    StatusReason,
    TaskStatus,
)
from tsunagu.directory.choices import ServiceStatus
from tsunagu.directory.models import Service

# What a place says when its listing promised more than it gives.
DOUBTFUL = (
    StatusReason.FULL,
    StatusReason.NOT_ELIGIBLE,
    StatusReason.OUT_OF_AREA,
    StatusReason.LACK_OF_STAFF,
    StatusReason.OTHER_EXPERTISE,
)


def tasks_to_remind(*, at: datetime) -> QuerySet[ReferralTask]:
    """Due to be reminded, and not reminded since they last moved."""
    return ReferralTask.objects.filter(
        status__in=SHARED, reminded_at=None, remind_on__lte=timezone.localdate(at)
    ).order_by("id")


def tasks_to_escalate(*, at: datetime) -> QuerySet[ReferralTask]:
    """Due to be told to the desk, and not told since they last moved."""
    return ReferralTask.objects.filter(
        status__in=SHARED, escalated_at=None, escalate_on__lte=timezone.localdate(at)
    ).order_by("id")


def tasks_past_their_deadline(*, at: datetime) -> QuerySet[ReferralTask]:
    """Unanswered after the last day was over."""
    return ReferralTask.objects.filter(
        Q(status=TaskStatus.REQUESTED)
        | Q(business_status=BusinessStatus.CANCELLATION_REQUESTED, status__in=WORKING),
        answer_by__lt=timezone.localdate(at),
    ).order_by("id")


def tasks_held_by_accounts() -> QuerySet[ReferralTask]:
    """Held by somebody with an account, who may have left."""
    return ReferralTask.objects.filter(status__in=WORKING, accepted_by__isnull=False).order_by("id")


def referrals_with_a_desk_person() -> QuerySet[Referral]:
    """Open needs of which somebody at the desk is in charge, who may have left."""
    return Referral.objects.filter(closed_at=None, desk_person__isnull=False).order_by("id")


def tasks_that_cast_doubt(*, since: datetime) -> QuerySet[ReferralTask]:
    """Declined by the place for what its listing should have said, or never answered; ended since then."""
    declined = Q(status=TaskStatus.REJECTED, declined_by=DeclinedBy.PROVIDER, status_reason__in=DOUBTFUL)
    unanswered = Q(status=TaskStatus.CANCELLED, status_reason=StatusReason.NO_ANSWER)
    return ReferralTask.objects.filter(declined | unanswered, ended_at__gte=since).order_by("ended_at", "id")


def listings_asked_for(task: ReferralTask) -> QuerySet[Service]:
    """The target's listings under the need that the family had."""
    return Service.objects.filter(
        organisation_id=task.target_id, attributes__term_id=task.need_id, status=ServiceStatus.ACTIVE
    ).select_related("organisation")
