"""A register of 10,000 services read by a machine: streamed while the server's memory stays flat."""

import http.client
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bench.demo_town import DemoTown
from bench.table import Line, at_most
from tsunagu.kernel.database import embedded

TITLE = "HSDS: a town of 10,000 services"
SERVICES, QUICK_SERVICES = 10_000, 1_000
GROWTH_GOAL_MIB = 24
SLUG = "joetsu"
# What hangs on a service goes with its copies, so that they are as heavy as the real ones.
_HANGING = ("serviceattribute", "serviceatlocation", "servicearea", "servicelanguage", "costoption", "phone")
_COPIES = """
CREATE TEMPORARY TABLE copies AS
SELECT s.id AS old, gen_random_uuid() AS new FROM directory_service AS s, generate_series(1, %s)
WHERE s.municipality_id = (SELECT id FROM kernel_municipality WHERE slug = %s) AND s.audience = 'residents'
ORDER BY generate_series LIMIT %s
"""
_COPY = """
INSERT INTO directory_service
SELECT (jsonb_populate_record(s, jsonb_build_object('id', c.new, 'key', ''))).*
FROM copies AS c JOIN directory_service AS s ON s.id = c.old
"""


@dataclass(frozen=True, slots=True)
class Reading:
    """One answer read to its end."""

    seconds: float
    first: float
    lines: int
    mib: float


def measure(town: DemoTown, *, quick: bool) -> Iterator[Line]:
    """The whole town as ndjson, slim and in full, beside a page of fifty."""
    services = QUICK_SERVICES if quick else SERVICES
    grow(town, services)
    # Both workers are warm before their memory is read.
    for _ in range(12):
        _read(town, "services?full=true&per_page=50")
    page = min(
        (_read(town, "services?full=true&per_page=50") for _ in range(3)), key=lambda each: each.seconds
    )
    yield Line("page of 50 in full", f"{page.seconds * 1000:,.0f} ms")
    for name, query in (("slim", ""), ("full", "&full=true")):
        before = _peaks(town)
        stream = _read(town, f"services?format=ndjson{query}")
        rate, first = stream.lines / stream.seconds, stream.first * 1000
        yield Line(
            f"{stream.lines:,} services streamed, {name}",
            f"{stream.seconds:.2f} s",
            f"{rate:,.0f} rows/s, {stream.mib:,.1f} MiB, the first after {first:.0f} ms",
        )
        yield at_most(
            f"  the server's peak grew by ({name})", _growth_mib(town, before), GROWTH_GOAL_MIB, "MiB"
        )


def grow(town: DemoTown, services: int) -> None:
    """Copy the demo's own services until there are so many; as nobody could do through the product."""
    with psycopg.connect(town.cluster.url(embedded.ADMIN_ROLE)) as admin:
        admin.execute("SET session_replication_role = replica")
        admin.execute(_COPIES, (services, SLUG, services))
        admin.execute(_COPY)
        for table in _HANGING:
            admin.execute(
                f"INSERT INTO directory_{table} SELECT (jsonb_populate_record(h, jsonb_build_object("
                f"'id', gen_random_uuid(), 'service_id', c.new))).* "
                f"FROM copies AS c JOIN directory_{table} AS h ON h.service_id = c.old"
            )
        admin.execute("DROP TABLE copies")
    with psycopg.connect(town.cluster.url(embedded.ADMIN_ROLE), autocommit=True) as admin:
        admin.execute("ANALYZE")


def _read(town: DemoTown, path: str) -> Reading:
    connection = http.client.HTTPConnection("127.0.0.1", town.port, timeout=600)
    started = time.perf_counter()
    connection.request("GET", f"/{SLUG}/hsds/{path}")
    response = connection.getresponse()
    size = lines = 0
    first = 0.0
    while piece := response.read(65_536):
        first = first or time.perf_counter() - started
        size += len(piece)
        lines += piece.count(b"\n")
    assert response.status == 200, (path, response.status)
    connection.close()
    return Reading(time.perf_counter() - started, first, lines, size / 2**20)


def _peaks(town: DemoTown) -> dict[str, int]:
    """The highest memory (KiB) that each process of the demo has had."""
    assert town.process is not None
    return {pid: _high_water(pid) for pid in _with_children(str(town.process.pid))}


def _growth_mib(town: DemoTown, before: dict[str, int]) -> float:
    """How much higher the process that answered has climbed."""
    return max(now - before.get(pid, now) for pid, now in _peaks(town).items()) / 1024


def _with_children(pid: str) -> list[str]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(each for child in children for each in _with_children(child))]


def _high_water(pid: str) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")), 0)
