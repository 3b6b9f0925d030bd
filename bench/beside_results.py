"""A heavy page beside a page of results: what the house promises of its calendar and its map."""

import statistics
from collections.abc import Iterator

from bench.demo_town import DemoTown
from bench.load import Rate, ask
from bench.places import new_questions
from bench.table import Line

GOAL = 3.0
ROUNDS = 3
QUESTIONS = 4000


def beside_results(town: DemoTown, what: str, paths: list[str], *, quick: bool) -> Iterator[Line]:
    """Both asked in turn, each time with an address that nobody sent before."""
    seconds = 2 if quick else 4
    questions = new_questions(QUESTIONS)
    floors: list[Rate] = []
    rates: list[Rate] = []
    for number in range(ROUNDS):
        floors.append(ask(town.address, questions[number::ROUNDS], seconds=seconds))
        rates.append(ask(town.address, paths[number::ROUNDS], seconds=seconds))
    floor, rate = (statistics.median(each.per_second for each in several) for several in (floors, rates))
    yield Line("results, questions never asked before", f"{floor:,.0f} /s")
    yield Line(
        what,
        f"{rate:,.0f} /s",
        f"{floor:,.0f} /s → {floor / rate:.2f} × its cost",
        f"≤ {GOAL:.0f} ×",
        floor / rate <= GOAL,
    )
