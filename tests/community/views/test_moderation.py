"""The moderators' pages: danger first, every decision behind a press, nothing for those without the right."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.conftest import TODAY_10AM
from tests.factories.community import Board, as_visitor, make_topic, somebody
from tsunagu.community.actions.abuse import report_abuse
from tsunagu.community.actions.appeals import appeal
from tsunagu.community.actions.moderating import decline_post, seen_words
from tsunagu.community.actions.writing import post_by_receipt
from tsunagu.community.choices import AbuseKind, Reason
from tsunagu.community.models import Appeal, Post
from tsunagu.kernel.accounts.models import User

QUEUE = "/joetsu/work/community/"


@pytest.fixture
def sign_in(board: Board) -> Callable[[User], Client]:
    def as_user(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return as_user


def page_of(post: Post, step: str = "") -> str:
    return f"{QUEUE}posts/{post.id}/{step}"


def test_danger_stands_above_what_came_before(board: Board, sign_in: Callable[[User], Client]) -> None:
    make_topic(title="遊び場")
    make_topic("もう死にたいです。", title="つらい")

    html = sign_in(board.hana).get(QUEUE).content.decode()

    assert html.index("つらい") < html.index("遊び場")
    assert "命や暴力に関わる言葉がある" in html


def test_a_press_publishes_what_was_read(board: Board, sign_in: Callable[[User], Client]) -> None:
    post = make_topic().post
    client = sign_in(board.hana)

    answer = client.post(page_of(post, "approve/"), {"seen": seen_words(post)})

    assert (answer.status_code, answer["Location"]) == (302, QUEUE)
    assert Post.objects.get().state == "shown"


def test_a_press_on_an_old_page_publishes_nothing(board: Board, sign_in: Callable[[User], Client]) -> None:
    post = make_topic().post

    answer = sign_in(board.hana).post(page_of(post, "approve/"), {"seen": "0" * 16}, follow=True)

    assert "もう一度読んでください" in answer.content.decode()
    assert Post.objects.get().state == "waiting"


def test_declining_asks_for_a_reason_and_keeps_what_was_typed(
    board: Board, sign_in: Callable[[User], Client]
) -> None:
    post = make_topic().post
    client = sign_in(board.hana)

    missing = client.post(page_of(post, "decline/"), {"note": "言いかえてください"})
    silent = client.post(page_of(post, "decline/"), {"reason": "other"})
    said = client.post(page_of(post, "decline/"), {"reason": "attack", "note": "言いかえてください"})

    assert (missing.status_code, "言いかえてください</textarea>" in missing.content.decode()) == (422, True)
    assert (silent.status_code, said.status_code, Post.objects.get().state) == (422, 302, "declined")


def test_a_complaint_is_read_and_the_post_kept_or_taken_down(
    board: Board, sign_in: Callable[[User], Client]
) -> None:
    kept, removed = board.approve(make_topic().post), board.approve(make_topic().post)
    for post in (kept, removed):
        with as_visitor():
            report_abuse(post_id=post.id, kind=AbuseKind.TRADE, at=TODAY_10AM, sender=somebody().sender)
    client = sign_in(board.mori)

    assert "宣伝や勧誘だと思う" in client.get(page_of(kept)).content.decode()
    client.post(page_of(kept, "keep/"))
    client.post(page_of(removed, "remove/"), {"reason": "trade"})

    assert [Post.objects.get(id=one.id).state for one in (kept, removed)] == ["shown", "removed"]


def test_an_appeal_is_decided_by_another_person(board: Board, sign_in: Callable[[User], Client]) -> None:
    made = make_topic()
    with board.as_hana():
        decline_post(post=made.post, reason=Reason.OFF_TOPIC, by=board.hana, at=TODAY_10AM)
    with as_visitor():
        mine = post_by_receipt(made.code, sender="192.0.2.240", at=TODAY_10AM)
        assert mine is not None
        appeal(post=mine, text="子どものことです", at=TODAY_10AM)

    same = sign_in(board.hana)
    assert "別の人が見直します" in same.get(page_of(made.post)).content.decode()
    same.post(page_of(made.post, "appeal/"), {"outcome": "refuse"})
    assert Appeal.objects.get().state == "open"

    other = sign_in(board.mori)
    assert other.post(page_of(made.post, "appeal/"), {}).status_code == 422
    other.post(page_of(made.post, "appeal/"), {"outcome": "grant", "answer": "失礼しました"})
    assert (Appeal.objects.get().state, Post.objects.get().state) == ("granted", "shown")


def test_two_presses_are_one_decision(board: Board, sign_in: Callable[[User], Client]) -> None:
    post = make_topic().post
    client = sign_in(board.hana)
    client.post(page_of(post, "approve/"), {"seen": seen_words(post)})

    again = client.post(page_of(post, "decline/"), {"reason": "attack"}, follow=True)

    assert "先に決めたか" in again.content.decode()
    assert Post.objects.get().state == "shown"


def test_a_member_without_the_right_is_kept_out(board: Board, sign_in: Callable[[User], Client]) -> None:
    post = make_topic().post
    client = sign_in(board.ito)

    assert [client.get(path).status_code for path in (QUEUE, page_of(post))] == [403, 403]
    assert client.post(page_of(post, "approve/"), {"seen": seen_words(post)}).status_code == 403


def test_what_waits_stands_on_the_board_of_the_day(board: Board, sign_in: Callable[[User], Client]) -> None:
    make_topic(title="夜泣きのこと")

    html = sign_in(board.hana).get("/joetsu/work/desk/").content.decode()

    assert "掲示板の確認" in html
    assert "夜泣きのこと" in html


def test_danger_stands_in_a_column_of_its_own_before_the_other_queues(
    board: Board, sign_in: Callable[[User], Client]
) -> None:
    make_topic(title="夜泣きのこと")
    make_topic("もう死にたいです。", title="つらい")

    html = sign_in(board.hana).get("/joetsu/work/desk/").content.decode()

    assert html.index("急いで読む投稿") < html.index("つらい") < html.index("夜泣きのこと")


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_asks_as_often_for_one_as_for_three(
    board: Board,
    sign_in: Callable[[User], Client],
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(count):
        make_topic()
    client = sign_in(board.hana)
    client.get(QUEUE)

    with django_assert_num_queries(12):
        html = client.get(QUEUE).content.decode()

    assert html.count('<th scope="row">') == count
