"""たらい回し, measured: hops, days until somebody takes a family on, ends without outcome, stories retold.

Counted over the needs opened in a period. What was marked as a mistake counts nowhere. The rows carry no name
of a family; whoever calls decides in whose name they are read (a chief sees figures, not families).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from uuid import UUID

from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils import timezone

from tsunagu.desk.models import Referral, ReferralStep, ReferralTask, UnmetNeed
from tsunagu.desk.models.referral_choices import Closing, StatusReason, StepKind, TaskStatus

NOT_COUNTED = (TaskStatus.DRAFT, TaskStatus.ENTERED_IN_ERROR)


@dataclass(frozen=True, slots=True)
class Period:
    """From the first moment of a day to the last of another."""

    first: date
    last: date

    @property
    def moments(self) -> tuple[datetime, datetime]:
        start = timezone.make_aware(datetime.combine(self.first, datetime.min.time()))
        end = timezone.make_aware(datetime.combine(self.last + timedelta(days=1), datetime.min.time()))
        return start, end


def needs_opened(period: Period) -> QuerySet[Referral]:
    """Needs of the period, without those that were a mistake."""
    start, end = period.moments
    return Referral.objects.filter(opened_at__gte=start, opened_at__lt=end).exclude(closing=Closing.MISTAKE)


def hops_per_need(period: Period) -> dict[int, int]:
    """How many needs were sent to how many organisations: {1: 40, 2: 6, 3: 1}."""
    hops = (
        needs_opened(period)
        .annotate(hops=Count("tasks", filter=~Q(tasks__status__in=NOT_COUNTED)))
        .filter(hops__gt=0)
        .values_list("hops", flat=True)
    )
    return dict(sorted(Counter(hops).items()))


def days_to_first_accepted(period: Period) -> list[int]:
    """For each need that somebody accepted: calendar days from its opening, in rising order."""
    rows = (
        needs_opened(period)
        .annotate(
            first=Min("steps__at", filter=Q(steps__kind=StepKind.STATUS, steps__state=TaskStatus.ACCEPTED))
        )
        .filter(first__isnull=False)
        .values_list("opened_at", "first")
    )
    return sorted((timezone.localdate(first) - timezone.localdate(opened)).days for opened, first in rows)


def endings(period: Period) -> dict[str, int]:
    """How the needs of the period ended; those still open are not in it."""
    rows = (
        needs_opened(period)
        .exclude(closed_at=None)
        .values("closing")
        .annotate(needs=Count("id"))
        .order_by("closing")
    )
    return {row["closing"]: row["needs"] for row in rows}


def share_without_outcome(period: Period) -> float | None:
    """Of the needs that ended: the share that ended without an outcome; None when none has ended."""
    ended = endings(period)
    total = sum(ended.values())
    return None if not total else (total - ended.get(Closing.COMPLETED, 0)) / total


def declines_by_reason(period: Period) -> dict[str, int]:
    """Rejections of the period's needs by reason, the most frequent first."""
    rows = (
        ReferralTask.objects.filter(referral__in=needs_opened(period), status=TaskStatus.REJECTED)
        .values("status_reason")
        .annotate(declines=Count("id"))
        .order_by("-declines", "status_reason")
    )
    return {row["status_reason"]: row["declines"] for row in rows}


def stories_retold(period: Period) -> tuple[int, int]:
    """How often a family had to tell its story again, of how many times it was asked about."""
    tasks = ReferralTask.objects.filter(referral__in=needs_opened(period), story_retold__isnull=False)
    return tasks.filter(story_retold=True).count(), tasks.count()


def unmet_needs(period: Period) -> dict[str, int]:
    """What nobody is known for: need's name to how often."""
    start, end = period.moments
    rows = (
        UnmetNeed.objects.filter(noted_at__gte=start, noted_at__lt=end)
        .values("need__name")
        .annotate(times=Count("id"))
        .order_by("-times", "need__name")
    )
    return {row["need__name"]: row["times"] for row in rows}


