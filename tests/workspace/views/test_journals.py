"""The outbox: that something was sent is the administrator's to know, what opens with it is not."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from pytest_django.fixtures import Settings

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_organisation
from tests.factories.kernel import make_posting, make_user
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.notify.letters import write_letter
from tsunagu.kernel.notify.models import Letter
from tsunagu.kernel.permissions.roles import TOWN_ADMINISTRATOR


@pytest.fixture
def letter(joetsu: Municipality) -> Letter:
    with as_system(joetsu.id, at=TODAY_10AM):
        return write_letter(
            to="a@example.jp",
            subject="確認番号のお知らせ",
            body="確認番号は 123456 です。",
            kind="referral.code",
            at=TODAY_10AM,
        )


@pytest.mark.parametrize(("demo", "shown"), [(True, 1), (False, 0)], ids=["demo", "town"])
def test_the_keys_in_a_letter_are_its_receivers_alone(
    client: Client, joetsu: Municipality, letter: Letter, settings: Settings, demo: bool, shown: int
) -> None:
    with as_system(joetsu.id):
        user = make_user()
        make_posting(user, make_organisation().id, TOWN_ADMINISTRATOR)
    TOTP.activate(user, generate_totp_secret())
    client.force_login(user)
    settings.DEMO = demo

    html = client.get(f"/joetsu/work/outbox/{letter.id}/").content.decode()

    assert (html.count("a@example.jp"), html.count("123456")) == (1, shown)
