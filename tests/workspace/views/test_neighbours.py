"""Editors name neighbours, have them read, see what came of it, and forget them."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.directory.actions.neighbours.test_feed import api
from tests.factories.neighbours import make_neighbour, record, take
from tests.kernel.outside.servers import serving
from tests.workspace.views.signing_in import sign_in
from tsunagu.directory import jobs
from tsunagu.directory.actions.neighbours.feed import Refusal, UnreadableFeed
from tsunagu.directory.actions.neighbours.pulls import begin_pull, fail_pull, note_progress, order_pull
from tsunagu.directory.models import Neighbour, NeighbourListing, NeighbourPull
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.permissions.roles import CONSULTATION_WORKER, MEMBER_WORKER, Role

HERE = "/joetsu/work/directory/neighbours/"


def send(client: Client, **typed: str) -> Any:
    return client.post(HERE, {"sibling": "", "api_url": "", "name": "", "licence": "", **typed})


def kept(town: Municipality) -> list[tuple[str, str]]:
    with as_system(town.id):
        return list(Neighbour.objects.values_list("name", "api_url"))


def test_a_town_of_this_installation_is_chosen_by_its_name(
    editor: Client, joetsu: Municipality, nagaoka: Municipality, settings: Any
) -> None:
    answer = send(editor, sibling="nagaoka")

    assert answer.status_code == 302
    assert kept(joetsu) == [("長岡市", f"{settings.SITE_URL}/nagaoka/hsds")]


def test_any_other_register_is_named_by_its_address(editor: Client, joetsu: Municipality) -> None:
    send(editor, api_url="https://www.example.jp/hsds/", name="見本町", licence="CC BY 4.0")

    assert kept(joetsu) == [("見本町", "https://www.example.jp/hsds")]
    assert "https://www.example.jp/hsds" in editor.get(answer_url(joetsu)).content.decode()


def answer_url(town: Municipality) -> str:
    with as_system(town.id):
        return f"{HERE}{Neighbour.objects.get().id}/"


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({}, "まちを選ぶか、アドレスを書いてください。"),
        ({"sibling": "nagaoka", "api_url": "https://www.example.jp/hsds"}, "どちらかにしてください。"),
        ({"api_url": "https://www.example.jp/hsds"}, "名前を書いてください。"),
        ({"api_url": "www.example.jp/hsds", "name": "見本町"}, "https:// か http:// で始まる"),
        ({"api_url": "file:///etc/passwd", "name": "見本町"}, "https:// か http:// で始まる"),
        ({"api_url": "https://a:b@www.example.jp/", "name": "見本町"}, "ユーザー名やパスワード"),
        ({"api_url": "https://www.example.jp/hsds?key=1", "name": "見本町"}, "APIのはじめのアドレス"),
        ({"sibling": "joetsu"}, "field__error"),
    ],
)
def test_what_cannot_be_read_is_refused_beside_its_field_and_keeps_what_was_typed(
    editor: Client, joetsu: Municipality, nagaoka: Municipality, typed: dict[str, str], why: str
) -> None:
    answer = send(editor, **typed)

    html = answer.content.decode()
    assert (answer.status_code, why in html, kept(joetsu)) == (422, True, [])
    assert typed.get("api_url", "") in html


def test_our_own_register_is_no_neighbour(editor: Client, joetsu: Municipality, settings: Any) -> None:
    answer = send(editor, api_url=f"{settings.SITE_URL}/joetsu/hsds/", name="上越市")

    assert ("自分のまちのアドレスです。" in answer.content.decode(), kept(joetsu)) == (True, [])


def test_a_register_that_is_there_is_not_added_again(editor: Client, joetsu: Municipality) -> None:
    send(editor, api_url="https://www.example.jp/hsds", name="見本町")

    answer = send(editor, api_url="https://www.example.jp/hsds", name="べつの名前")

    assert ("もう登録されています。" in answer.content.decode(), len(kept(joetsu))) == (True, 1)


def test_reading_now_shows_how_far_it_is_and_then_what_came_of_it(
    editor: Client, joetsu: Municipality, settings: Any
) -> None:
    with serving(api("a", "b")) as server:
        settings.NEIGHBOUR_ORIGINS = [server.root]
        send(editor, api_url=server.root, name="見本町")
        page = answer_url(joetsu)
        editor.post(f"{page}pull/")
        waiting = editor.get(page).content.decode()
        with as_system(joetsu.id):
            pull_id = str(NeighbourPull.objects.get().id)
        jobs.pull(town_id=joetsu.id, pull_id=pull_id)
    html = editor.get(page).content.decode()

    assert (waiting.count('hx-trigger="every 2s"'), waiting.count("<progress")) == (1, 1)
    assert html.count('hx-trigger="every 2s"') == 0
    assert "<li>新しく取りこみ <strong>2件</strong></li>" in html
    assert "2件を見せています" in html


def test_a_reading_in_hand_says_how_many_of_how_many(editor: Client, joetsu: Municipality) -> None:
    at = timezone.now()
    with as_system(joetsu.id, at=at):
        pull = order_pull(neighbour=make_neighbour(at=at), by=None, at=at)
        begin_pull(pull_id=pull.id, at=at)
        note_progress(pull_id=pull.id, done=12, expected=61, at=at)

    assert "12 / 61" in editor.get(answer_url(joetsu)).content.decode()


def test_a_reading_that_failed_says_why(editor: Client, joetsu: Municipality) -> None:
    at = timezone.now()
    with as_system(joetsu.id, at=at):
        pull = order_pull(neighbour=make_neighbour(at=at), by=None, at=at)
        reason = UnreadableFeed("一覧が長すぎます（%(most)s件まで）。", most=3000)
        fail_pull(pull_id=pull.id, reason=reason, at=at)

    html = editor.get(answer_url(joetsu)).content.decode()

    assert html.count("一覧が長すぎます（3000件まで）。") == 2


def test_what_was_refused_is_named_with_its_reason(editor: Client, joetsu: Municipality) -> None:
    at = timezone.now()
    with as_system(joetsu.id, at=at):
        refusal = Refusal("b", "こわれた記録", UnreadableFeed("名前がありません。"))
        take(make_neighbour(at=at), record("a"), at=at, refused=[refusal])

    html = editor.get(answer_url(joetsu)).content.decode()

    assert re.search(r"こわれた記録</th>\s*<td[^>]*>名前がありません。", html)


def test_a_neighbour_is_renamed_and_switched_off(editor: Client, joetsu: Municipality) -> None:
    send(editor, api_url="https://www.example.jp/hsds", name="見本町")
    page = answer_url(joetsu)

    editor.post(page, {"name": "見本市", "licence": "CC0"})
    refused = editor.post(f"{page}pull/", follow=True).content.decode()

    with as_system(joetsu.id):
        found = Neighbour.objects.get()
        assert NeighbourPull.objects.count() == 0
    assert (found.name, found.licence, found.is_on) == ("見本市", "CC0", False)
    assert "印を付けてから取りこんでください" in refused


def test_a_neighbour_without_a_name_is_refused(editor: Client, joetsu: Municipality) -> None:
    send(editor, api_url="https://www.example.jp/hsds", name="見本町")

    answer = editor.post(answer_url(joetsu), {"name": "", "licence": "", "is_on": "on"})

    assert (answer.status_code, kept(joetsu)[0][0]) == (422, "見本町")


def test_forgetting_takes_every_copy(editor: Client, joetsu: Municipality) -> None:
    at = timezone.now()
    with as_system(joetsu.id, at=at):
        take(make_neighbour(at=at), record("a"), at=at)

    html = editor.post(f"{answer_url(joetsu)}forget/", follow=True).content.decode()

    with as_system(joetsu.id):
        assert (Neighbour.objects.count(), NeighbourListing.objects.count()) == (0, 0)
    assert "取りこんだ1件といっしょに消しました。" in html


@pytest.mark.parametrize("role", [MEMBER_WORKER, CONSULTATION_WORKER])
def test_others_neither_see_nor_change_neighbours(client: Client, joetsu: Municipality, role: Role) -> None:
    sign_in(client, joetsu, role)
    at = timezone.now()
    with as_system(joetsu.id, at=at):
        made = make_neighbour(at=at)

    codes = [client.get(HERE).status_code, send(client, sibling="joetsu").status_code]
    codes += [client.post(f"{HERE}{made.id}/{what}").status_code for what in ("", "pull/", "forget/")]

    assert (codes, len(kept(joetsu))) == ([403] * 5, 1)


def test_another_towns_neighbour_is_not_there(
    editor: Client, joetsu: Municipality, nagaoka: Municipality
) -> None:
    at = timezone.now()
    with as_system(nagaoka.id, at=at):
        made = make_neighbour("上越市", at=at)

    codes = [editor.post(f"{HERE}{made.id}/{what}").status_code for what in ("", "pull/", "forget/")]

    assert (codes, len(kept(nagaoka))) == ([404] * 3, 1)


def test_more_neighbours_ask_the_database_no_more(editor: Client, joetsu: Municipality) -> None:
    at = timezone.now()
    editor.get(HERE)
    asked = []
    for number in (1, 2):
        with as_system(joetsu.id, at=at):
            for each in range(number):
                take(make_neighbour(f"見本町{number}{each}", at=at), record("a"), at=at)
        with CaptureQueriesContext(connection) as captured:
            html = editor.get(HERE).content.decode()
        asked.append((html.count("service-card__name"), len(captured)))

    assert [found for found, _queries in asked] == [1, 3]
    assert asked[0][1] == asked[1][1]
