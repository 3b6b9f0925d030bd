"""Readers complain; several readers hide a post until somebody looked; one reader alone cannot."""

import pytest

from tests.conftest import TODAY_10AM
from tests.factories.community import Board, as_visitor, make_topic
from tsunagu.community.actions.abuse import ABUSE_REPORTS, NotShown, report_abuse
from tsunagu.community.actions.moderating import keep_post
from tsunagu.community.choices import AbuseKind, PostState
from tsunagu.community.models import AbuseReport, BoardTerms, Post
from tsunagu.kernel.visitors.counting import NotAPerson, TooMany

AT = TODAY_10AM


def complain(post: Post, sender: str = "a", *, kind: AbuseKind = AbuseKind.ATTACK, trap: str = "") -> bool:
    with as_visitor():
        return report_abuse(post_id=post.id, kind=kind, at=AT, sender=sender, trap=trap)


def test_three_readers_hide_a_post_until_somebody_looked(board: Board) -> None:
    post = board.approve(make_topic().post)

    assert [complain(post, sender) for sender in "abc"] == [False, False, True]

    with as_visitor():
        assert list(Post.objects.all()) == []
    with board.as_hana():
        keep_post(post=post, by=board.hana, at=AT)
    with as_visitor():
        assert list(Post.objects.all()) == [post]
    assert not AbuseReport.objects.filter(looked_at=None).exists()


def test_one_reader_counts_once(board: Board) -> None:
    post = board.approve(make_topic().post)

    assert [complain(post, "a") for _ in range(4)] == [False] * 4
    assert AbuseReport.objects.count() == 1


def test_the_number_is_the_towns_own(board: Board) -> None:
    BoardTerms.objects.create(hide_after_reports=1)

    assert complain(board.approve(make_topic().post))


def test_what_was_looked_at_does_not_count_again(board: Board) -> None:
    post = board.approve(make_topic().post)
    complain(post, "a")
    complain(post, "b")
    with board.as_hana():
        keep_post(post=post, by=board.hana, at=AT)

    assert not complain(post, "c")
    assert Post.objects.get().state == PostState.SHOWN


def test_concern_for_somebody_puts_a_post_at_the_top(board: Board) -> None:
    post = board.approve(make_topic().post)

    complain(post, kind=AbuseKind.DANGER)

    assert Post.objects.get().is_urgent


def test_a_visitor_reads_no_reports(board: Board) -> None:
    complain(board.approve(make_topic().post))

    with as_visitor():
        assert list(AbuseReport.objects.all()) == []
    with board.as_member():
        assert list(AbuseReport.objects.all()) == []


def test_nobody_complains_of_what_nobody_reads(board: Board) -> None:
    with pytest.raises(NotShown):
        complain(make_topic().post)


def test_a_program_and_a_flood_are_stopped(board: Board) -> None:
    post = board.approve(make_topic().post)

    with pytest.raises(NotAPerson):
        complain(post, trap="x")
    for _ in range(ABUSE_REPORTS.per_sender):
        complain(post)
    with pytest.raises(TooMany):
        complain(post)
