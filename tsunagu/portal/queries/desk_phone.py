"""The number that a family may always call."""

from django.db.models import F, Q

from tsunagu.directory.choices import Audience, PhoneKind, ServiceStatus
from tsunagu.directory.models import Phone


def number_of_the_desk() -> str:
    """The town's 総合支援窓口, as its number is read aloud; nothing when the directory knows none."""
    own = Q(organisation__is_desk=True, organisation__status=ServiceStatus.ACTIVE)
    of_its_service = Q(
        service__organisation__is_desk=True,
        service__organisation__status=ServiceStatus.ACTIVE,
        service__status=ServiceStatus.ACTIVE,
    )
    spoken = Phone.objects.filter(
        own | of_its_service, audience=Audience.RESIDENTS, kind__in=(PhoneKind.VOICE, PhoneKind.CELL)
    )
    # The desk's own number before those of its services.
    in_order = spoken.order_by(F("organisation").asc(nulls_last=True), "position", "id")
    return in_order.values_list("number", flat=True).first() or ""
