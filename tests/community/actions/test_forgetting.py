"""Words of ended posts go after a while; that there was something, stays."""

from datetime import timedelta

from tests.conftest import TODAY_10AM
from tests.factories.community import Board, as_visitor, make_topic
from tsunagu.community.actions.appeals import appeal
from tsunagu.community.actions.forgetting import erase_ended_posts
from tsunagu.community.actions.moderating import decline_post
from tsunagu.community.actions.writing import post_by_receipt
from tsunagu.community.choices import Reason
from tsunagu.community.models import BoardTerms, Post

AT = TODAY_10AM


def decline(board: Board) -> str:
    made = make_topic()
    with board.as_hana():
        decline_post(post=made.post, reason=Reason.OTHER, note="わけ", by=board.hana, at=AT)
    return made.code


def test_words_go_when_their_time_is_over_and_not_before(board: Board) -> None:
    decline(board)

    assert erase_ended_posts(at=AT + timedelta(days=29)) == 0
    assert erase_ended_posts(at=AT + timedelta(days=30)) == 1
    post = Post.objects.get()
    assert (post.text, post.title, post.display_name, post.state) == ("", "", "", "declined")


def test_a_town_keeps_them_as_long_as_it_says(board: Board) -> None:
    BoardTerms.objects.create(erase_after_days=5)
    decline(board)

    assert erase_ended_posts(at=AT + timedelta(days=5)) == 1


def test_what_is_appealed_against_is_still_needed(board: Board) -> None:
    code = decline(board)
    with as_visitor():
        mine = post_by_receipt(code, sender="192.0.2.250", at=AT)
        assert mine is not None
        appeal(post=mine, text="見直してください", at=AT)

    assert erase_ended_posts(at=AT + timedelta(days=90)) == 0


def test_what_is_shown_stays(board: Board) -> None:
    board.approve(make_topic().post)

    assert erase_ended_posts(at=AT + timedelta(days=400)) == 0
