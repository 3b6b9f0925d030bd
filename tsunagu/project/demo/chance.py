"""The demo's dice: the same seed gives the same town."""

import random
from collections.abc import Mapping
from typing import TypeVar

Face = TypeVar("Face")


def dice(seed: int, part: str) -> random.Random:
    """A stream of its own for each part of the plan, so that changing one leaves the others."""
    return random.Random(f"{seed}/{part}")  # noqa: S311  # invented stories keep no secret


def one_of(rng: random.Random, weights: Mapping[Face, int]) -> Face:
    """One of the faces, the heavier the likelier."""
    return rng.choices(list(weights), weights=list(weights.values()))[0]
