"""A service or an organisation that the register does not know yet; and one that is no more."""

from typing import Any

import pytest
from django.test import Client

from tests.factories.directory import make_district, make_location, make_term
from tests.factories.kernel import make_posting, make_user
from tests.factories.network import Keepers
from tests.network.views.filled_form import filled_form
from tsunagu.directory.choices import Scheme, ServiceStatus
from tsunagu.directory.models import Organisation, Service
from tsunagu.directory.queries.listings import service_page
from tsunagu.kernel.permissions.roles import MEMBER_WORKER
from tsunagu.network.models import ListingChange

WORK = "/joetsu/work/listings"


def typed(client: Client, user: object, path: str, **said: object) -> Any:
    """Fill in the form at the address and send it."""
    client.force_login(user)
    data = filled_form(client.get(f"{WORK}/{path}").content.decode())
    return client.post(f"{WORK}/{path}", data | said)


def new(keepers: Keepers) -> str:
    return f"organisations/{keepers.npo.id}/services/new/"


def everything(keepers: Keepers) -> dict[str, object]:
    """What one can say of a service."""
    return {
        "name": "土曜ひろば",
        "name_kana": "どようひろば",
        "needs": [str(make_term(Scheme.NEED, "play", "遊びたい").id)],
        "kind": str(make_term(Scheme.KIND, "hiroba", "ひろば").id),
        "areas": [str(make_district("安塚区").id)],
        "places": [str(make_location("青空の家", organisation=keepers.npo).id)],
        "minimum_age_months": "0",
        "maximum_age_months": "35",
        "cost": "free",
        "how_to_use": "申し込みは要りません。",
        "opening_text": "第2土曜の10時から12時",
        "phone": "０２５－５２６－５１１１",
        "contact_role": "保育士",
    }


def test_a_members_new_service_is_nowhere_public_until_the_desk_approves_it(
    keepers: Keepers, client: Client
) -> None:
    response = typed(client, keepers.ito, new(keepers), **everything(keepers))

    assert response.status_code == 302
    assert not Service.objects.filter(name="土曜ひろば").exists()
    change = ListingChange.objects.get()
    client.force_login(keepers.hana)
    page = client.get(f"{WORK}/changes/{change.id}/").content.decode()
    assert [word in page for word in ("土曜ひろば", "遊びたい", "青空の家", "安塚区")] == [True] * 4
    client.post(f"{WORK}/changes/{change.id}/approve/")
    listing = service_page(Service.objects.get(name="土曜ひろば").id)
    assert listing is not None
    assert (listing.name_kana, listing.opening_text, listing.cost) == (
        "ドヨウヒロバ",
        "第2土曜の10時から12時",
        "free",
    )
    assert [term.name for term in listing.terms] == ["遊びたい"]
    assert (listing.places[0].name, listing.areas) == ("青空の家", ("安塚区",))
    assert (listing.phones[0].number, listing.contacts[0].role) == ("025-526-5111", "保育士")
    assert ListingChange.objects.get().became_id == listing.id


def test_the_desk_lists_a_service_at_once_and_goes_on_to_its_hours(keepers: Keepers, client: Client) -> None:
    response = typed(client, keepers.hana, new(keepers), **everything(keepers))

    service = Service.objects.get(name="土曜ひろば")
    assert response["Location"].endswith(f"/services/{service.id}/opening/")
    assert not ListingChange.objects.exists()


def test_the_desk_puts_a_new_service_right_before_it_is_listed(keepers: Keepers, client: Client) -> None:
    typed(client, keepers.ito, new(keepers), **everything(keepers))
    change = ListingChange.objects.get()

    typed(client, keepers.hana, f"changes/{change.id}/take-over/", name="土曜のひろば")

    assert Service.objects.get(organisation=keepers.npo, name__startswith="土曜").name == "土曜のひろば"


def test_bad_input_is_told_beside_the_field_and_nothing_is_lost(keepers: Keepers, client: Client) -> None:
    said = everything(keepers) | {"name_kana": "", "minimum_age_months": "40", "phone": "12"}

    response = typed(client, keepers.ito, new(keepers), **said)

    html = response.content.decode()
    assert response.status_code == 422
    assert "「月齢から」より小さい数になっています。" in html
    assert "電話番号の数字を、もう一度見てください。" in html
    assert (filled_form(html)["how_to_use"], filled_form(html)["needs"]) == (
        "申し込みは要りません。",
        said["needs"],
    )
    assert not ListingChange.objects.exists()


def test_nobody_adds_to_another_organisation(keepers: Keepers, client: Client) -> None:
    other = make_user("よその人")
    make_posting(other, keepers.circle.id, MEMBER_WORKER)
    client.force_login(other)

    assert client.get(f"{WORK}/{new(keepers)}").status_code == 404
    assert client.post(f"{WORK}/{new(keepers)}", {"name": "だれかの"}).status_code == 404
    assert client.get(f"{WORK}/organisations/{keepers.npo.id}/end/").status_code == 404
    assert client.get(f"{WORK}/organisations/new/").status_code == 403


def test_the_desk_enters_an_organisation(keepers: Keepers, client: Client) -> None:
    district = make_district("板倉区")

    response = typed(
        client,
        keepers.hana,
        "organisations/new/",
        name="あおぞらの会",
        name_kana="アオゾラノカイ",
        district=str(district.id),
        phone="025-526-5112",
    )

    organisation = Organisation.objects.get(name="あおぞらの会")
    assert response["Location"].endswith(f"/organisations/{organisation.id}/services/new/")
    assert organisation.district == district
    assert organisation.phones.get().number == "025-526-5112"


@pytest.mark.parametrize(("who", "left"), [("ito", 1), ("hana", 0)])
def test_an_organisation_ends_with_all_its_services(
    keepers: Keepers, client: Client, who: str, left: int
) -> None:
    client.force_login(getattr(keepers, who))

    client.post(f"{WORK}/organisations/{keepers.npo.id}/end/", {"note": "会員が減りました"})

    running = Service.objects.filter(organisation=keepers.npo).exclude(status=ServiceStatus.DEFUNCT)
    assert running.count() == left
    for change in ListingChange.objects.all():
        client.force_login(keepers.hana)
        client.post(f"{WORK}/changes/{change.id}/approve/")
    assert running.count() == 0
    assert Organisation.objects.get(id=keepers.npo.id).status == ServiceStatus.DEFUNCT


def test_the_towns_desk_does_not_end(keepers: Keepers, client: Client) -> None:
    client.force_login(keepers.hana)

    client.post(f"{WORK}/organisations/{keepers.desk.id}/end/")

    assert Organisation.objects.get(id=keepers.desk.id).status == ServiceStatus.ACTIVE


def test_the_desk_ends_a_service_at_once(keepers: Keepers, client: Client) -> None:
    client.force_login(keepers.hana)

    client.post(f"{WORK}/services/{keepers.listing.id}/end/")

    assert Service.objects.get(id=keepers.listing.id).status == ServiceStatus.DEFUNCT
    assert not ListingChange.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_form_asks_the_database_as_often_for_many_places(
    keepers: Keepers, client: Client, django_assert_num_queries: Any, count: int
) -> None:
    for number in range(count):
        make_location(f"集会所{number}", organisation=keepers.npo)
    client.force_login(keepers.hana)
    client.get(f"{WORK}/{new(keepers)}")

    with django_assert_num_queries(14):
        client.get(f"{WORK}/{new(keepers)}")
