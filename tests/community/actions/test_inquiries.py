"""A family and a circle write to one another; neither sees an address, nobody else reads it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import ProgrammingError, transaction

from tests.conftest import TODAY_10AM
from tests.factories.community import Board, as_visitor, make_circle
from tsunagu.community.actions.forgetting import forget_letters
from tsunagu.community.actions.inquiries import (
    BLOCK_LASTS,
    INQUIRIES,
    InquiryReceipt,
    ItIsOver,
    NotAccepted,
    answer_family,
    can_be_written_to,
    end_inquiry,
    inquiry_by_receipt,
    set_door,
    write_again,
    write_to_circle,
)
from tsunagu.community.actions.inquiry_letters import LinkClosed, make_token, read_token
from tsunagu.community.models import Inquiry, InquiryAddress, InquiryLine
from tsunagu.directory.models import Organisation
from tsunagu.kernel.municipality.acting import Acting, acting, as_system, current
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.notify.models import Letter
from tsunagu.kernel.visitors.counting import NotAPerson, TooMany

AT = TODAY_10AM


@pytest.fixture
def circle(board: Board) -> Organisation:
    """A circle without an account; its notices go to an address that nobody reads on a page."""
    return make_circle("まめっこ", notices="mame@example.jp")


def write(circle: Organisation, *, sender: str = "a", at: object = AT, **more: str) -> InquiryReceipt:
    with as_visitor():
        return write_to_circle(
            organisation_id=circle.id, text="参加したいです。", at=at, sender=sender, **more
        )


@contextmanager
def as_family(code: str) -> Iterator[Inquiry]:
    with as_visitor():
        mine = inquiry_by_receipt(code, sender="192.0.2.99", at=AT)
        assert mine is not None
        yield mine


@contextmanager
def behind_link(inquiry: Inquiry) -> Iterator[None]:
    with acting(Acting(town=current().town, link=inquiry.id, moment=AT)):
        yield


def test_the_circle_is_told_that_something_waits_and_not_what(circle: Organisation) -> None:
    made = write(circle, display_name="はなまる", email="family@example.jp")

    letter = Letter.objects.get()
    assert letter.to == "mame@example.jp"
    said = f"{letter.subject}{letter.body}"
    assert [words in said for words in ("参加したい", "はなまる", "family@example.jp", made.code)] == [
        False
    ] * 4


def test_the_circle_answers_by_its_link_and_the_family_reads_with_its_code(circle: Organisation) -> None:
    made = write(circle, email="family@example.jp")
    token = Letter.objects.get().body.split("/answer/")[1].split("/")[0]

    assert read_token(token, at=AT) == made.inquiry.id
    with behind_link(made.inquiry):
        answer_family(inquiry=Inquiry.objects.get(), text="金曜の10時に来てください。", by=None, at=AT)

    with as_family(made.code) as mine:
        assert [line.text for line in mine.lines.order_by("at", "id")] == [
            "参加したいです。",
            "金曜の10時に来てください。",
        ]
    told = Letter.objects.get(to="family@example.jp")
    assert "金曜" not in told.subject + told.body
    assert "/joetsu/join/mine/" in told.body


def test_the_circles_own_people_read_it_and_nobody_else_does(board: Board) -> None:
    circle = make_circle("おひさま", people=[board.ito])
    made = write(circle)

    with acting(Acting(current().town, board.ito.id, frozenset({circle.id}), moment=AT)):
        assert InquiryLine.objects.get().text == "参加したいです。"
    with board.as_member(), board.as_hana():
        assert list(Inquiry.objects.all()) == []
        assert list(InquiryLine.objects.all()) == []
    with as_visitor():
        assert list(Inquiry.objects.all()) == []
    assert "/work/community/letters/" in Letter.objects.get(to=board.ito.email, about_id=made.inquiry.id).body


def test_neither_the_circle_nor_the_family_reads_the_address(circle: Organisation) -> None:
    made = write(circle, email="family@example.jp")

    with behind_link(made.inquiry):
        assert list(InquiryAddress.objects.all()) == []
    with as_family(made.code):
        assert list(InquiryAddress.objects.all()) == []
    assert InquiryAddress.objects.get().email == "family@example.jp"


def test_a_link_opens_one_letter_only_and_not_for_ever(circle: Organisation) -> None:
    made, other = write(circle), write(circle, sender="b")

    with behind_link(made.inquiry):
        assert list(Inquiry.objects.all()) == [made.inquiry]
    token = make_token(other.inquiry.id, at=AT)
    assert read_token(token, at=AT + timedelta(days=29)) == other.inquiry.id
    for broken in (token + "x", "nonsense"):
        with pytest.raises(LinkClosed):
            read_token(broken, at=AT)
    with pytest.raises(LinkClosed):
        read_token(token, at=AT + timedelta(days=30))


def test_a_blocked_sender_cannot_go_on_nor_begin_anew(circle: Organisation) -> None:
    made = write(circle)
    with behind_link(made.inquiry):
        end_inquiry(inquiry=made.inquiry, by=None, at=AT, is_blocked=True)

    with as_family(made.code) as mine, pytest.raises(ItIsOver):
        write_again(inquiry=mine, text="もう一度", sender="a", at=AT)
    with pytest.raises(NotAccepted):
        write(circle)
    assert write(circle, sender="b").inquiry.state == "open"
    assert write(circle, at=AT + BLOCK_LASTS + timedelta(hours=1)).inquiry.state == "open"


def test_the_database_takes_no_line_for_letters_that_are_over(circle: Organisation) -> None:
    made = write(circle)
    with as_family(made.code) as mine:
        end_inquiry(inquiry=mine, by=None, at=AT)
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            InquiryLine.objects.create(inquiry=mine, speaker="family", text="まだ", at=AT)


def test_an_end_forgets_the_address(circle: Organisation) -> None:
    made = write(circle, email="family@example.jp")
    with as_family(made.code) as mine:
        end_inquiry(inquiry=mine, by=None, at=AT)
        with pytest.raises(ItIsOver):
            end_inquiry(inquiry=mine, by=None, at=AT)

    assert not InquiryAddress.objects.exists()


def test_a_closed_door_takes_no_letters(board: Board) -> None:
    circle = make_circle("おひさま", people=[board.ito])
    with acting(Acting(current().town, board.ito.id, frozenset({circle.id}), moment=AT)):
        set_door(organisation=circle, is_open=False, by=board.ito, at=AT)

    with pytest.raises(NotAccepted):
        write(circle)


def test_a_neighbouring_circle_does_not_close_our_door(board: Board, circle: Organisation) -> None:
    with board.as_member(), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        set_door(organisation=circle, is_open=False, by=board.ito, at=AT)


@pytest.mark.parametrize("kind", ["npo", "circle"])
def test_only_a_circle_that_can_be_reached_is_written_to(board: Board, kind: str) -> None:
    unreachable = make_circle("とどかない", kind=kind)

    with as_visitor():
        assert not can_be_written_to(unreachable.id, at=AT)
        assert not can_be_written_to(board.desk.id, at=AT)


def test_a_program_and_a_flood_are_stopped(circle: Organisation) -> None:
    with pytest.raises(NotAPerson):
        write(circle, trap="x")
    for _ in range(INQUIRIES.per_sender):
        write(circle)
    with pytest.raises(TooMany):
        write(circle)


def test_silence_ends_letters_and_the_words_go_afterwards(circle: Organisation) -> None:
    made = write(circle, display_name="はなまる")

    assert forget_letters(at=AT + timedelta(days=60)) == 0
    assert Inquiry.objects.get().state == "closed"
    assert forget_letters(at=AT + timedelta(days=90)) == 1
    assert (Inquiry.objects.get().display_name, InquiryLine.objects.get().text) == ("", "")
    with as_visitor():
        assert inquiry_by_receipt(made.code, sender="192.0.2.99", at=AT) is None


def test_a_neighbour_town_reads_nothing(circle: Organisation, nagaoka: Municipality) -> None:
    write(circle)

    with as_system(nagaoka.id, at=AT):
        assert (Inquiry.objects.count(), InquiryLine.objects.count(), InquiryAddress.objects.count()) == (
            0,
            0,
            0,
        )
