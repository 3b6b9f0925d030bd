"""Who gets through the door of a page."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from tests.factories.directory import make_organisation
from tests.factories.kernel import make_posting, make_user
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.permissions.models import Posting
from tsunagu.kernel.permissions.roles import CONSULTATION_WORKER, TOWN_ADMINISTRATOR, Role

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.kernel.probe_urls")]
PRIVATE = ["work/colleagues/", "work/colleagues-class/", "work/administrators/"]


@pytest.fixture
def works_in() -> Callable[[Municipality, Role], User]:
    def works(town: Municipality, role: Role = CONSULTATION_WORKER, user: User | None = None) -> User:
        with as_system(town.id):
            user = user or make_user()
            make_posting(user, make_organisation().id, role)
        return user

    return works


def status(client: Client, path: str) -> int:
    return client.get(path).status_code


@pytest.mark.parametrize("page", ["public/", "public-class/"])
def test_a_public_page_is_open_to_everybody(client: Client, joetsu: Municipality, page: str) -> None:
    assert client.get(f"/joetsu/{page}").json()["user"] == ""


@pytest.mark.parametrize("page", PRIVATE)
def test_a_view_that_says_nothing_of_itself_asks_a_stranger_to_sign_in(
    client: Client, joetsu: Municipality, page: str
) -> None:
    response = client.get(f"/joetsu/easy/{page}")

    assert (response.status_code, response["Location"]) == (
        302,
        f"/joetsu/easy/work/account/login/?next=/joetsu/easy/{page}",
    )


def test_a_colleague_acts_with_all_that_they_hold_in_the_town(
    client: Client, joetsu: Municipality, nagaoka: Municipality, works_in: Callable[..., User]
) -> None:
    user = works_in(joetsu)
    works_in(joetsu, user=user)
    works_in(nagaoka, user=user)
    with as_system(joetsu.id):
        in_joetsu = sorted(str(posting.organisation_id) for posting in Posting.objects.all())
    client.force_login(user)

    became = client.get("/joetsu/work/colleagues/").json()

    assert (became["user"], became["organisations"]) == (str(user.id), in_joetsu)


@pytest.mark.parametrize(
    ("role", "answer"),
    [(CONSULTATION_WORKER, 403), (TOWN_ADMINISTRATOR, 200)],
    ids=["worker", "administrator"],
)
def test_a_page_that_asks_for_a_permission_opens_to_the_roles_that_give_it(
    client: Client, joetsu: Municipality, works_in: Callable[..., User], role: Role, answer: int
) -> None:
    client.force_login(works_in(joetsu, role))

    assert status(client, "/joetsu/work/administrators/") == answer


def test_a_colleague_of_another_town_is_refused(
    client: Client, joetsu: Municipality, nagaoka: Municipality, works_in: Callable[..., User]
) -> None:
    client.force_login(works_in(nagaoka, TOWN_ADMINISTRATOR))

    answers = [status(client, f"/{town}/work/administrators/") for town in ("nagaoka", "joetsu")]

    assert answers == [200, 403]


def test_an_ended_posting_closes_the_door_at_the_next_request(
    client: Client, joetsu: Municipality, works_in: Callable[..., User]
) -> None:
    client.force_login(works_in(joetsu))
    before = status(client, "/joetsu/work/colleagues/")

    with as_system(joetsu.id):
        Posting.objects.update(ends_at=timezone.now())

    assert (before, status(client, "/joetsu/work/colleagues/")) == (200, 403)


def test_a_posting_of_tomorrow_opens_nothing_today(
    client: Client, joetsu: Municipality, works_in: Callable[..., User]
) -> None:
    client.force_login(works_in(joetsu))
    with as_system(joetsu.id):
        Posting.objects.update(starts_at=timezone.now() + timedelta(days=1))

    assert status(client, "/joetsu/work/colleagues/") == 403


def test_a_disabled_account_is_a_stranger_at_the_next_request(
    client: Client, joetsu: Municipality, works_in: Callable[..., User]
) -> None:
    user = works_in(joetsu)
    client.force_login(user)
    before = status(client, "/joetsu/work/colleagues/")

    User.objects.filter(id=user.id).update(is_active=False)

    assert (before, status(client, "/joetsu/work/colleagues/")) == (200, 302)


def test_a_changed_password_ends_the_sessions_elsewhere(
    client: Client, joetsu: Municipality, works_in: Callable[..., User]
) -> None:
    user = works_in(joetsu)
    client.force_login(user)

    user.set_password("あたらしい合言葉 2026")
    user.save()

    assert status(client, "/joetsu/work/colleagues/") == 302


def test_a_real_person_without_a_second_factor_is_sent_to_set_one_up(
    client: Client, joetsu: Municipality, works_in: Callable[..., User]
) -> None:
    user = works_in(joetsu)
    User.objects.filter(id=user.id).update(is_invented=False)
    client.force_login(user)

    response = client.get("/joetsu/work/colleagues/")

    assert (response.status_code, response["Location"]) == (302, "/joetsu/work/account/2fa/")


def test_a_real_person_with_a_second_factor_goes_through(
    client: Client, joetsu: Municipality, works_in: Callable[..., User]
) -> None:
    user = works_in(joetsu)
    User.objects.filter(id=user.id).update(is_invented=False)
    TOTP.activate(user, generate_totp_secret())
    client.force_login(user)

    assert status(client, "/joetsu/work/colleagues/") == 200


def test_recovery_codes_alone_are_no_second_factor(
    client: Client, joetsu: Municipality, works_in: Callable[..., User]
) -> None:
    user = works_in(joetsu)
    User.objects.filter(id=user.id).update(is_invented=False)
    Authenticator.objects.create(user=user, type=Authenticator.Type.RECOVERY_CODES, data={})
    client.force_login(user)

    assert status(client, "/joetsu/work/colleagues/") == 302


def test_outside_a_demo_even_an_invented_person_needs_a_second_factor(
    client: Client, joetsu: Municipality, works_in: Callable[..., User], settings: Settings
) -> None:
    client.force_login(works_in(joetsu))
    in_the_demo = status(client, "/joetsu/work/colleagues/")

    settings.DEMO = False

    assert (in_the_demo, status(client, "/joetsu/work/colleagues/")) == (200, 302)
