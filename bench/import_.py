"""A published table of 10,000 rows into the register, beside the bare COPY of the very rows that came of it.

The floor empties the tables that the import filled and copies their rows in again, in one transaction, into
the same indexes, constraints and history triggers: organisations, places, services with their hours, where
they are given, numbers, the journal, the report with its figures for taking back, and the search entries with
their words and lexemes already made. It reads no file, mends nothing, compares with nothing, makes no word,
and row-level security does not look at its rows.

Each size has a process and a database of its own; memory is that process's peak. `--large` adds 100,000 rows,
taken by the jobs that the application runs, while somebody else looks how far they are.
"""

import contextlib
import itertools
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from typing import Any

from bench.table import Line, at_least, at_most

TITLE = "a published table into the register (rows a second)"
ROWS, MORE_ROWS, LARGE_ROWS, QUICK_ROWS = 10_000, 50_000, 100_000, 2_000
GOAL = 0.6
# How much the peak may grow when the file is five or ten times as long.
FLAT_MIB = 64
_TABLES = (
    "directory_organisation", "directory_location", "directory_service", "directory_serviceatlocation",
    "directory_phone", "kernel_writeentry", "directory_importrow", "directory_searchentry",
)  # fmt: skip
_HISTORY = ("directory_organisationevent", "directory_serviceevent")


def measure(*, quick: bool, large: bool = False) -> Iterator[Line]:
    rows = QUICK_ROWS if quick else ROWS
    best = max((_child(rows) for _ in range(1 if quick else 3)), key=lambda one: one["floor"] / one["apply"])
    yield at_least("read, match, write, index", rows / best["apply"], rows / best["floor"], GOAL, "rows/s")
    yield Line("  the rehearsal before it", f"{best['rehearse']:.1f} s")
    yield Line("the same table again: nothing changes", f"{best['again']:.1f} s")
    yield Line(f"peak memory, {rows:,} rows", f"{best['mib']:,.0f} MiB")
    if large:
        yield from _large(best)
    elif not quick:
        more = _child(MORE_ROWS)
        yield Line(f"peak memory, {MORE_ROWS:,} rows", f"{more['mib']:,.0f} MiB")
        yield at_most("  growth", more["mib"] - best["mib"], FLAT_MIB, "MiB")


def _large(beside: dict[str, float]) -> Iterator[Line]:
    found = _child(LARGE_ROWS)
    rates = (LARGE_ROWS / found[name] for name in ("apply", "floor"))
    yield at_least(f"{LARGE_ROWS:,} rows", *rates, GOAL, "rows/s")
    yield Line("  taken in", f"{found['apply']:.0f} s")
    yield Line("  the rehearsal before it", f"{found['rehearse']:.0f} s")
    yield Line("  others saw it move", f"{found['seen']:.0f} times")
    yield Line("  and never waited longer than", f"{found['longest']:.1f} s")
    yield Line(f"peak memory, {LARGE_ROWS:,} rows", f"{found['mib']:,.0f} MiB")
    yield at_most("  growth", found["mib"] - beside["mib"], FLAT_MIB, "MiB")


def _child(rows: int) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.import_", str(rows)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _measured(rows: int) -> dict[str, float]:
    from bench.search.scratch import scratch_database

    with scratch_database():
        from django.core.management import call_command

        # A table that is received orders its rehearsal.
        call_command("migrate", "procrastinate", verbosity=0, skip_checks=True)
        town_id = _town()
        from django.db.backends.signals import connection_created

        # Whoever looks beside the work is held by row-level security, too.
        connection_created.connect(_serve_as_application)
        found = _import(rows, town_id)
        found["floor"] = _floor()
        if rows <= ROWS:
            found["again"] = _again(rows, town_id)
    return found


def _town() -> Any:
    from tsunagu.directory.choices import Scheme
    from tsunagu.directory.models import TaxonomyTerm
    from tsunagu.kernel.municipality.acting import as_system
    from tsunagu.kernel.municipality.models import Municipality

    town = Municipality.objects.create(
        slug="bench",
        name="上越市",
        name_kana="ジョウエツシ",
        name_en="Joetsu",
        prefecture="新潟県",
        code="152226",
    )
    with as_system(town.id):
        TaxonomyTerm.objects.create(scheme=Scheme.KIND, key="nursery", name="保育")
        TaxonomyTerm.objects.create(scheme=Scheme.ORGANIZATION_KIND, key="nursery", name="保育園・こども園")
    return town.id


