"""A resident writes; nobody else reads it before it is approved; the code finds it again."""

from datetime import date, timedelta

import pytest

from tests.conftest import TODAY_10AM
from tests.factories.community import Board, as_visitor, make_reply, make_topic, make_visit, somebody
from tsunagu.community.actions.writing import (
    POSTS,
    AlreadyDecided,
    AlreadyWithdrawn,
    Arrival,
    TellsWho,
    TopicClosed,
    Words,
    post_by_receipt,
    revise_post,
    withdraw_post,
    write_reply,
    write_topic,
)
from tsunagu.community.choices import Category, PostState
from tsunagu.community.models import BoardTerms, Post, Topic
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.visitors.counting import NotAPerson, TooMany
from tsunagu.kernel.visitors.receipts import receipt_hash

AT = TODAY_10AM


def found(code: str) -> Post | None:
    return post_by_receipt(code, sender="192.0.2.200", at=AT)


def test_what_was_written_waits_and_only_its_code_finds_it(board: Board) -> None:
    made = make_topic()

    with as_visitor():
        assert list(Post.objects.all()) == []
        assert list(Topic.objects.all()) == []
    with as_visitor():
        mine = found(made.code.lower())
    assert mine is not None
    assert (mine.state, mine.title, mine.topic and mine.topic.ends_on) == (
        "waiting",
        "夜泣き",
        date(2027, 1, 19),
    )
    assert mine.due_on == date(2026, 11, 25)  # two business days later: 23 November is a holiday


def test_the_code_itself_is_kept_nowhere(board: Board) -> None:
    made = make_topic()

    with as_system(board.desk.municipality_id):
        assert Post.objects.get().receipt_hash == receipt_hash(made.code)
        assert made.code not in str(Post.objects.values().get())


def test_an_approved_topic_is_read_by_everybody_until_its_day(board: Board) -> None:
    topic = board.approve(make_topic(days=10).post)

    with as_visitor(at=AT + timedelta(days=10)):
        assert list(Post.objects.all()) == [topic]
    with as_visitor(at=AT + timedelta(days=11)):
        assert list(Post.objects.all()) == []


def test_a_topic_stands_no_longer_than_the_town_allows(board: Board) -> None:
    BoardTerms.objects.create(topic_days=5, topic_most_days=7)

    assert make_topic(days=100).post.topic.ends_on == date(2026, 11, 27)
    assert make_topic().post.topic.ends_on == date(2026, 11, 25)


def test_a_reply_comes_and_goes_with_its_topic(board: Board) -> None:
    opening = make_topic()
    topic = board.approve(opening.post)
    reply = board.approve(make_reply(topic).post)

    with as_visitor():
        assert set(Post.objects.values_list("id", flat=True)) == {topic.id, reply.id}
    with as_visitor():
        mine = found(opening.code)
        assert mine is not None
        withdraw_post(post=mine, at=AT)
    with as_visitor():
        assert list(Post.objects.all()) == []


def test_nobody_replies_where_nobody_may_enter(board: Board) -> None:
    waiting = make_topic().post
    over = board.approve(make_topic(days=1).post)

    with pytest.raises(TopicClosed):
        make_reply(waiting)
    with pytest.raises(TopicClosed):
        make_reply(over, at=AT + timedelta(days=2))


@pytest.mark.parametrize(
    "words",
    [
        Words("電話は090-1234-5678です", "はなまる", "相談"),
        Words("相談です", "佐藤花子", "相談"),
        Words("相談です", "はなまる", "hana@example.jp"),
    ],
)
def test_personal_data_is_refused_before_it_is_kept(board: Board, words: Words) -> None:
    with as_visitor(), pytest.raises(TellsWho):
        write_topic(words=words, category=Category.WORRY, at=AT, came=somebody())

    assert (Post.objects.count(), Topic.objects.count()) == (0, 0)


def test_words_of_danger_are_taken_and_marked(board: Board) -> None:
    assert make_topic("もう消えてしまいたいです。").post.is_urgent
    assert not make_topic().post.is_urgent


def test_a_program_is_not_heard_and_a_flood_stops(board: Board) -> None:
    words = Words("こんにちは", "はなまる", "あいさつ")
    with as_visitor():
        with pytest.raises(NotAPerson):
            write_topic(words=words, category=Category.OTHER, at=AT, came=Arrival(trap="x"))
        for _ in range(POSTS.per_sender):
            write_topic(words=words, category=Category.OTHER, at=AT, came=Arrival("203.0.113.7"))
        with pytest.raises(TooMany):
            write_topic(words=words, category=Category.OTHER, at=AT, came=Arrival("203.0.113.7"))

    assert Post.objects.count() == POSTS.per_sender


def test_the_writer_changes_the_words_until_somebody_decided(board: Board) -> None:
    made = make_topic()
    with as_visitor():
        mine = found(made.code)
        assert mine is not None
        revise_post(post=mine, words=Words("ねんねのこと", "そらまめ", "ねんね"), at=AT)
    board.approve(Post.objects.get())

    with as_visitor():
        mine = found(made.code)
        assert mine is not None
        assert (mine.title, mine.text, mine.display_name) == ("ねんね", "ねんねのこと", "そらまめ")
        with pytest.raises(AlreadyDecided):
            revise_post(post=mine, words=Words("あとから", "そらまめ", "ねんね"), at=AT)


def test_a_revision_must_not_bring_personal_data_in(board: Board) -> None:
    made = make_topic()

    with as_visitor():
        mine = found(made.code)
        assert mine is not None
        with pytest.raises(TellsWho):
            revise_post(post=mine, words=Words("本町1-2-3です", "はなまる", "夜泣き"), at=AT)


def test_a_post_is_taken_back_at_any_time_and_once(board: Board) -> None:
    made = make_visit(board.place)
    board.approve(made.post)

    with as_visitor():
        mine = found(made.code)
        assert mine is not None
        assert withdraw_post(post=mine, at=AT).state == PostState.WITHDRAWN
        with pytest.raises(AlreadyWithdrawn):
            withdraw_post(post=mine, at=AT)
    with as_visitor():
        assert list(Post.objects.all()) == []


def test_a_neighbours_board_is_another_one(board: Board, nagaoka: Municipality) -> None:
    topic = board.approve(make_topic().post)

    with as_system(nagaoka.id, at=AT):
        assert list(Post.objects.all()) == []
        with as_visitor(), pytest.raises(TopicClosed):
            write_reply(topic_id=topic.topic_id, words=Words("こんにちは", "ひよこ"), at=AT, came=somebody())
