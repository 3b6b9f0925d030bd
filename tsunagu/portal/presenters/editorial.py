"""A page of the town as it is drawn: blocks in order, links and pictures in place, readings above."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.html import escape
from markupsafe import Markup

from tsunagu.directory.presenters.language import is_easy
from tsunagu.editorial.models import EditorialPage
from tsunagu.editorial.models.bodies import LINK_INSIDE, NUMBER, links_in, pictures_in
from tsunagu.editorial.queries.pages import ON_A_PAGE, addresses_of, papers_of, renditions_of
from tsunagu.kernel.japanese.ruby import with_readings, without_marks

_TAG = re.compile(r"(<[^>]+>)")
_OUTWARD = re.compile(r'<a\b[^>]*\bhref="(?:https?://|mailto:|tel:)[^"]*"[^>]*>')
_ANY_LINK = re.compile(r"<a\b[^>]*>")


@dataclass(frozen=True, slots=True)
class Block:
    """One part of a page: its kind, and whatever that kind shows."""

    kind: str
    text: str = ""
    picture: dict[str, Any] = field(default_factory=dict)
    listings: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page in the reader's Japanese, and whether that is what they asked for."""

    title: str
    plain_title: str
    lead: str
    blocks: list[Block]
    falls_back: bool


# Answers a block's question to the directory, several at once.
Answer = Callable[[list[dict[str, Any]]], list[dict[str, Any]]]


def read_page(page: EditorialPage, *, answer: Answer) -> ReadPage:
    """Choose the body, then put together its blocks; the number of questions does not grow with the page."""
    easy = is_easy()
    has_easy = easy and bool(page.easy_body)
    raw = list(page.easy_body.raw_data if has_easy else page.body.raw_data)
    title = (easy and page.easy_title) or page.title
    return ReadPage(
        title=words(title),
        plain_title=without_marks(title),
        lead=words(page.lead) if not has_easy else "",
        blocks=_blocks(raw, answer),
        falls_back=easy and not has_easy,
    )


def words(text: str) -> str:
    """One line of a writer's words: readings above them for readers of easy Japanese."""
    return _with_ruby(escape(text)) if is_easy() else without_marks(text)


def plain(text: str) -> str:
    """The same for where no reading can stand: a feed, a window's title."""
    return without_marks(text)


def _blocks(raw: list[Any], answer: Answer) -> list[Block]:
    addresses = _addresses(raw)
    pictures = renditions_of(pictures_in(raw), size=ON_A_PAGE)
    answers = iter(answer([each["value"] for each in raw if each["type"] == "listings"]))
    blocks = []
    for each in raw:
        kind, value = each["type"], each["value"]
        if kind == "heading":
            blocks.append(Block(kind, text=words(value)))
        elif kind == "text":
            blocks.append(Block(kind, text=_rich(value, addresses)))
        elif kind == "picture" and (shown := pictures.get(value["picture"])):
            caption = words(value.get("caption") or "")
            blocks.append(Block(kind, text=caption, picture=_picture(shown)))
        elif kind == "listings":
            blocks.append(Block(kind, text=words(value["heading"]), listings=next(answers)))
    return blocks


def _picture(shown: Any) -> dict[str, Any]:
    return {
        "url": reverse("portal:picture", args=[shown.public_id]),
        "alt": shown.image.description,
        "width": shown.width,
        "height": shown.height,
    }


def _addresses(raw: list[Any]) -> dict[tuple[str, str], str]:
    """Where the linked pages and files are; what is not published has no address."""
    linked = links_in(raw)
    pages, papers = addresses_of(linked.pages), papers_of(linked.papers)
    return {("page", str(key)): reverse("portal:page", args=[place]) for key, place in pages.items()} | {
        ("document", str(key)): reverse("portal:paper", args=[id_]) for key, id_ in papers.items()
    }


def _rich(source: str, addresses: dict[tuple[str, str], str]) -> Markup:
    """An editor's text. Wagtail lets through no other tags when it is written; links are made here."""

    def linked(found: re.Match[str]) -> str:
        inside, number = LINK_INSIDE.match(found[0]), NUMBER.search(found[0])
        if inside and number and (address := addresses.get((inside[1], number[1]))):
            return f'<a href="{escape(address)}">'
        # A link to a page that is not up, or to what no reader should follow, is only its words.
        return found[0] if _OUTWARD.match(found[0]) else "<a>"

    html = _ANY_LINK.sub(linked, source)
    return Markup(_with_ruby(html) if is_easy() else without_marks(html))  # noqa: S704 whitelisted when written


def _with_ruby(html: str) -> Markup:
    """Readings above the words, never inside a tag."""
    parts = _TAG.split(html)
    return Markup(  # noqa: S704 the text was escaped before; we add our own tags
        "".join(part if number % 2 else _ruby(part) for number, part in enumerate(parts))
    )


def _ruby(text: str) -> str:
    return "".join(
        f"<ruby>{piece.text}<rp>（</rp><rt>{piece.reading}</rt><rp>）</rp></ruby>"
        if piece.reading
        else piece.text
        for piece in with_readings(text)
    )
