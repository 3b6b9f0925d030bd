"""Organisations by what they do in the network."""

from django.db.models import QuerySet

from tsunagu.directory.choices import EventState, ServiceStatus
from tsunagu.directory.models import Event, Organisation


def organisations_that_take_referrals() -> QuerySet[Organisation]:
    """Whom a family can be handed to, in kana order; `supporter_note` (where notices go) comes along."""
    return (
        Organisation.objects.filter(takes_referrals=True, status=ServiceStatus.ACTIVE)
        .select_related("kind", "parent", "supporter_note")
        .order_by("name_kana", "id")
    )


def desk_organisations() -> QuerySet[Organisation]:
    """The town's 総合支援窓口, in kana order."""
    return organisations_that_take_referrals().filter(is_desk=True)


def organisations_with_events() -> QuerySet[Organisation]:
    """Who has put something into the public calendar, in kana order."""
    entries = Event.objects.filter(state__in=(EventState.PUBLISHED, EventState.CANCELLED))
    return Organisation.objects.filter(id__in=entries.values("organisation")).order_by("name_kana", "id")
