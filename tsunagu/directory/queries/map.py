"""Places as a map asks for them: where they are, and what is offered there."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from tsunagu.directory.choices import Audience, LocationType, Scheme
from tsunagu.directory.models import Location, ServiceAtLocation, ServiceAttribute
from tsunagu.directory.queries.listing import Named
from tsunagu.directory.queries.listings import OFFERED, opening_rules
from tsunagu.kernel.dates.opening_rule import OpeningRule

# The types of 利用者支援事業, as a listing calls itself.
CENTRE_TYPES = {"boshi": "母子保健型", "kihon": "基本型", "tokutei": "特定型"}
_PLACE = (
    "location_id", "location__name", "location__name_en", "location__city", "location__address_1",
    "location__address_2", "location__latitude", "location__longitude", "location__district_id",
    "location__district__name", "location__district__name_en",
)  # fmt: skip
_SERVICE = (
    "service_id", "service__name", "service__name_en", "service__kind__name", "service__kind__name_easy",
    "service__kind__name_en", "service__kind__names", "service__alternate_names",
    "service__opening", "opening",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MapQuestion:
    """Which places are asked for."""

    kind: str = ""
    need: str = ""
    district: UUID | None = None
    centre_type: str = ""


EVERY_PLACE = MapQuestion()


class Spot(NamedTuple):
    """A place as a point. A large town has thousands: nothing is lighter than a tuple."""

    id: UUID
    latitude: float | None
    longitude: float | None
    district_id: UUID | None


@dataclass(frozen=True, slots=True)
class ServiceHere:
    """A service at the place, with its hours there."""

    id: UUID
    name: Named
    kind: Named | None
    # 母子保健型, 基本型 or 特定型, where the listing says so.
    centre_type: str
    opening: dict[str, Any] | None
    opening_here: dict[str, Any] | None

    @property
    def rules(self) -> tuple[OpeningRule, ...]:
        return opening_rules(self.opening, [self.opening_here])


@dataclass(frozen=True, slots=True)
class PlaceOnMap:
    """A place with the asked services that are given there. No position: nobody has told us where it is."""

    id: UUID
    name: Named
    address: str
    district_id: UUID | None
    district: Named | None
    latitude: float | None
    longitude: float | None
    services: tuple[ServiceHere, ...]

    @property
    def spot(self) -> Spot:
        return Spot(self.id, self.latitude, self.longitude, self.district_id)

    @property
    def rules(self) -> tuple[OpeningRule, ...]:
        return tuple(dict.fromkeys(rule for service in self.services for rule in service.rules))


def spots_on_map(asked: MapQuestion = EVERY_PLACE) -> list[Spot]:
    """Where something fitting is offered, in the order of `places_on_map`; one statement."""
    fitting = Location.objects.filter(id__in=_offered(asked).values("location"))
    in_order = fitting.order_by("district__position", "name_kana", "id")
    return [
        Spot(id_, float(latitude), float(longitude), district_id)
        if latitude is not None and longitude is not None
        else Spot(id_, None, None, district_id)
        for id_, latitude, longitude, district_id in in_order.values_list(
            "id", "latitude", "longitude", "district_id"
        )
    ]


def places_on_map(
    asked: MapQuestion = EVERY_PLACE, *, among: Collection[UUID] | None = None
) -> list[PlaceOnMap]:
    """Places where something fitting is offered, by district and kana; one statement."""
    rows = _offered(asked)
    if among is not None:
        rows = rows.filter(location__in=among)
    in_order = rows.order_by(
        "location__district__position", "location__name_kana", "location_id", "position", "service__name_kana"
    )
    return _grouped(in_order.values(*_PLACE, *_SERVICE))


def _offered(asked: MapQuestion) -> QuerySet[ServiceAtLocation]:
    rows = ServiceAtLocation.objects.filter(
        service__audience=Audience.RESIDENTS,
        service__status__in=OFFERED,
        location__location_type=LocationType.PHYSICAL,
    )
    if asked.kind:
        rows = rows.filter(service__kind__key=asked.kind)
    if asked.need:
        rows = rows.filter(service__in=_under(asked.need))
    if asked.district:
        rows = rows.filter(location__district_id=asked.district)
    if asked.centre_type:
        said = CENTRE_TYPES[asked.centre_type]
        rows = rows.filter(Q(service__alternate_names__contains=[said]) | Q(service__name__contains=said))
    return rows


def centre_types_of_town() -> list[str]:
    """The types that some listing of the town with a place says it has; one statement."""
    rows = ServiceAtLocation.objects.filter(service__audience=Audience.RESIDENTS, service__status__in=OFFERED)
    said = " ".join(
        " ".join([name, *others])
        for name, others in rows.values_list("service__name", "service__alternate_names").distinct()
    )
    return [key for key, word in CENTRE_TYPES.items() if word in said]


def places_to_position() -> QuerySet[Location]:
    """Every place one can go to, those without a position first."""
    places = Location.objects.filter(location_type=LocationType.PHYSICAL).select_related("district")
    return places.annotate(is_placed=Q(latitude__isnull=False)).order_by("is_placed", "name_kana", "id")


def place_to_position(location_id: UUID) -> Location | None:
    """One place one can go to."""
    return places_to_position().filter(id=location_id).first()


def known_positions(*, but: UUID | None) -> list[tuple[str, float, float]]:
    """Where the town's other places are, for finding one's way; one statement."""
    others = Q() if but is None else ~Q(id=but)
    rows = Location.objects.filter(others, latitude__isnull=False).order_by("name_kana", "id")
    return [
        (name, float(latitude), float(longitude))
        for name, latitude, longitude in rows.values_list("name", "latitude", "longitude")
        if latitude is not None and longitude is not None
    ]


def _under(need: str) -> QuerySet[ServiceAttribute, Any]:
    below = Q(term__key=need) | Q(term__parent__key=need) | Q(term__parent__parent__key=need)
    return ServiceAttribute.objects.filter(below, term__scheme=Scheme.NEED).values("service")


def _grouped(rows: Iterable[dict[str, Any]]) -> list[PlaceOnMap]:
    places: dict[UUID, tuple[dict[str, Any], list[ServiceHere]]] = {}
    for row in rows:
        places.setdefault(row["location_id"], (row, []))[1].append(_service(row))
    return [_place(row, services) for row, services in places.values()]


def _place(row: dict[str, Any], services: list[ServiceHere]) -> PlaceOnMap:
    # The town alone tells nothing to somebody who stands in it.
    street = f"{row['location__address_1']} {row['location__address_2']}".strip()
    has_district = row["location__district_id"] is not None
    has_position = row["location__latitude"] is not None
    return PlaceOnMap(
        id=row["location_id"],
        name=Named(row["location__name"], name_en=row["location__name_en"]),
        address=f"{row['location__city']}{street}" if street else "",
        district_id=row["location__district_id"],
        district=Named(row["location__district__name"], name_en=row["location__district__name_en"])
        if has_district
        else None,
        latitude=float(row["location__latitude"]) if has_position else None,
        longitude=float(row["location__longitude"]) if has_position else None,
        services=tuple(services),
    )


def _service(row: dict[str, Any]) -> ServiceHere:
    said = (row["service__name"], *row["service__alternate_names"])
    kind = (row["service__kind__name"], row["service__kind__name_easy"], row["service__kind__name_en"])
    return ServiceHere(
        id=row["service_id"],
        name=Named(row["service__name"], name_en=row["service__name_en"]),
        kind=Named(*kind, names=row["service__kind__names"]) if kind[0] else None,
        centre_type=next((word for word in CENTRE_TYPES.values() if any(word in one for one in said)), ""),
        opening=row["service__opening"],
        opening_here=row["opening"],
    )
