"""Give a person an account and a posting. The public has no accounts; colleagues get theirs here."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.audit import journal
from tsunagu.kernel.permissions.models import Posting
from tsunagu.kernel.permissions.roles import Role


class AlreadyPosted(Exception):
    """The person works there in that role now."""


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

    Raises:
        AlreadyPosted: they work there in this role already.
        ValidationError: the password is too weak.
    """
    user = User.objects.filter(email=email.lower()).first() or _open_account(email, name, name_kana, password)
    known = {"user": user, "organisation_id": organisation_id, "role": role.key}
    if Posting.objects.filter(**known, ends_at=None).exists():
        raise AlreadyPosted(email)
    posting = Posting.objects.create(**known, title=title, starts_at=at)
    journal.record("accounts.appointed", record_id=user.id, by=by.id if by else None, at=at, role=role.key)
    return posting


def _open_account(email: str, name: str, name_kana: str, password: str | None) -> User:
    if password is not None:
        validate_password(password, User(email=email, name=name))
    return User.objects.create_user(email, password, name=name, name_kana=name_kana)
