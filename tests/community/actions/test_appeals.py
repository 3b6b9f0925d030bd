"""The writer appeals once; another person decides."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests.conftest import TODAY_10AM
from tests.factories.community import Board, as_visitor, make_topic
from tsunagu.community.actions.appeals import (
    AlreadyDecided,
    NothingToAppeal,
    SamePerson,
    appeal,
    decide_appeal,
)
from tsunagu.community.actions.moderating import decline_post
from tsunagu.community.actions.writing import post_by_receipt, withdraw_post
from tsunagu.community.choices import AppealState, PostState, Reason
from tsunagu.community.models import Appeal, Decision, Post

AT = TODAY_10AM


def declined(board: Board) -> str:
    """A code of a post that 花岡 declined."""
    made = make_topic()
    with board.as_hana():
        decline_post(post=made.post, reason=Reason.OFF_TOPIC, by=board.hana, at=AT)
    return made.code


def appealed(code: str) -> Appeal:
    with as_visitor():
        mine = post_by_receipt(code, sender="192.0.2.250", at=AT)
        assert mine is not None
        return appeal(post=mine, text="子育てのことです。", at=AT)


def test_another_person_grants_an_appeal_and_the_post_is_shown(board: Board) -> None:
    made = appealed(declined(board))

    with board.as_mori():
        decide_appeal(appeal=made, is_granted=True, answer="失礼しました。", by=board.mori, at=AT)

    with as_visitor():
        assert Post.objects.get().state == PostState.SHOWN
    assert made.due_on == date(2026, 11, 30)
    assert list(Decision.objects.order_by("at", "id").values_list("verdict", "by__name")) == [
        ("declined", "花岡 すず"),
        ("restored", "森 けい"),
    ]


def test_a_refused_appeal_is_the_last_word(board: Board) -> None:
    code = declined(board)
    made = appealed(code)
    with board.as_mori():
        decide_appeal(appeal=made, is_granted=False, by=board.mori, at=AT)

    with pytest.raises(NothingToAppeal):
        appealed(code)
    assert Appeal.objects.get().state == AppealState.REFUSED


def test_who_decided_before_does_not_decide_again(board: Board) -> None:
    made = appealed(declined(board))

    with board.as_hana(), pytest.raises(SamePerson):
        decide_appeal(appeal=made, is_granted=False, by=board.hana, at=AT)


def test_the_database_itself_wants_another_person(board: Board) -> None:
    made = appealed(declined(board))

    with board.as_hana(), pytest.raises(IntegrityError, match="another person"), transaction.atomic():
        Appeal.objects.filter(id=made.id).update(
            state=AppealState.REFUSED, decided_by=board.hana, decided_at=AT
        )
    with board.as_hana():
        Appeal.objects.filter(id=made.id).update(
            state=AppealState.REFUSED, decided_by=board.mori, decided_at=AT
        )


def test_there_is_one_appeal_against_a_decision(board: Board) -> None:
    code = declined(board)
    appealed(code)

    with pytest.raises(NothingToAppeal):
        appealed(code)


def test_nothing_is_appealed_against_while_nothing_is_decided(board: Board) -> None:
    with pytest.raises(NothingToAppeal):
        appealed(make_topic().code)


def test_a_post_taken_back_is_not_decided_any_more(board: Board) -> None:
    code = declined(board)
    made = appealed(code)
    with as_visitor():
        mine = post_by_receipt(code, sender="192.0.2.250", at=AT)
        assert mine is not None
        withdraw_post(post=mine, at=AT)

    with board.as_mori(), pytest.raises(AlreadyDecided):
        decide_appeal(appeal=made, is_granted=True, by=board.mori, at=AT)


def test_a_stranger_reads_and_writes_no_appeal(board: Board) -> None:
    made = appealed(declined(board))

    with as_visitor():
        assert list(Appeal.objects.all()) == []
        with pytest.raises(Exception, match="row-level security"), transaction.atomic():
            Appeal.objects.create(
                post_id=made.post_id, against_id=made.against_id, sent_at=AT, due_on=AT.date()
            )
