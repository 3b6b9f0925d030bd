"""What every benchmark answers with: lines that stand beside their floor and their goal."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One measured thing; `met` stays None where there is no goal."""

    what: str
    measured: str
    floor: str = ""
    goal: str = ""
    met: bool | None = None


def at_least(what: str, measured: float, floor: float, goal: float, unit: str) -> Line:
    """A rate that must reach a share of the floor measured in the same run."""
    ratio = measured / floor
    return Line(
        what,
        f"{measured:,.0f} {unit}",
        f"{floor:,.0f} {unit} → {ratio:.2f}",
        f"≥ {goal:.2f}",
        ratio >= goal,
    )


def at_most(what: str, measured: float, goal: float, unit: str) -> Line:
    """Something that must stay under a fixed limit."""
    return Line(what, f"{measured:,.1f} {unit}", "", f"≤ {goal:,.0f} {unit}", measured <= goal)


def show(title: str, lines: Iterable[Line]) -> None:
    """Print the lines under a title, in columns that hold Japanese too."""
    cells = [("", "measured", "floor → ratio", "goal", "")]
    cells += [(line.what, line.measured, line.floor, line.goal, _verdict(line.met)) for line in lines]
    widths = [max(_width(row[column]) for row in cells) for column in range(5)]
    print(f"\n── {title}")
    for row in cells:
        padded = (text + " " * (width - _width(text)) for text, width in zip(row, widths, strict=True))
        print("  ".join(padded).rstrip(), flush=True)


def _verdict(met: bool | None) -> str:
    return "" if met is None else "met" if met else "NOT MET"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
