"""From an empty folder to the first page, and again."""

from collections.abc import Iterator

from bench.demo_town import DemoTown
from bench.table import Line, at_most

TITLE = "start-up of the demo"
FIRST_GOAL, SECOND_GOAL = 40, 10


def measure(town: DemoTown, *, quick: bool) -> Iterator[Line]:
    """The first start was made when the demo was; the second is made now."""
    yield at_most("empty folder → first page", town.starts[0], FIRST_GOAL, "s")
    town.stop()
    town.start()
    yield at_most("second start → first page", town.starts[-1], SECOND_GOAL, "s")
