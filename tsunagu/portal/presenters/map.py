"""The map and the list beside it: the same places under the same numbers."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tsunagu.directory.presenters.opening import OpeningLine, opening_line
from tsunagu.directory.queries.map import CENTRE_TYPES, PlaceOnMap
from tsunagu.portal.forms.map_filter import MapFilter
from tsunagu.portal.presenters.map_drawing import Line, ScaleBar, apart
from tsunagu.portal.presenters.map_ground import Ground, Label
from tsunagu.portal.presenters.terms import name_of

# A number this far from its place needs a line to it.
BESIDE = 6.0


@dataclass(frozen=True, slots=True)
class ServiceLink:
    name: str
    url: str
    kind: str
    centre_type: str


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """One place of the list. `number` is its number on the map; none without a position."""

    number: int | None
    name: str
    district: str
    address: str
    latitude: float | None
    longitude: float | None
    opening: OpeningLine | None
    services: tuple[ServiceLink, ...]

    @classmethod
    def of(cls, place: PlaceOnMap, number: int | None, at: datetime) -> "PlaceEntry":
        rules = place.rules
        return cls(
            number=number,
            name=name_of(place.name),
            district=name_of(place.district) if place.district else "",
            address=place.address,
            latitude=place.latitude,
            longitude=place.longitude,
            opening=opening_line(rules, at) if rules else None,
            services=tuple(
                ServiceLink(
                    name_of(one.name),
                    reverse("portal:service", args=[one.id]),
                    name_of(one.kind) if one.kind else "",
                    type_label(one.centre_type),
                )
                for one in place.services
            ),
        )


@dataclass(frozen=True, slots=True)
class Marker:
    """A numbered place in the picture."""

    number: int
    name: str
    x: float
    y: float
    # Where the place is, when its number had to stand beside it.
    line_to: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Dot:
    """Places of other pages of the list: in sight, without a number."""

    x: float
    y: float
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Picture:
    """The map as a drawing: what a browser without scripts shows, and what one with scripts begins from."""

    net: tuple[Line, ...]
    bar: ScaleBar
    markers: tuple[Marker, ...]
    dots: tuple[Dot, ...]
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class MapPage:
    """One page of places: the drawing, the list, and what is missing on the map."""

    picture: Picture | None
    entries: tuple[PlaceEntry, ...]
    total: int
    without_position: int

    @classmethod
    def of(cls, ground: Ground, places: Iterable[PlaceOnMap], *, page: int, at: datetime) -> "MapPage":
        """`places` are those that the ground has on the page; what was withdrawn meanwhile is left out."""
        found = {one.id: one for one in places}
        entries = tuple(
            PlaceEntry.of(found[id_], number, at) for id_, number in ground.on_page(page) if id_ in found
        )
        return cls(_picture(ground, entries), entries, len(ground.ids), len(ground.ids) - ground.placed)


def is_open_at(place: PlaceOnMap, at: datetime) -> bool:
    """Whether something is known to be open there now."""
    return opening_line(place.rules, at).is_open is True


def type_label(centre_type: str) -> str:
    return {
        "母子保健型": _("母子保健型"),
        "基本型": _("基本型"),
        "特定型": _("特定型"),
    }.get(centre_type, "")


def map_fields(
    asked: MapFilter,
    *,
    kinds: Iterable[Any],
    needs: Iterable[Any],
    districts: Iterable[Any],
    types: Sequence[str],
) -> list[dict[str, Any]]:
    """The fields of the filter panel; a type only where the town's listings say one."""
    widest = [term for term in needs if term.parent_id is None or term.key == asked.need]
    fields = [
        _select("kind", _("種類"), [(one.key, name_of(one)) for one in kinds], asked.kind),
        _select("need", _("こまりごと"), [(one.key, name_of(one)) for one in widest], asked.need),
        _select("place", _("地区"), [(str(one.id), name_of(one)) for one in districts], str(asked.place)),
    ]
    if types:
        options = [(key, type_label(CENTRE_TYPES[key])) for key in types]
        fields.append(_select("type", _("利用者支援の型"), options, asked.type))
    ticked = {"name": "open_now", "id": "map-open_now", "kind": "checkbox", "value": asked.open_now}
    return [*fields, ticked | {"label": _("いま開いている")} | _PLAIN]


_PLAIN: dict[str, Any] = {"help_text": "", "errors": (), "required": False, "disabled": False}


def _select(name: str, label: str, options: Iterable[tuple[str, str]], chosen: str) -> dict[str, Any]:
    any_one = {"value": "", "label": _("どれでも"), "selected": False}
    given = [{"value": value, "label": text, "selected": value == chosen} for value, text in options]
    field = {"name": name, "id": f"map-{name}", "label": label, "kind": "select"}
    return field | {"options": [any_one, *given]} | _PLAIN


def _picture(ground: Ground, entries: Iterable[PlaceEntry]) -> Picture | None:
    drawing = ground.drawing
    if drawing is None:
        return None
    numbered = [one for one in entries if one.number is not None]
    true = [drawing.place((one.latitude or 0.0, one.longitude or 0.0)) for one in numbered]
    spots = apart(true)
    own = {(one.latitude, one.longitude) for one in numbered}
    others = (next((point for point in cell if point not in own), None) for cell in ground.cells)
    return Picture(
        net=tuple(drawing.net()),
        bar=drawing.bar(),
        markers=tuple(
            Marker(one.number or 0, one.name, *spot, at if math.dist(spot, at) > BESIDE else None)
            for one, spot, at in zip(numbered, spots, true, strict=True)
        ),
        dots=tuple(Dot(*drawing.place(point), *point) for point in others if point),
        labels=ground.labels,
    )
