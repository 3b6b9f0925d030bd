"""Editors keep the phone book and the places: what they enter stands on the public pages at once."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.directory import make_location, make_organisation, make_phone, make_service
from tests.workspace.views.signing_in import sign_in
from tsunagu.directory.models import Location, Phone
from tsunagu.kernel.audit.models import WriteEntry
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.permissions.roles import DESK_MANAGER, MEMBER_WORKER

WORK = "/joetsu/work/directory"
NUMBER = {"number": "０２５-５２６-５１１１ 内線12", "kind": "voice", "audience": "residents"}
PLACE = {
    "name": "青空の家",
    "name_kana": "あおぞらのいえ",
    "location_type": "physical",
    "postal_code": "〒９４３００００",
    "city": "上越市",
    "address_1": "見本町1-1",
    "accessibility": "授乳室\n\n駐車場",
}


def only(town: Municipality, model: type[Any]) -> Any:
    with as_system(town.id):
        return model.objects.get()


@pytest.mark.usefixtures("editor")
def test_a_number_stands_in_the_phone_book_at_once(client: Client, joetsu: Municipality) -> None:
    with as_system(joetsu.id):
        npo = make_organisation("ひだまり広場")

    said = NUMBER | {"organisation": npo.id, "hours_text": "平日 9時から17時"}
    assert client.post(f"{WORK}/phones/new/", said).status_code == 302

    phone = only(joetsu, Phone)
    assert (phone.number, phone.extension) == ("025-526-5111", "12")
    book = client.get("/joetsu/phones/").content.decode()
    assert 'href="tel:0255265111;ext=12"' in book
    assert "平日 9時から17時" in book
    with as_system(joetsu.id):
        assert WriteEntry.objects.filter(event="directory.phone_entered", record_id=phone.id).count() == 1


@pytest.mark.usefixtures("editor")
def test_a_number_changes_hands_and_goes(client: Client, joetsu: Municipality) -> None:
    with as_system(joetsu.id):
        service = make_service()
        phone = make_phone(organisation=service.organisation)

    client.post(f"{WORK}/phones/{phone.id}/", NUMBER | {"service": service.id})
    assert (only(joetsu, Phone).service_id, only(joetsu, Phone).organisation_id) == (service.id, None)

    client.post(f"{WORK}/phones/{phone.id}/", {"remove": "1"})
    with as_system(joetsu.id):
        assert not Phone.objects.exists()


@pytest.mark.usefixtures("editor")
@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"number": "12"}, "電話番号"),
        ({"extension": "いろは"}, "内線は数字で書いてください。"),
        ({"organisation": ""}, "どれか一つだけを選んでください。"),
        ({"both": "1"}, "どれか一つだけを選んでください。"),
    ],
)
def test_a_wrong_number_is_told_and_nothing_is_lost(
    client: Client, joetsu: Municipality, wrong: dict[str, str], said: str
) -> None:
    with as_system(joetsu.id):
        service = make_service()
    data = NUMBER | {"organisation": service.organisation_id, "note": "夜間だけ", **wrong}
    if data.pop("both", ""):
        data["service"] = service.id

    response = client.post(f"{WORK}/phones/new/", data)

    assert response.status_code == 422
    assert said in response.content.decode()
    assert "夜間だけ" in response.content.decode()
    with as_system(joetsu.id):
        assert not Phone.objects.exists()


@pytest.mark.usefixtures("editor")
def test_a_place_is_entered_with_its_point_and_stands_on_the_map(
    client: Client, joetsu: Municipality
) -> None:
    with as_system(joetsu.id):
        service = make_service(name="見本ひろば")

    said = PLACE | {"latitude": "37.148, 138.236", "longitude": ""}
    assert client.post(f"{WORK}/places/new/", said).status_code == 302

    place = only(joetsu, Location)
    assert (place.name_kana, place.postal_code) == ("アオゾラノイエ", "943-0000")
    assert (place.latitude, place.longitude) == (Decimal("37.148000"), Decimal("138.236000"))
    assert place.accessibility == ["授乳室", "駐車場"]
    with as_system(joetsu.id):
        service.at_locations.create(location=place)
    assert "青空の家" in client.get("/joetsu/map/").content.decode()


@pytest.mark.usefixtures("editor")
def test_a_place_without_a_point_is_entered_and_corrected(client: Client, joetsu: Municipality) -> None:
    client.post(f"{WORK}/places/new/", PLACE)
    place = only(joetsu, Location)
    assert place.latitude is None

    client.post(f"{WORK}/places/{place.id}/", PLACE | {"transportation": "駅から歩いて5分"})

    assert only(joetsu, Location).transportation == "駅から歩いて5分"


@pytest.mark.usefixtures("editor")
@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"postal_code": "94"}, "郵便番号は「943-0000」のように、7けたで書いてください。"),
        ({"latitude": "10", "longitude": "100"}, "日本の外の位置です。"),
        ({"latitude": "ここ"}, "緯度と経度の、二つの数として読めません。"),
        ({"url": "https://example.jp/"}, "形が「オンライン」のときだけ書けます。"),
        ({"name_kana": ""}, "field__error"),
    ],
)
def test_a_wrong_place_is_told_and_nothing_is_lost(
    client: Client, joetsu: Municipality, wrong: dict[str, str], said: str
) -> None:
    response = client.post(f"{WORK}/places/new/", PLACE | wrong)

    assert response.status_code == 422
    assert said in response.content.decode()
    assert "見本町1-1" in response.content.decode()
    with as_system(joetsu.id):
        assert not Location.objects.exists()


@pytest.mark.usefixtures("editor")
def test_a_place_in_use_stays_and_an_unused_one_goes(client: Client, joetsu: Municipality) -> None:
    with as_system(joetsu.id):
        place = make_location(service=make_service())

    client.post(f"{WORK}/places/{place.id}/", {"remove": "1"})
    assert only(joetsu, Location).id == place.id

    with as_system(joetsu.id):
        place.services_at.all().delete()
    client.post(f"{WORK}/places/{place.id}/", {"remove": "1"})
    with as_system(joetsu.id):
        assert not Location.objects.exists()


def test_members_and_neighbours_do_not_come_in(
    client: Client, joetsu: Municipality, nagaoka: Municipality
) -> None:
    with as_system(nagaoka.id):
        place, phone = make_location(), make_phone(organisation=make_organisation())
    addresses = [f"places/{place.id}/", f"phones/{phone.id}/"]

    sign_in(client, joetsu, MEMBER_WORKER)
    pages = ["phones/", "phones/new/", "places/new/", *addresses]
    assert [client.get(f"{WORK}/{page}").status_code for page in pages] == [403] * 5

    sign_in(client, joetsu, DESK_MANAGER)
    assert [client.get(f"{WORK}/{page}").status_code for page in addresses] == [404] * 2


@pytest.mark.usefixtures("editor")
def test_the_list_asks_the_database_as_often_for_many(client: Client, joetsu: Municipality) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(f"{WORK}/phones/")
        return len(asked)

    with as_system(joetsu.id):
        make_phone(organisation=make_organisation())
    queries()
    few = queries()
    with as_system(joetsu.id):
        make_phone("025-526-5112", organisation=make_organisation())
        make_phone("025-526-5113", service=make_service())

    assert queries() == few
