"""Give a person an account and a posting, and take them away. The public has no accounts; colleagues do."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.db.models import Q, QuerySet

from tsunagu.kernel.accounts.leaving import disable, enable, end_sessions
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.audit import journal
from tsunagu.kernel.municipality.acting import as_system, current_town_id
from tsunagu.kernel.municipality.queries import all_towns
from tsunagu.kernel.permissions.models import Posting
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.kernel.permissions.roles import ROLES, Role


class AlreadyPosted(Exception):
    """The person works there in that role now."""


class AlreadyEnded(Exception):
    """There is nothing left to end."""


class LastAdministrator(Exception):
    """Without this posting nobody could manage the town's accounts; appoint somebody else first."""


@transaction.atomic
def appoint(
    *,
    email: str,
    name: str,
    organisation_id: UUID,
    role: Role,
    by: User | None,
    at: datetime,
    name_kana: str = "",
    title: str = "",
    password: str | None = None,
) -> Posting:
    """Let a person work for an organisation of the acting town, with the account that they have or a new one.

    A password is only for a new account; without one its owner asks for a link on the sign-in page.

    Who left and comes back gets the account back that was closed behind them.

    Raises:
        AlreadyPosted: they work there in this role already.
        ValidationError: the password is too weak.
    """
    user = User.objects.filter(email=email.lower()).first() or _open_account(email, name, name_kana, password)
    if not user.is_active:
        enable(user)
    known = {"user": user, "organisation_id": organisation_id, "role": role.key}
    if Posting.objects.filter(**known, ends_at=None).exists():
        raise AlreadyPosted(email)
    posting = Posting.objects.create(**known, title=title, starts_at=at)
    journal.record("accounts.appointed", record_id=user.id, by=by.id if by else None, at=at, role=role.key)
    return posting


@transaction.atomic
def end_posting(*, posting: Posting, by: User | None, at: datetime) -> Posting:
    """Let a person no longer work there in that role: their next request is refused.

    Raises:
        AlreadyEnded: it was over before.
        LastAdministrator: nobody else could manage the town's accounts.
    """
    held = _held(at).filter(id=posting.id).first()
    if held is None:
        raise AlreadyEnded
    _check_somebody_manages([held], at=at)
    return _end(held, by=by, at=at)


@transaction.atomic
def close_account(*, user: User, by: User | None, at: datetime) -> User:
    """Let a person leave the acting town: their postings end, they are signed out of every browser.

    The account itself is disabled when the person works in no other town either; otherwise its password and
    its second factor stay, because they are the other town's key as well.

    Raises:
        AlreadyEnded: the person has left this town, and the account is disabled or another town's to close.
        LastAdministrator: nobody else could manage the town's accounts.
    """
    postings = list(_held(at).filter(user=user).order_by("id"))
    works_elsewhere = _works_elsewhere(user, at=at)
    if not postings and (works_elsewhere or not user.is_active):
        raise AlreadyEnded
    _check_somebody_manages(postings, at=at)
    for posting in postings:
        _end(posting, by=by, at=at)
    if works_elsewhere:
        end_sessions(user)
    else:
        disable(user)
    journal.record(
        "accounts.closed",
        record_id=user.id,
        by=by.id if by else None,
        at=at,
        postings=len(postings),
        disabled=not works_elsewhere,
    )
    return user


def _end(posting: Posting, *, by: User | None, at: datetime) -> Posting:
    # A posting of tomorrow that is called off today never began: it ends as it starts.
    posting.ends_at = max(at, posting.starts_at)
    posting.save(update_fields=["ends_at"])
    journal.record(
        "accounts.posting_ended",
        record_id=posting.user_id,
        by=by.id if by else None,
        at=at,
        role=posting.role,
    )
    return posting


def _lasting(at: datetime) -> QuerySet[Posting]:
    """Postings of the acting town that hold now or will."""
    return Posting.objects.filter(Q(ends_at=None) | Q(ends_at__gt=at))


def _held(at: datetime) -> QuerySet[Posting]:
    """The same, nobody else's to end until the end of the transaction."""
    return _lasting(at).select_for_update(of=("self",))


def _check_somebody_manages(ending: list[Posting], *, at: datetime) -> None:
    """Hold every administrator's posting, so that two who end each other's do not both succeed."""
    managing = [key for key, role in ROLES.items() if Permission.ACCOUNT_MANAGE in role.permissions]
    if not any(posting.role in managing for posting in ending):
        return
    held = (
        _held(at)
        .filter(role__in=managing, starts_at__lte=at, user__is_active=True)
        .order_by("id")
        .values_list("id", flat=True)
    )
    if not set(held) - {posting.id for posting in ending}:
        raise LastAdministrator


def _works_elsewhere(user: User, *, at: datetime) -> bool:
    """Whether another town counts on this account; each town is asked in its own name."""
    here = current_town_id()
    for town in all_towns():
        if town.id == here:
            continue
        with as_system(town.id, at=at):
            if _lasting(at).filter(user=user).exists():
                return True
    return False


def _open_account(email: str, name: str, name_kana: str, password: str | None) -> User:
    if password is not None:
        validate_password(password, User(email=email, name=name))
    return User.objects.create_user(email, password, name=name, name_kana=name_kana)
