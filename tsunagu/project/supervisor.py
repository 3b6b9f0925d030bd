"""One process in the foreground that keeps the others alive: the web server and the worker.

A child that dies is started again, with a growing pause; a child that cannot stay up ends the whole,
so that whoever watches us (a terminal, systemd) sees it.
"""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import FrameType

LONGEST_REST = 30.0
# A child that lived this long has recovered; its next death starts with the shortest pause again.
STEADY_SECONDS = 60.0
GIVE_UP_AFTER = 5
PATIENCE_SECONDS = 15.0


@dataclass(slots=True)
class Child:
    """One supervised program."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    deaths: int = 0
    wake_at: float = 0.0

    def start(self) -> None:
        self.process = subprocess.Popen(self.command)
        self.started = time.monotonic()

    def has_died(self) -> bool:
        return self.process is not None and self.process.poll() is not None


@dataclass(slots=True)
class Supervisor:
    """Starts the children, restarts the dead, and stops all on a signal."""

    children: list[Child]
    pause: float = 0.2
    # How long a child rests after its first death; twice as long after each further one.
    first_rest: float = 1.0
    stopping: bool = field(default=False)

    def run(self) -> int:
        """Supervise until told to stop.

        Returns:
            The exit status: 0 after a signal, 1 when a child could not be kept up.
        """
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        for child in self.children:
            child.start()
        while not self.stopping:
            if any(child.deaths >= GIVE_UP_AFTER for child in self._revive()):
                break
            time.sleep(self.pause)
        failed = not self.stopping
        self._end_children()
        return 1 if failed else 0

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _revive(self) -> Iterator[Child]:
        now = time.monotonic()
        for child in self.children:
            if child.has_died():
                self.note_death(child, now)
            elif child.process is None and now >= child.wake_at:
                child.start()
            yield child

    def note_death(self, child: Child, now: float) -> None:
        """Say that a child died, and when it will be woken."""
        assert child.process is not None  # noqa: S101  # has_died() said so
        child.deaths = 1 if now - child.started > STEADY_SECONDS else child.deaths + 1
        rest = min(LONGEST_REST, self.first_rest * 2.0 ** (child.deaths - 1))
        print(  # noqa: T201  # the supervisor speaks to a terminal or a service manager
            f"{child.name} が止まりました（{child.process.returncode}）。{rest:.0f}秒後に起こします。",
            file=sys.stderr,
            flush=True,
        )
        child.process, child.wake_at = None, now + rest

    def _end_children(self) -> None:
        living = [child.process for child in self.children if child.process and child.process.poll() is None]
        for process in living:
            process.terminate()
        deadline = time.monotonic() + PATIENCE_SECONDS
        for process in living:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
