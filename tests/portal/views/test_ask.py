"""First contact, from the pause before it to the receipt after it."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.portal.conftest import Town
from tsunagu.desk.actions.intake import FIRST_CONTACTS
from tsunagu.desk.models import Intake
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.visitors.models import SenderCount

FORM = "/joetsu/ask/form/"


def ask(client: Client, **typed: Any) -> HttpResponse:
    """A family sends the form."""
    written = {"asked": "夜泣きで眠れません", "reach_by": "phone", "phone": "090-1234-5678"}
    return client.post(FORM, written | typed)


def intakes(town: Municipality) -> list[Intake]:
    with as_system(town.id):
        return list(Intake.objects.order_by("received_at", "id"))


def test_the_pause_names_the_three_numbers_before_the_form(client: Client, town: Town) -> None:
    html = client.get("/joetsu/ask/").content.decode()

    places = [html.index(f'href="tel:{number}"') for number in (110, 119, 189)]
    assert places == sorted(places)
    assert places[-1] < html.index('href="/joetsu/ask/form/"')


def test_the_pause_takes_the_asked_service_along(client: Client, town: Town) -> None:
    html = client.get(f"/joetsu/ask/?service={town.open_service.id}").content.decode()

    assert f'href="/joetsu/ask/form/?service={town.open_service.id}"' in html


@pytest.mark.parametrize("service", ["supporters_only", "ended"])
def test_a_service_that_cannot_be_asked_for_is_not_named(client: Client, town: Town, service: str) -> None:
    one = getattr(town, service)

    html = client.get(f"{FORM}?service={one.id}").content.decode()

    assert one.name not in html


def test_a_family_is_heard_without_a_name(client: Client, town: Town, joetsu: Municipality) -> None:
    answer = ask(client, service=str(town.open_service.id), contact_prohibited="夜は電話しないで")

    (intake,) = intakes(joetsu)
    assert (answer.status_code, answer["Location"]) == (302, "/joetsu/ask/thanks/")
    assert (intake.asked, intake.name, intake.phone) == ("夜泣きで眠れません", "", "090-1234-5678")
    assert (intake.contact_prohibited, intake.service_id) == ("夜は電話しないで", town.open_service.id)


def test_what_must_not_be_done_reaches_the_desk(client: Client, town: Town, joetsu: Municipality) -> None:
    ask(client, reach_by="receipt", phone="", avoid=["no_phone", "no_visit"])

    (intake,) = intakes(joetsu)
    assert (intake.no_phone, intake.no_mail, intake.no_letter, intake.no_visit) == (True, False, False, True)


def test_the_language_of_the_page_is_told(client: Client, town: Town, joetsu: Municipality) -> None:
    client.post("/joetsu/easy/ask/form/", {"asked": "たすけて", "reach_by": "receipt"})

    assert [intake.language for intake in intakes(joetsu)] == ["ja-easy"]


def test_the_receipt_is_shown_once(client: Client, town: Town) -> None:
    ask(client)

    first = client.get("/joetsu/ask/thanks/").content.decode()
    second = client.get("/joetsu/ask/thanks/").content.decode()

    assert ["receipt-code__code" in page for page in (first, second)] == [True, False]


def test_the_receipt_travels_where_no_script_and_no_other_page_reads_it(client: Client, town: Town) -> None:
    cookie = ask(client).cookies["receipt"]

    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/joetsu/ask/thanks/")


@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        ({"asked": " "}, "asked", "困っていることを、ひとことでも書いてください。"),
        ({"reach_by": ""}, "reach_by", "お返事の方法を一つ選んでください。"),
        ({"phone": ""}, "phone", "電話でのお返事を選んだので、電話番号を書いてください。"),
        ({"phone": "12"}, "phone", "電話番号の数字を、もう一度見てください。"),
        ({"reach_by": "mail"}, "email", "メールでのお返事を選んだので、メールアドレスを書いてください。"),
        ({"email": "私"}, "email", "メールアドレスの形になっていません。@の前後を見てください。"),
        ({"avoid": ["no_phone"]}, "avoid", "お返事の方法と食いちがっています。どちらかを直してください。"),
    ],
)
def test_a_slip_is_explained_beside_its_field_and_nothing_typed_is_lost(
    client: Client, town: Town, joetsu: Municipality, typed: dict[str, Any], field: str, message: str
) -> None:
    answer = ask(client, **{"name": "みどり", "contact_prohibited": "夜は電話しないで"} | typed)

    html = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in html
    assert message in html[html.index(f'id="id_{field}_error"') :]
    assert 'value="みどり"' in html
    assert "夜は電話しないで</textarea>" in html
    assert intakes(joetsu) == []


def test_a_program_that_fills_in_every_field_is_answered_like_a_family_and_not_heard(
    client: Client, town: Town, joetsu: Municipality
) -> None:
    answer = ask(client, trap="http://example.com")

    page = client.get("/joetsu/ask/thanks/").content.decode()
    assert (answer.status_code, answer["Location"]) == (302, "/joetsu/ask/thanks/")
    assert page.count("receipt-code__code") == 1
    assert intakes(joetsu) == []
    with as_system(joetsu.id):
        assert SenderCount.objects.filter(kind=FIRST_CONTACTS.kind).count() == 0


def test_people_neither_see_the_trap_nor_reach_it_by_keyboard(client: Client, town: Town) -> None:
    html = client.get(FORM).content.decode()

    trap = html[html.index('<div class="trap"') :].partition("</div>")[0]
    assert 'aria-hidden="true"' in trap
    assert 'tabindex="-1"' in trap
    assert 'autocomplete="off"' in trap


def test_one_sender_cannot_flood_the_desk_and_is_told_kindly(client: Client, town: Town) -> None:
    answers = [ask(client).status_code for _ in range(6)]

    assert answers == [302] * 5 + [422]


def test_another_site_cannot_send_the_form(town: Town, joetsu: Municipality) -> None:
    stranger = Client(enforce_csrf_checks=True)

    ask(stranger)

    assert intakes(joetsu) == []
