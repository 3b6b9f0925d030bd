"""A circle reads and answers: with an account on its pages, without one behind a letter's link."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.conftest import TODAY_10AM
from tests.factories.community import Board, make_circle, make_letter, somebody
from tsunagu.community.actions.inquiries import write_to_circle
from tsunagu.community.actions.inquiry_letters import make_token
from tsunagu.community.models import CircleDoor, Inquiry, InquiryLine
from tsunagu.directory.models import Organisation
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.municipality.models import Municipality

LETTERS = "/joetsu/work/community/letters/"


@pytest.fixture
def circle(board: Board) -> Organisation:
    return make_circle("おひさま", people=[board.ito])


@pytest.fixture
def ito(board: Board, circle: Organisation) -> Client:
    client = Client()
    client.force_login(board.ito)
    return client


def letter(circle: Organisation) -> Inquiry:
    return make_letter(circle, "参加したいです。", at=moment())


def test_a_circle_reads_answers_and_ends(ito: Client, circle: Organisation) -> None:
    inquiry = letter(circle)
    page = f"{LETTERS}{inquiry.id}/"

    assert "参加したいです。" in ito.get(page).content.decode()
    assert ito.post(page, {"text": ""}).status_code == 422
    assert ito.post(page, {"text": "金曜に来てください。"})["Location"] == page
    assert InquiryLine.objects.get(speaker="circle").text == "金曜に来てください。"

    ito.post(f"{page}end/", {"block": "1"})
    assert Inquiry.objects.get().state == "blocked"
    assert "終わっています" in ito.post(page, {"text": "まだ"}, follow=True).content.decode()


def test_letters_wait_where_the_circles_day_begins(ito: Client, circle: Organisation) -> None:
    letter(circle)

    assert "1件の問い合わせが返事を待っています。" in ito.get("/joetsu/work/", follow=True).content.decode()


def test_the_circle_closes_and_opens_its_door(ito: Client, circle: Organisation) -> None:
    ito.post(f"{LETTERS}door/{circle.id}/", {"open": "0"})
    assert not CircleDoor.objects.get().is_open
    assert "問い合わせを受けていません" in ito.get(LETTERS).content.decode()

    ito.post(f"{LETTERS}door/{circle.id}/", {"open": "1"})
    assert CircleDoor.objects.get().is_open


def test_another_circles_letters_and_door_are_not_there(ito: Client, board: Board) -> None:
    other = make_circle("まめっこ", notices="mame@example.jp")
    inquiry = letter(other)

    assert ito.get(f"{LETTERS}{inquiry.id}/").status_code == 404
    assert ito.post(f"{LETTERS}{inquiry.id}/end/").status_code == 404
    assert ito.post(f"{LETTERS}door/{other.id}/", {"open": "0"}).status_code == 404


def test_a_moderator_does_not_read_letters(board: Board, circle: Organisation) -> None:
    inquiry, client = letter(circle), Client()
    client.force_login(board.hana)

    assert client.get(f"{LETTERS}{inquiry.id}/").status_code == 404


def test_a_link_shows_one_letter_and_takes_the_answer(board: Board) -> None:
    inquiry = letter(make_circle("まめっこ", notices="mame@example.jp"))
    address = f"/joetsu/work/community/answer/{make_token(inquiry.id, at=moment())}/"
    visitor = Client()

    shown = visitor.get(address)
    assert (shown.status_code, "参加したいです。" in shown.content.decode()) == (200, True)
    assert visitor.post(address, {"text": ""}).status_code == 422
    assert visitor.post(address, {"text": "金曜に来てください。"}).status_code == 302
    assert InquiryLine.objects.get(speaker="circle").by is None
    visitor.post(address, {"step": "end"})
    assert Inquiry.objects.get().state == "closed"


def test_a_broken_link_and_another_towns_open_nothing(board: Board, nagaoka: Municipality) -> None:
    inquiry = letter(make_circle("まめっこ", notices="mame@example.jp"))
    token = make_token(inquiry.id, at=moment())

    for address in (f"/joetsu/work/community/answer/{token}x/", f"/nagaoka/work/community/answer/{token}/"):
        for method in ("get", "post"):
            answer = getattr(Client(), method)(address)
            assert (answer.status_code, "参加したい" in answer.content.decode()) == (410, False)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_one_letter_as_for_three(
    ito: Client, circle: Organisation, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        write_to_circle(organisation_id=circle.id, text="はい", at=TODAY_10AM, sender=somebody().sender)
    ito.get(LETTERS)

    with django_assert_num_queries(12):
        html = ito.get(LETTERS).content.decode()

    assert html.count('<th scope="row">') == count
