"""Organisations by what they do in the network."""

from django.db.models import QuerySet

from tsunagu.directory.choices import ServiceStatus
from tsunagu.directory.models import Organisation


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
