"""Public pages beside the least that the same server can do."""

import contextlib
import os
import statistics
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from bench.demo_town import DemoTown, free_port
from bench.load import Rate, ask
from bench.places import new_questions, paths_of, unused_addresses
from bench.table import Line, at_least
from tsunagu.project.serving import web_server

TITLE = (
    "pages, 2 workers, 4 kept-alive connections, medians of interleaved rounds;"
    " the floor says hello through the seven middlewares of a new Django project"
)
HOME, RESULTS, SERVICE = "home", "results, everyday questions in turn", "service pages in turn"
PORTAL = "the other public pages in turn"
GOALS = {HOME: 0.45, RESULTS: 0.40, SERVICE: 0.40, PORTAL: 0.35}
NEW_QUESTIONS = 8000
NEW_ADDRESSES = 30_000
ROUNDS = 3
ROOT = Path(__file__).parents[1]


def measure(town: DemoTown, *, quick: bool) -> Iterator[Line]:
    paths = paths_of(town)
    seconds = 2 if quick else 4
    floors: list[Rate] = []
    bare: list[Rate] = []
    rates: dict[str, list[Rate]] = {what: [] for what in GOALS}
    asked = {HOME: [paths.home], RESULTS: paths.results, SERVICE: paths.services, PORTAL: paths.portal}
    for several in asked.values():
        ask(town.address, several, seconds=seconds)
    with _minimal_site("settings") as usual_address, _minimal_site("bare") as bare_address:
        for _ in range(ROUNDS):
            floors.append(ask(usual_address, ["/hello/"], seconds=seconds))
            bare.append(ask(bare_address, ["/hello/"], seconds=seconds))
            for what, several in asked.items():
                rates[what].append(ask(town.address, several, seconds=seconds))
    floor = _median(floors)
    yield Line(f"minimal view, seven middlewares (p95 {floor.p95_ms:.1f} ms)", f"{floor.per_second:,.0f} /s")
    yield Line("minimal view, no middleware", f"{_median(bare).per_second:,.0f} /s")
    for what, goal in GOALS.items():
        rate = _median(rates[what])
        yield at_least(f"{what} (p95 {rate.p95_ms:.1f} ms)", rate.per_second, floor.per_second, goal, "/s")
    # The page is kept, the address is new: every middleware, the transaction and the view are gone through.
    behind = ask(town.address, unused_addresses(paths.services, NEW_ADDRESSES), seconds=seconds)
    yield Line(f"service pages, new addresses (p95 {behind.p95_ms:.1f} ms)", f"{behind.per_second:,.0f} /s")
    # Nothing of these is kept from an earlier visitor: what the first of a minute waits for.
    new = ask(town.address, new_questions(NEW_QUESTIONS), seconds=seconds)
    yield Line(f"questions never asked before (p95 {new.p95_ms:.1f} ms)", f"{new.per_second:,.0f} /s")


def _median(rates: list[Rate]) -> Rate:
    return Rate(
        statistics.median(rate.per_second for rate in rates), statistics.median(rate.p95_ms for rate in rates)
    )


@contextlib.contextmanager
def _minimal_site(settings: str) -> Iterator[str]:
    port = free_port()
    command = web_server(host="127.0.0.1", port=port, workers=2).command
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": f"bench.minimal.{settings}",
        "PYTHONPATH": str(ROOT),
    }
    server = subprocess.Popen([*command[:-1], "bench.minimal.wsgi:application"], env=environment)
    try:
        _wait_for(f"http://127.0.0.1:{port}/hello/")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(30)


def _wait_for(address: str) -> None:
    for _ in range(300):
        with contextlib.suppress(urllib.error.URLError, ConnectionError):
            urllib.request.urlopen(address, timeout=2).close()  # noqa: S310  # our own server
            return
        time.sleep(0.1)
    raise TimeoutError(address)
