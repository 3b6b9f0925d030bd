"""What the database keeps of a post, whoever writes and however."""

from itertools import product

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from tests.conftest import TODAY_10AM
from tests.factories.community import Board, as_visitor, make_topic, make_visit
from tsunagu.community.choices import ENDED, STEPS, PostActor, PostState
from tsunagu.community.models import Post, Topic
from tsunagu.kernel.municipality.acting import Acting, acting, as_system, current

AT = TODAY_10AM


def moments(state: PostState) -> dict[str, object]:
    ended = {"ended_at": AT if state in ENDED else None}
    return ended | ({"shown_at": AT} if state in (PostState.SHOWN, PostState.HELD) else {})


def moved(post: Post, state: PostState) -> bool:
    try:
        with transaction.atomic():
            return Post.objects.filter(id=post.id).update(state=state, **moments(state)) == 1
    except IntegrityError:
        return False


def acting_for(actor: PostActor, board: Board, post: Post) -> Acting:
    town = current().town
    if actor == PostActor.WRITER:
        return Acting(town=town, receipt=post.receipt_hash, moment=AT)
    if actor == PostActor.SYSTEM:
        return Acting(town=town, system=True, moment=AT)
    return Acting(town=town, user=board.hana.id, organisations=frozenset({board.desk.id}), moment=AT)


# How a post comes to a state, by whom.
WAYS = {
    PostState.WAITING: (),
    PostState.SHOWN: ((PostState.SHOWN, PostActor.MODERATOR),),
    PostState.HELD: ((PostState.SHOWN, PostActor.MODERATOR), (PostState.HELD, PostActor.SYSTEM)),
    PostState.DECLINED: ((PostState.DECLINED, PostActor.MODERATOR),),
    PostState.REMOVED: ((PostState.SHOWN, PostActor.MODERATOR), (PostState.REMOVED, PostActor.MODERATOR)),
    PostState.WITHDRAWN: ((PostState.WITHDRAWN, PostActor.WRITER),),
}


@pytest.mark.parametrize("actor", PostActor)
@pytest.mark.parametrize("before", PostState)
def test_a_post_takes_only_the_steps_of_the_table(board: Board, before: PostState, actor: PostActor) -> None:
    done = set()
    for after in PostState:
        post = make_visit(board.place).post
        for state, by in WAYS[before]:
            with acting(acting_for(by, board, post)):
                assert moved(post, state)
        with acting(acting_for(actor, board, post)):
            if after != before and moved(post, after):
                done.add((before, after, actor))

    assert done == {step for step in STEPS if step[0] == before and step[2] == actor}


def test_every_arrow_is_one_that_can_be_drawn() -> None:
    assert set(product(PostState, PostState, PostActor)) >= STEPS


def test_a_post_cannot_begin_shown(board: Board) -> None:
    with pytest.raises(IntegrityError, match="begins waiting"), transaction.atomic():
        Post.objects.create(
            kind="visit", state="shown", service=board.place, title="a", text="a", display_name="a",
            receipt_hash="x", written_at=AT, due_on=AT.date(), shown_at=AT,
        )  # fmt: skip


def test_nobody_changes_words_that_were_decided_on(board: Board) -> None:
    post = board.approve(make_topic().post)

    for who in (PostActor.WRITER, PostActor.MODERATOR, PostActor.SYSTEM):
        with (
            acting(acting_for(who, board, post)),
            pytest.raises(IntegrityError, match="its words"),
            transaction.atomic(),
        ):
            Post.objects.filter(id=post.id).update(text="ちがうこと")


def test_a_moderator_does_not_put_words_into_a_writers_mouth(board: Board) -> None:
    post = make_topic().post

    with board.as_hana(), pytest.raises(IntegrityError, match="its words"), transaction.atomic():
        Post.objects.filter(id=post.id).update(text="書きかえた")


def test_a_topic_does_not_open_by_itself(board: Board) -> None:
    post = make_topic().post

    for receipt in ("", post.receipt_hash):
        with as_visitor(receipt=receipt):
            try:
                with transaction.atomic():
                    Topic.objects.update(is_shown=True)
            except IntegrityError:
                continue
    assert not Topic.objects.get().is_shown


def test_a_visitor_cannot_put_a_post_into_a_topic_that_is_not_open(board: Board) -> None:
    post = make_topic().post

    with as_visitor(), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Post.objects.create(
            kind="reply", topic_id=post.topic_id, text="a", display_name="a", receipt_hash="x",
            written_at=AT, due_on=AT.date(),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("broken", "constraint"),
    [
        ({"kind": "visit", "service": None}, "post_hangs_on_one_thing"),
        ({"kind": "visit", "title": ""}, "post_title_unless_reply"),
        ({"text": ""}, "post_has_words_until_erased"),
        ({"display_name": ""}, "post_has_words_until_erased"),
        ({"ended_at": AT}, "post_ended_has_a_moment"),
    ],
)
def test_a_post_that_makes_no_sense_is_refused(
    board: Board, broken: dict[str, object], constraint: str
) -> None:
    sound = {
        "kind": "visit", "service": board.place, "title": "a", "text": "a", "display_name": "a",
        "receipt_hash": "x", "written_at": AT, "due_on": AT.date(),
    }  # fmt: skip
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Post.objects.create(**(sound | broken))


def test_a_post_of_no_known_kind_is_refused(board: Board) -> None:
    topic = make_topic().post.topic

    with pytest.raises(IntegrityError, match="post_kind_known"), transaction.atomic():
        Post.objects.create(
            kind="poem", topic=topic, title="a", text="a", display_name="a", receipt_hash="x",
            written_at=AT, due_on=AT.date(),
        )  # fmt: skip


def test_shown_words_are_not_erased(board: Board) -> None:
    post = board.approve(make_visit(board.place).post)

    with pytest.raises(IntegrityError, match="post_erased_only_when_ended"), transaction.atomic():
        Post.objects.filter(id=post.id).update(text="", title="", display_name="", erased_at=AT)


def test_a_neighbour_sees_and_moves_nothing(board: Board, nagaoka: object) -> None:
    board.approve(make_topic().post)

    with as_system(nagaoka.id, at=AT):  # type: ignore[attr-defined]
        assert (Post.objects.count(), Topic.objects.count()) == (0, 0)
        assert Post.objects.update(is_urgent=True) == 0
