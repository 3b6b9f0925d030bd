"""The invented people of a demo town."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from tsunagu.directory.models import Organisation
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.permissions.models import Posting
from tsunagu.kernel.permissions.roles import ROLES

# What somebody with this mail address could try, as the one who cast them knows; empty where nobody does.
HintOf = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Persona:
    """One of the cast, as the demo's door shows them."""

    user_id: UUID
    name: str
    organisation: str
    title: str
    role: str
    description: str
    # What to try when signing in as them.
    hint: str


def personas_of_town(*, at: datetime, hint_of: HintOf) -> list[Persona]:
    """Everybody who may be chosen, in the order of the roles: two statements."""
    postings = list(_live(at).order_by("user__name_kana"))
    names = dict(
        Organisation.objects.filter(id__in={posting.organisation_id for posting in postings}).values_list(
            "id", "name"
        )
    )
    order = list(ROLES)
    postings.sort(key=lambda posting: order.index(posting.role))
    return [
        Persona(
            user_id=posting.user_id,
            name=posting.user.name,
            organisation=names.get(posting.organisation_id, ""),
            title=posting.title,
            role=_(ROLES[posting.role].name),
            description=_(ROLES[posting.role].description),
            hint=hint_of(posting.user.email),
        )
        for posting in postings
    ]


def persona_by_id(text: str, *, at: datetime) -> User | None:
    """The invented person with this id who works in the acting town, or nobody."""
    try:
        wanted = UUID(text)
    except ValueError:
        return None
    posting = _live(at).filter(user_id=wanted).first()
    return posting.user if posting else None


def _live(at: datetime) -> QuerySet[Posting]:
    return Posting.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=at), starts_at__lte=at, user__is_invented=True, user__is_active=True
    ).select_related("user")
