"""Signing in for real: a password, then a code; nothing is bypassed."""

import time
from collections.abc import Callable

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from tests.factories.directory import make_organisation
from tests.factories.kernel import make_posting
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.notify.models import Letter
from tsunagu.kernel.permissions.roles import CONSULTATION_WORKER

pytestmark = pytest.mark.django_db
PASSWORD = "ひだまりの窓口 2026"
LOGIN = "/joetsu/work/account/login/"
CODE_PAGE = "/joetsu/work/account/2fa/authenticate/"
TRUST_PAGE = "/joetsu/work/account/2fa/trust/"
SECRET = generate_totp_secret()
TOTP_PERIOD = 30


@pytest.fixture(autouse=True)
def _attempts_are_forgotten() -> None:
    cache.clear()


@pytest.fixture
def midori(joetsu: Municipality) -> User:
    """A real colleague of 上越市 with a password and an authenticator app."""
    with as_system(joetsu.id):
        user = User.objects.create_user("midori@example.jp", PASSWORD, name="佐藤 みどり")
        make_posting(user, make_organisation().id, CONSULTATION_WORKER)
    TOTP.activate(user, SECRET)
    return user


def code(*, steps: int = 0) -> str:
    """What the authenticator app shows, `steps` periods from now."""
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // TOTP_PERIOD + steps))


def give_password(client: Client, password: str = PASSWORD, email: str = "midori@example.jp") -> HttpResponse:
    return client.post(LOGIN, {"login": email, "password": password})


def give_code(client: Client, text: str) -> HttpResponse:
    return client.post(CODE_PAGE, {"code": text})


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_a_password_and_a_code_lead_to_the_staffs_house(client: Client, midori: User) -> None:
    after_password = give_password(client)
    between = is_signed_in(client)
    give_code(client, code())
    after_trust = client.post(TRUST_PAGE, {"action": "skip"})

    assert (after_password.status_code, after_password["Location"], between) == (302, CODE_PAGE, False)
    assert (after_trust["Location"], is_signed_in(client)) == ("/joetsu/work/", True)


def test_the_address_may_be_typed_in_capitals(client: Client, midori: User) -> None:
    assert give_password(client, email="Midori@Example.JP")["Location"] == CODE_PAGE


def test_the_way_back_to_the_page_that_was_asked_for(client: Client, midori: User) -> None:
    asked = client.get("/joetsu/work/outbox/")
    client.post(
        asked["Location"],
        {"login": "midori@example.jp", "password": PASSWORD, "next": "/joetsu/work/outbox/"},
    )
    give_code(client, code())

    assert client.post(TRUST_PAGE, {"action": "skip"})["Location"] == "/joetsu/work/outbox/"


def test_nobody_is_led_to_another_site(client: Client, midori: User) -> None:
    client.post(LOGIN, {"login": "midori@example.jp", "password": PASSWORD, "next": "https://evil.example/"})
    give_code(client, code())

    assert client.post(TRUST_PAGE, {"action": "skip"})["Location"] == "/joetsu/work/"


@pytest.mark.parametrize("wrong", ["000000", "", "１２３４５６７"])
def test_a_wrong_code_opens_nothing(client: Client, midori: User, wrong: str) -> None:
    give_password(client)
    response = give_code(client, wrong)

    assert (response.status_code, is_signed_in(client)) == (200, False)


def test_a_code_opens_once(client: Client, midori: User) -> None:
    text = code()
    give_password(client)
    give_code(client, text)
    second = Client()
    give_password(second)

    response = give_code(second, text)

    assert (response.status_code, is_signed_in(second)) == (200, False)


def test_an_old_code_is_refused(client: Client, midori: User) -> None:
    give_password(client)

    assert give_code(client, code(steps=-5)).status_code == 200


def test_a_remembered_device_is_not_asked_for_a_code_again(client: Client, midori: User) -> None:
    give_password(client)
    give_code(client, code())
    client.post(TRUST_PAGE, {"action": "trust"})
    client.post("/joetsu/work/account/logout/")
    signed_out = is_signed_in(client)

    response = give_password(client)

    assert (signed_out, response["Location"], is_signed_in(client)) == (False, "/joetsu/work/", True)


def test_another_device_is_still_asked(client: Client, midori: User) -> None:
    give_password(client)
    give_code(client, code())
    client.post(TRUST_PAGE, {"action": "trust"})

    assert give_password(Client())["Location"] == CODE_PAGE


def test_a_new_authenticator_forgets_every_remembered_device(client: Client, midori: User) -> None:
    give_password(client)
    give_code(client, code())
    client.post(TRUST_PAGE, {"action": "trust"})
    client.post("/joetsu/work/account/logout/")
    Authenticator.objects.all().delete()
    TOTP.activate(midori, generate_totp_secret())

    assert give_password(client)["Location"] == CODE_PAGE


def test_many_wrong_passwords_lock_the_account_even_for_the_right_one(client: Client, midori: User) -> None:
    answers = [give_password(client, f"まちがい{number}") for number in range(6)]

    locked = give_password(client)

    assert [answer.status_code for answer in answers] == [200] * 6
    assert (locked.status_code, is_signed_in(client)) == (200, False)
    assert "ログイン失敗が連続しています" in locked.content.decode()


