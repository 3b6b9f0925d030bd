"""Say where a place is."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from tsunagu.directory.actions.changes import note_change
from tsunagu.directory.models import Location
from tsunagu.kernel.accounts.models import User

# What the database asks as well: the two are often swapped in published data.
LATITUDES, LONGITUDES = (20, 46), (122, 154)


class NotInJapan(Exception):
    """The position lies outside Japan, or latitude and longitude were swapped."""


@transaction.atomic
def set_position(
    *, location: Location, latitude: Decimal, longitude: Decimal, by: User, at: datetime
) -> Location:
    """Put the place on the map.

    Raises:
        NotInJapan: it would stand in the sea, or in another country.
    """
    if not (LATITUDES[0] <= latitude <= LATITUDES[1] and LONGITUDES[0] <= longitude <= LONGITUDES[1]):
        raise NotInJapan(latitude, longitude)
    return _position(location, latitude, longitude, "directory.place_positioned", by=by, at=at)


@transaction.atomic
def clear_position(*, location: Location, by: User, at: datetime) -> Location:
    """Take the place off the map: where it is, is not known after all."""
    return _position(location, None, None, "directory.place_position_cleared", by=by, at=at)


def _position(
    location: Location,
    latitude: Decimal | None,
    longitude: Decimal | None,
    event: str,
    *,
    by: User,
    at: datetime,
) -> Location:
    location.latitude, location.longitude = latitude, longitude
    location.save(update_fields=["latitude", "longitude"])
    services = list(location.services_at.values_list("service_id", flat=True))
    note_change(event, record_id=location.id, by=by, at=at, listings=services)
    return location
