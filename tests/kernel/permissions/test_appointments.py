"""Accounts and postings of colleagues."""

import pytest
from django.core.exceptions import ValidationError

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_organisation
from tests.factories.kernel import make_user
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.audit.models import WriteEntry
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.permissions.appointments import AlreadyPosted, appoint
from tsunagu.kernel.permissions.models import Posting
from tsunagu.kernel.permissions.roles import HEALTH_NURSE, MEMBER_WORKER, TOWN_ADMINISTRATOR, Role

PASSWORD = "ひだまりの窓口 2026"


def appoint_midori(role: Role = TOWN_ADMINISTRATOR, **facts: object) -> Posting:
    known: dict[str, object] = {"organisation_id": make_organisation().id, "password": PASSWORD, "by": None}
    return appoint(
        email="Midori@Example.jp", name="佐藤 みどり", role=role, at=TODAY_10AM, **{**known, **facts}
    )


def test_a_new_colleague_gets_an_account_and_a_posting(in_joetsu: Municipality) -> None:
    posting = appoint_midori(title="主事")

    user = User.objects.get()
    assert (user.email, user.name, user.check_password(PASSWORD), user.is_invented) == (
        "midori@example.jp",
        "佐藤 みどり",
        True,
        False,
    )
    assert (posting.user, posting.role, posting.title, posting.starts_at, posting.ends_at) == (
        user,
        "town_administrator",
        "主事",
        TODAY_10AM,
        None,
    )


def test_an_account_without_a_password_opens_with_none(in_joetsu: Municipality) -> None:
    user = appoint_midori(password=None).user

    assert (user.has_usable_password(), user.check_password("")) == (False, False)


def test_a_second_posting_is_of_the_same_account_and_keeps_its_password(in_joetsu: Municipality) -> None:
    appoint_midori()
    appoint_midori(HEALTH_NURSE, password="べつの合言葉 12345")

    assert (User.objects.count(), Posting.objects.count()) == (1, 2)
    assert User.objects.get().check_password(PASSWORD) is True


def test_nobody_is_posted_twice_in_one_role(in_joetsu: Municipality) -> None:
    organisation = make_organisation().id
    appoint_midori(organisation_id=organisation)

    with pytest.raises(AlreadyPosted):
        appoint_midori(organisation_id=organisation)


def test_who_left_may_come_back(in_joetsu: Municipality) -> None:
    organisation = make_organisation().id
    appoint_midori(MEMBER_WORKER, organisation_id=organisation)
    Posting.objects.update(ends_at=TODAY_10AM)

    appoint_midori(MEMBER_WORKER, organisation_id=organisation)

    assert Posting.objects.filter(ends_at=None).count() == 1


@pytest.mark.parametrize("password", ["短い", "password1234", "midori@example.jp"])
def test_a_weak_password_opens_no_account(in_joetsu: Municipality, password: str) -> None:
    with pytest.raises(ValidationError):
        appoint_midori(password=password)

    assert User.objects.count() == 0


def test_an_appointment_is_in_the_journal(in_joetsu: Municipality) -> None:
    chief = make_user("高橋 係長")

    posting = appoint_midori(by=chief)

    entry = WriteEntry.objects.get(event="accounts.appointed")
    assert (entry.record_id, entry.by_id, entry.details) == (
        posting.user_id,
        chief.id,
        {"role": "town_administrator"},
    )
