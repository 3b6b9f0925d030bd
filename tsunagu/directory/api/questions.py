"""From parameters to what the register is asked: combinations are checked here."""

from uuid import UUID

from tsunagu.directory.api.identifiers import scheme_of
from tsunagu.directory.api.reading import BadParameter, Given
from tsunagu.directory.queries.hsds.filters import Ages, Wanted
from tsunagu.directory.queries.hsds.open_hours import EVERY_DAY, Window
from tsunagu.directory.queries.hsds.positions import Nearby, Point
from tsunagu.kernel.dates.opening_rule import DAY_MINUTES


def wanted_by(given: Given, town_id: UUID) -> Wanted:
    """The conditions on services."""
    return Wanted(
        search=given.text("search"),
        term_ids=given.identifiers("taxonomy_term_id"),
        schemes=schemes_in(given, town_id),
        include_child_terms=given.boolean("include_child_terms"),
        organisation_id=given.identifier("organization_id"),
        modified_after=given.moment("modified_after"),
        ages=_ages(given),
        window=_window(given),
        include_unknown_hours=given.boolean("include_unknown_hours"),
        nearby=_nearby(given),
    )


def schemes_in(given: Given, town_id: UUID) -> tuple[str, ...]:
    """The taxonomies by their ids; an id that is none of the town's stands for one without terms."""
    return tuple(scheme_of(each, town_id) for each in given.identifiers("taxonomy_id"))


def _ages(given: Given) -> tuple[Ages, ...]:
    lowest = given.number("minimum_age")
    highest = given.number("maximum_age")
    if lowest is not None and highest is not None and lowest > highest:
        raise BadParameter("maximum_age", "minimum_ageより小さくなっています。", "It is below minimum_age.")
    ages: list[Ages] = []
    if lowest is not None or highest is not None:
        ages.append((_first_month(lowest), _last_month(highest)))
    months = given.integer("age_months")
    if months is not None:
        ages.append((months, months))
    return tuple(ages)


def _first_month(years: float | None) -> int | None:
    return None if years is None else round(years * 12)


def _last_month(years: float | None) -> int | None:
    if years is None:
        return None
    return int(years) * 12 + 11 if years == int(years) else round(years * 12)


def _window(given: Given) -> Window | None:
    days, start, end = given.weekdays("day"), given.minutes("start_time"), given.minutes("end_time")
    if days is None and start is None and end is None:
        return None
    first, last = start or 0, DAY_MINUTES if end is None else end
    if first >= last:
        raise BadParameter(
            "end_time", "start_timeより後の時刻にしてください。", "It must be later than start_time."
        )
    return Window(days or EVERY_DAY, first, last)


def _nearby(given: Given) -> Nearby | None:
    postcode = given.postcode("postcode")
    metres = given.number("proximity")
    latitude = given.number("latitude")
    longitude = given.number("longitude")
    if (latitude is None) != (longitude is None):
        missing = "latitude" if latitude is None else "longitude"
        raise BadParameter(
            missing, "緯度と経度は両方書いてください。", "latitude and longitude belong together."
        )
    centre = Point(latitude, longitude) if latitude is not None and longitude is not None else None
    if centre and postcode:
        raise BadParameter(
            "postcode",
            "緯度・経度といっしょには使えません。",
            "It cannot be combined with latitude and longitude.",
        )
    if centre and metres is None:
        raise BadParameter("proximity", "距離（メートル）を書いてください。", "Give the distance in metres.")
    if metres is not None and not centre and not postcode:
        raise BadParameter(
            "proximity",
            "postcode、またはlatitudeとlongitudeが要ります。",
            "It needs postcode, or latitude and longitude.",
        )
    return Nearby(postcode, centre, metres) if postcode or centre else None
