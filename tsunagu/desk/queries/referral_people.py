"""Whom a hand-over's letters go to. Read in the town's name: a link or a member sees nobody's postings."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from tsunagu.desk.models import ReferralTask
from tsunagu.directory.models import ContactPersonDetail, Organisation, OrganisationSupporterNote
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.permissions.models import Posting
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.kernel.permissions.roles import ROLES


def roles_with(permission: Permission) -> list[str]:
    return [key for key, role in ROLES.items() if permission in role.permissions]


def people_who_may(permission: Permission, *, organisation_id: UUID, at: datetime) -> list[User]:
    """Active accounts whose posting at the organisation gives the permission at this moment."""
    return list(
        User.objects.filter(
            is_active=True,
            postings__in=Posting.objects.filter(
                Q(ends_at=None) | Q(ends_at__gt=at),
                organisation_id=organisation_id,
                role__in=roles_with(permission),
                starts_at__lte=at,
            ),
        )
        .distinct()
        .order_by("email")
    )


def works_there(user_id: UUID, *, organisation_id: UUID, at: datetime) -> bool:
    """Whether the account is active and its posting at the organisation lasts."""
    return Posting.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=at),
        user_id=user_id,
        user__is_active=True,
        organisation_id=organisation_id,
        starts_at__lte=at,
    ).exists()


def address_without_account(organisation_id: UUID) -> str:
    """Where an organisation that has no account hears of a hand-over; empty: nowhere by mail."""
    note = OrganisationSupporterNote.objects.filter(organisation_id=organisation_id).exclude(notice_email="")
    detail = ContactPersonDetail.objects.filter(
        contact_person__organisation_id=organisation_id, contact_person__service=None
    ).exclude(direct_email="")
    found = (
        note.values_list("notice_email", flat=True).first()
        or detail.order_by("contact_person__position", "id").values_list("direct_email", flat=True).first()
        or Organisation.objects.filter(id=organisation_id).values_list("email", flat=True).first()
    )
    return found or ""


def people_of_target(task: ReferralTask, *, at: datetime) -> Iterable[User]:
    """Whoever accepted; before that, everybody there who may answer."""
    people = people_who_may(Permission.REFERRAL_ANSWER, organisation_id=task.target_id, at=at)
    named = [user for user in people if user.id == task.accepted_by_id]
    return named or people


def people_of_source(task: ReferralTask, *, at: datetime) -> Iterable[User]:
    """Whoever sent it; if they left, everybody there who sends."""
    people = people_who_may(Permission.REFERRAL_SEND, organisation_id=task.source_id, at=at)
    named = [user for user in people if user.id == task.sent_by_id]
    return named or people


def people_of_desk(task: ReferralTask, *, at: datetime, oversight: bool = False) -> Iterable[User]:
    """The desk's person in charge, with those who keep an eye on what is stuck when it is."""
    overseers = people_who_may(Permission.REFERRAL_OVERSEE, organisation_id=task.coordinator_id, at=at)
    people = people_who_may(Permission.REFERRAL_SEND, organisation_id=task.coordinator_id, at=at)
    named = [user for user in people if user.id == task.referral.desk_person_id]
    chosen = (named or people) + (overseers if oversight else [])
    return {user.id: user for user in chosen}.values()
