"""Whom the desk may ask, with what they can take on, as far as that is known."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from tsunagu.desk.models import Consultation, Intake, Referral, ReferralTask
from tsunagu.desk.models.referral_choices import DeclinedBy
from tsunagu.desk.queries.referrals import NotFound, organisations_to_ask, services_to_ask
from tsunagu.directory.choices import Capacity
from tsunagu.directory.models import Organisation, Service
from tsunagu.families.models import Household

SHOWN = 40


@dataclass(frozen=True, slots=True)
class Choice:
    """One place that could be asked."""

    organisation: Organisation
    service: Service | None
    capacity: str
    capacity_label: str
    note: str = ""
    # The family itself said no to this place.
    family_said_no: bool = False

    @classmethod
    def of(cls, organisation: Organisation, service: Service | None, *, said_no: bool = False) -> "Choice":
        known = getattr(service, "capacity", None) if service else None
        status = Capacity(known.status) if known else Capacity.UNKNOWN
        return cls(
            organisation, service, status.value, str(status.label), known.note if known else "", said_no
        )


def choices_to_ask(
    *, need_key: str, words: str, besides: Iterable[UUID], referral: Referral | None
) -> list[Choice]:
    """Services that meet the need, then organisations by name; places the family declined are marked."""
    besides = list(besides)
    said_no = declined_by_family(referral)
    services = services_to_ask(besides=besides, need_key=need_key)
    organisations = organisations_to_ask(besides=besides)
    if words:
        by_name = Q(name__icontains=words) | Q(name_kana__icontains=words)
        services = services.filter(by_name | Q(organisation__name__icontains=words))
        organisations = organisations.filter(by_name)
    found = [
        Choice.of(service.organisation, service, said_no=service.organisation_id in said_no)
        for service in services[:SHOWN]
    ]
    if words or not found:
        found += [
            Choice.of(organisation, None, said_no=organisation.id in said_no)
            for organisation in organisations[:SHOWN]
        ]
    return sorted(found, key=lambda choice: (choice.family_said_no, choice.capacity == Capacity.NO_CAPACITY))


def declined_by_family(referral: Referral | None) -> set[UUID]:
    """The organisations to which the family said no, for this need."""
    if referral is None:
        return set()
    same = Q(referral=referral)
    if referral.household_id:
        same |= Q(referral__household_id=referral.household_id, need_id=referral.need_id)
    return set(
        ReferralTask.objects.filter(same, declined_by=DeclinedBy.FAMILY).values_list("target_id", flat=True)
    )


def service_to_ask(service_id: UUID) -> Service:
    """The service with its organisation and capacity.

    Raises:
        NotFound: there is none.
    """
    service = Service.objects.select_related("organisation", "capacity").filter(id=service_id).first()
    if service is None:
        raise NotFound
    return service


def organisation_to_ask(organisation_id: UUID, *, any_status: bool = False) -> Organisation:
    """The organisation, if it takes hand-overs (or in any case).

    Raises:
        NotFound: there is none.
    """
    found = Organisation.objects.filter(id=organisation_id)
    organisation = (found if any_status else found.filter(takes_referrals=True)).first()
    if organisation is None:
        raise NotFound
    return organisation


def consultation_for(consultation_id: UUID) -> Consultation:
    """The consultation with its household, for those who may read it.

    Raises:
        NotFound: none, or not for them.
    """
    found = Consultation.objects.select_related("household").filter(id=consultation_id).first()
    if found is None:
        raise NotFound
    return found


def receipt_of(household: Household) -> str:
    """The hash of the newest receipt that the family holds, so that it can follow its own hand-overs."""
    intake = Intake.objects.filter(household=household).order_by("-received_at").first()
    return intake.receipt_hash if intake else ""


def first_need(consultation: Consultation | None) -> str:
    """The key of the first topic that the family brought."""
    if consultation is None:
        return ""
    topic = consultation.topics.order_by("position").exclude(topic="other").first()
    return topic.topic if topic else ""