def test_wrong_codes_are_counted_too(client: Client, midori: User) -> None:
    give_password(client)
    for _ in range(6):
        give_code(client, "000000")

    response = give_code(client, code())

    assert (response.status_code, is_signed_in(client)) == (200, False)


def test_another_visitors_mistakes_do_not_lock_me_behind_a_proxy(
    client: Client, midori: User, settings: Settings
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(12):
        client.post(
            LOGIN,
            {"login": f"x{number}@example.jp", "password": "まちがい"},
            headers={"x-forwarded-for": "198.51.100.9"},
        )

    mine = client.post(
        LOGIN,
        {"login": "midori@example.jp", "password": PASSWORD},
        headers={"x-forwarded-for": "203.0.113.7"},
    )

    assert mine.status_code == 302


@pytest.mark.parametrize("email", ["midori@example.jp", "nobody@example.jp"])
def test_a_wrong_password_and_an_unknown_address_read_the_same(
    client: Client, midori: User, email: str
) -> None:
    page = give_password(client, "まちがい", email).content.decode()

    assert "入力されたメールアドレスもしくはパスワードが正しくありません。" in page


def test_a_disabled_account_stays_outside(client: Client, midori: User) -> None:
    User.objects.update(is_active=False)

    response = give_password(client)

    assert (response["Location"], is_signed_in(client)) == ("/joetsu/work/account/inactive/", False)


def test_nobody_signs_up_alone(client: Client, midori: User) -> None:
    client.post(
        "/joetsu/work/account/signup/",
        {"email": "new@example.jp", "password1": PASSWORD, "password2": PASSWORD},
    )

    assert list(User.objects.values_list("email", flat=True)) == ["midori@example.jp"]


def test_a_forgotten_password_is_a_letter_with_a_link_into_the_town(
    client: Client, midori: User, joetsu: Municipality
) -> None:
    client.post("/joetsu/work/account/password/reset/", {"email": "midori@example.jp"})

    with as_system(joetsu.id):
        letter = Letter.objects.get()
    assert (letter.to, letter.kind) == ("midori@example.jp", "account.password_reset_key")
    assert "http://testserver/joetsu/work/account/password/reset/key/" in letter.body


def test_an_unknown_address_learns_nothing_from_a_reset(client: Client, midori: User) -> None:
    pages = [
        client.post("/joetsu/work/account/password/reset/", {"email": email})
        for email in ("midori@example.jp", "nobody@example.jp")
    ]

    assert [(page.status_code, page["Location"]) for page in pages] == [
        (302, "/joetsu/work/account/password/reset/done/")
    ] * 2


def test_setting_up_an_authenticator_leads_to_work(client: Client, joetsu: Municipality) -> None:
    with as_system(joetsu.id):
        user = User.objects.create_user("new@example.jp", PASSWORD, name="田中 あおい")
        make_posting(user, make_organisation().id, CONSULTATION_WORKER)
    give_password(client, email="new@example.jp")
    sent_to = client.get("/joetsu/work/journal/")["Location"]
    client.post("/joetsu/work/account/reauthenticate/", {"password": PASSWORD})
    client.get("/joetsu/work/account/2fa/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    now = int(time.time()) // TOTP_PERIOD

    client.post(
        "/joetsu/work/account/2fa/totp/activate/", {"code": format_hotp_value(hotp_value(secret, now))}
    )

    assert sent_to == "/joetsu/work/account/2fa/"
    assert Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).count() == 1
    # A worker may not read the journal, but is no longer sent away to set something up.
    assert client.get("/joetsu/work/journal/").status_code == 403


def test_the_secret_of_an_authenticator_is_not_readable_in_the_database(midori: User) -> None:
    stored = Authenticator.objects.get(user=midori).data["secret"]

    assert (SECRET in stored, get_adapter().decrypt(stored)) == (False, SECRET)


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("login/", "職員・団体の入口"),
        ("password/reset/", "パスワードの再設定"),
        ("signup/", "ユーザー登録停止中"),
        ("2fa/", "多要素認証"),
        ("2fa/totp/activate/", "認証アプリを有効化する"),
        ("password/change/", "パスワード変更"),
        ("sessions/", "セッション"),
    ],
)
def test_the_accounts_pages_speak_japanese(
    client: Client, midori: User, page: str, said: str, sign_in: Callable[[Client], None]
) -> None:
    if page not in ("login/", "password/reset/", "signup/"):
        sign_in(client)
    Authenticator.objects.all().delete()
    if page == "2fa/totp/activate/":
        client.post("/joetsu/work/account/reauthenticate/", {"password": PASSWORD})

    text = client.get(f"/joetsu/work/account/{page}").content.decode()

    assert said in text


@pytest.fixture
def sign_in(midori: User) -> Callable[[Client], None]:
    def through_the_door(client: Client) -> None:
        give_password(client)
        give_code(client, code())
        client.post(TRUST_PAGE, {"action": "skip"})

    return through_the_door
