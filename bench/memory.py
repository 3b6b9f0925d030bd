"""Memory of everything that runs: shared pages are counted once."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bench.demo_town import DemoTown
from bench.load import ask
from bench.table import Line, at_most

TITLE = "memory after some use (PSS)"
GOAL_MIB = 600
PARTS = {"postgres": "database", "granian": "2 web workers", "worker": "job worker"}


def measure(town: DemoTown, *, quick: bool) -> Iterator[Line]:
    """Use the pages a little, then add up."""
    ask(
        town.address, ["/joetsu/", "/joetsu/search/?q=%E9%A0%90%E3%81%91%E3%82%8B"], seconds=1 if quick else 5
    )
    assert town.process is not None
    server = (town.cluster.data / "postmaster.pid").read_text().split()[0]
    used: Counter[str] = Counter()
    for pid in [*_with_children(str(town.process.pid)), *_with_children(server)]:
        used[_part(pid)] += _kib(pid)
    for part, kib in sorted(used.items()):
        yield Line(f"  {part}", f"{kib / 1024:,.0f} MiB")
    yield at_most("together", used.total() / 1024, GOAL_MIB, "MiB")


def _with_children(pid: str) -> list[str]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(each for child in children for each in _with_children(child))]


def _part(pid: str) -> str:
    command = Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    return next((name for word, name in PARTS.items() if word in command), "supervisor")


def _kib(pid: str) -> int:
    found = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
    return int(found[1]) if found else 0
