"""What every page of one map shares: which places there are, where they lie, and the districts' names."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from tsunagu.directory.queries.map import Spot
from tsunagu.portal.presenters.map_drawing import Drawing, Point, gathered

PER_PAGE = 40
# A district's name stands over the northernmost of its numbers.
ABOVE = 20.0
NAME_WIDTH, NAME_HEIGHT = 56.0, 15.0


@dataclass(frozen=True, slots=True)
class Label:
    """A district's name, over the middle of its places."""

    name: str
    x: float
    y: float
    latitude: float
    longitude: float
    # Where it would lie on another name it is left out of the drawing; a map to move may have room for it.
    is_drawn: bool


@dataclass(frozen=True, slots=True)
class Ground:
    """The places in the order of their numbers: those with a position first."""

    ids: tuple[UUID, ...]
    placed: int
    # None: no place has a position.
    drawing: Drawing | None
    labels: tuple[Label, ...]
    # The positions that share a cell of the picture; one of each is a dot.
    cells: tuple[tuple[Point, ...], ...]

    @classmethod
    def of(cls, spots: Sequence[Spot], *, names: Mapping[UUID, str]) -> "Ground":
        points = [
            (one, (one.latitude, one.longitude))
            for one in spots
            if one.latitude is not None and one.longitude is not None
        ]
        ids = (*(one.id for one, _ in points), *(one.id for one in spots if one.latitude is None))
        if not points:
            return cls(ids, 0, None, (), ())
        drawing = Drawing.around([point for _, point in points])
        return cls(
            ids,
            len(points),
            drawing,
            tuple(_labels(points, drawing, names)),
            tuple(gathered((point for _, point in points), drawing)),
        )

    def on_page(self, page: int) -> list[tuple[UUID, int | None]]:
        """The places of a page with their numbers; none without a position."""
        start = (page - 1) * PER_PAGE
        return [
            (id_, number + 1 if number < self.placed else None)
            for number, id_ in enumerate(self.ids[start : start + PER_PAGE], start=start)
        ]


def is_readable(x: float, y: float, drawn: Iterable[Label]) -> bool:
    """Whether a name there would lie on none of the drawn ones."""
    return not any(
        one.is_drawn and abs(one.x - x) < NAME_WIDTH and abs(one.y + ABOVE - y) < NAME_HEIGHT for one in drawn
    )


def _labels(points: Iterable[tuple[Spot, Point]], drawing: Drawing, names: Mapping[UUID, str]) -> list[Label]:
    districts: dict[UUID, list[Point]] = {}
    for spot, point in points:
        if spot.district_id in names:
            districts.setdefault(spot.district_id, []).append(point)
    labels: list[Label] = []
    for district_id, inside in districts.items():
        middle = sum(one[1] for one in inside) / len(inside)
        at = round(max(one[0] for one in inside), 6), round(middle, 6)
        x, y = drawing.place(at)
        labels.append(Label(names[district_id], x, max(y - ABOVE, ABOVE), *at, is_readable(x, y, labels)))
    return labels
