"""A whole installation for the journeys: own database, the demo's opening day, real server and worker."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tsunagu.kernel.database.address import Address

PROGRAM = str(Path(sys.executable).parent / "tsunagu")
DATABASE = "tsunagu_journeys"
START_SECONDS = 60


@dataclass(frozen=True, slots=True)
class RunningTown:
    """Where the journeys' server answers, and how to run commands in its installation."""

    address: str
    environment: dict[str, str]

    def command(self, *arguments: str) -> str:
        """Run `tsunagu …` in this installation and return what it printed."""
        finished = subprocess.run(
            [PROGRAM, *arguments], env=self.environment, capture_output=True, text=True, check=True
        )
        return finished.stdout


@contextlib.contextmanager
def running_town(var: Path) -> Iterator[RunningTown]:
    """Build and serve the installation; everything is gone afterwards."""
    port = _free_port()
    environment = {**os.environ, "TSUNAGU_DEMO": "1", "TSUNAGU_VAR": str(var), "PORT": str(port)}
    environment.pop("TSUNAGU_DATABASE_ROLE", None)
    with _own_database(environment):
        town = RunningTown(f"http://localhost:{port}", environment)
        town.command("migrate", "--verbosity", "0")
        town.command("seed", "--stage", "opening")
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
    original = environment["DATABASE_URL"]
    owner = Address.from_url(original)
    for name in ("DATABASE_URL", "DATABASE_APP_URL"):
        if name in environment:
            parts = urlsplit(environment[name])
            environment[name] = urlunsplit(parts._replace(path=f"/{DATABASE}"))
    drop = f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)".encode()
    with psycopg.connect(
        dbname=owner.name,
        user=owner.user,
        host=owner.host,
        port=owner.port or None,
        password=owner.password or None,
        autocommit=True,
    ) as connection:
        connection.execute(drop)
        connection.execute(f"CREATE DATABASE {DATABASE}".encode())
        try:
            yield
        finally:
            connection.execute(drop)


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
