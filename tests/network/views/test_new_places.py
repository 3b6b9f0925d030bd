"""A place that the register does not know yet; and what may be there already under the same words."""

from typing import Any

import pytest
from django.test import Client

from tests.factories.directory import make_district, make_location, make_phone, make_service
from tests.factories.kernel import make_posting, make_user
from tests.factories.network import Keepers
from tests.network.views.filled_form import filled_form
from tsunagu.directory.models import Location, Service
from tsunagu.kernel.notify.models import Letter
from tsunagu.kernel.permissions.roles import MEMBER_WORKER
from tsunagu.network.forms.listing_form import ServiceForm
from tsunagu.network.models import ListingChange
from tsunagu.network.queries.values import values_of

WORK = "/joetsu/work/listings"
HOUSE = {
    "name": "青空の家",
    "name_kana": "あおぞらのいえ",
    "postal_code": "９４３０８３２",
    "address_1": "本城町１－１",
    "accessibility": "授乳室\n\nスロープ\n授乳室",
    "phone": "０２５－５２６－５１１１",
}


def form_at(keepers: Keepers, kind: str = "places") -> str:
    return f"{WORK}/organisations/{keepers.npo.id}/{kind}/new/"


def typed(client: Client, user: object, address: str, **said: object) -> Any:
    """Fill in the form at the address and send it."""
    client.force_login(user)
    return client.post(address, filled_form(client.get(address).content.decode()) | said)


def press_again(client: Client, address: str, page: Any) -> Any:
    return client.post(address, filled_form(page.content.decode()))


def test_a_members_new_place_is_in_no_list_until_the_desk_approves_it(
    keepers: Keepers, client: Client
) -> None:
    district = make_district("高田区")

    response = typed(client, keepers.ito, form_at(keepers), **HOUSE, district=str(district.id))

    assert response.status_code == 302
    assert not Location.objects.filter(name="青空の家").exists()
    change = ListingChange.objects.get()
    client.force_login(keepers.hana)
    page = client.get(f"{WORK}/changes/{change.id}/").content.decode()
    words = ("青空の家", "高田区", "943-0832", "授乳室、スロープ", "025-526-5111")
    assert [word in page for word in words] == [True] * len(words)
    client.post(f"{WORK}/changes/{change.id}/approve/")
    place = Location.objects.get(name="青空の家")
    assert (place.organisation, place.district, place.name_kana) == (keepers.npo, district, "アオゾラノイエ")
    assert (place.address, place.accessibility) == ("上越市本城町１－１", ["授乳室", "スロープ"])
    assert place.phones.get().number == "025-526-5111"
    assert ListingChange.objects.get().became_place == place


def test_an_approved_place_is_one_that_the_members_services_can_choose(
    keepers: Keepers, client: Client
) -> None:
    typed(client, keepers.hana, form_at(keepers), **HOUSE)

    client.force_login(keepers.ito)
    page = client.get(f"{WORK}/services/{keepers.listing.id}/edit/").content.decode()

    place = Location.objects.get(name="青空の家")
    form = ServiceForm(values=values_of(keepers.listing), organisation_id=keepers.npo.id)
    assert form.fields["places"].choices == [(str(place.id), "青空の家")]
    assert str(place.id) in page
    assert not ListingChange.objects.exists()


def test_a_declined_place_is_nowhere_and_a_letter_leads_its_author_to_the_reason(
    keepers: Keepers, client: Client
) -> None:
    typed(client, keepers.ito, form_at(keepers), **HOUSE)
    change = ListingChange.objects.get()

    client.force_login(keepers.hana)
    client.post(f"{WORK}/changes/{change.id}/decline/", {"reason": "もう載っている場所です。"})

    assert not Location.objects.filter(name="青空の家").exists()
    letter = Letter.objects.get()
    assert (letter.to, f"/joetsu/work/listings/changes/{change.id}/" in letter.body) == (
        keepers.ito.email,
        True,
    )
    client.force_login(keepers.ito)
    assert "もう載っている場所です。" in client.get(f"{WORK}/changes/{change.id}/").content.decode()


def test_the_desk_puts_a_new_place_right_before_it_is_entered(keepers: Keepers, client: Client) -> None:
    typed(client, keepers.ito, form_at(keepers), **HOUSE)
    change = ListingChange.objects.get()

    typed(client, keepers.hana, f"{WORK}/changes/{change.id}/take-over/", address_1="本城町1番1号")

    place = Location.objects.get(name="青空の家")
    assert (place.address_1, place.accessibility) == ("本城町1番1号", ["授乳室", "スロープ"])


