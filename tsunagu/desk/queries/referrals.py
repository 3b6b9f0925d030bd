"""Hand-overs as the screens need them. The database decides what may be seen; these say what is asked for."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tsunagu.desk.models import Referral, ReferralPackage, ReferralStep, ReferralTask
from tsunagu.desk.models.referral_choices import ALIVE, ENDED, SHARED, WORKING, TaskStatus
from tsunagu.directory.models import Organisation, Service, TaxonomyTerm
from tsunagu.families.models import Consent, Household
from tsunagu.families.queries.people import find_people, read_question
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.permissions.models import Posting
from tsunagu.kernel.ui.words import name_in_letters


class NotFound(Exception):
    """There is no such hand-over for whoever asks."""


def task_for(task_id: UUID) -> ReferralTask:
    """The task with its parties, for those who are one of them.

    Raises:
        NotFound: it does not exist, or it is none of the asker's business; both look alike.
    """
    task = (
        ReferralTask.objects.select_related("source", "coordinator", "target", "service", "need", "suggested")
        .filter(id=task_id)
        .first()
    )
    if task is None:
        raise NotFound
    return task


def referral_of(task: ReferralTask) -> Referral | None:
    """The need behind a task, while the asker may see it."""
    return (
        Referral.objects.select_related("household", "owner_organisation", "coordinator", "need")
        .filter(id=task.referral_id)
        .first()
    )


def referral_for(referral_id: UUID) -> Referral:
    """The need, for the desk or member that keeps it.

    Raises:
        NotFound: it does not exist, or it is none of the asker's business.
    """
    referral = (
        Referral.objects.select_related("household", "owner_organisation", "coordinator", "source", "need")
        .filter(id=referral_id)
        .first()
    )
    if referral is None:
        raise NotFound
    return referral


def package_of(task: ReferralTask) -> ReferralPackage | None:
    """What was shared, while the asker may see it."""
    return ReferralPackage.objects.select_related("consent").filter(task=task).first()


def steps_of(task: ReferralTask) -> QuerySet[ReferralStep]:
    """The task's history, newest first."""
    return ReferralStep.objects.filter(task=task).select_related("organisation").order_by("-at", "-id")


def steps_of_referral(referral: Referral) -> QuerySet[ReferralStep]:
    """The whole need's history, newest first, over all who were asked."""
    return (
        ReferralStep.objects.filter(referral=referral)
        .select_related("organisation", "task__target")
        .order_by("-at", "-id")
    )


def tasks_of(referral: Referral) -> QuerySet[ReferralTask]:
    """Everybody who was asked, first to last."""
    return referral.tasks.select_related("target", "service").order_by("id")


def current_task(referral: Referral) -> ReferralTask | None:
    """The organisation that is asked now, or was asked last."""
    return (
        ReferralTask.objects.select_related("source", "coordinator", "target", "service", "need", "suggested")
        .filter(referral=referral, replaced_by=None)
        .first()
    )


def _for_lists(tasks: QuerySet[ReferralTask]) -> QuerySet[ReferralTask]:
    return tasks.select_related("source", "target", "need", "referral__household")


def tasks_arrived(*, organisations: Iterable[UUID]) -> QuerySet[ReferralTask]:
    """Waiting for these organisations' answer, the nearest deadline first."""
    return _for_lists(
        ReferralTask.objects.filter(target_id__in=organisations, status=TaskStatus.REQUESTED)
    ).order_by("answer_by", "id")


def tasks_held(*, organisations: Iterable[UUID]) -> QuerySet[ReferralTask]:
    """Held by a named person of these organisations, the nearest next date first."""
    return _for_lists(ReferralTask.objects.filter(target_id__in=organisations, status__in=WORKING)).order_by(
        "next_action_on", "id"
    )


def tasks_sent(*, organisations: Iterable[UUID]) -> QuerySet[ReferralTask]:
    """Sent by these organisations and not ended."""
    return _for_lists(ReferralTask.objects.filter(source_id__in=organisations, status__in=SHARED)).order_by(
        "next_action_on", "id"
    )


def tasks_ended(*, organisations: Iterable[UUID], since: datetime) -> QuerySet[ReferralTask]:
    """Ended lately; the need itself may be out of the target's sight by now."""
    return (
        ReferralTask.objects.filter(
            Q(source_id__in=organisations) | Q(target_id__in=organisations),
            status__in=ENDED,
            ended_at__gte=since,
        )
        .select_related("source", "target", "need")
        .order_by("-ended_at", "id")
    )


def referrals_at_desk(*, organisations: Iterable[UUID]) -> QuerySet[Referral]:
    """Open needs that the desk itself holds with nobody being asked: something has to be decided."""
    alive = ReferralTask.objects.filter(referral=OuterRef("id"), status__in=ALIVE)
    return (
        Referral.objects.filter(~Exists(alive), coordinator_id__in=organisations, closed_at=None)
        .select_related("need", "household", "owner_organisation")
        .order_by("next_action_on", "id")
    )


