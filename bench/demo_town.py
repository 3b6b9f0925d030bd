"""A demo of its own for the measurements: made from nothing, served as `make demo` serves it."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tsunagu.kernel.database import embedded

PROGRAMS = Path(sys.executable).parent
FIRST_PAGE = "/joetsu/"
PATIENCE_SECONDS = 600


class DemoFailed(Exception):
    """The demo ended before its first page; the message is what it said."""


@dataclass(slots=True)
class DemoTown:
    """One installation, where it answers, and how long its starts took."""

    var: Path
    port: int
    stage: str
    starts: list[float] = field(default_factory=list)
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def cluster(self) -> embedded.Cluster:
        return embedded.cluster_for(self.var)

    @property
    def environment(self) -> dict[str, str]:
        """What this installation's processes know, and nothing of the one that measures."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("DATABASE_", "TSUNAGU_"))
        }
        return {**kept, "TSUNAGU_VAR": str(self.var), "TSUNAGU_DEMO": "1", "PORT": str(self.port)}

    def start(self) -> None:
        """Start and note the seconds until the first page is there."""
        started = time.monotonic()
        log = (self.var.parent / "demo.log").open("w+")
        self.process = subprocess.Popen(
            [PROGRAMS / "tsunagu", "demo", "--stage", self.stage],
            env=self.environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        while time.monotonic() < started + PATIENCE_SECONDS and self.process.poll() is None:
            if self._answers():
                self.starts.append(time.monotonic() - started)
                return
            time.sleep(0.1)
        self.stop()
        log.seek(0)
        raise DemoFailed(log.read()[-3000:])

    def stop(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(60)
            self.process = None

    def _answers(self) -> bool:
        with contextlib.suppress(urllib.error.URLError, OSError):
            urllib.request.urlopen(f"{self.address}{FIRST_PAGE}", timeout=5).close()  # noqa: S310  # our own server
            return True
        return False


@contextlib.contextmanager
def demo_town(stage: str) -> Iterator[DemoTown]:
    """A demo from an empty folder; nothing of it is left afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="tsunagu-bench-"))
    folder.chmod(0o755)
    (folder / "var").mkdir()
    town = DemoTown(folder / "var", free_port(), stage)
    try:
        print(f"デモの町を用意しています（{stage}）…", flush=True)
        town.start()
        yield town
    finally:
        town.stop()
        shutil.rmtree(folder)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
