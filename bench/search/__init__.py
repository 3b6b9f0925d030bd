"""How well and how fast the directory is searched, beside plainer ways, in one run.

    python -m bench.search [--size 2000 --size 100000] [--full] [--queries 200]

Works in a scratch database beside the installation's own. `--full` adds 1,000,000 listings.
"""

import argparse


def main() -> None:
    options = _options()
    sizes = options.size or [2_000, 100_000]
    if options.full:
        sizes = [*sizes, 1_000_000]
    from bench.search.scratch import scratch_database

    with scratch_database():
        # Late: these read Django's models.
        from bench.search import measures

        measures.quality()
        measures.neighbours(options.queries)
        for size in sizes:
            measures.one_town(size, options.queries)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", type=int, action="append", help="listings in the town; may be given again")
    parser.add_argument("--full", action="store_true", help="also 1,000,000 listings (minutes)")
    parser.add_argument("--queries", type=int, default=200)
    return parser.parse_args()
