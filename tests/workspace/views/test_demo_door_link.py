"""The sign-in page shows the way to the demo's door, where there is one."""

import pytest
from django.conf import LazySettings
from django.test import Client

from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality

SIGN_IN = "/joetsu/work/account/login/"
DOOR = 'href="/joetsu/work/demo/"'


def test_a_demo_town_shows_its_door(client: Client, joetsu: Municipality) -> None:
    assert DOOR in client.get(SIGN_IN).content.decode()


@pytest.mark.parametrize(("is_demo", "town_is_demo"), [(False, True), (True, False)])
def test_there_is_no_way_to_a_door_that_is_not_there(
    client: Client, joetsu: Municipality, settings: LazySettings, is_demo: bool, town_is_demo: bool
) -> None:
    settings.DEMO = is_demo
    joetsu.is_demo = town_is_demo
    # A town is changed in its own name only.
    with as_system(joetsu.id):
        joetsu.save()

    assert DOOR not in client.get(SIGN_IN).content.decode()
