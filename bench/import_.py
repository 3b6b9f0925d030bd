"""A published table of 10,000 rows into the register, beside the bare COPY of the very rows that came of it.

The floor copies ready rows (organisations, places, services, numbers, journal, report, and search entries
with their words and lexemes already made) into the same empty tables: same indexes, constraints and history
triggers. It reads no file, mends nothing, compares with nothing, makes no word, and row-level security does
not look at its rows. Each size has a process and a database of its own; memory is the process's peak.
"""

import contextlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from typing import Any

from bench.table import Line, at_least, at_most

TITLE = "a published table into the register (rows a second)"
ROWS, MORE_ROWS, QUICK_ROWS = 10_000, 50_000, 2_000
GOAL = 0.6
# How much the peak may grow when the file is five times as long.
FLAT_MIB = 64
_TABLES = (
    "directory_organisation", "directory_location", "directory_service", "directory_serviceatlocation",
    "directory_phone", "kernel_writeentry", "directory_importrow", "directory_searchentry",
)  # fmt: skip
_HISTORY = ("directory_organisationevent", "directory_serviceevent")


def measure(*, quick: bool) -> Iterator[Line]:
    rows = QUICK_ROWS if quick else ROWS
    best = max((_child(rows) for _ in range(1 if quick else 2)), key=lambda one: one["floor"] / one["apply"])
    yield at_least("read, match, write, index", rows / best["apply"], rows / best["floor"], GOAL, "rows/s")
    yield Line("  of it: reading and matching", f"{best['rehearse']:.1f} s")
    yield Line("  of it: the search index", f"{best['index']:.1f} s")
    yield Line("the same table again: nothing changes", f"{best['again']:.1f} s")
    yield Line(f"peak memory, {rows:,} rows", f"{best['mib']:,.0f} MiB")
    if not quick:
        more = _child(MORE_ROWS, only_import=True)
        yield Line(f"peak memory, {MORE_ROWS:,} rows", f"{more['mib']:,.0f} MiB")
        yield at_most("  growth", more["mib"] - best["mib"], FLAT_MIB, "MiB")


def _child(rows: int, *, only_import: bool = False) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.import_", str(rows), *(["--only-import"] if only_import else [])]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _measured(rows: int, *, only_import: bool) -> dict[str, float]:
    from bench.search.scratch import scratch_database

    with scratch_database():
        from django.core.management import call_command
        from django.db import transaction

        from bench.search.ways import serve_as_application

        # A table that is received orders its rehearsal.
        call_command("migrate", "procrastinate", verbosity=0, skip_checks=True)
        town_id = _town()
        with transaction.atomic():
            serve_as_application()
            found = _import(rows, town_id)
            if not only_import:
                found["again"] = _again(rows, town_id)
        if not only_import:
            found["floor"] = _floor()
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
    from tsunagu.directory.actions import index_search
    from tsunagu.directory.actions.open_data import runs
    from tsunagu.kernel.municipality.acting import as_system

    spent = {"index": 0.0}
    real = index_search.index_services

    def timed(service_ids: Any, **more: Any) -> int:
        started = time.perf_counter()
        done = real(service_ids, **more)
        spent["index"] += time.perf_counter() - started
        return done

    index_search.index_services = timed
    with as_system(town_id, at=_moment()):
        run = _received(rows)
        started = time.perf_counter()
        run = runs.rehearse(run=run, at=_moment())
        spent["rehearse"] = time.perf_counter() - started
        started = time.perf_counter()
        run = runs.apply(run=run, by=None, at=_moment())
        spent["apply"] = time.perf_counter() - started
    assert run.counts["created"] == rows, run.counts  # a benchmark of nothing is none
    spent["mib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return spent


def _again(rows: int, town_id: Any) -> float:
    from tsunagu.directory.actions.open_data import runs
    from tsunagu.kernel.municipality.acting import as_system

    with as_system(town_id, at=_moment()):
        run = _received(rows)
        started = time.perf_counter()
        run = runs.apply(run=run, by=None, at=_moment())
        spent = time.perf_counter() - started
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
        content=[_table(rows)], file_name="bench.csv", source_name="上越市", by=None, at=_moment()
    )


def _table(rows: int) -> bytes:
    from tests.factories.open_data import nursery, table

    return table(*(nursery(number) for number in range(2, rows + 2)))


def _moment() -> Any:
    from datetime import UTC, datetime

    return datetime(2026, 11, 20, 1, tzinfo=UTC)


if __name__ == "__main__":
    print(json.dumps(_measured(int(sys.argv[1]), only_import="--only-import" in sys.argv)))
