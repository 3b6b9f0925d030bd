"""Whom a hand-over's letters go to. Read in the town's name: a link or a member sees nobody's postings."""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from tsunagu.desk.models import ReferralTask
from tsunagu.directory.models import ContactPersonDetail, Organisation, OrganisationSupporterNote
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.database.compiled import Compiled
from tsunagu.kernel.permissions.models import Posting
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.kernel.permissions.roles import ROLES


def roles_with(permission: Permission) -> list[str]:
    return [key for key, role in ROLES.items() if permission in role.permissions]


class Addressee(NamedTuple):
    """An account that letters go to."""

    id: UUID
    email: str


def people_who_may(permission: Permission, *, organisation_id: UUID, at: datetime) -> QuerySet[User]:
    """Active accounts whose posting at the organisation gives the permission at this moment."""
    there = Posting.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=at),
        organisation_id=organisation_id,
        role__in=roles_with(permission),
        starts_at__lte=at,
    )
    return User.objects.filter(is_active=True, id__in=there.values("user_id")).order_by("email")


def addressees(permission: Permission, *, organisation_id: UUID, at: datetime) -> list[Addressee]:
    """The same people, as a letter needs them."""
    rows = _addressees(permission).rows(organisation_id=organisation_id, at=at)
    return [Addressee(*row) for row in rows]


@cache
def _addressees(permission: Permission) -> Compiled:
    return Compiled(
        lambda **which: people_who_may(permission, **which).values_list("id", "email"),
        organisation_id=UUID(int=0),
        at=datetime.min.replace(tzinfo=UTC),
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
    """Where an organisation that has no account hears of a hand-over; empty: nowhere by mail.

    Not at the address of somebody who has left it, though the register may still name them.
    """
    leavers = Posting.objects.filter(organisation_id=organisation_id, ends_at__isnull=False)
    note = OrganisationSupporterNote.objects.filter(organisation_id=organisation_id).exclude(notice_email="")
    detail = ContactPersonDetail.objects.filter(
        contact_person__organisation_id=organisation_id, contact_person__service=None
    ).exclude(Q(direct_email="") | Q(direct_email__in=leavers.values("user__email")))
    found = (
        note.values_list("notice_email", flat=True).first()
        or detail.order_by("contact_person__position", "id").values_list("direct_email", flat=True).first()
        or Organisation.objects.filter(id=organisation_id).values_list("email", flat=True).first()
    )
    return found or ""


def people_of_target(task: ReferralTask, *, at: datetime) -> Iterable[Addressee]:
    """Whoever accepted; before that, everybody there who may answer."""
    people = addressees(Permission.REFERRAL_ANSWER, organisation_id=task.target_id, at=at)
    return _named_or_all(people, task.accepted_by_id)


def people_of_source(task: ReferralTask, *, at: datetime) -> Iterable[Addressee]:
    """Whoever sent it; if they left, everybody there who sends."""
    people = addressees(Permission.REFERRAL_SEND, organisation_id=task.source_id, at=at)
    return _named_or_all(people, task.sent_by_id)


def people_of_desk(task: ReferralTask, *, at: datetime, oversight: bool = False) -> Iterable[Addressee]:
    """The desk's person in charge, with those who keep an eye on what is stuck when it is."""
    people = addressees(Permission.REFERRAL_SEND, organisation_id=task.coordinator_id, at=at)
    chosen = _named_or_all(people, task.referral.desk_person_id)
    if oversight:
        chosen += addressees(Permission.REFERRAL_OVERSEE, organisation_id=task.coordinator_id, at=at)
    return _each_once(chosen)


def people_of_both(task: ReferralTask, *, at: datetime) -> Iterable[Addressee]:
    """The sender's and the desk's, each person once; mostly the desk is the sender, and is read once."""
    senders = addressees(Permission.REFERRAL_SEND, organisation_id=task.source_id, at=at)
    desk = (
        senders
        if task.source_id == task.coordinator_id
        else addressees(Permission.REFERRAL_SEND, organisation_id=task.coordinator_id, at=at)
    )
    return _each_once(
        _named_or_all(senders, task.sent_by_id) + _named_or_all(desk, task.referral.desk_person_id)
    )


def _named_or_all(people: list[Addressee], user_id: UUID | None) -> list[Addressee]:
    return [user for user in people if user.id == user_id] or list(people)


def _each_once(people: list[Addressee]) -> Iterable[Addressee]:
    return {user.id: user for user in people}.values()
