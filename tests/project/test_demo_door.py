"""The one-click door of a demo: it cannot exist anywhere else."""

import importlib
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import clear_url_caches
from django.utils import timezone
from pytest_django.fixtures import Settings

from tests.factories.directory import make_organisation
from tests.factories.kernel import make_posting, make_user
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.permissions.models import Posting
from tsunagu.kernel.permissions.roles import SECTION_CHIEF
from tsunagu.project import urls

DOOR = "/joetsu/work/demo/"
EVERY_ADDRESS = """
import django
django.setup()
from django.urls import URLPattern, get_resolver

def names(patterns):
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield f"{pattern.name} {pattern.lookup_str}"
        else:
            yield from names(pattern.url_patterns)

print("\\n".join(names(get_resolver().url_patterns)))
"""


@pytest.fixture
def chief(joetsu: Municipality) -> User:
    with as_system(joetsu.id):
        user = make_user("高橋 係長")
        make_posting(user, make_organisation().id, SECTION_CHIEF)
    return user


@pytest.fixture
def without_demo(settings: Settings) -> Iterator[None]:
    """The addresses as they are made where TSUNAGU_DEMO is not set."""
    settings.DEMO = False
    importlib.reload(urls)
    clear_url_caches()
    yield
    settings.DEMO = True
    importlib.reload(urls)
    clear_url_caches()


def signed_in_as(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def addresses(**environment: str) -> list[str]:
    """Every address of a fresh process with this environment."""
    inherited = {name: value for name, value in os.environ.items() if name != "TSUNAGU_DEMO"}
    finished = subprocess.run(
        [sys.executable, "-c", EVERY_ADDRESS],
        env={**inherited, "DJANGO_SETTINGS_MODULE": "tsunagu.project.settings", **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return [line for line in finished.stdout.splitlines() if "demo" in line]


def test_the_door_is_an_address_only_in_a_demo() -> None:
    assert addresses() == []
    assert addresses(TSUNAGU_DEMO="0") == []
    assert addresses(TSUNAGU_DEMO="1") == ["demo-door tsunagu.workspace.views.demo.choose_persona"]


def test_outside_a_demo_nobody_finds_a_door(client: Client, chief: User, without_demo: None) -> None:
    answers = [client.get(DOOR).status_code, client.post(DOOR, {"persona": str(chief.id)}).status_code]

    assert (answers, signed_in_as(client)) == ([404, 404], None)


def test_a_click_is_a_sign_in(client: Client, chief: User) -> None:
    response = client.post(DOOR, {"persona": str(chief.id)})

    assert (response.status_code, response["Location"], signed_in_as(client)) == (
        302,
        "/joetsu/work/",
        str(chief.id),
    )


@pytest.mark.parametrize(
    "change", [{"is_invented": False}, {"is_active": False}], ids=["a real person", "a disabled account"]
)
def test_the_door_refuses(client: Client, chief: User, change: dict[str, bool]) -> None:
    User.objects.filter(id=chief.id).update(**change)

    response = client.post(DOOR, {"persona": str(chief.id)})

    assert (response.status_code, signed_in_as(client)) == (403, None)


@pytest.mark.parametrize("persona", ["", "nobody", "0198c0de-0000-7000-8000-000000000001"])
def test_the_door_refuses_who_is_nobody(client: Client, joetsu: Municipality, persona: str) -> None:
    assert client.post(DOOR, {"persona": persona}).status_code == 403


def test_a_person_of_another_town_has_no_door_here(
    client: Client, chief: User, joetsu: Municipality, nagaoka: Municipality
) -> None:
    response = client.post("/nagaoka/work/demo/", {"persona": str(chief.id)})

    assert (response.status_code, signed_in_as(client)) == (403, None)


def test_somebody_who_left_has_no_door_any_more(client: Client, chief: User, joetsu: Municipality) -> None:
    with as_system(joetsu.id):
        Posting.objects.update(ends_at=timezone.now() - timedelta(seconds=1))

    assert client.post(DOOR, {"persona": str(chief.id)}).status_code == 403


def test_a_real_town_on_a_demo_machine_has_no_door(client: Client, chief: User, joetsu: Municipality) -> None:
    with as_system(joetsu.id):
        Municipality.objects.filter(id=joetsu.id).update(is_demo=False)

    answers = [client.get(DOOR).status_code, client.post(DOOR, {"persona": str(chief.id)}).status_code]

    assert (answers, signed_in_as(client)) == ([403, 403], None)