def tasks_waiting(*, organisations: Iterable[UUID], today: date) -> QuerySet[ReferralTask]:
    """Asked by or through the desk and unanswered, the nearest deadline first."""
    return _for_lists(
        ReferralTask.objects.filter(coordinator_id__in=organisations, status=TaskStatus.REQUESTED)
    ).order_by("answer_by", "id")


def tasks_overdue(*, organisations: Iterable[UUID], today: date) -> QuerySet[ReferralTask]:
    """Alive in the desk's care with a next date that has passed."""
    return _for_lists(
        ReferralTask.objects.filter(
            coordinator_id__in=organisations, status__in=SHARED, next_action_on__lt=today
        )
    ).order_by("next_action_on", "id")


def referrals_of_household(household_id: UUID) -> QuerySet[Referral]:
    """Every need of a household that the asker may see, newest first."""
    return (
        Referral.objects.filter(household_id=household_id)
        .select_related("need", "owner_organisation")
        .prefetch_related("tasks__target")
        .order_by("-opened_at", "id")
    )


def organisations_to_ask(*, besides: Iterable[UUID]) -> QuerySet[Organisation]:
    """Those who have agreed to take hand-overs."""
    return (
        Organisation.objects.filter(takes_referrals=True, status="active")
        .exclude(id__in=besides)
        .order_by("name_kana", "id")
    )


def services_to_ask(*, besides: Iterable[UUID], need_key: str = "") -> QuerySet[Service]:
    """Services of those organisations, with capacity; only those that meet the need, if one is named."""
    services = Service.objects.filter(
        organisation__takes_referrals=True, organisation__status="active"
    ).exclude(organisation_id__in=besides)
    if need_key:
        services = services.filter(
            Q(attributes__term__key=need_key) | Q(attributes__term__parent__key=need_key),
            attributes__term__scheme="need",
        ).distinct()
    return services.select_related("organisation", "capacity").order_by("name_kana", "id")


def needs() -> QuerySet[TaxonomyTerm]:
    """The town's words for what a family may need."""
    return TaxonomyTerm.objects.filter(scheme="need").select_related("parent").order_by("position", "key")


def desks() -> QuerySet[Organisation]:
    """The town's 総合支援窓口."""
    return Organisation.objects.filter(is_desk=True, status="active").order_by("name_kana", "id")


def live_consents(household: Household) -> QuerySet[Consent]:
    """What the family agreed to and has not withdrawn, for a hand-over."""
    return Consent.objects.filter(
        household=household, withdrawn_at=None, purpose__in=["refer", "share"]
    ).order_by("-given_at")


def household_for(household_id: UUID) -> Household:
    """The household, for those who hold a grant on it.

    Raises:
        NotFound: none, or no grant.
    """
    household = Household.objects.filter(id=household_id).first()
    if household is None:
        raise NotFound
    return household


def households_like(words: str) -> list[Household]:
    """Households that I may see with somebody who fits what was typed, the likeliest first, each once."""
    if not words.strip():
        return []
    found = {match.person.household_id: match.person.household for match in find_people(read_question(words))}
    return list(found.values())


def colleagues_at(organisation_id: UUID, *, at: datetime) -> QuerySet[User]:
    """Who works at an organisation now."""
    return (
        User.objects.filter(
            is_active=True,
            postings__in=Posting.objects.filter(
                Q(ends_at=None) | Q(ends_at__gt=at), organisation_id=organisation_id, starts_at__lte=at
            ),
        )
        .distinct()
        .order_by("name_kana", "id")
    )


def status_for_family(*, referrals: Iterable[Referral]) -> list[str]:
    """Plain sentences that a family may read about its own hand-overs; no names of people, no reasons."""
    return [_sentence(referral) for referral in referrals]


def referrals_by_receipt(receipt_hash: str) -> QuerySet[Referral]:
    """A family's own hand-overs, found with its receipt; act with `receipt=` first."""
    return (
        Referral.objects.filter(receipt_hash=receipt_hash)
        .exclude(receipt_hash="")
        .select_related("owner_organisation", "coordinator", "need")
        .order_by("opened_at", "id")
    )


def _sentence(referral: Referral) -> str:
    words = {"need": _named(referral.need), "holder": _named(referral.owner_organisation)}
    if referral.closed_at is not None:
        if referral.closing == "completed":
            return _("「%(need)s」は、つながりました。") % words
        return _("「%(need)s」は、終わりにしました。気になるときは、いつでも窓口にお話しください。") % words
    if referral.owner_organisation_id != referral.coordinator_id:
        return _("「%(need)s」は、%(holder)sの担当者が受け持っています。") % words
    if referral.next_action == "check_answer":
        return (
            _(
                "「%(need)s」は、受け入れ先の返事を待っています。返事があるまで、%(holder)sが受け持っています。"
            )
            % words
        )
    return _("「%(need)s」は、%(holder)sが受け持ち、次のつなぎ先を考えています。") % words


def _named(record: TaxonomyTerm | Organisation) -> str:
    own = record.names.get(get_language(), "") if isinstance(record, TaxonomyTerm) else ""
    return own or name_in_letters(record.name, record.name_en)
