"""Accepting a hand-over, beside pgbench doing the very same writes.

Both write the same rows of the same tables, as the application's role, through the same policies and
triggers; the floor only leaves out what Python and the reads cost. They take turns, and the middle
transaction of each counts: what else the machine does meanwhile stretches single ones.
"""

import re
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from bench.demo_town import DemoTown
from bench.inside import Colleague, colleague, inside
from bench.table import Line, at_least
from tsunagu.kernel.database.address import APPLICATION_ROLE

if TYPE_CHECKING:
    from tsunagu.desk.models import ReferralTask

TITLE = "hand-over transitions (accept), one connection"
GOAL = 0.40
ROUNDS = 3
OF_ONE_FAMILY = 3
STATEMENT_END = ";\n"
WRITES = ("INSERT", "UPDATE", "DELETE", "SELECT set_config")
# Tasks that pgbench took on with all that belongs to it: a write hidden by a policy changes nothing, quietly.
ACCEPTED = """
    SELECT count(DISTINCT w.task) FROM bench_waiting AS w
    JOIN desk_referraltask AS t ON t.id = w.task AND t.status = 'accepted'
    JOIN desk_referral AS r ON r.id = w.referral AND r.owner_organisation_id = t.target_id
    JOIN desk_referralstep AS s ON s.task_id = w.task AND s.state = 'accepted'
    JOIN kernel_grant AS g ON g.source_id = w.task AND g.ends_at IS NULL
    JOIN kernel_letter AS l ON l.about_id = w.task AND l.kind = 'referral.accepted'
"""
WAITING = """
    SELECT count(*) FROM procrastinate_jobs
    WHERE status IN ('todo', 'doing') AND coalesce(scheduled_at, now()) <= now()
"""
PATIENCE_SECONDS = 120
UUID = re.compile(r"'([0-9a-f]{32})'::uuid")


def measure(town: DemoTown, *, quick: bool) -> Iterator[Line]:
    count = 60 if quick else 200
    with inside(town):
        desk, member = colleague("desk_manager"), colleague("member_worker")
        tasks = _ask(desk, member, 2 * ROUNDS * count + 1)
        _count_the_rows(town)
        script = _script_of(tasks.pop(), member, known={desk, member})
        took: list[float] = []
        took_pgbench: list[float] = []
        for _ in range(ROUNDS):
            _let_letters_go(town)
            took += [_seconds(tasks.pop(), member) for _ in range(count)]
            _let_letters_go(town)
            took_pgbench += _pgbench(town, script, [tasks.pop() for _ in range(count)])
    ours, theirs = 1 / statistics.median(took), 1 / statistics.median(took_pgbench)
    yield Line(
        "the same writes by pgbench", f"{theirs:,.0f} /s", f"{script.count(STATEMENT_END)} statements each"
    )
    yield at_least("transitions", ours, theirs, GOAL, "/s")


def _count_the_rows(town: DemoTown) -> None:
    """What autovacuum does within a minute of so much work: without it plans are those of an empty table."""
    import psycopg

    from tsunagu.kernel.database import embedded

    with psycopg.connect(town.cluster.url(embedded.ADMIN_ROLE), autocommit=True) as admin:
        admin.execute("ANALYZE")


def _let_letters_go(town: DemoTown) -> None:
    """Wait until the demo's worker has sent what the last round wrote: else it works through the next one."""
    import psycopg

    from tsunagu.kernel.database import embedded

    with psycopg.connect(town.cluster.url(embedded.ADMIN_ROLE), autocommit=True) as admin:
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until and admin.execute(WAITING).fetchone() != (0,):
            time.sleep(0.2)


def _seconds(task: "ReferralTask", member: Colleague) -> float:
    started = time.perf_counter()
    _accept(task, member)
    return time.perf_counter() - started


