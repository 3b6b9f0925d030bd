"""What a person holds in the acting town."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_organisation
from tests.factories.kernel import make_posting, make_user
from tsunagu.kernel.identifiers import new_id
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.permissions.holders import holder_for
from tsunagu.kernel.permissions.models import FieldSet, Grant, GrantLevel, GrantSource, LegalBasis, Posting
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.kernel.permissions.roles import (
    CONSULTATION_WORKER,
    MEMBER_WORKER,
    ROLES,
    SECTION_CHIEF,
    TOWN_ADMINISTRATOR,
)

FAMILY_PERMISSIONS = {
    Permission.CONSULTATION_RECORD,
    Permission.CONSULTATION_VIEW,
    Permission.HOUSEHOLD_SEARCH,
    Permission.HOUSEHOLD_VIEW,
    Permission.HOUSEHOLD_EDIT,
    Permission.HIDDEN_ADDRESS_VIEW,
    Permission.REFERRAL_ANSWER,
    Permission.INTAKE_TAKE,
}


def test_each_organisation_gives_only_its_own_role(in_joetsu: Municipality) -> None:
    user, desk, nursery = make_user(), make_organisation().id, make_organisation().id
    make_posting(user, desk, CONSULTATION_WORKER)
    make_posting(user, nursery, MEMBER_WORKER)

    holder = holder_for(user, at=TODAY_10AM)

    assert holder.organisations == {desk, nursery}
    assert holder.organisations_where(Permission.CONSULTATION_RECORD) == {desk}
    assert holder.organisations_where(Permission.REFERRAL_ANSWER) == {desk, nursery}
    assert (
        holder.may(Permission.CONSULTATION_RECORD),
        holder.may(Permission.CONSULTATION_RECORD, organisation=nursery),
    ) == (True, False)


def test_a_posting_ends_at_its_very_moment(in_joetsu: Municipality) -> None:
    user = make_user()
    make_posting(user, make_organisation().id, MEMBER_WORKER, until=TODAY_10AM)

    alive = [
        len(holder_for(user, at=TODAY_10AM + step).postings) for step in (timedelta(seconds=-1), timedelta(0))
    ]

    assert alive == [1, 0]


def test_the_administrator_never_sees_a_family() -> None:
    assert FAMILY_PERMISSIONS & TOWN_ADMINISTRATOR.permissions == set()


def test_the_chief_looks_but_does_not_write() -> None:
    written = {Permission.CONSULTATION_RECORD, Permission.HOUSEHOLD_EDIT, Permission.REFERRAL_SEND}

    assert written & SECTION_CHIEF.permissions == set()


def test_only_the_administrator_manages_accounts() -> None:
    assert [key for key, role in ROLES.items() if Permission.ACCOUNT_MANAGE in role.permissions] == [
        "town_administrator"
    ]


def test_every_permission_is_given_by_some_role() -> None:
    given = frozenset().union(*(role.permissions for role in ROLES.values()))

    assert set(Permission) - given == set()


@pytest.mark.database
def test_nobody_is_posted_twice_at_once_in_one_role(in_joetsu: Municipality) -> None:
    user, organisation = make_user(), make_organisation().id
    make_posting(user, organisation, MEMBER_WORKER)

    with pytest.raises(IntegrityError, match="posting_once_while_it_lasts"), transaction.atomic():
        make_posting(user, organisation, MEMBER_WORKER)


@pytest.mark.database
@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"ends_at": TODAY_10AM - timedelta(days=1)}, "posting_ends_after_it_starts"),
        ({"role": "mayor"}, "posting_role_known"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_posting_that_cannot_be_is_refused(
    in_joetsu: Municipality, fields: dict[str, object], constraint: str
) -> None:
    known = {
        "user": make_user(),
        "organisation_id": make_organisation().id,
        "role": MEMBER_WORKER.key,
        "starts_at": TODAY_10AM,
    }

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Posting.objects.create(**{**known, **fields})


@pytest.mark.database
@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({}, "grant_to_one_holder"),
        ({"user": True, "organisation_id": True}, "grant_to_one_holder"),
        ({"user": True, "ends_at": TODAY_10AM - timedelta(days=1)}, "grant_ends_after_it_starts"),
        ({"user": True, "source": GrantSource.BREAK_GLASS}, "grant_break_glass_ends"),
    ],
    ids=["nobody", "two holders", "ends before", "break-glass for ever"],
)
def test_a_grant_that_cannot_be_is_refused(
    in_joetsu: Municipality, fields: dict[str, object], constraint: str
) -> None:
    if fields.get("user"):
        fields = {**fields, "user": make_user()}
    if fields.get("organisation_id"):
        fields = {**fields, "organisation_id": make_organisation().id}
    known = {
        "record_id": new_id(),
        "level": GrantLevel.VIEW,
        "field_set": FieldSet.MEMBER,
        "source": GrantSource.ASSIGNMENT,
        "legal_basis": LegalBasis.CONSENT,
        "starts_at": TODAY_10AM,
    }

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Grant.objects.create(**{**known, **fields})
