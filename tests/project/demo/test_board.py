"""The boards of the demo towns: something to read, something that waits, danger on top."""

from tests.conftest import TODAY_10AM
from tsunagu.community.choices import PostKind, PostState
from tsunagu.community.models import Post
from tsunagu.community.queries.board import open_topics, visits
from tsunagu.community.queries.moderation import posts_to_look_at
from tsunagu.kernel.municipality.acting import acting
from tsunagu.project.demo.board import talk_on_board
from tsunagu.project.demo.founding import found_town


def test_a_town_talks_and_two_posts_wait(db: None) -> None:
    town = found_town("joetsu", now=TODAY_10AM)

    with acting(town.system(TODAY_10AM)):
        talk_on_board(town)
        topics, reports = list(open_topics(today=TODAY_10AM.date())), list(visits(today=TODAY_10AM.date()))
        waiting = list(posts_to_look_at())
        replies = Post.objects.filter(kind=PostKind.REPLY, state=PostState.SHOWN).count()

    assert (len(topics), replies, len(reports)) == (3, 2, 1)
    assert [post.is_urgent for post in waiting] == [True, False]
    assert [post.title for post in topics if "見本" not in post.title + post.text] == []
