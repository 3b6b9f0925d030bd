"""`python -m bench [--quick|--full] [name …]`: ratios against floors measured in the same run.

Goals stand beside; nothing fails, because a busy machine is not a broken program.
"""

import argparse
import importlib
import sys

from bench.demo_town import DemoTown, demo_town
from bench.table import show

# Each measures one running demo; the order is that of printing. The last two make the town larger than any.
OF_THE_DEMO = ("startup", "weight", "pages", "recording", "transitions", "memory", "calendar", "hsds")
ALONE = ("search", "guidebook", "import_")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="short rounds on a small town")
    parser.add_argument("--full", action="store_true", help="a year of desk work, a million services")
    parser.add_argument("name", nargs="*", choices=[*OF_THE_DEMO, *ALONE, []], help="only these")
    options = parser.parse_args()
    wanted = options.name or [*OF_THE_DEMO, *ALONE]
    if set(wanted) & set(OF_THE_DEMO):
        with demo_town("busy" if options.full else "opening") as town:
            for name in OF_THE_DEMO:
                if name in wanted:
                    measure(name, town, quick=options.quick)
    if "guidebook" in wanted:
        guidebook(quick=options.quick)
    if "import_" in wanted:
        module = importlib.import_module("bench.import_")
        show(f"import: {module.TITLE}", list(module.measure(quick=options.quick)))
    if "search" in wanted:
        search(quick=options.quick, full=options.full)


def measure(name: str, town: DemoTown, *, quick: bool) -> None:
    module = importlib.import_module(f"bench.{name}")
    show(f"{name}: {module.TITLE}", list(module.measure(town, quick=quick)))


def guidebook(*, quick: bool) -> None:
    module = importlib.import_module("bench.guidebook")
    show(f"guidebook: {module.TITLE}", list(module.measure(quick=quick)))


def search(*, quick: bool, full: bool) -> None:
    """The search's own benchmark reads its options from the command line."""
    module = importlib.import_module("bench.search")
    sys.argv = ["bench.search", *(["--full"] if full else ["--size", "2000"] if quick else [])]
    module.main()


main()
