"""While looking through the register, a colleague picks places for a family."""

import pytest
from django.test import Client

from tests.factories.directory import make_desk, make_service
from tests.factories.families import make_household
from tests.factories.kernel import make_posting, make_user
from tests.factories.selections import make_selection
from tsunagu.desk.models import Selection, SelectionItem
from tsunagu.directory.actions.index_search import reindex_town
from tsunagu.directory.choices import Audience
from tsunagu.directory.models import Organisation, Service
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.permissions.roles import CONSULTATION_WORKER, MEMBER_WORKER, Role

DIRECTORY = "/joetsu/work/directory/"
ADD = 'action="/joetsu/work/desk/selections/add/"'


@pytest.fixture
def office(in_joetsu: Municipality) -> Organisation:
    return make_desk()


@pytest.fixture
def hohoemi(office: Organisation) -> Service:
    service = make_service(name="ほほえみ一時預かり")
    make_service(name="支援者だけの会議", audience=Audience.SUPPORTERS)
    reindex_town()
    return service


def browser(client: Client, office: Organisation, role: Role = CONSULTATION_WORKER) -> Client:
    user = make_user()
    make_posting(user, office.id, role)
    client.force_login(user)
    return client


def test_each_listing_for_residents_can_be_picked(
    client: Client, office: Organisation, hohoemi: Service
) -> None:
    html = browser(client, office).get(DIRECTORY).content.decode()

    assert (html.count("<article"), html.count(ADD)) == (2, 1)


def test_who_records_no_consultations_picks_nothing(
    client: Client, office: Organisation, hohoemi: Service
) -> None:
    assert ADD not in browser(client, office, MEMBER_WORKER).get(DIRECTORY).content.decode()


def test_the_list_in_hand_stays_while_searching(
    client: Client, office: Organisation, hohoemi: Service
) -> None:
    household = make_household(office.id, label="見本さん")
    made = make_selection(given=False, organisation_id=office.id, household=household, service_ids=[])
    at = f"{DIRECTORY}?q=ほほえみ&selection={made.id}"
    worker = browser(client, office)

    before = worker.get(at).content.decode()
    worker.post(
        "/joetsu/work/desk/selections/add/", {"service": hohoemi.id, "selection": made.id, "next": at}
    )
    after = worker.get(at).content.decode()

    assert ("リストに入れています：見本さん" in before, "リストに入っています" in before) == (True, False)
    assert f'<input type="hidden" name="selection" value="{made.id}">' in before
    assert ("いま1か所" in after, "リストに入っています" in after) == (True, True)
    assert list(SelectionItem.objects.values_list("selection", "service")) == [(made.id, hohoemi.id)]


@pytest.mark.parametrize("written", ["x", "00000000-0000-7000-8000-000000000000"])
def test_a_list_that_is_nobodys_is_not_in_hand(
    client: Client, office: Organisation, hohoemi: Service, written: str
) -> None:
    answer = browser(client, office).get(f"{DIRECTORY}?selection={written}")

    assert (answer.status_code, "リストに入れています" in answer.content.decode()) == (200, False)
    assert Selection.objects.count() == 0
