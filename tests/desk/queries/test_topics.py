"""Topics are typed by number, by reading or by an everyday word."""

import pytest

from tests.factories.directory import make_term
from tsunagu.desk.queries.topics import Topic, UnknownTopic, all_topics, read_topics
from tsunagu.directory.choices import Scheme

LEAVE = Topic("leave_child", "預けたい", 1, ("預けたい", "アズケタイ", "預ける"))
TALK = Topic("talk", "相談したい", 2, ("相談したい", "ソウダンシタイ", "悩み"))
OTHER = Topic("other", "その他", 0, ("その他",))
NIGHT = Topic("night_care", "夜に預ける", None, ("夜に預ける", "ヨルニアズケル", "夜"))
TOPICS = [LEAVE, TALK, OTHER, NIGHT]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("1", ["leave_child"]),
        ("２ 1", ["talk", "leave_child"]),
        ("1、あずけ", ["leave_child"]),
        ("悩み,0", ["talk", "other"]),
        ("ﾖﾙ", ["night_care"]),
        ("night_care", ["night_care"]),
        ("", []),
    ],
)
def test_what_is_typed_leads_to_topics(text: str, keys: list[str]) -> None:
    assert read_topics(text, TOPICS) == keys


@pytest.mark.parametrize("text", ["9", "1 宇宙旅行"])
def test_what_leads_nowhere_is_said(text: str) -> None:
    with pytest.raises(UnknownTopic):
        read_topics(text, TOPICS)


@pytest.mark.django_db
@pytest.mark.usefixtures("in_joetsu")
def test_topics_are_the_towns_needs_and_one_for_the_rest() -> None:
    top = make_term(Scheme.NEED, "leave_child", "預けたい", position=1, words=["預ける"])
    make_term(Scheme.NEED, "night_care", "夜に預ける", parent=top)

    assert [(topic.key, topic.number) for topic in all_topics()] == [
        ("leave_child", 1),
        ("other", 0),
        ("night_care", None),
    ]
