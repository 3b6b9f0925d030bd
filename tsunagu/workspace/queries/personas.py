"""The invented people of a demo town."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.permissions.models import Posting


def personas_of_town(*, at: datetime) -> QuerySet[Posting]:
    """Live postings of invented people, with the person, desk first."""
    return (
        Posting.objects.filter(
            Q(ends_at=None) | Q(ends_at__gt=at), user__is_invented=True, user__is_active=True
        )
        .select_related("user")
        .order_by("role", "user__name_kana")
    )


def persona_by_id(text: str, *, at: datetime) -> User | None:
    """The invented person with this id who works in the acting town, or nobody."""
    try:
        wanted = UUID(text)
    except ValueError:
        return None
    posting = personas_of_town(at=at).filter(user_id=wanted).first()
    return posting.user if posting else None