def _ask(desk: Colleague, member: Colleague, count: int) -> "list[ReferralTask]":
    """So many hand-overs that wait for an answer, a few of each family, as a town has them."""
    from django.utils import timezone

    from tsunagu.desk.actions.referrals.asking import ask_organisation, open_referral
    from tsunagu.desk.actions.referrals.sharing import Sharing
    from tsunagu.directory.choices import Scheme
    from tsunagu.directory.models import TaxonomyTerm
    from tsunagu.families.actions.record_household import record_household
    from tsunagu.kernel.permissions.models import LegalBasis

    at = timezone.now()
    sharing = Sharing(
        asked="週に一度、預かってほしい",
        legal_basis=LegalBasis.REQUIRED_CHILDREN_COUNCIL,
        basis_note="実務者会議で決定",
        sections={"names": "計測さん"},
    )
    with desk.acting():
        need = TaxonomyTerm.objects.filter(scheme=Scheme.NEED).order_by("id")[0]
    tasks = []
    for number in range(count):
        with desk.acting():
            if number % OF_ONE_FAMILY == 0:
                family = record_household(
                    organisation_id=desk.organisation.id, by=desk.user, at=at, label=f"計測{number}さん"
                )
            referral = open_referral(
                source=desk.organisation,
                desk=desk.organisation,
                need=need,
                by=desk.user,
                at=at,
                household=family,
            )
            tasks.append(
                ask_organisation(
                    referral=referral, target=member.organisation, sharing=sharing, by=desk.user, at=at
                )
            )
    return tasks


def _accept(task: "ReferralTask", member: Colleague) -> None:
    from django.utils import timezone

    from tsunagu.desk.actions.referrals.answering import accept_task

    with member.acting():
        accept_task(task=task, by=member.user, at=timezone.now())


def _script_of(task: "ReferralTask", member: Colleague, *, known: set[Colleague]) -> str:
    """What accepting this task wrote, as a script for any task."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        _accept(task, member)
    kept = {each.id.hex for one in known for each in (one.town, one.user, one.organisation)}
    kept |= {task.referral.household_id.hex, task.need_id.hex}
    ours = {task.id.hex: ":task::uuid", task.referral_id.hex: ":referral::uuid"}

    def for_any_task(found: re.Match[str]) -> str:
        return ours.get(found[1]) or (found[0] if found[1] in kept else "gen_random_uuid()")

    written = [
        sql for query in asked if (sql := query["sql"]).startswith(WRITES) or "procrastinate_defer" in sql
    ]
    return "\n".join(
        [
            "SELECT task, referral FROM bench_waiting WHERE n = (SELECT nextval('bench_next')) \\gset",
            "BEGIN;",
            *(f"{UUID.sub(for_any_task, sql).rstrip(';')};" for sql in written),
            "COMMIT;",
        ]
    )


def _pgbench(town: DemoTown, script: str, tasks: "list[ReferralTask]") -> list[float]:
    """Seconds that each transaction of the script took, each with a task of its own."""
    import psycopg

    from tsunagu.kernel.database import embedded

    with psycopg.connect(town.cluster.url(embedded.ADMIN_ROLE), autocommit=True) as admin:
        admin.execute("DROP SEQUENCE IF EXISTS bench_next")
        admin.execute("DROP TABLE IF EXISTS bench_waiting")
        admin.execute("CREATE SEQUENCE bench_next")
        admin.execute("CREATE TABLE bench_waiting (n int PRIMARY KEY, task uuid, referral uuid)")
        with admin.cursor().copy("COPY bench_waiting FROM STDIN") as rows:
            for number, task in enumerate(tasks, start=1):
                rows.write_row((number, task.id, task.referral_id))
        admin.execute(f"GRANT ALL ON bench_waiting, bench_next TO {APPLICATION_ROLE}".encode())
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "script.sql")
        file.write_text(script)
        finished = subprocess.run(
            [
                Path(town.cluster.binaries) / "pgbench", "--no-vacuum", "--protocol=prepared",
                f"--transactions={len(tasks)}", f"--file={file}",
                "--log", f"--log-prefix={folder}/took",
                f"--username={APPLICATION_ROLE}", f"--host={town.cluster.socket}", embedded.DATABASE,
            ],
            capture_output=True,
            text=True,
            check=False,
        )  # fmt: skip
        took = [int(line.split()[2]) for log in Path(folder).glob("took.*") for line in log.open()]
    if len(took) != len(tasks) or "number of failed transactions: 0" not in finished.stdout:
        raise RuntimeError(f"pgbench: {finished.stdout}{finished.stderr}")
    with psycopg.connect(town.cluster.url(embedded.ADMIN_ROLE)) as admin:
        (accepted,) = admin.execute(ACCEPTED).fetchone()
    if accepted != len(tasks):
        raise RuntimeError(f"pgbench accepted {accepted} of {len(tasks)} hand-overs")
    return [microseconds / 1e6 for microseconds in took]
