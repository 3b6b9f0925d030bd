"""A register that is read over the web, from a server that may do what it likes."""

import json
from typing import Any

import pytest

from tests.factories.neighbours import record
from tests.kernel.outside.servers import Answering, Server, says, serving
from tsunagu.directory.actions.neighbours import feed
from tsunagu.directory.actions.neighbours.feed import Register, UnreadableFeed, read_register
from tsunagu.directory.actions.neighbours.record import Terms
from tsunagu.kernel.japanese.misread import Misread

NO_TERMS = Terms({}, {})
ROOT = {
    "version": "3.1",
    "profile": "https://example.jp/profile",
    "openapi_url": "https://example.jp/openapi.json",
}


def told(document: Any, **headers: str) -> Answering:
    return says(json.dumps(document), headers=headers)


def page(*ids: Any, **header: Any) -> Answering:
    return told(
        {
            "total_items": len(ids),
            "total_pages": 1,
            "last_page": True,
            "contents": [{"id": one} for one in ids],
        }
        | header
    )


def api(*ids: str, **routes: Answering) -> dict[str, Answering]:
    """A register with these services, each plain; `routes` take the place of an answer."""
    answers = {"/": told(ROOT), "/services": page(*ids)}
    answers |= {f"/services/{one}": told(record(one), ETag=f'"{one}1"') for one in ids}
    return answers | {
        name if name.startswith("/") else f"/services/{name}": one for name, one in routes.items()
    }


def read(server: Server, known: dict[str, str] | None = None) -> Register:
    return read_register(server.root, known=known or {}, terms=NO_TERMS, own=[server.root])


def test_the_list_is_read_and_each_record_with_its_version() -> None:
    seen: list[tuple[int, int]] = []
    with serving(api("a", "b")) as server:
        register = read_register(
            server.root, known={}, terms=NO_TERMS, own=[server.root], progress=lambda *far: seen.append(far)
        )

    assert {id_: (one.columns["name"], etag) for id_, (one, etag) in register.read.items()} == {
        "a": ("ままのまカフェa", '"a1"'), "b": ("ままのまカフェb", '"b1"')
    }  # fmt: skip
    assert seen == [(0, 2), (1, 2)]
    assert server.asked == ["/", "/services?page=1&per_page=100", "/services/a", "/services/b"]


def test_what_we_have_is_asked_for_by_its_version() -> None:
    with serving(api("a", "b", a=says(status=304))) as server:
        register = read(server, known={"a": '"a1"', "b": ""})

    assert (register.unchanged, set(register.read)) == ({"a"}, {"b"})
    assert [headers.get("If-None-Match") for headers in server.headers[2:]] == ['"a1"', None]


def test_every_page_is_read() -> None:
    pages = {
        f"/services?page={number}&per_page=100": page(
            one, total_items=3, total_pages=3, last_page=number == 3
        )
        for number, one in enumerate("abc", 1)
    }
    with serving(api("a", "b", "c") | pages) as server:
        assert set(read(server).read) == {"a", "b", "c"}


def test_a_server_that_says_nothing_of_its_pages_is_asked_until_nothing_new_comes() -> None:
    alone = {"/services": told({"contents": [{"id": "a"}]})}
    with serving(api("a") | alone) as server:
        register = read(server)

    assert set(register.read) == {"a"}
    assert server.asked.count("/services?page=2&per_page=100") == 1


@pytest.mark.parametrize(
    ("root", "is_read"),
    [
        ({"version": "3.0"}, True), ({"version": "HSDS-UK-3.0"}, True), ({"version": "3.2.1"}, True),
        ({"version": "2.0"}, False), ({"version": "13.0"}, False), ({"version": 3.1}, False), ({}, False),
        ([], False),
    ],
)  # fmt: skip
def test_only_hsds_3_is_read(root: Any, is_read: bool) -> None:
    with serving(api("a") | {"/": told(root)}) as server:
        if is_read:
            assert set(read(server).read) == {"a"}
        else:
            with pytest.raises(UnreadableFeed, match="HSDS 3のAPIではありません"):
                read(server)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (says("<html>"), "JSONではありません"),
        (says("[" * 100_000), "JSONではありません"),
        (told([]), "一覧の形"),
        (told({"contents": {"a": 1}}), "一覧の形"),
        (told({"contents": [{"id": "a"}, {"name": "b"}]}), "一覧の形"),
        (page("a", 7), "一覧の形"),
        (page("a", "\ud800"), "一覧の形"),
        (page("a", "../admin"), "一覧の形"),
        (page("a", "x\u0000"), "一覧の形"),
        (page("a", "x" * 101), "一覧の形"),
        (page("a", total_items=2), "最後までそろいません"),
        (says(status=500), "500番の断り"),
        (says(status=429), "429番の断り"),
        (says(status=404), "404番の断り"),
    ],
)  # fmt: skip
def test_a_list_that_cannot_be_read_to_its_end_ends_the_reading(answer: Answering, why: str) -> None:
    with serving(api("a") | {"/services": answer}) as server, pytest.raises(Misread, match=why):
        read(server)


def test_a_list_without_end_ends_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "MOST_LISTINGS", 2)
    with serving(api("a", "b", "c")) as server, pytest.raises(UnreadableFeed, match="一覧が長すぎます"):
        read(server)


@pytest.mark.parametrize(
    ("answer", "name", "why"),
    [
        (says("nonsense"), "", "JSONではありません"),
        (told(record("other")), "ままのまカフェother", "記録の番号"),
        (told(record("b", name="")), "", "名前がありません"),
        (told(record("b", status="perhaps")), "ままのまカフェb", "状態"),
        (told([record("b")]), "", "記録の番号"),
        (says(b"x" * 600_000), "", "大きすぎます"),
    ],
)
def test_a_record_that_makes_no_sense_is_refused_and_the_rest_goes_on(
    answer: Answering, name: str, why: str
) -> None:
    with serving(api("a", "b", "c", b=answer)) as server:
        register = read(server)

    assert set(register.read) == {"a", "c"}
    [refusal] = register.refused
    assert (refusal.their_id, refusal.name, why in str(refusal.reason)) == ("b", name, True)


def test_what_has_ended_and_what_went_meanwhile_is_told_apart() -> None:
    ended, away = told(record("b", status="defunct")), says(status=404)
    with serving(api("a", "b", "c", b=ended, c=away)) as server:
        register = read(server)

    assert (set(register.read), register.ended, register.refused) == ({"a"}, {"b": "ままのまカフェb"}, [])


def test_a_server_that_stops_answering_ends_the_reading() -> None:
    with serving(api("a", "b", b=says(status=503))) as server, pytest.raises(Misread, match="503番の断り"):
        read(server)


def test_an_empty_register_is_a_register() -> None:
    with serving(api()) as server:
        assert read(server) == Register()
