"""The board as families use it: read, write, come back with the code, complain."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories.community import as_visitor, make_talk
from tests.portal.conftest import Town
from tsunagu.community.actions.moderating import decline_post, remove_post
from tsunagu.community.actions.writing import POSTS
from tsunagu.community.choices import Reason
from tsunagu.community.models import AbuseReport, Appeal, Post
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.municipality.acting import Acting, acting, as_system, moment
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.municipality.queries import forget_towns
from tsunagu.kernel.ui.fragments import fragments
from tsunagu.kernel.visitors.receipts import WRONG_CODES_AN_HOUR

BOARD, WRITE, MINE = "/joetsu/board/", "/joetsu/board/write/", "/joetsu/board/mine/"
TOPIC = {
    "category": "worry", "title": "ねんねのこと", "text": "夜中に何度も起きます。",
    "display_name": "そらまめ", "days": "30",
}  # fmt: skip


def write(client: Client, **changed: str) -> str:
    """The receipt code of a topic that was taken."""
    answer = client.post(WRITE, {**TOPIC, **changed})
    assert (answer.status_code, answer["Location"]) == (302, "/joetsu/board/thanks/")
    return code_on(client.get("/joetsu/board/thanks/").content.decode())


def code_on(html: str) -> str:
    found = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", html)
    assert found
    return found[0]


def only_waiting(town: Municipality) -> Post:
    with as_system(town.id):
        return Post.objects.get(state="waiting")


def as_moderator(moderator: User, town: Town, joetsu: Municipality) -> acting:
    return acting(Acting(joetsu.id, moderator.id, frozenset({town.desk.id}), moment=moment()))


def test_an_approved_topic_is_listed_and_read(client: Client, talk: Post) -> None:
    listed = client.get(BOARD).content.decode()
    read = client.get(f"{BOARD}{talk.topic_id}/").content.decode()

    assert "夜泣き" in listed
    assert "夜泣きがつづきます。" in read


@pytest.mark.usefixtures("talk")
def test_a_category_narrows_the_list_and_nonsense_does_not(client: Client, town: Town) -> None:
    def titles(query: str) -> int:
        return client.get(f"{BOARD}{query}").content.decode().count('<article class="post">')

    assert [titles(one) for one in ("", "?category=worry", "?category=food_sleep", "?category=x&page=y")] == [
        1, 1, 0, 1,
    ]  # fmt: skip


def test_the_way_to_the_form_leads_past_the_rules_and_the_numbers(client: Client, talk: Post) -> None:
    assert (
        f"/joetsu/board/rules/?topic={talk.topic_id}"
        in client.get(f"{BOARD}{talk.topic_id}/").content.decode()
    )

    rules = client.get(f"/joetsu/board/rules/?topic={talk.topic_id}").content.decode()

    assert [f"tel:{number}" in rules for number in (110, 119, 189)] == [True] * 3
    assert f"{BOARD}{talk.topic_id}/reply/" in rules


def test_what_was_written_waits_and_is_not_on_the_board(
    client: Client, town: Town, joetsu: Municipality
) -> None:
    write(client)

    assert only_waiting(joetsu).title == "ねんねのこと"
    assert "ねんねのこと" not in client.get(BOARD).content.decode()


def test_the_code_is_shown_once(client: Client, town: Town) -> None:
    code = write(client)

    assert code not in client.get("/joetsu/board/thanks/").content.decode()


@pytest.mark.parametrize(
    ("field", "typed", "shown"),
    [
        ("text", "090-1234-5678に電話ください", "090-1234-5678"),
        ("title", "hana@example.jpまで", "hana@example.jp"),
        ("display_name", "佐藤花子", "佐藤花子"),
        ("text", "本町1-2-3に住んでいます", "本町1-2-3"),
    ],
)
def test_personal_data_is_refused_beside_its_field_and_kept_nowhere(
    client: Client, town: Town, joetsu: Municipality, field: str, typed: str, shown: str
) -> None:
    answer = client.post(WRITE, {**TOPIC, field: typed})

    html = answer.content.decode()
    assert answer.status_code == 422
    assert f"「{shown}" in html
    assert f'id="id_{field}-error"' in html or f'aria-describedby="id_{field}' in html
    assert "そらまめ" in html or field == "display_name"
    with as_system(joetsu.id):
        assert not Post.objects.filter(state="waiting").exists()


def test_an_empty_form_says_what_is_missing(client: Client, town: Town) -> None:
    html = client.post(WRITE, {}).content.decode()

    missing = ("分類を一つ選んでください。", "見出しを書いてください。", "ひとことでも書いてください。")
    assert [words in html for words in missing] == [True] * 3


def test_somebody_in_danger_is_shown_whom_to_call(client: Client, town: Town, joetsu: Municipality) -> None:
    client.post(WRITE, {**TOPIC, "text": "もう消えてしまいたいです。"})

    html = client.get("/joetsu/board/thanks/").content.decode()

    assert "tel:189" in html
    assert only_waiting(joetsu).is_urgent


def test_others_are_not_frightened(client: Client, town: Town) -> None:
    client.post(WRITE, TOPIC)

    assert "tel:189" not in client.get("/joetsu/board/thanks/").content.decode()


def test_a_program_is_answered_alike_and_not_heard(client: Client, town: Town, joetsu: Municipality) -> None:
    write(client, trap="http://example.com")

    with as_system(joetsu.id):
        assert not Post.objects.filter(state="waiting").exists()


def test_a_flood_is_told_kindly(client: Client, town: Town) -> None:
    for _ in range(POSTS.per_sender):
        client.post(WRITE, TOPIC)

    answer = client.post(WRITE, TOPIC)

    assert (answer.status_code, "短い間にたくさん届いたため" in answer.content.decode()) == (422, True)


def test_a_reply_hangs_on_its_topic(client: Client, talk: Post, joetsu: Municipality) -> None:
    address = f"{BOARD}{talk.topic_id}/reply/"

    client.post(address, {"text": "うちも同じです。", "display_name": "ひよこ"})

    assert only_waiting(joetsu).topic_id == talk.topic_id


def test_the_writer_sees_changes_and_withdraws_with_the_code(
    client: Client, town: Town, joetsu: Municipality
) -> None:
    code = write(client)

    seen = client.post(MINE, {"code": code.lower()}).content.decode()
    revised = client.post(
        MINE,
        {"code": code, "step": "revise", "title": "ねんね", "text": "寝ません。", "display_name": "まめ"},
    ).content.decode()
    assert ("読むのを待っています" in seen, "書きなおしました。" in revised) == (True, True)
    assert only_waiting(joetsu).text == "寝ません。"

    client.post(MINE, {"code": code, "step": "withdraw"})
    with as_system(joetsu.id):
        assert Post.objects.get(title="ねんね").state == "withdrawn"


def test_a_revision_with_personal_data_changes_nothing(
    client: Client, town: Town, joetsu: Municipality
) -> None:
    code = write(client)

    answer = client.post(
        MINE,
        {"code": code, "step": "revise", "title": "ねんね", "text": "090-1234-5678", "display_name": "ま"},
    )

    assert (answer.status_code, "090-1234-5678</textarea>" in answer.content.decode()) == (422, True)
    assert only_waiting(joetsu).text == TOPIC["text"]


def test_the_writer_reads_the_reason_and_appeals(
    client: Client, town: Town, moderator: User, joetsu: Municipality
) -> None:
    code = write(client)
    with as_moderator(moderator, town, joetsu):
        post = Post.objects.get(state="waiting")
        decline_post(post=post, reason=Reason.OFF_TOPIC, note="ほかの場所で", by=moderator, at=moment())

    read = client.post(MINE, {"code": code}).content.decode()
    empty = client.post(MINE, {"code": code, "step": "appeal", "appeal_text": ""})
    asked = client.post(
        MINE, {"code": code, "step": "appeal", "appeal_text": "子どものことです"}
    ).content.decode()

    assert [words in read for words in ("子育てに関わりがない", "ほかの場所で", "見直しを頼む")] == [True] * 3
    assert (empty.status_code, "別の人が読みます" in asked) == (422, True)
    with as_system(joetsu.id):
        assert Appeal.objects.get().text == "子どものことです"


def test_wrong_codes_and_guessers_are_answered_alike(client: Client, town: Town) -> None:
    answers = [client.post(MINE, {"code": "AAAA-AAAA-AAAA"}) for _ in range(WRONG_CODES_AN_HOUR + 1)]

    assert {one.status_code for one in answers} == {422}
    assert len({one.content.decode().count("見つかりません") for one in answers}) == 1


def test_readers_complain_and_the_post_goes(client: Client, talk: Post, joetsu: Municipality) -> None:
    client.get(f"{BOARD}{talk.topic_id}/")
    for sender in ("192.0.2.1", "192.0.2.2", "192.0.2.3"):
        answer = client.post(f"/joetsu/posts/{talk.id}/report/", {"kind": "attack"}, REMOTE_ADDR=sender)
        assert answer["Location"] == "/joetsu/posts/report/thanks/"

    forget_towns()  # every process learns of it within seconds
    assert client.get(f"{BOARD}{talk.topic_id}/").status_code == 404
    assert client.get(f"/joetsu/posts/{talk.id}/report/").status_code == 404
    with as_system(joetsu.id):
        assert AbuseReport.objects.count() == 3


def test_a_complaint_needs_a_kind_and_other_needs_words(client: Client, talk: Post) -> None:
    address = f"/joetsu/posts/{talk.id}/report/"

    assert [client.post(address, typed).status_code for typed in ({}, {"kind": "other"})] == [422, 422]


def test_what_is_taken_down_is_gone_from_pages_that_are_kept(
    client: Client, town: Town, moderator: User, talk: Post, joetsu: Municipality
) -> None:
    address = f"{BOARD}{talk.topic_id}/"
    assert client.get(address, HTTP_ACCEPT_ENCODING="gzip").status_code == 200
    with as_moderator(moderator, town, joetsu):
        remove_post(post=talk, reason=Reason.ATTACK, by=moderator, at=moment())

    forget_towns()
    assert client.get(address, HTTP_ACCEPT_ENCODING="gzip").status_code == 404


def test_a_neighbours_topic_is_not_there(client: Client, talk: Post, nagaoka: Municipality) -> None:
    assert client.get(f"/nagaoka/board/{talk.topic_id}/").status_code == 404
    assert client.get(f"/nagaoka/posts/{talk.id}/report/").status_code == 404


@pytest.mark.usefixtures("talk")
@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_one_topic_as_for_three(
    client: Client,
    town: Town,
    moderator: User,
    joetsu: Municipality,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with as_system(joetsu.id):
        for _ in range(count - 1):
            make_talk(moderator, town.desk.id, at=moment())
    client.get(BOARD)
    fragments.clear()

    with django_assert_num_queries(6):
        html = client.get(BOARD).content.decode()

    assert html.count('<article class="post">') == count


@pytest.mark.usefixtures("talk")
def test_visitors_in_the_database_read_only_what_is_shown(town: Town, joetsu: Municipality) -> None:
    with as_system(joetsu.id), as_visitor(at=moment()):
        assert set(Post.objects.values_list("state", flat=True)) == {"shown"}
