"""What the browser is told on every page of every kind, and that every page keeps to it."""

import json
import os
import subprocess
import sys

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.factories.kernel import make_posting, make_user
from tests.security.page_source import PageSource
from tests.security.routes import every_route
from tests.security.town_life import TownLife, live
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.permissions.roles import ROLES

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "manifest-src 'self'",
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
PRODUCTION = """
import json
from tsunagu.project import settings
names = [
    "DEMO", "DEBUG", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT",
    "SECURE_HSTS_SECONDS", "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN", "SECURE_PROXY_SSL_HEADER",
]
print(json.dumps({name: getattr(settings, name) for name in names}))
"""


@pytest.fixture
def life(joetsu: Municipality) -> TownLife:
    return live(joetsu, "秘めごと")


@pytest.fixture
def colleague(client: Client, life: TownLife, joetsu: Municipality) -> Client:
    """Somebody who may open every page of the desk."""
    with as_system(joetsu.id):
        user = make_user()
        for role in ROLES.values():
            make_posting(user, life.desk.id, role)
    client.force_login(user)
    client.raise_request_exception = False
    return client


def wrong_headers(response: HttpResponse) -> list[str]:
    wrong = [name for name, value in HEADERS.items() if response.headers.get(name) != value]
    policy = {part.strip() for part in response.headers.get("Content-Security-Policy", "").split(";")}
    return wrong + sorted(policy ^ POLICY)


def wrong_source(response: HttpResponse) -> list[str]:
    if response.streaming or not response.headers.get("Content-Type", "").startswith("text/html"):
        return []
    source = PageSource(response.content.decode())
    return source.forbidden + source.foreign


@pytest.mark.parametrize("prefix", ["joetsu", "joetsu/en", "joetsu/easy"])
def test_every_page_tells_the_browser_to_run_and_fetch_nothing_else(
    colleague: Client, life: TownLife, prefix: str
) -> None:
    answers = {
        route.name: colleague.get(route.path(prefix, life.ids))
        for route in every_route()
        if set(route.parameters) <= set(life.ids)
    }

    wrong = {
        name: found
        for name, answer in answers.items()
        if (found := wrong_headers(answer) + wrong_source(answer))
    }
    assert wrong == {}
    # The accounts library's pages are among them, and pages that were really drawn.
    assert "mfa_index" in answers
    assert sum(answer.status_code == 200 for answer in answers.values()) >= 40


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/healthz", 200),
        ("/joetsu/nowhere/", 404),
        ("/atlantis/", 404),
        ("/joetsu/work/", 302),
        ("/joetsu/work/account/login/", 200),
    ],
)
def test_pages_without_a_visitor_or_a_town_say_it_too(
    client: Client, joetsu: Municipality, path: str, status: int
) -> None:
    response = client.get(path)

    assert (response.status_code, wrong_headers(response), wrong_source(response)) == (status, [], [])


@pytest.mark.urls("tests.kernel.probe_urls")
@pytest.mark.parametrize(("path", "status"), [("write/0/", 500), ("work/administrators/", 403)])
def test_failures_say_it_too(client: Client, joetsu: Municipality, path: str, status: int) -> None:
    client.force_login(make_user())
    client.raise_request_exception = False

    response = client.get(f"/joetsu/{path}")

    assert (response.status_code, wrong_headers(response), wrong_source(response)) == (status, [], [])


def test_looking_at_public_pages_leaves_no_cookie(client: Client, joetsu: Municipality) -> None:
    for page in ("", "search/?q=一時預かり", "needs/", "emergency/"):
        client.get(f"/joetsu/{page}")

    assert dict(client.cookies) == {}


def test_the_session_of_a_colleague_is_closed_to_scripts_and_other_sites(
    client: Client, life: TownLife, joetsu: Municipality
) -> None:
    with as_system(joetsu.id):
        user = make_user()
        make_posting(user, life.desk.id, ROLES["consultation_worker"])

    session = client.post("/joetsu/work/demo/", {"persona": str(user.id)}).cookies["sessionid"]

    assert (session["httponly"], session["samesite"]) == (True, "Lax")


def test_a_form_from_another_site_is_refused(joetsu: Municipality) -> None:
    client = Client(enforce_csrf_checks=True)

    response = client.post("/joetsu/work/account/login/", {"login": "a@example.jp", "password": "x"})

    assert (response.status_code, wrong_headers(response)) == (400, [])


def test_without_a_word_about_it_an_installation_is_a_closed_one() -> None:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("TSUNAGU_")}
    finished = subprocess.run(
        [sys.executable, "-c", PRODUCTION],
        env={**inherited, "TSUNAGU_SECRET_KEY": "x" * 50},
        capture_output=True,
        text=True,
        check=True,
    )

    assert json.loads(finished.stdout) == {
        "DEMO": False,
        "DEBUG": False,
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 365 * 24 * 3600,
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": False,
        # The word of a proxy is believed only where there is one.
        "SECURE_PROXY_SSL_HEADER": None,
    }
