"""Whose a listing is, and where that organisation hears of it."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from tsunagu.directory.models import Organisation, OrganisationSupporterNote
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.permissions.models import Posting
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.kernel.permissions.roles import ROLES

_EDITORS = [key for key, role in ROLES.items() if Permission.DIRECTORY_EDIT_OWN in role.permissions]


def addresses_of(organisation_id: UUID, *, at: datetime) -> list[str]:
    """Its own people's mail, else the notice address, else the public one; none: somebody has to call.

    Read in the town's name: nobody else sees all postings.
    """
    if found := list(_people_of(organisation_id, at=at).values_list("email", flat=True)):
        return found
    note = OrganisationSupporterNote.objects.filter(organisation_id=organisation_id).exclude(notice_email="")
    organisation = Organisation.objects.filter(id=organisation_id).exclude(email="")
    address = (
        note.values_list("notice_email", flat=True).first()
        or organisation.values_list("email", flat=True).first()
    )
    return [address] if address else []


def has_people(organisation_id: UUID, *, at: datetime) -> bool:
    """Whether somebody with an account keeps its listings; read in the town's name as well."""
    return _people_of(organisation_id, at=at).exists()


def _people_of(organisation_id: UUID, *, at: datetime) -> QuerySet[User]:
    there = Posting.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=at),
        organisation_id=organisation_id,
        role__in=_EDITORS,
        starts_at__lte=at,
    )
    return User.objects.filter(is_active=True, id__in=there.values("user_id")).order_by("email")
