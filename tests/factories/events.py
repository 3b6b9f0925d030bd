"""Entries of the calendar. Act in a town first (`in_joetsu`)."""

from datetime import date
from typing import Any

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_organisation
from tests.factories.kernel import make_user
from tsunagu.directory.actions.events import publish_event, write_event
from tsunagu.directory.models import Event, Organisation
from tsunagu.kernel.dates.recurrence import Recurrence, Round

# 2026年12月の火曜: 1, 8, 15, 22, 29
TUESDAYS = Recurrence(Round.WEEKLY, date(2026, 12, 31), weekdays=(1,))
FIRST_TUESDAY = date(2026, 12, 1)


def make_waiting_event(organisation: Organisation | None = None, **fields: Any) -> Event:
    """An entry that a member wrote: おはなし会, 5 December from 10 to 11 o'clock, unless told otherwise."""
    told = {"name": "おはなし会", "first_on": date(2026, 12, 5), "starts": 600, "ends": 660, **fields}
    return write_event(
        organisation=organisation or make_organisation(), by=make_user(), at=TODAY_10AM, **told
    )


def make_event(organisation: Organisation | None = None, **fields: Any) -> Event:
    """The same, published."""
    return publish_event(event=make_waiting_event(organisation, **fields), by=make_user(), at=TODAY_10AM)


def make_round(organisation: Organisation | None = None, **fields: Any) -> Event:
    """A published round on every Tuesday of December 2026."""
    return make_event(organisation, **{"first_on": FIRST_TUESDAY, "recurrence": TUESDAYS, **fields})
