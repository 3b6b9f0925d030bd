"""One process that keeps the others alive, with real programs."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tsunagu.project import supervisor
from tsunagu.project.supervisor import GIVE_UP_AFTER, Child, Supervisor

PROGRAM = """
import sys
from tsunagu.project.supervisor import Child, Supervisor
children = [Child(name, ["/bin/sh", "-c", line]) for name, line in zip("ab", sys.argv[1:], strict=False)]
sys.exit(Supervisor(children, pause=0.02, first_rest=0.01).run())
"""
PATIENT_SECONDS = 10


def supervise(*lines: str) -> subprocess.Popen[str]:
    """A supervisor of shell lines, in a process of its own."""
    return subprocess.Popen([sys.executable, "-c", PROGRAM, *lines], stderr=subprocess.PIPE, text=True)


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENT_SECONDS
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def lines_in(path: Path) -> list[str]:
    return path.read_text().split() if path.exists() else []


def is_alive(pid: str) -> bool:
    return Path(f"/proc/{pid}").exists() and "Z" not in Path(f"/proc/{pid}/stat").read_text().split()[2]


def test_a_dead_child_is_started_again(tmp_path: Path) -> None:
    births = tmp_path / "births"
    process = supervise(f"echo $$ >> {births}; exec sleep 60")
    wait_until(lambda: len(lines_in(births)) == 1)

    os.kill(int(lines_in(births)[0]), signal.SIGKILL)
    wait_until(lambda: len(lines_in(births)) == 2)
    process.terminate()

    assert (process.communicate()[1].count("a が止まりました（-9）"), process.returncode) == (1, 0)


def test_a_child_that_cannot_stay_up_ends_the_whole(tmp_path: Path) -> None:
    births, others = tmp_path / "births", tmp_path / "others"
    process = supervise(f"echo . >> {births}; exit 3", f"echo $$ >> {others}; exec sleep 60")

    process.communicate(timeout=PATIENT_SECONDS)

    assert (process.returncode, len(lines_in(births))) == (1, GIVE_UP_AFTER)
    assert [is_alive(pid) for pid in lines_in(others)] == [False]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_all_and_leaves_no_orphan(tmp_path: Path, number: signal.Signals) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    process = supervise(f"echo $$ >> {first}; exec sleep 60", f"echo $$ >> {second}; exec sleep 60")
    wait_until(lambda: len(lines_in(first) + lines_in(second)) == 2)

    process.send_signal(number)
    process.communicate(timeout=PATIENT_SECONDS)

    assert process.returncode == 0
    assert [is_alive(pid) for pid in lines_in(first) + lines_in(second)] == [False, False]


def test_a_signal_during_a_rest_starts_nobody_again(tmp_path: Path) -> None:
    births = tmp_path / "births"
    program = PROGRAM.replace("first_rest=0.01", "first_rest=30")
    process = subprocess.Popen(
        [sys.executable, "-c", program, f"echo . >> {births}"], stderr=subprocess.PIPE, text=True
    )
    wait_until(lambda: len(lines_in(births)) == 1)

    process.terminate()
    process.communicate(timeout=PATIENT_SECONDS)

    assert (process.returncode, len(lines_in(births))) == (0, 1)


def test_a_child_that_will_not_end_is_ended(tmp_path: Path) -> None:
    births = tmp_path / "births"
    impatient = f"from tsunagu.project import supervisor; supervisor.PATIENCE_SECONDS = 0.2\n{PROGRAM}"
    stubborn = f"trap '' TERM; echo $$ >> {births}; while :; do sleep 0.1; done"
    process = subprocess.Popen([sys.executable, "-c", impatient, stubborn], stderr=subprocess.PIPE, text=True)
    wait_until(lambda: len(lines_in(births)) == 1)

    process.terminate()
    process.communicate(timeout=PATIENT_SECONDS)

    assert (process.returncode, is_alive(lines_in(births)[0])) == (0, False)


def test_rests_grow_and_a_steady_life_makes_good() -> None:
    child = Child("a", ["/bin/false"])
    keeper = Supervisor([child], first_rest=1.0)
    rests = []
    for lived in (0.0, 0.0, 0.0, supervisor.STEADY_SECONDS + 1):
        child.start()
        assert child.process is not None
        child.process.wait()
        now = child.started + lived
        keeper.note_death(child, now)
        rests.append(round(child.wake_at - now, 3))

    assert rests == [1.0, 2.0, 4.0, 1.0]