def _import(rows: int, town_id: Any) -> dict[str, float]:
    from tsunagu.directory import jobs
    from tsunagu.directory.models import ImportRun

    with _as_application(town_id):
        run = _received(rows)
    found = {}
    with _as_application(town_id):
        found["rehearse"] = _seconds_of(lambda: jobs.rehearse_table(run_id=str(run.id), at=_moment()))
    with _as_application(town_id):
        ImportRun.objects.filter(id=run.id).update(state="applying", done=0)
    with _looked_at(run.id, town_id) as moves, _as_application(town_id):
        found["apply"] = _seconds_of(lambda: jobs.apply_table(run_id=str(run.id), at=_moment()))
    with _as_application(town_id):
        run.refresh_from_db()
    assert run.counts["created"] == rows, run.counts  # a benchmark of nothing is none
    waits = [later - earlier for earlier, later in itertools.pairwise(moves)]
    found |= {"seen": len(moves), "longest": max(waits, default=found["apply"])}
    found["mib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return found


@contextlib.contextmanager
def _looked_at(run_id: Any, town_id: Any) -> Iterator[list[float]]:
    """The moments at which somebody else, asking four times a second, saw that more rows were done."""
    moves: list[float] = []
    is_over = threading.Event()

    def look() -> None:
        from django.db import connection

        from tsunagu.directory.models import ImportRun

        done = 0
        while not is_over.wait(0.25):
            with _as_application(town_id):
                now = ImportRun.objects.values_list("done", flat=True).get(id=run_id)
            if now > done:
                done = now
                moves.append(time.perf_counter())
        connection.close()

    somebody = threading.Thread(target=look)
    somebody.start()
    try:
        yield moves
    finally:
        is_over.set()
        somebody.join()


@contextlib.contextmanager
def _as_application(town_id: Any) -> Iterator[None]:
    from django.db import transaction

    from bench.search.ways import serve_as_application
    from tsunagu.kernel.municipality.acting import as_system

    with transaction.atomic():
        serve_as_application()
        with as_system(town_id, at=_moment()):
            yield


def _serve_as_application(connection: Any, **_: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE tsunagu_app")


def _seconds_of(work: Any) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _again(rows: int, town_id: Any) -> float:
    from tsunagu.directory.actions.open_data import runs

    with _as_application(town_id):
        run = _received(rows)
        spent = _seconds_of(lambda: runs.apply(run=run, by=None, at=_moment()))
        run.refresh_from_db()
    assert run.counts["unchanged"] == rows, run.counts  # see above
    return spent


def _floor() -> float:
    """Take the rows out, empty the tables, and copy them in again: the time of that alone."""
    with tempfile.TemporaryDirectory() as folder, _owner() as cursor:
        for table in (*_TABLES, *_HISTORY):
            cursor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        for table in _TABLES:
            with open(f"{folder}/{table}", "wb") as file, cursor.copy(f"COPY {table} TO STDOUT") as copy:
                file.writelines(copy)
        cursor.execute(f"TRUNCATE {', '.join(_TABLES)} CASCADE")
        started = time.perf_counter()
        # As the import does: PostgreSQL is slow where many references wait to be checked.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in _TABLES:
            with open(f"{folder}/{table}", "rb") as file, cursor.copy(f"COPY {table} FROM STDIN") as copy:
                while piece := file.read(256 * 1024):
                    copy.write(piece)
        return time.perf_counter() - started


@contextlib.contextmanager
def _owner() -> Iterator[Any]:
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        yield cursor


def _received(rows: int) -> Any:
    from tsunagu.directory.actions.open_data.runs import receive_file

    return receive_file(
        content=_table(rows), file_name="bench.csv", source_name="上越市", by=None, at=_moment()
    )


def _table(rows: int) -> Iterator[bytes]:
    """The file a piece at a time: the measured process never has it whole."""
    from tests.factories.open_data import nursery, table

    for start in range(2, rows + 2, 1000):
        piece = table(*(nursery(number) for number in range(start, min(start + 1000, rows + 2))))
        yield piece if start == 2 else piece.split(b"\r\n", 1)[1]


def _moment() -> Any:
    from datetime import UTC, datetime

    return datetime(2026, 11, 20, 1, tzinfo=UTC)


if __name__ == "__main__":
    print(json.dumps(_measured(int(sys.argv[1]))))
