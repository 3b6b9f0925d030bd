"""A family writes to a circle and reads the answer; no address stands on any page."""

import re

import pytest
from django.test import Client

from tests.factories.community import make_circle
from tests.portal.conftest import Town
from tsunagu.community.actions.inquiries import INQUIRIES, answer_family
from tsunagu.community.models import Inquiry
from tsunagu.directory.models import Organisation
from tsunagu.kernel.municipality.acting import as_system, moment
from tsunagu.kernel.municipality.models import Municipality

MINE = "/joetsu/join/mine/"
LETTER = {"text": "2歳の子と参加したいです。", "display_name": "はなまる", "email": "family@example.jp"}


@pytest.fixture
def circle(town: Town, joetsu: Municipality) -> Organisation:
    with as_system(joetsu.id):
        return make_circle("まめっこ", notices="mame@example.jp")


def write(client: Client, circle: Organisation, **changed: str) -> str:
    answer = client.post(f"/joetsu/organisations/{circle.id}/join/", {**LETTER, **changed})
    assert (answer.status_code, answer["Location"]) == (302, "/joetsu/join/thanks/")
    found = re.search(r"[2-9A-Z]{4}(-[2-9A-Z]{4}){2}", client.get("/joetsu/join/thanks/").content.decode())
    assert found
    return found[0]


def test_a_circles_page_leads_to_the_form_and_an_npos_does_not(
    client: Client, town: Town, circle: Organisation
) -> None:
    def leads(organisation: Organisation) -> bool:
        address = f"/joetsu/organisations/{organisation.id}/"
        return f"{address}join/" in client.get(address).content.decode()

    assert (leads(circle), leads(town.npo)) == (True, False)
    assert client.get(f"/joetsu/organisations/{town.npo.id}/join/").status_code == 404


def test_the_family_reads_the_answer_with_its_code_and_writes_again(
    client: Client, circle: Organisation, joetsu: Municipality
) -> None:
    code = write(client, circle)
    with as_system(joetsu.id):
        answer_family(inquiry=Inquiry.objects.get(), text="金曜の10時です。", by=None, at=moment())

    read = client.post(MINE, {"code": code}).content.decode()
    again = client.post(MINE, {"code": code, "step": "write", "text": "行きます。"}).content.decode()

    assert ("金曜の10時です。" in read, "行きます。" in again) == (True, True)
    assert [mail in read + again for mail in ("mame@example.jp", "family@example.jp")] == [False, False]


def test_the_family_ends_it(client: Client, circle: Organisation, joetsu: Municipality) -> None:
    code = write(client, circle)

    client.post(MINE, {"code": code, "step": "end"})

    assert "このやりとりは終わりました。" in client.post(MINE, {"code": code}).content.decode()


def test_what_is_missing_is_said_and_what_was_typed_is_kept(client: Client, circle: Organisation) -> None:
    address = f"/joetsu/organisations/{circle.id}/join/"

    answer = client.post(address, {**LETTER, "text": "", "email": "family"})

    html = answer.content.decode()
    assert (answer.status_code, 'value="family"' in html) == (422, True)
    assert ("ひとことでも書いてください。" in html, "@の前後を見てください。" in html) == (True, True)


def test_a_program_and_a_flood_are_answered(
    client: Client, circle: Organisation, joetsu: Municipality
) -> None:
    write(client, circle, trap="x")
    with as_system(joetsu.id):
        assert not Inquiry.objects.exists()
    for _ in range(INQUIRIES.per_sender):
        write(client, circle)

    answer = client.post(f"/joetsu/organisations/{circle.id}/join/", LETTER)

    assert (answer.status_code, "短い間にたくさん" in answer.content.decode()) == (422, True)


def test_a_wrong_code_finds_nothing(client: Client, circle: Organisation) -> None:
    write(client, circle)

    answer = client.post(MINE, {"code": "AAAA-AAAA-AAAA"})

    assert (answer.status_code, "見つかりません" in answer.content.decode()) == (422, True)


def test_the_code_opens_nothing_in_another_town(
    client: Client, circle: Organisation, nagaoka: Municipality
) -> None:
    code = write(client, circle)

    assert client.post("/nagaoka/join/mine/", {"code": code}).status_code == 422
