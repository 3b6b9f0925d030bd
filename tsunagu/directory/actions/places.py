"""Enter a place, correct it, say where it is."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from tsunagu.directory.actions.changes import note_change
from tsunagu.directory.models import Location
from tsunagu.kernel.accounts.models import User

# What the database asks as well: the two are often swapped in published data.
LATITUDES, LONGITUDES = (20, 46), (122, 154)


class NotInJapan(Exception):
    """The position lies outside Japan, or latitude and longitude were swapped."""


class PlaceInUse(Exception):
    """Something is given or held there; it has to move first."""


@transaction.atomic
def set_position(
    *, location: Location, latitude: Decimal, longitude: Decimal, by: User, at: datetime
) -> Location:
    """Put the place on the map.

    Raises:
        NotInJapan: it would stand in the sea, or in another country.
    """
    _check_in_japan(latitude, longitude)
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


@transaction.atomic
def enter_place(*, by: User, at: datetime, **fields: Any) -> Location:
    """Put a place into the register.

    Raises:
        NotInJapan: its position would stand in the sea, or in another country.
    """
    _check_position(fields)
    place = Location.objects.create(**fields)
    note_change("directory.place_entered", record_id=place.id, by=by, at=at)
    return place


@transaction.atomic
def revise_place(*, location: Location, by: User, at: datetime, **changes: Any) -> Location:
    """Change what the register says of a place.

    Raises:
        NotInJapan: its position would stand in the sea, or in another country.
    """
    _check_position(changes)
    changed = [name for name, value in changes.items() if getattr(location, name) != value]
    if not changed:
        return location
    for name in changed:
        setattr(location, name, changes[name])
    location.save(update_fields=changed)
    services = list(location.services_at.values_list("service_id", flat=True))
    fields = ",".join(sorted(changed))
    note_change(
        "directory.place_revised", record_id=location.id, by=by, at=at, listings=services, fields=fields
    )
    return location


@transaction.atomic
def remove_place(*, location: Location, by: User, at: datetime) -> None:
    """Take a place out of the register.

    Raises:
        PlaceInUse: a service is given there, or an event held.
    """
    id_ = location.id
    try:
        with transaction.atomic():
            location.delete()
    except ProtectedError:
        raise PlaceInUse from None
    note_change("directory.place_removed", record_id=id_, by=by, at=at)


def _check_position(fields: dict[str, Any]) -> None:
    latitude, longitude = fields.get("latitude"), fields.get("longitude")
    if latitude is not None and longitude is not None:
        _check_in_japan(latitude, longitude)


def _check_in_japan(latitude: Decimal, longitude: Decimal) -> None:
    if not (LATITUDES[0] <= latitude <= LATITUDES[1] and LONGITUDES[0] <= longitude <= LONGITUDES[1]):
        raise NotInJapan(latitude, longitude)