def test_bad_input_is_told_beside_the_field_and_nothing_is_lost(keepers: Keepers, client: Client) -> None:
    said = {**HOUSE, "name_kana": "", "postal_code": "12", "accessibility": "あ" * 81, "phone": "12"}

    response = typed(client, keepers.ito, form_at(keepers), **said)

    html = response.content.decode()
    assert response.status_code == 422
    for words in (
        "けたです。郵便番号は7けたです。",
        "一行は80字まで",
        "電話番号の数字を、もう一度見てください。",
    ):
        assert words in html
    assert filled_form(html)["address_1"] == "本城町１－１"
    assert not ListingChange.objects.exists()


@pytest.mark.parametrize(
    ("standing", "field"),
    [
        ({"name": "青空 の家"}, "名称"),
        ({"name_kana": "アオゾラ・ノイエ"}, "名称（フリガナ）"),
        ({"city": "上越市", "address_1": "本城町1-1"}, "町名・番地"),
    ],
)
def test_a_place_that_may_be_there_already_is_shown_before_it_is_sent(
    keepers: Keepers, client: Client, standing: dict[str, str], field: str
) -> None:
    make_location(**{"name": "子どもの館", "name_kana": "コドモノヤカタ", **standing})

    page = typed(client, keepers.ito, form_at(keepers), **HOUSE)

    html = page.content.decode()
    assert (page.status_code, ListingChange.objects.exists()) == (200, False)
    assert f"同じところ：{field}" in html
    assert press_again(client, form_at(keepers), page).status_code == 302
    assert ListingChange.objects.get().changes["name"] == "青空の家"


def test_the_number_of_a_place_tells_that_it_is_there_already(keepers: Keepers, client: Client) -> None:
    make_phone("025-526-5111", location=make_location("子どもの館"))

    page = typed(client, keepers.ito, form_at(keepers), **HOUSE)

    assert "同じところ：電話番号" in page.content.decode()


def test_a_service_of_the_same_name_is_shown_to_the_member_and_then_to_the_desk(
    keepers: Keepers, client: Client
) -> None:
    make_service(keepers.circle, name="土曜ひろば")
    address = form_at(keepers, "services")

    page = typed(client, keepers.ito, address, name="土曜 ひろば", name_kana="ドヨウヒロバ")

    assert "まめっこ" in page.content.decode()
    assert not ListingChange.objects.exists()
    press_again(client, address, page)
    change = ListingChange.objects.get()
    client.force_login(keepers.hana)
    assert "まめっこ" in client.get(f"{WORK}/changes/{change.id}/").content.decode()
    client.post(f"{WORK}/changes/{change.id}/approve/")
    assert Service.objects.filter(organisation=keepers.npo, name="土曜 ひろば").exists()


def test_one_more_that_looks_the_same_is_shown_as_well(keepers: Keepers, client: Client) -> None:
    make_location("青空の家")
    page = typed(client, keepers.ito, form_at(keepers), **HOUSE)
    make_location("青空の家")

    again = press_again(client, form_at(keepers), page)

    assert (again.status_code, ListingChange.objects.exists()) == (200, False)


def test_the_organisations_own_number_says_nothing_of_its_services(keepers: Keepers, client: Client) -> None:
    make_phone("025-526-5111", service=keepers.listing)
    said = {"name": "土曜の会", "name_kana": "ドヨウノカイ", "phone": "025-526-5111"}

    response = typed(client, keepers.ito, form_at(keepers, "services"), **said)

    assert response.status_code == 302


def test_nobody_adds_a_place_to_another_organisation(keepers: Keepers, client: Client) -> None:
    other = make_user("よその人")
    make_posting(other, keepers.circle.id, MEMBER_WORKER)
    client.force_login(other)

    assert client.get(form_at(keepers)).status_code == 404
    assert client.post(form_at(keepers), HOUSE).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_what_looks_the_same_is_found_by_one_question_however_many(
    keepers: Keepers, client: Client, django_assert_num_queries: Any, count: int
) -> None:
    for _number in range(count):
        make_location("青空の家")
    client.force_login(keepers.ito)
    data = filled_form(client.get(form_at(keepers)).content.decode()) | HOUSE

    with django_assert_num_queries(12):
        client.post(form_at(keepers), data)
