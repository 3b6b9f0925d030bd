"""What the person of this request holds: postings read once a request, never kept longer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.permissions.models import Posting
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.kernel.permissions.roles import ROLES


@dataclass(frozen=True, slots=True)
class Holder:
    """A signed-in person in one town, with the postings alive at the moment of the request."""

    user: User
    postings: tuple[Posting, ...]

    @property
    def organisations(self) -> frozenset[UUID]:
        return frozenset(posting.organisation_id for posting in self.postings)

    def may(self, permission: Permission, *, organisation: UUID | None = None) -> bool:
        """Whether a posting (at that organisation, when one is named) gives the permission."""
        return any(
            permission in ROLES[posting.role].permissions
            for posting in self.postings
            if organisation is None or posting.organisation_id == organisation
        )

    def organisations_where(self, permission: Permission) -> frozenset[UUID]:
        """The organisations in whose name the person may do this."""
        return frozenset(
            posting.organisation_id
            for posting in self.postings
            if permission in ROLES[posting.role].permissions
        )


def live_postings(user: User, *, at: datetime) -> Iterable[Posting]:
    """The user's postings in the acting town that hold at this moment."""
    return (
        Posting.objects.filter(Q(ends_at=None) | Q(ends_at__gt=at), user=user, starts_at__lte=at)
        .order_by("starts_at", "id")
        .all()
    )


def holder_for(user: User, *, at: datetime) -> Holder:
    """Read what the user holds in the acting town now."""
    return Holder(user=user, postings=tuple(live_postings(user, at=at)))
