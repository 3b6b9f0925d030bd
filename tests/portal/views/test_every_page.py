"""What holds for every page of the front door."""

import re

import pytest
from django.test import Client

from tests.portal.conftest import LivedIn, Town
from tests.portal.pages import LANGUAGES, addresses

PRIVATE_WORDS = (
    "ask/form", "ask/status", "ask/thanks", "quiet", "path/", "wrong/", "mine/",
    "write/", "/reply/", "/visit/", "/report", "thanks/", "notices/subscribe", "notices/mine", "join/",
    "notices/confirm",
)  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_answers_in_every_language(client: Client, lived_in: LivedIn, language: str) -> None:
    answers = {path: client.get(f"/joetsu/{language}{path}").status_code for path in addresses(lived_in)}

    assert answers == dict.fromkeys(addresses(lived_in), 200)


@pytest.mark.parametrize(
    ("language", "code"),
    [("", "ja"), ("en/", "en"), ("easy/", "ja"), ("zh/", "zh-Hans"), ("pt/", "pt-BR"), ("vi/", "vi")],
)
def test_every_page_says_its_language(client: Client, lived_in: LivedIn, language: str, code: str) -> None:
    said = {
        re.search(r'<html lang="([^"]*)"', client.get(f"/joetsu/{language}{path}").content.decode())[1]
        for path in addresses(lived_in)
    }

    assert said == {code}


def test_links_stay_in_the_town_and_in_the_language(client: Client, town: Town) -> None:
    html = client.get("/joetsu/en/").content.decode()
    inner = re.findall(r'href="(/(?!static)[^"]*)"', html)

    others = [address for address in inner if not address.startswith("/joetsu/en/")]

    assert others == ["/joetsu/", "/joetsu/easy/", "/joetsu/zh/", "/joetsu/pt/", "/joetsu/vi/"]


def test_pages_without_a_form_give_no_cookie_and_read_no_session(client: Client, lived_in: LivedIn) -> None:
    open_pages = [path for path in addresses(lived_in) if not any(word in path for word in PRIVATE_WORDS)]

    answers = [client.get(f"/joetsu/{path}") for path in open_pages]

    assert [(dict(answer.cookies), answer["Vary"]) for answer in answers] == [
        ({}, "Accept-Encoding") for _ in answers
    ]


def test_every_page_is_held_by_a_strict_policy(client: Client, lived_in: LivedIn) -> None:
    for path in addresses(lived_in):
        answer = client.get(f"/joetsu/{path}")

        assert "unsafe" not in answer["Content-Security-Policy"], path
        assert "default-src 'none'" in answer["Content-Security-Policy"], path
        assert answer["X-Frame-Options"] == "DENY", path


def test_no_page_carries_inline_script_or_style(client: Client, lived_in: LivedIn) -> None:
    inline = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:")

    found = {
        path: inline.findall(client.get(f"/joetsu/{path}").content.decode()) for path in addresses(lived_in)
    }

    assert found == {path: [] for path in addresses(lived_in)}


def test_no_page_asks_another_server_for_anything(client: Client, lived_in: LivedIn) -> None:
    fetched = re.compile(r'(?:src|<link[^>]*href|<use href)="(https?:[^"]*)"')

    found = {
        path: fetched.findall(client.get(f"/joetsu/{path}").content.decode()) for path in addresses(lived_in)
    }

    assert found == {path: [] for path in addresses(lived_in)}


def test_pages_with_a_form_are_kept_by_nobody(client: Client, town: Town) -> None:
    pages = ("ask/form/", "ask/status/", "ask/thanks/", "board/write/", "board/thanks/", "board/mine/")

    assert [client.get(f"/joetsu/{path}")["Cache-Control"] for path in pages] == ["no-store"] * 6


@pytest.mark.parametrize(
    "path",
    ["needs/child_protection/", "search/?q=DV", "search/?q=たたいてしまう", "search/quiet/", "now/", "ask/",
     "ask/form/", "ask/status/", "ask/thanks/", "emergency/", "for/AAAAA-AAAAA-AAAAA/", "board/rules/",
     "board/write/", "board/thanks/", "board/mine/", "join/mine/"],
)  # fmt: skip
def test_pages_that_would_tell_on_their_reader_have_the_quick_way_out(
    client: Client, town: Town, path: str
) -> None:
    assert "data-quick-exit" in client.get(f"/joetsu/{path}").content.decode()


def test_calm_pages_have_no_quick_way_out(client: Client, town: Town) -> None:
    calm = ("", "needs/leave_child/", "search/?q=公園")

    assert ["data-quick-exit" in client.get(f"/joetsu/{path}").content.decode() for path in calm] == [
        False
    ] * 3


def test_a_page_is_sent_small_to_a_browser_that_takes_it_so(client: Client, town: Town) -> None:
    plain = client.get("/joetsu/")

    small = client.get("/joetsu/", HTTP_ACCEPT_ENCODING="gzip, br")

    assert small["Content-Encoding"] == "gzip"
    assert len(small.content) < len(plain.content) / 2
