"""Moderators decide, each decision is a row, and nobody decides about words that they did not read."""

import pytest
from django.db import ProgrammingError, transaction

from tests.conftest import TODAY_10AM
from tests.factories.community import Board, as_visitor, make_reply, make_topic
from tsunagu.community.actions.moderating import (
    AlreadyDecided,
    ChangedSince,
    approve_post,
    decline_post,
    keep_post,
    remove_post,
    seen_words,
)
from tsunagu.community.actions.writing import Words, post_by_receipt, revise_post
from tsunagu.community.choices import PostState, Reason
from tsunagu.community.models import Decision, Post
from tsunagu.kernel.audit.models import WriteEntry
from tsunagu.kernel.municipality.models import Municipality

AT = TODAY_10AM


def test_approving_shows_and_leaves_a_decision_and_a_journal_line(board: Board) -> None:
    post = make_topic().post

    with board.as_hana():
        approve_post(post=post, seen=seen_words(post), by=board.hana, at=AT)

    decision = Decision.objects.get()
    assert (decision.verdict, decision.by, decision.reason) == ("shown", board.hana, "")
    assert WriteEntry.objects.filter(
        event="community.post_decided", record_id=post.id, by_id=board.hana.id
    ).exists()


def test_kept_pages_are_drawn_anew_after_a_decision(board: Board) -> None:
    before = Municipality.objects.get(id=board.desk.municipality_id).directory_version

    board.approve(make_topic().post)

    assert Municipality.objects.get(id=board.desk.municipality_id).directory_version > before


def test_words_changed_after_reading_are_not_approved(board: Board) -> None:
    made = make_topic()
    seen = seen_words(made.post)
    with as_visitor():
        mine = post_by_receipt(made.code, sender="192.0.2.250", at=AT)
        assert mine is not None
        revise_post(post=mine, words=Words("まったくちがうこと", "はなまる", "夜泣き"), at=AT)

    with board.as_hana(), pytest.raises(ChangedSince):
        approve_post(post=made.post, seen=seen, by=board.hana, at=AT)
    assert Post.objects.get().state == PostState.WAITING


def test_the_writer_reads_why_a_post_was_declined(board: Board) -> None:
    made = make_topic()
    with board.as_hana():
        decline_post(post=made.post, reason=Reason.TRADE, note="売り買いはできません。", by=board.hana, at=AT)

    with as_visitor():
        assert list(Decision.objects.all()) == []
        post_by_receipt(made.code, sender="192.0.2.250", at=AT)
        decision = Decision.objects.get()
    assert (decision.reason, decision.note) == ("trade", "売り買いはできません。")


def test_of_two_moderators_one_decides(board: Board) -> None:
    post = make_topic().post
    board.approve(post)

    with board.as_mori(), pytest.raises(AlreadyDecided):
        decline_post(post=post, reason=Reason.ATTACK, by=board.mori, at=AT)


def test_what_is_shown_can_be_taken_down_and_not_kept_afterwards(board: Board) -> None:
    post = board.approve(make_topic().post)

    with board.as_mori():
        remove_post(post=post, reason=Reason.ATTACK, by=board.mori, at=AT)
        with pytest.raises(AlreadyDecided):
            keep_post(post=post, by=board.mori, at=AT)
    with as_visitor():
        assert list(Post.objects.all()) == []


def test_taking_the_opening_down_hides_the_replies(board: Board) -> None:
    topic = board.approve(make_topic().post)
    board.approve(make_reply(topic).post)

    with board.as_mori():
        remove_post(post=topic, reason=Reason.OFF_TOPIC, by=board.mori, at=AT)

    with as_visitor():
        assert list(Post.objects.all()) == []


def test_without_the_right_a_post_is_neither_seen_nor_decided(board: Board) -> None:
    post = make_topic().post

    with board.as_member():
        assert list(Post.objects.all()) == []
        with pytest.raises(Post.DoesNotExist):
            approve_post(post=post, seen=seen_words(post), by=board.ito, at=AT)


def test_a_decision_is_never_changed(board: Board) -> None:
    board.approve(make_topic().post)

    with board.as_hana():
        with pytest.raises(ProgrammingError), transaction.atomic():
            Decision.objects.update(note="あとから")
        with pytest.raises(ProgrammingError), transaction.atomic():
            Decision.objects.all()._raw_delete("default")
