"""People and what they may do."""

from datetime import datetime, timedelta
from itertools import count
from uuid import UUID

from tests.conftest import TODAY_10AM
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.municipality.acting import Acting, current
from tsunagu.kernel.permissions.models import FieldSet, Grant, GrantLevel, GrantSource, LegalBasis, Posting
from tsunagu.kernel.permissions.roles import Role

_numbers = count(1)


def make_user(name: str = "佐藤 みどり", *, email: str = "") -> User:
    """An account that can sign in where second factors are not asked for."""
    return User.objects.create_user(
        email=email or f"user{next(_numbers)}@example.jp", password=None, name=name, is_invented=True
    )


def make_posting(user: User, organisation_id: UUID, role: Role, *, until: datetime | None = None) -> Posting:
    """The user works there, since a year ago."""
    return Posting.objects.create(
        user=user,
        organisation_id=organisation_id,
        role=role.key,
        starts_at=TODAY_10AM - timedelta(days=365),
        ends_at=until,
    )


def make_grant(record_id: UUID, organisation_id: UUID, *, until: datetime | None = None) -> Grant:
    """The organisation may record about the record, since yesterday."""
    return Grant.objects.create(
        record_id=record_id,
        organisation_id=organisation_id,
        level=GrantLevel.EDIT,
        field_set=FieldSet.CASE,
        source=GrantSource.OWNERSHIP,
        legal_basis=LegalBasis.OWN_DUTY,
        starts_at=TODAY_10AM - timedelta(days=1),
        ends_at=until,
    )


def acting_as(user: User, *organisations: UUID, at: datetime = TODAY_10AM) -> Acting:
    """The context of a page that this user asked for, in the town that acts now."""
    return Acting(town=current().town, user=user.id, organisations=frozenset(organisations), moment=at)
