"""A place on the map, and off it again."""

from datetime import datetime
from decimal import Decimal

import pytest

from tests.factories.directory import make_location, make_service
from tests.factories.kernel import make_user
from tsunagu.directory.actions.places import NotInJapan, clear_position, set_position
from tsunagu.kernel.audit.models import WriteEntry
from tsunagu.kernel.municipality.models import Municipality

HERE = {"latitude": Decimal("37.148000"), "longitude": Decimal("138.236000")}


def test_set_position_is_journalled_and_shows_at_once(in_joetsu: Municipality, today_10am: datetime) -> None:
    place = make_location(service=make_service())
    before = in_joetsu.directory_version

    set_position(location=place, **HERE, by=make_user(), at=today_10am)

    place.refresh_from_db()
    in_joetsu.refresh_from_db()
    assert (place.latitude, place.longitude) == tuple(HERE.values())
    assert in_joetsu.directory_version > before
    assert WriteEntry.objects.filter(event="directory.place_positioned", record_id=place.id).count() == 1


@pytest.mark.parametrize(("latitude", "longitude"), [("138.236", "37.148"), ("0", "0"), ("37.148", "-138")])
def test_set_position_refuses_swapped_numbers_and_other_countries(
    in_joetsu: Municipality, today_10am: datetime, latitude: str, longitude: str
) -> None:
    place = make_location()

    with pytest.raises(NotInJapan):
        set_position(
            location=place,
            latitude=Decimal(latitude),
            longitude=Decimal(longitude),
            by=make_user(),
            at=today_10am,
        )


def test_clear_position_takes_the_place_off_the_map(in_joetsu: Municipality, today_10am: datetime) -> None:
    place, by = make_location(**HERE), make_user()

    clear_position(location=place, by=by, at=today_10am)

    place.refresh_from_db()
    assert (place.latitude, place.longitude) == (None, None)