@dataclass(frozen=True, slots=True)
class OrganisationFigures:
    """What one organisation did with what it was asked."""

    organisation_id: UUID
    name: str
    asked: int
    accepted: int
    declined: int
    unanswered: int
    completed: int
    median_days: float | None


def figures_by_organisation(period: Period) -> list[OrganisationFigures]:
    """Every organisation that was asked in the period's needs, in kana order."""
    tasks = ReferralTask.objects.filter(referral__in=needs_opened(period)).exclude(status__in=NOT_COUNTED)
    waited: dict[UUID, list[int]] = {}
    answers = (
        ReferralStep.objects.filter(
            task__in=tasks,
            kind=StepKind.STATUS,
            state__in=[TaskStatus.ACCEPTED, TaskStatus.REJECTED],
        )
        .values("task_id", "task__target_id", "task__sent_at")
        .annotate(first=Min("at"))
    )
    for row in answers:
        days = (timezone.localdate(row["first"]) - timezone.localdate(row["task__sent_at"])).days
        waited.setdefault(row["task__target_id"], []).append(days)
    accepted = Q(steps__kind=StepKind.STATUS, steps__state=TaskStatus.ACCEPTED)
    rows = (
        tasks.values("target_id", "target__name", "target__name_kana")
        .annotate(
            asked=Count("id", distinct=True),
            accepted=Count("id", filter=accepted, distinct=True),
            declined=Count("id", filter=Q(status=TaskStatus.REJECTED), distinct=True),
            unanswered=Count("id", filter=Q(status_reason=StatusReason.NO_ANSWER), distinct=True),
            completed=Count("id", filter=Q(status=TaskStatus.COMPLETED), distinct=True),
        )
        .order_by("target__name_kana", "target_id")
    )
    return [
        OrganisationFigures(
            organisation_id=row["target_id"],
            name=row["target__name"],
            asked=row["asked"],
            accepted=row["accepted"],
            declined=row["declined"],
            unanswered=row["unanswered"],
            completed=row["completed"],
            median_days=median(waited[row["target_id"]]) if row["target_id"] in waited else None,
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Stuck:
    """An open need that nobody moved for days; without the family."""

    referral_id: UUID
    need: str
    owner: str
    owner_name: str
    moved_on: date
    days: int
    next_on: date


def stuck_needs(*, at: datetime, days: int) -> list[Stuck]:
    """Open needs with no human step for at least so many days, the longest first."""
    today = timezone.localdate(at)
    moved_by_people = Q(steps__isnull=False) & ~Q(steps__actor="system")
    rows = (
        Referral.objects.filter(closed_at=None)
        .annotate(moved_at=Max("steps__at", filter=moved_by_people))
        .values(
            "id",
            "need__name",
            "owner_organisation__name",
            "owner_name",
            "moved_at",
            "opened_at",
            "next_action_on",
        )
    )
    found = []
    for row in rows:
        moved_on = timezone.localdate(row["moved_at"] or row["opened_at"])
        if (today - moved_on).days >= days:
            found.append(
                Stuck(
                    referral_id=row["id"],
                    need=row["need__name"],
                    owner=row["owner_organisation__name"],
                    owner_name=row["owner_name"],
                    moved_on=moved_on,
                    days=(today - moved_on).days,
                    next_on=row["next_action_on"] or today,
                )
            )
    return sorted(found, key=lambda stuck: (-stuck.days, str(stuck.referral_id)))


def mean(values: Iterable[int]) -> float | None:
    """The mean, or None of nothing."""
    known = list(values)
    return sum(known) / len(known) if known else None


def mean_hops(hops: dict[int, int]) -> float | None:
    """How many organisations a need was sent to, on average."""
    needs = sum(hops.values())
    return sum(count * number for count, number in hops.items()) / needs if needs else None
