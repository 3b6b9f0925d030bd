"""Whose a listing is, and where that organisation hears of it."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

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
    there = Posting.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=at),
        organisation_id=organisation_id,
        role__in=_EDITORS,
        starts_at__lte=at,
    )
    people = User.objects.filter(is_active=True, id__in=there.values("user_id")).order_by("email")
    if found := list(people.values_list("email", flat=True)):
        return found
    note = OrganisationSupporterNote.objects.filter(organisation_id=organisation_id).exclude(notice_email="")
    organisation = Organisation.objects.filter(id=organisation_id).exclude(email="")
    address = (
        note.values_list("notice_email", flat=True).first()
        or organisation.values_list("email", flat=True).first()
    )
    return [address] if address else []
