"""Whom the desk may ask, with what they can take on, as far as that is known."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, Value

from tsunagu.desk.models import Consultation, ConsultationTopic, Intake, Referral, ReferralTask
from tsunagu.desk.models.referral_choices import DeclinedBy
from tsunagu.desk.queries.referrals import NotFound, needs, organisations_to_ask, services_to_ask
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
    # It meets what the family needs, where that is known.
    fits: bool = False

    @classmethod
    def of(
        cls,
        organisation: Organisation,
        service: Service | None,
        *,
        said_no: bool = False,
        fits: bool = False,
    ) -> "Choice":
        known = getattr(service, "capacity", None) if service else None
        status = Capacity(known.status) if known else Capacity.UNKNOWN
        return cls(
            organisation, service, status.value, str(status.label), known.note if known else "", said_no, fits
        )


def choices_to_ask(
    *, need_key: str, words: str, besides: Iterable[UUID], referral: Referral | None, fitting: str = ""
) -> list[Choice]:
    """Services that meet the need, then organisations by name; places the family declined are marked.

    `fitting` is the key of what the family needs: among all places, those that meet it come first.
    """
    besides = list(besides)
    said_no = declined_by_family(referral)
    services = services_to_ask(besides=besides, need_key=need_key)
    organisations = organisations_to_ask(besides=besides)
    if words:
        by_name = Q(name__icontains=words) | Q(name_kana__icontains=words)
        services = services.filter(by_name | Q(organisation__name__icontains=words))
        organisations = organisations.filter(by_name)
    fits: Q | Value = Value(False)
    if fitting and not need_key:
        fits = Q(id__in=services_to_ask(besides=besides, need_key=fitting).values("id"))
    services = services.annotate(fits=fits).order_by("-fits", "name_kana", "id")
    found = [
        Choice.of(
            service.organisation,
            service,
            said_no=service.organisation_id in said_no,
            fits=service.fits,
        )
        for service in services[:SHOWN]
    ]
    if words or not found:
        found += [
            Choice.of(organisation, None, said_no=organisation.id in said_no)
            for organisation in organisations[:SHOWN]
        ]
    return sorted(
        found,
        key=lambda choice: (
            choice.family_said_no,
            not choice.fits,
            choice.capacity == Capacity.NO_CAPACITY,
        ),
    )


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


def recorded_needs(household: Household | None, consultation: Consultation | None) -> list[str]:
    """The keys of what the family brought: to this consultation, or else to the last one recorded."""
    topics = ConsultationTopic.objects.exclude(topic="other")
    if consultation is None and household is not None:
        topics = topics.filter(consultation__household=household)
        newest = topics.order_by("-consultation__at", "-consultation_id").first()
        consultation = newest.consultation if newest else None
    if consultation is None:
        return []
    return list(topics.filter(consultation=consultation).order_by("position").values_list("topic", flat=True))


def need_to_begin_with(keys: list[str], *, besides: Iterable[UUID]) -> str:
    """The first of these needs that some service meets; else one that stands above them; else the first."""
    terms = {term.key: term for term in needs()}
    known = [key for key in keys if key in terms]
    above = [parent.key for key in known if (parent := terms[key].parent)]
    besides = list(besides)
    for key in (*known, *above):
        if services_to_ask(besides=besides, need_key=key).exists():
            return key
    return known[0] if known else ""
