"""What the body of a page leads to, by the numbers under which it was chosen: pictures, pages, papers."""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

# A link to something of ours, as Wagtail writes it down.
LINK_INSIDE = re.compile(r'<a\b[^>]*\blinktype="(page|document)"[^>]*>')
NUMBER = re.compile(r'\bid="(\d+)"')


class Links(NamedTuple):
    """The pages and the papers that a text links to."""

    pages: set[int]
    papers: set[int]


def pictures_in(blocks: Iterable[Any]) -> set[int]:
    """The pictures that a body shows."""
    return {
        each["value"]["picture"] for each in blocks if each["type"] == "picture" and each["value"]["picture"]
    }


def links_in(blocks: Iterable[Any]) -> Links:
    """What its texts link to."""
    links = Links(set(), set())
    for each in blocks:
        for tag in LINK_INSIDE.finditer(each["value"]) if each["type"] == "text" else ():
            if number := NUMBER.search(tag[0]):
                (links.pages if tag[1] == "page" else links.papers).add(int(number[1]))
    return links
