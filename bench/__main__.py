"""`python -m bench [--quick|--full] [name …]`: ratios against floors measured in the same run.

Goals stand beside; nothing fails, because a busy machine is not a broken program.
"""

import argparse
import importlib
import os
import subprocess
import sys
from keyword import iskeyword

from bench.demo_town import DemoTown, demo_town
from bench.table import show

# Each measures one running demo; the order is that of printing. The last two make the town larger than any.
OF_THE_DEMO = ("startup", "weight", "pages", "recording", "transitions", "memory", "calendar", "map", "hsds")
ALONE = ("search", "guidebook", "import")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="short rounds on a small town")
    parser.add_argument("--full", action="store_true", help="a year of desk work, a million services")
    parser.add_argument("--large", action="store_true", help="a table of 100,000 rows taken in, too")
    parser.add_argument("name", nargs="*", choices=[*OF_THE_DEMO, *ALONE, []], help="only these")
    options = parser.parse_args()
    wanted = options.name or [*OF_THE_DEMO, *ALONE]
    untouched = dict(os.environ)
    of_the_demo = [name for name in OF_THE_DEMO if name in wanted]
    if of_the_demo:
        with demo_town("busy" if options.full else "opening") as town:
            for name in of_the_demo:
                measure(name, town, quick=options.quick)
    for name in (name for name in ALONE if name in wanted):
        if of_the_demo:
            apart(name, untouched)
        else:
            alone(name, options)


def apart(name: str, environment: dict[str, str]) -> None:
    """In a process of its own: this one has settled on the demo's database, which is gone."""
    flags = [each for each in sys.argv[1:] if each.startswith("--")]
    subprocess.run([sys.executable, "-m", "bench", *flags, name], env=environment, check=True)


def alone(name: str, options: argparse.Namespace) -> None:
    if name == "search":
        search(quick=options.quick, full=options.full)
        return
    # No module can be called `import`.
    module = importlib.import_module(f"bench.{name}_" if iskeyword(name) else f"bench.{name}")
    more = {"large": options.large} if name == "import" else {}
    show(f"{name}: {module.TITLE}", list(module.measure(quick=options.quick, **more)))


def measure(name: str, town: DemoTown, *, quick: bool) -> None:
    module = importlib.import_module(f"bench.{name}")
    show(f"{name}: {module.TITLE}", list(module.measure(town, quick=quick)))


def search(*, quick: bool, full: bool) -> None:
    """The search's own benchmark reads its options from the command line."""
    module = importlib.import_module("bench.search")
    sys.argv = ["bench.search", *(["--full"] if full else ["--size", "2000"] if quick else [])]
    module.main()


main()
