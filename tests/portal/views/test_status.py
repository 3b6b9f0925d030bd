"""Where a first contact stands, by its receipt code."""

import pytest
from django.conf import LazySettings
from django.test import Client

from tests.portal.conftest import Town
from tsunagu.desk.actions.intake import receive_intake
from tsunagu.kernel.municipality.acting import Acting, acting, moment
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.ui.fragments import fragments
from tsunagu.kernel.visitors.receipts import WRONG_CODES_AN_HOUR

STATUS = "/joetsu/ask/status/"


@pytest.fixture
def code(town: Town, joetsu: Municipality) -> str:
    with acting(Acting(town=joetsu.id)):
        return receive_intake(asked="夜泣きで眠れません", reach_by="receipt", at=moment()).code


def test_the_code_tells_where_it_stands_and_who_has_it(client: Client, code: str) -> None:
    html = client.post(STATUS, {"code": code}).content.decode()

    assert "窓口に届いています。" in html
    assert "<dt>いま預かっているところ</dt><dd>総合支援窓口</dd>" in html
    assert "までに、このページでお知らせします" in html


def test_what_the_family_wrote_is_not_shown_again(client: Client, code: str) -> None:
    assert "夜泣き" not in client.post(STATUS, {"code": code}).content.decode()


@pytest.mark.parametrize("change", [str.lower, lambda code: code.replace("-", ""), lambda code: f" {code} "])
def test_a_code_is_read_however_it_is_typed(client: Client, code: str, change: object) -> None:
    assert client.post(STATUS, {"code": change(code)}).status_code == 200


@pytest.mark.parametrize("wrong", ["AAAA-AAAA-AAAA", "x", "' OR 1=1 --"])
def test_a_wrong_code_finds_nothing_and_says_so_beside_the_field(
    client: Client, code: str, wrong: str
) -> None:
    answer = client.post(STATUS, {"code": wrong})

    assert answer.status_code == 422
    assert 'id="id_code_error"' in answer.content.decode()


def test_a_code_of_another_town_is_a_wrong_code(client: Client, code: str, nagaoka: Municipality) -> None:
    assert client.post("/nagaoka/ask/status/", {"code": code}).status_code == 422


def test_after_many_wrong_codes_even_the_right_one_is_answered_the_same(client: Client, code: str) -> None:
    wrong = [client.post(STATUS, {"code": "AAAA-AAAA-AAAA"}) for _ in range(WRONG_CODES_AN_HOUR)]

    right = client.post(STATUS, {"code": code})

    assert right.status_code == wrong[0].status_code
    assert "見つかりません" in right.content.decode()


def test_another_visitor_is_not_slowed_by_it(client: Client, code: str) -> None:
    for _ in range(WRONG_CODES_AN_HOUR):
        client.post(STATUS, {"code": "AAAA-AAAA-AAAA"})

    assert Client(REMOTE_ADDR="192.0.2.7").post(STATUS, {"code": code}).status_code == 200


def test_the_limit_holds_for_every_worker(client: Client, code: str) -> None:
    for _ in range(WRONG_CODES_AN_HOUR):
        client.post(STATUS, {"code": "AAAA-AAAA-AAAA"})
    # Another worker has a memory of its own.
    fragments.clear()

    assert client.post(STATUS, {"code": code}).status_code == 422


def test_looking_often_with_the_right_code_is_nobodys_guessing(client: Client, code: str) -> None:
    answers = [client.post(STATUS, {"code": code}).status_code for _ in range(WRONG_CODES_AN_HOUR + 2)]

    assert set(answers) == {200}


def test_wrong_codes_do_not_keep_a_family_from_asking(client: Client, code: str) -> None:
    for _ in range(WRONG_CODES_AN_HOUR):
        client.post(STATUS, {"code": "AAAA-AAAA-AAAA"})

    answer = client.post("/joetsu/ask/form/", {"asked": "夜泣き", "reach_by": "receipt"})

    assert answer.status_code == 302


def test_behind_our_proxy_visitors_are_told_apart_and_cannot_pretend(
    client: Client, code: str, settings: LazySettings
) -> None:
    settings.BEHIND_PROXY = True

    def post(forwarded: str, typed: str) -> int:
        return client.post(STATUS, {"code": typed}, headers={"X-Forwarded-For": forwarded}).status_code

    for number in range(WRONG_CODES_AN_HOUR):
        post(f"10.0.0.{number}, 192.0.2.7", "AAAA-AAAA-AAAA")

    assert post("10.0.0.99, 192.0.2.7", code) == 422
    assert post("10.0.0.1, 192.0.2.8", code) == 200
