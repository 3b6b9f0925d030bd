"""The calendars of the demo towns."""

from datetime import datetime, timedelta

import pytest

from tests.conftest import TODAY_10AM
from tsunagu.directory.choices import EventState
from tsunagu.directory.models import Event, EventDay
from tsunagu.directory.queries.events import Happens, occurrences_between
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.project.demo.founding import found_town, town_slugs


@pytest.mark.parametrize("slug", town_slugs())
def test_every_town_has_something_in_its_calendar(db: None, slug: str) -> None:
    town = found_town(slug, now=TODAY_10AM)

    with as_system(town.municipality.id, at=TODAY_10AM):
        today = TODAY_10AM.date()
        found = occurrences_between(today, today + timedelta(days=60))

    assert [one for one in found if one.takes_place] != []


# New year's eve, a leap day, and the last day of a 年度.
@pytest.mark.parametrize("day", [(2026, 12, 31), (2028, 2, 29), (2027, 3, 31)])
def test_joetsu_shows_every_state_whenever_it_is_built(db: None, day: tuple[int, int, int]) -> None:
    now = datetime(*day, 10, 0, tzinfo=TODAY_10AM.tzinfo)
    town = found_town("joetsu", now=now)

    with as_system(town.municipality.id, at=now):
        states = set(Event.objects.values_list("state", flat=True))
        found = occurrences_between(now.date(), now.date() + timedelta(days=60))
        days = EventDay.objects.count()

    assert states == {EventState.PUBLISHED, EventState.CANCELLED, EventState.WAITING}
    assert {one.happens for one in found} == set(Happens)
    assert days == 2
