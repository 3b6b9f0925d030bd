"""The first load of a public page over the wire, everything counted."""

import re
import urllib.request
from collections.abc import Iterator
from urllib.parse import urljoin

from bench.demo_town import DemoTown
from bench.places import paths_of
from bench.table import Line, at_most

TITLE = "first load of public pages (body bytes as sent, every file once)"
GOAL_KB = 40
# Leaflet alone is 40; whoever runs no script gets the list of places without it.
WITH_LEAFLET_KB = 80
ASKED_FOR = re.compile(rb"""(?:src|href)="(/static/[^"#]*)""")
DRAWN_BY_STYLES = re.compile(rb"""url\(["']?([^"')]+)["']?\)""")


def measure(town: DemoTown, *, quick: bool) -> Iterator[Line]:
    paths = paths_of(town)
    for what, path in {
        "home": paths.home,
        "results": paths.results[0],
        "service": paths.services[0],
        "first contact": "/joetsu/ask/form/",
        **{path.removeprefix("/joetsu/"): path for path in paths.portal},
    }.items():
        goal = WITH_LEAFLET_KB if path.endswith("/map/") else GOAL_KB
        yield at_most(what, _first_load(f"{town.address}{path}") / 1024, goal, "KiB")


def _first_load(address: str) -> int:
    sent, page = _fetch(address)
    files = {urljoin(address, name.decode()) for name in ASKED_FOR.findall(page)}
    waiting, seen = list(files), set(files)
    while waiting:
        file = waiting.pop()
        size, content = _fetch(file)
        sent += size
        if file.endswith(".css"):
            drawn = {urljoin(file, name.decode()) for name in DRAWN_BY_STYLES.findall(content)} - seen
            seen |= drawn
            waiting += [each for each in drawn if not each.startswith("data:")]
    return sent


def _fetch(address: str) -> tuple[int, bytes]:
    """Bytes on the wire, and the content that they carry."""
    return len(_body(address, "gzip, br")), _body(address, "identity")


def _body(address: str, encoding: str) -> bytes:
    request = urllib.request.Request(address, headers={"Accept-Encoding": encoding})  # noqa: S310  # our own server
    with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310
        return response.read()
