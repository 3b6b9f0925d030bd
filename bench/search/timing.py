"""Several ways to answer the same questions, timed in turn."""

import gc
import math
import statistics
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

# The fastest of all rounds counts: what others do on the machine is not our matter.
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Way:
    """One way to answer: whom to ask what, and the settings that hold meanwhile."""

    name: str
    ask: Callable[[Any], object]
    asked: Sequence[Any]
    within: Callable[[], AbstractContextManager[object]] = nullcontext


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds of one way."""

    name: str
    p50: float
    p95: float


def in_turn(*ways: Way) -> list[Timing]:
    """Time all of them round by round: what slows the machine down for a while slows them all."""
    # As a web worker does once it is up: what stays is not looked through again.
    gc.collect()
    gc.freeze()
    fastest = [[math.inf] * len(way.asked) for way in ways]
    for _ in range(_ROUNDS):
        for way, spent in zip(ways, fastest, strict=True):
            with way.within():
                for number, question in enumerate(way.asked):
                    spent[number] = min(spent[number], _milliseconds(way.ask, question))
    return [_timing(way.name, spent) for way, spent in zip(ways, fastest, strict=True)]


def _milliseconds(ask: Callable[[Any], object], question: Any) -> float:
    """Ask twice: the first brings back into memory what the ways before have driven out of it."""
    ask(question)
    started = time.perf_counter()
    ask(question)
    return 1000 * (time.perf_counter() - started)


def _timing(name: str, spent: list[float]) -> Timing:
    ordered = sorted(spent)
    return Timing(name, statistics.median(ordered), ordered[int(0.95 * (len(ordered) - 1))])
