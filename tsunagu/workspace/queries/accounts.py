"""Who works in the town, where and as what."""

from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from tsunagu.directory.models import Organisation
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.japanese.kana import to_reading
from tsunagu.kernel.permissions.models import Posting


def postings_in_town(*, at: datetime, containing: str = "") -> QuerySet[Posting]:
    """Postings that last, in kana order, with the organisation's name; `containing` is a piece of a name."""
    postings = (
        Posting.objects.filter(Q(ends_at=None) | Q(ends_at__gt=at))
        .annotate(organisation_name=_organisation("name"), organisation_kana=_organisation("name_kana"))
        .select_related("user")
    )
    if containing:
        reading = to_reading(containing)
        postings = postings.filter(
            Q(user__name__icontains=containing)
            | Q(user__name_kana__icontains=reading)
            | Q(user__email__icontains=containing)
            | Q(organisation_name__icontains=containing)
            | Q(organisation_kana__icontains=reading)
        )
    return postings.order_by("user__name_kana", "user__name", "starts_at", "id")


def lasting_posting(posting_id: UUID, *, at: datetime) -> Posting | None:
    """A posting of the acting town; ended ones are no longer anybody's to change."""
    return postings_in_town(at=at).filter(id=posting_id).first()


def postings_of(user: User, *, at: datetime) -> QuerySet[Posting]:
    """Everything that the person is in the acting town."""
    return postings_in_town(at=at).filter(user=user)


def organisations_by_reading() -> QuerySet[Organisation]:
    """Where somebody may be posted."""
    return Organisation.objects.order_by("name_kana", "id")


def _organisation(column: str) -> Subquery:
    return Subquery(Organisation.objects.filter(id=OuterRef("organisation_id")).values(column)[:1])
