"""What the desk promised and has not done yet."""

from uuid import UUID

from django.db.models import Q, QuerySet

from tsunagu.desk.models import Consultation


def open_next_actions(*, organisations: frozenset[UUID], user_id: UUID) -> QuerySet[Consultation]:
    """Everything still to do at these desks or by this colleague, the most urgent first."""
    return (
        Consultation.objects.filter(next_on__isnull=False, next_done_at=None)
        .filter(Q(organisation_id__in=organisations) | Q(next_owner=user_id))
        .select_related("household", "next_owner")
        .order_by("next_on", "id")
    )
