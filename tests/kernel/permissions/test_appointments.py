"""Accounts and postings of colleagues."""

from datetime import timedelta

import pytest
from allauth.mfa.internal.flows.trust import is_trusted_browser, trust_browser
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.test import Client, RequestFactory

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_organisation
from tests.factories.kernel import make_posting, make_user
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.audit.models import WriteEntry
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.permissions.appointments import (
    AlreadyEnded,
    AlreadyPosted,
    LastAdministrator,
    appoint,
    close_account,
    end_posting,
)
from tsunagu.kernel.permissions.holders import live_postings
from tsunagu.kernel.permissions.models import Posting
from tsunagu.kernel.permissions.roles import HEALTH_NURSE, MEMBER_WORKER, TOWN_ADMINISTRATOR, Role

PASSWORD = "ひだまりの窓口 2026"
LATER = TODAY_10AM + timedelta(hours=3)


def appoint_midori(role: Role = TOWN_ADMINISTRATOR, **facts: object) -> Posting:
    known: dict[str, object] = {"organisation_id": make_organisation().id, "password": PASSWORD, "by": None}
    known["at"] = TODAY_10AM
    return appoint(email="Midori@Example.jp", name="佐藤 みどり", role=role, **{**known, **facts})


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


def test_an_ended_posting_holds_no_longer_at_that_very_moment(in_joetsu: Municipality) -> None:
    posting = appoint_midori(HEALTH_NURSE)
    before = list(live_postings(posting.user, at=LATER))

    end_posting(posting=posting, by=None, at=LATER)

    assert (before, list(live_postings(posting.user, at=LATER))) == ([posting], [])


def test_a_posting_ends_once(in_joetsu: Municipality) -> None:
    posting = appoint_midori(HEALTH_NURSE)
    end_posting(posting=posting, by=None, at=LATER)

    with pytest.raises(AlreadyEnded):
        end_posting(posting=posting, by=None, at=LATER + timedelta(hours=1))


def test_a_posting_of_tomorrow_can_be_called_off_today(in_joetsu: Municipality) -> None:
    posting = appoint_midori(HEALTH_NURSE)

    end_posting(posting=posting, by=None, at=TODAY_10AM - timedelta(days=1))

    posting.refresh_from_db()
    assert (posting.starts_at, posting.ends_at) == (TODAY_10AM, TODAY_10AM)


def test_an_ended_posting_leaves_the_other_ones_and_the_account(in_joetsu: Municipality) -> None:
    ending, staying = appoint_midori(HEALTH_NURSE), appoint_midori(MEMBER_WORKER)

    end_posting(posting=ending, by=None, at=LATER)

    user = User.objects.get()
    assert (list(live_postings(user, at=LATER)), user.is_active) == ([staying], True)


def test_the_end_of_a_posting_is_in_the_journal(in_joetsu: Municipality) -> None:
    chief, posting = make_user("高橋 係長"), appoint_midori(HEALTH_NURSE)

    end_posting(posting=posting, by=chief, at=LATER)

    entry = WriteEntry.objects.get(event="accounts.posting_ended")
    assert (entry.record_id, entry.by_id, entry.details) == (
        posting.user_id,
        chief.id,
        {"role": "health_nurse"},
    )


def test_a_town_is_never_without_somebody_who_manages_its_accounts(in_joetsu: Municipality) -> None:
    only_one = appoint_midori(TOWN_ADMINISTRATOR)

    with pytest.raises(LastAdministrator):
        end_posting(posting=only_one, by=None, at=LATER)
    with pytest.raises(LastAdministrator):
        close_account(user=only_one.user, by=None, at=LATER)
    make_posting(make_user("次の人"), make_organisation().id, TOWN_ADMINISTRATOR)
    end_posting(posting=only_one, by=None, at=LATER)

    assert list(live_postings(only_one.user, at=LATER)) == []


def test_a_closed_account_has_no_posting_no_password_and_no_second_factor(in_joetsu: Municipality) -> None:
    user = appoint_midori(HEALTH_NURSE).user
    appoint_midori(MEMBER_WORKER)
    TOTP.activate(user, generate_totp_secret())

    close_account(user=user, by=None, at=LATER)

    user.refresh_from_db()
    assert (user.is_active, user.has_usable_password(), list(live_postings(user, at=LATER))) == (
        False,
        False,
        [],
    )
    assert Authenticator.objects.filter(user=user).count() == 0


def test_closing_ends_the_sessions_and_the_trust_in_browsers_at_once(
    client: Client, joetsu: Municipality, rf: RequestFactory
) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        user = appoint_midori(HEALTH_NURSE).user
        User.objects.filter(id=user.id).update(is_invented=True)
    client.post("/joetsu/work/account/login/", {"login": user.email, "password": PASSWORD})
    trusting = rf.get("/")
    answer = HttpResponse()
    trust_browser(trusting, user, answer)
    trusting.COOKIES = {name: morsel.value for name, morsel in answer.cookies.items()}
    before = (Session.objects.count(), UserSession.objects.count(), is_trusted_browser(trusting, user))

    with as_system(joetsu.id, at=LATER):
        close_account(user=user, by=None, at=LATER)

    user.refresh_from_db()
    assert before == (1, 1, True)
    assert (Session.objects.count(), UserSession.objects.count(), is_trusted_browser(trusting, user)) == (
        0,
        0,
        False,
    )


def test_an_account_that_another_town_counts_on_stays(joetsu: Municipality, nagaoka: Municipality) -> None:
    with as_system(nagaoka.id, at=TODAY_10AM):
        elsewhere = appoint_midori(HEALTH_NURSE)
    with as_system(joetsu.id, at=TODAY_10AM):
        user = appoint_midori(HEALTH_NURSE).user

        close_account(user=user, by=None, at=LATER)

        here = list(live_postings(user, at=LATER))
    user.refresh_from_db()
    with as_system(nagaoka.id):
        there = list(live_postings(user, at=LATER))
    assert (user.is_active, user.check_password(PASSWORD), here, there) == (True, True, [], [elsewhere])


def test_an_account_without_a_posting_here_is_not_this_towns_to_close(
    joetsu: Municipality, nagaoka: Municipality
) -> None:
    with as_system(nagaoka.id, at=TODAY_10AM):
        user = appoint_midori(HEALTH_NURSE).user

    with as_system(joetsu.id, at=LATER), pytest.raises(AlreadyEnded):
        close_account(user=user, by=None, at=LATER)

    user.refresh_from_db()
    assert user.is_active is True


def test_a_closed_account_is_in_the_journal(in_joetsu: Municipality) -> None:
    chief, user = make_user("高橋 係長"), appoint_midori(HEALTH_NURSE).user

    close_account(user=user, by=chief, at=LATER)

    entry = WriteEntry.objects.get(event="accounts.closed")
    assert (entry.record_id, entry.by_id, entry.details) == (
        user.id,
        chief.id,
        {"postings": 1, "disabled": True},
    )


def test_who_comes_back_gets_the_closed_account_back_without_its_password(in_joetsu: Municipality) -> None:
    user = appoint_midori(HEALTH_NURSE).user
    close_account(user=user, by=None, at=LATER)

    appoint_midori(HEALTH_NURSE, at=LATER + timedelta(days=30))

    user.refresh_from_db()
    assert (User.objects.count(), user.is_active, user.has_usable_password()) == (1, True, False)
