"""What hand-overs say on the pages of consultations and families."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.referrals import Cast, make_cast, make_task
from tsunagu.desk.models import ReferralTask
from tsunagu.kernel.municipality.models import Municipality

pytestmark = pytest.mark.django_db
WORK = "/joetsu/work/desk/"


@pytest.fixture
def cast(in_joetsu: Municipality, client: Client) -> Cast:
    cast = make_cast()
    client.force_login(cast.sato)
    return cast


def asked(cast: Cast) -> ReferralTask:
    return make_task(cast)


def text_of(client: Client, path: str) -> str:
    response = client.get(WORK + path)
    assert response.status_code == 200
    return response.content.decode()


def test_the_household_page_says_who_holds_the_family_and_what_happened(cast: Cast, client: Client) -> None:
    task = asked(cast)

    page = text_of(client, f"households/{task.referral.household_id}/")

    assert page.count('<p class="owner-line') == 1
    assert page.count(f"{WORK}needs/{task.referral_id}/") >= 1
    assert page.count(f"{WORK}referrals/choose/?household={task.referral.household_id}") == 1


def test_the_board_shows_what_waits_for_an_answer(cast: Cast, client: Client) -> None:
    task = asked(cast)

    page = text_of(client, "")

    assert page.count("答えを待つつなぎ") == 1
    assert page.count(f"{WORK}referrals/{task.id}/") == 1


def test_the_board_and_the_household_ask_the_same_however_many_wait(cast: Cast, client: Client) -> None:
    household = asked(cast).referral.household_id
    paths = ("", f"households/{household}/")
    for path in paths:
        text_of(client, path)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            for path in paths:
                text_of(client, path)
        counts.append(len(queries))
        asked(cast)
        asked(cast)

    assert counts[0] == counts[1]


def test_a_member_without_the_desks_board_is_not_shown_it(cast: Cast, client: Client) -> None:
    client.force_login(cast.ito)

    assert client.get(WORK).status_code == 403
