"""The map's own ground, drawn without anybody's tiles: a net of degrees, a scale, and points.

The drawing is a plain picture of a town: small enough for a flat earth, with degrees of longitude shortened
by the latitude in the middle.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 400, 420
_EDGE = 40
# A single place still shows about two kilometres around it.
_SMALLEST_DEGREES = 0.02
_KM_A_DEGREE = 111.32
_STEPS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)
_MOST_LINES = 6
_BARS_KM = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200)
_LONGEST_BAR = 120
# Numbers closer than this hide each other. The spots where one can stand aside are so far from each other.
_CLOSEST = 30
_SPOTS = [
    (float(x), float(y))
    for x in range(_EDGE // 2, WIDTH - _EDGE // 2 + 1, _CLOSEST)
    for y in range(_EDGE // 2, HEIGHT - _EDGE // 2 + 1, _CLOSEST)
]

Point = tuple[float, float]  # latitude, longitude


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the net."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class ScaleBar:
    length: float
    label: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A window on the ground, and how a position stands in it."""

    north: float
    west: float
    # Pixels to a degree of latitude.
    scale: float
    squeeze: float

    @classmethod
    def around(cls, points: Sequence[Point]) -> "Drawing":
        """The smallest window that shows all points; there is at least one."""
        latitudes, longitudes = [one[0] for one in points], [one[1] for one in points]
        middle = (max(latitudes) + min(latitudes)) / 2, (max(longitudes) + min(longitudes)) / 2
        squeeze = math.cos(math.radians(middle[0]))
        tall = max(max(latitudes) - min(latitudes), _SMALLEST_DEGREES)
        wide = max((max(longitudes) - min(longitudes)) * squeeze, _SMALLEST_DEGREES)
        scale = min((HEIGHT - 2 * _EDGE) / tall, (WIDTH - 2 * _EDGE) / wide)
        north = middle[0] + HEIGHT / scale / 2
        west = middle[1] - WIDTH / scale / squeeze / 2
        return cls(north, west, scale, squeeze)

    def place(self, point: Point) -> tuple[float, float]:
        """Where a position stands, in the picture's own units."""
        latitude, longitude = point
        x = (longitude - self.west) * self.squeeze * self.scale
        return round(x, 1), round((self.north - latitude) * self.scale, 1)

    def net(self) -> list[Line]:
        """Lines of whole steps of a degree."""
        tall, wide = HEIGHT / self.scale, WIDTH / self.scale / self.squeeze
        step = next((one for one in _STEPS if max(tall, wide) / one <= _MOST_LINES), _STEPS[-1])
        across = [
            self.place((latitude, self.west))[1] for latitude in _multiples(self.north - tall, tall, step)
        ]
        down = [self.place((self.north, longitude))[0] for longitude in _multiples(self.west, wide, step)]
        return [Line(0, y, WIDTH, y) for y in across] + [Line(x, 0, x, HEIGHT) for x in down]

    def bar(self) -> ScaleBar:
        """The longest round distance that fits the corner."""
        pixels_a_km = self.scale / _KM_A_DEGREE
        km = max((one for one in _BARS_KM if one * pixels_a_km <= _LONGEST_BAR), default=_BARS_KM[0])
        label = f"{km:g} km" if km >= 1 else f"{km * 1000:g} m"
        return ScaleBar(round(km * pixels_a_km, 1), label)


def apart(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The points of a picture, each where it is or at the nearest spot where its number can be read."""
    taken: list[tuple[float, float]] = []
    for x, y in points:
        at = _inside(x, WIDTH), _inside(y, HEIGHT)
        free = (spot for spot in (at, *_nearest_first(at)) if _is_free(spot, taken))
        taken.append(next(free, at))
    return [(round(x, 1), round(y, 1)) for x, y in taken]


def gathered(points: Iterable[Point], drawing: Drawing, *, cell: float = 20) -> list[tuple[Point, ...]]:
    """The points by the cell of the picture that they lie in."""
    cells: dict[tuple[int, int], list[Point]] = {}
    for point in points:
        x, y = drawing.place(point)
        cells.setdefault((int(x / cell), int(y / cell)), []).append(point)
    return [tuple(members) for members in cells.values()]


def _multiples(start: float, length: float, step: float) -> list[float]:
    first = math.ceil(start / step)
    return [number * step for number in range(first, math.floor((start + length) / step) + 1)]


def _nearest_first(at: tuple[float, float]) -> list[tuple[float, float]]:
    return sorted(_SPOTS, key=lambda spot: math.dist(spot, at))


def _is_free(spot: tuple[float, float], taken: Iterable[tuple[float, float]]) -> bool:
    return all(math.dist(spot, other) >= _CLOSEST for other in taken)


def _inside(value: float, size: int) -> float:
    return min(max(value, _EDGE / 2), size - _EDGE / 2)
