"""Map sheets: each district's places that have a position, numbered on our own ground, with a legend."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from tsunagu.directory.queries.listing import Listing, Place
from tsunagu.kernel.japanese.kana import kana_sort_key
from tsunagu.kernel.ui.words import joined
from tsunagu.portal.presenters.map import BESIDE
from tsunagu.portal.presenters.map_drawing import HEIGHT, WIDTH, Drawing, apart

# More numbers than these cannot be read on one page.
MOST_ON_A_SHEET = 30
_RADIUS = 9.5


@dataclass(slots=True)
class _Spot:
    """A place with a position, and what is given there."""

    place: Place
    listings: list[UUID] = field(default_factory=list)

    @property
    def point(self) -> tuple[float, float]:
        return self.place.latitude or 0.0, self.place.longitude or 0.0


def sheets_of(listings: Iterable[Listing], *, districts: list[str], only: str = "") -> list[dict[str, Any]]:
    """The sheets of a book in the town's order of districts; where nothing has a position there is none.

    `only`: the district of an edition; its book has no sheets of others.
    """
    found: dict[str, dict[UUID, _Spot]] = {}
    for listing in listings:
        for place in listing.places:
            if place.latitude is None or (only and place.district != only):
                continue
            spot = found.setdefault(place.district, {}).setdefault(place.id, _Spot(place))
            spot.listings.append(listing.id)
    order = {name: position for position, name in enumerate(districts)}
    names = sorted(found, key=lambda name: (order.get(name, len(order)), name))
    return [sheet for name in names for sheet in _sheets(name, list(found[name].values()))]


def _sheets(district: str, spots: list[_Spot]) -> list[dict[str, Any]]:
    """A district's sheets; one that is too full goes on, and its numbers with it."""
    in_order = sorted(spots, key=lambda one: (kana_sort_key(one.place.name_kana), str(one.place.id)))
    starts = range(0, len(in_order), MOST_ON_A_SHEET)
    title = _("地図：%(district)s") % {"district": district or _("地区のわからない場所")}
    return [
        _sheet(
            f"{title}（{turn}/{len(starts)}）" if len(starts) > 1 else title,
            in_order[start : start + MOST_ON_A_SHEET],
            first=start + 1,
        )
        for turn, start in enumerate(starts, start=1)
    ]


def _sheet(title: str, spots: list[_Spot], *, first: int) -> dict[str, Any]:
    names = joined([f"{number} {one.place.name}" for number, one in enumerate(spots, start=first)], "、")
    return {
        "title": title,
        "drawing": _drawing([one.point for one in spots], first=first),
        "words": _("場所に番号をつけた略図。北が上。番号は次のとおり：%(names)s") % {"names": names},
        "legend": [
            {
                "number": str(number),
                "name": one.place.name,
                "address": one.place.address,
                "ids": [str(id_) for id_ in dict.fromkeys(one.listings)],
            }
            for number, one in enumerate(spots, start=first)
        ],
    }


def _drawing(points: list[tuple[float, float]], *, first: int) -> str:
    """The same ground as the map of the site, in black on white and the colour of the book."""
    drawing = Drawing.around(points)
    true = [drawing.place(point) for point in points]
    spots = apart(true)
    bar = drawing.bar()
    parts = [
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#f6faf9" stroke="#a9cfc8"/>',
        *(
            f'<path d="M{one.x1:.1f} {one.y1:.1f}L{one.x2:.1f} {one.y2:.1f}" stroke="#d5e5e2"/>'
            for one in drawing.net()
        ),
        *(
            f'<path d="M{at[0]} {at[1]}L{spot[0]} {spot[1]}" stroke="#0b5d56"/>'
            f'<circle cx="{at[0]}" cy="{at[1]}" r="2" fill="#0b5d56"/>'
            for at, spot in zip(true, spots, strict=True)
            if math.dist(at, spot) > BESIDE
        ),
        *(_number(*spot, number) for number, spot in enumerate(spots, start=first)),
        f'<path d="M14 {HEIGHT - 14}h{bar.length}" stroke="#1c2b29" stroke-width="2"/>',
        _text(14, HEIGHT - 20, bar.label, anchor="start"),
        f'<path d="M{WIDTH - 20} 14l6 16h-12z" fill="#1c2b29"/>',
        _text(WIDTH - 20, 44, _("北")),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" fill="none">'
        f"{''.join(parts)}</svg>"
    )


def _number(x: float, y: float, number: int) -> str:
    ground = f'<circle cx="{x}" cy="{y}" r="{_RADIUS}" fill="#0b5d56" stroke="#fff" stroke-width="1.5"/>'
    return ground + _text(x, y + 3.8, str(number), colour="#fff", weight="bold")


def _text(
    x: float, y: float, words: str, *, anchor: str = "middle", colour: str = "#1c2b29", weight: str = "normal"
) -> str:
    """Only figures, units and our own words: nothing of the register is written into the drawing."""
    return (
        f'<text x="{x}" y="{y}" font-family="Noto Sans CJK JP" font-size="11" font-weight="{weight}"'
        f' text-anchor="{anchor}" fill="{colour}">{words}</text>'
    )
