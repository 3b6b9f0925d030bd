"""A whole installation for the journeys: own database, the demo's opening day, real server and worker."""

import contextlib
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.journeys.machinery import (
    AS_THE_TOWN,
    CLOCK_STRIKES,
    COLLEAGUE_BEGINS,
    DAYS_PASS,
    OWNER_IS_ASKED,
    PERSON_LEAVES,
)
from tests.migrated import PROGRAM, administrator, migrated_database, on_database

# Two workers tell stories side by side, each in a town of its own.
DATABASE = "tsunagu_journeys" + os.environ.get("PYTEST_XDIST_WORKER", "")
START_SECONDS = 60


@dataclass(frozen=True, slots=True)
class RunningTown:
    """Where the journeys' server answers, and how to run commands in its installation."""

    address: str
    environment: dict[str, str]

    def command(self, *arguments: str) -> str:
        """Run `tsunagu …` in this installation and return what it printed."""
        finished = subprocess.run(
            [PROGRAM, *arguments], env=self.environment, capture_output=True, text=True, check=False
        )
        if finished.returncode:
            raise RuntimeError(f"tsunagu {' '.join(arguments)}:\n{finished.stderr}")
        return finished.stdout

    def clock_strikes(self, slug: str) -> None:
        """The desk's clock runs, as it does by itself every half hour of the day."""
        self._as_the_town(slug, CLOCK_STRIKES, "")

    def days_pass(self, slug: str, *, until: str) -> None:
        """The newest request waits until its day of that name has come (for `answer_by`: is over)."""
        self._as_the_town(slug, f"{DAYS_PASS}{CLOCK_STRIKES}", f"UNTIL = {until!r}")

    def owner_is_asked(self, slug: str, name: str) -> None:
        """An organisation gets its letter about listings that are due, as on any working morning."""
        self._as_the_town(slug, OWNER_IS_ASKED, f"NAME = {name!r}")

    def somebody_leaves(self, slug: str, name: str) -> None:
        """The person no longer works anywhere in that town."""
        self._as_the_town(slug, PERSON_LEAVES, f"NAME = {name!r}")

    def somebody_begins(self, slug: str, name: str, *, organisation: str, role: str) -> None:
        """An invented person joins an organisation of that town."""
        chosen = f"NAME, ORGANISATION, ROLE = {name!r}, {organisation!r}, {role!r}"
        self._as_the_town(slug, COLLEAGUE_BEGINS, chosen)

    def _as_the_town(self, slug: str, program: str, chosen: str) -> None:
        self.command("shell", "-v", "0", "-c", f"SLUG = {slug!r}\n{chosen}\n{AS_THE_TOWN}\n{program}")


@contextlib.contextmanager
def running_town(var: Path, *seeds: tuple[str, ...]) -> Iterator[RunningTown]:
    """Found and serve an installation (`seeds`: options of `tsunagu seed`); all is gone afterwards."""
    port = _free_port()
    environment = {**os.environ, "TSUNAGU_DEMO": "1", "TSUNAGU_VAR": str(var), "PORT": str(port)}
    environment.pop("TSUNAGU_DATABASE_ROLE", None)
    with _own_database(environment):
        town = RunningTown(f"http://localhost:{port}", environment)
        for options in seeds or (("--stage", "opening"),):
            town.command("seed", *options)
        log = var / "server.log"
        with log.open("w") as output:
            server = subprocess.Popen(
                [PROGRAM, "serve"], env=environment, stdout=output, stderr=subprocess.STDOUT
            )
        try:
            _wait_until_ready(town.address, server, log)
            yield town
        finally:
            server.terminate()
            server.wait(30)


@contextlib.contextmanager
def _own_database(environment: dict[str, str]) -> Iterator[None]:
    for name in ("DATABASE_URL", "DATABASE_APP_URL"):
        if name in environment:
            environment[name] = on_database(environment[name], DATABASE)
    drop = f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)".encode()
    migrated = migrated_database()
    with administrator() as admin:
        admin.execute(drop)
        admin.execute(f"CREATE DATABASE {DATABASE} TEMPLATE {migrated}".encode())
        try:
            yield
        finally:
            admin.execute(drop)


def _wait_until_ready(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            break
        with contextlib.suppress(urllib.error.URLError, ConnectionError):
            urllib.request.urlopen(f"{address}/readyz", timeout=2).close()  # noqa: S310  # our own server
            return
        time.sleep(0.1)
    raise RuntimeError(f"サーバーが起動しません:\n{log.read_text()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
