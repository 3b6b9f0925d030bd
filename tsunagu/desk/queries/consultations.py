"""Consultations, each with the right to it."""

from uuid import UUID

from django.db.models import QuerySet

from tsunagu.desk.models import Consultation, ConsultationCorrection, HouseholdHeadline
from tsunagu.families.models import Household
from tsunagu.kernel.permissions.holders import Holder
from tsunagu.kernel.permissions.permission import Permission


def consultation_for(holder: Holder, consultation_id: UUID, permission: Permission) -> Consultation:
    """The consultation, if the role gives the permission and a grant (or the desk itself) opens the record.

    Raises:
        Consultation.DoesNotExist: there is none, or it is not the holder's to see; nobody learns which.
    """
    if not holder.may(permission):
        raise Consultation.DoesNotExist
    return _with_parts(Consultation.objects.all()).get(id=consultation_id)


def consultations_of(household: Household) -> QuerySet[Consultation]:
    """Everything this household asked, newest first."""
    return _with_parts(Consultation.objects.filter(household=household)).order_by("-at", "-id")


def own_consultation_for(holder: Holder, consultation_id: UUID, permission: Permission) -> Consultation:
    """The consultation, if the permission is given at the very desk that recorded it.

    Raises:
        Consultation.DoesNotExist: there is none, or another desk recorded it; nobody learns which.
    """
    desks = holder.organisations_where(permission)
    return _with_parts(Consultation.objects.filter(organisation_id__in=desks)).get(id=consultation_id)


def corrections_of(consultation: Consultation) -> QuerySet[ConsultationCorrection]:
    """How the record was mended, newest first."""
    rows = ConsultationCorrection.objects.filter(consultation=consultation)
    return rows.select_related("by").order_by("-at", "-id")


def headlines_of(household: Household) -> QuerySet[HouseholdHeadline]:
    """What was hard for the household, newest first."""
    return HouseholdHeadline.objects.filter(household=household).select_related("by").order_by("-at", "-id")


def _with_parts(rows: QuerySet[Consultation]) -> QuerySet[Consultation]:
    joined = rows.select_related(
        "place", "organisation", "household", "asked_by", "recorded_by", "next_owner"
    )
    return joined.prefetch_related("topics", "suggestions__service")
