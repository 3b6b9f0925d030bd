"""Where a postal code lies, as far as the town's own places tell; nothing is looked up elsewhere."""

import math
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from tsunagu.directory.choices import LocationType
from tsunagu.directory.models import Location

_EARTH_METRES = 6_371_000


class NothingKnownOfPostcode(Exception):
    """No place of the town has this postal code and what the question needs of it."""


@dataclass(frozen=True, slots=True)
class Point:
    """Degrees, WGS84."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Nearby:
    """What was asked: round a postal code or a point, within so many metres."""

    postcode: str = ""
    centre: Point | None = None
    metres: float | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """The places within the distance (None: no distance was asked), and the districts of the postal code."""

    location_ids: tuple[UUID, ...] | None
    district_ids: tuple[UUID, ...]


def reach_of(nearby: Nearby) -> Reach:
    """Read the places once, and answer.

    Raises:
        NothingKnownOfPostcode: no place tells where the postal code is, or (without a distance) in which
            district.
    """
    wanted = Q(postal_code=nearby.postcode) if nearby.postcode else Q(pk__in=())
    if nearby.metres is not None:
        wanted |= Q(latitude__isnull=False)
    rows = list(
        Location.objects.filter(wanted, location_type=LocationType.PHYSICAL).values_list(
            "id", "postal_code", "district_id", "latitude", "longitude"
        )
    )
    there = [row for row in rows if nearby.postcode and row[1] == nearby.postcode]
    districts = tuple(sorted({row[2] for row in there if row[2] is not None}))
    if nearby.metres is None:
        if not districts:
            raise NothingKnownOfPostcode(nearby.postcode)
        return Reach(None, districts)
    points = {
        id_: Point(float(latitude), float(longitude))
        for id_, _, _, latitude, longitude in rows
        if latitude is not None and longitude is not None
    }
    centre = nearby.centre or _middle([points[row[0]] for row in there if row[0] in points])
    if centre is None:
        raise NothingKnownOfPostcode(nearby.postcode)
    near = tuple(id_ for id_, point in points.items() if metres_between(centre, point) <= nearby.metres)
    return Reach(near, districts)


def metres_between(one: Point, other: Point) -> float:
    """The distance over ground, as the crow flies."""
    lat1, lat2 = math.radians(one.latitude), math.radians(other.latitude)
    across = math.radians(other.longitude - one.longitude)
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(across / 2) ** 2
    return 2 * _EARTH_METRES * math.asin(math.sqrt(half))


def _middle(points: Collection[Point]) -> Point | None:
    """The centroid of a postal code: the mean of the places that carry it."""
    if not points:
        return None
    return Point(
        sum(each.latitude for each in points) / len(points),
        sum(each.longitude for each in points) / len(points),
    )
