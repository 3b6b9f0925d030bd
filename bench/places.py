"""What visitors of the demo town ask for."""

import random
from dataclasses import dataclass
from itertools import cycle, islice, permutations
from pathlib import Path
from urllib.parse import quote

import psycopg
import yaml

from bench.demo_town import DemoTown
from tsunagu.kernel.database import embedded

# The public pages beside home, results and services that are the same for everybody.
PORTAL = (
    "needs/", "needs/leave_child/", "ages/", "ages/infant/", "places/", "organisations/", "now/",
    "emergency/", "phones/", "map/", "calendar/", "calendar/?opening=1", "pages/", "pages/columns/",
    "pages/news/", "board/", "board/rules/", "visits/", "neighbours/", "guidebook/", "open-data/", "ask/",
    "about/privacy/", "about/accessibility/", "easy/", "easy/calendar/", "en/", "en/map/", "zh/needs/",
    "pt/phones/", "vi/ages/",
)  # fmt: skip
JUDGEMENTS = Path(__file__).parents[1] / "tests" / "search" / "judgements.yaml"


@dataclass(frozen=True, slots=True)
class Paths:
    """Addresses of four kinds of pages in 上越市."""

    home: str
    results: list[str]
    services: list[str]
    portal: list[str]


def paths_of(town: DemoTown) -> Paths:
    """The judged everyday queries, and every published service."""
    with psycopg.connect(town.cluster.url(embedded.ADMIN_ROLE)) as admin:
        found = admin.execute(
            "SELECT s.id FROM directory_service AS s"
            " JOIN kernel_municipality AS m ON m.id = s.municipality_id"
            " WHERE m.slug = 'joetsu' AND s.status = 'active' AND s.audience = 'residents'"
            " ORDER BY s.id"
        ).fetchall()
    return Paths(
        home="/joetsu/",
        results=[f"/joetsu/search/?q={quote(query)}" for query in everyday_queries()],
        services=[f"/joetsu/services/{service_id}/" for (service_id,) in found],
        portal=[f"/joetsu/{place}" for place in PORTAL],
    )


def everyday_queries() -> list[str]:
    """What families of 上越市 type, once each."""
    judged = yaml.safe_load(JUDGEMENTS.read_text())["judgements"]
    return list(dict.fromkeys(each["query"] for each in judged if each["town"] in {"joetsu", "all"}))


def new_questions(count: int) -> list[str]:
    """Addresses of questions that nobody asked before: two everyday questions in one."""
    pairs = [f"{one} {other}" for one, other in permutations(everyday_queries(), 2)]
    return [f"/joetsu/search/?q={quote(pair)}" for pair in random.Random(1).sample(pairs, count)]


def unused_addresses(paths: list[str], count: int) -> list[str]:
    """The same pages, each time with something behind the `?` that nobody sent before."""
    return [f"{path}?visit={number}" for number, path in enumerate(islice(cycle(paths), count))]
