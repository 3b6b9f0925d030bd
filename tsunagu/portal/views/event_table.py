"""イベント一覧, for the calendar's page and for that of open data."""

from collections.abc import Sequence
from datetime import date

from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localdate

from tsunagu.directory.queries.events import Happens, Occurrence, occurrences_between, public_events
from tsunagu.directory.queries.open_data import Extent
from tsunagu.directory.queries.open_data_columns import Generation
from tsunagu.kernel.dates.month import Month
from tsunagu.kernel.exports.sheet import Sheet
from tsunagu.kernel.municipality.acting import moment
from tsunagu.portal.presenters.event_sheet import event_sheet

# A table without a month tells of so many months from today on.
_MONTHS = 3


def coming_days(today: date) -> tuple[date, date]:
    """The first and the last day of a table without a month."""
    return today, Month.of(today).after(_MONTHS).last


def coming_occurrences() -> list[Occurrence]:
    return occurrences_between(*coming_days(localdate(moment())))


def extent_of_events() -> Extent:
    """How many lines the table has, and when one of its events was written last."""
    found = coming_occurrences()
    events = public_events({one.event_id for one in found}).values()
    lines = sum(one.happens is not Happens.MOVED_AWAY for one in found)
    return Extent(lines, max((event.updated_at for event in events), default=None))


def sheet_of_events(
    request: HttpRequest, found: Sequence[Occurrence], generation: Generation = Generation.CURRENT
) -> Sheet:
    """The table of these days. It is Japanese, whatever the page's language."""
    with translation.override("ja"):
        events = public_events({one.event_id for one in found})
        addresses = {one: request.build_absolute_uri(reverse("portal:event", args=[one])) for one in events}
        town = request.town  # type: ignore[attr-defined]
        return event_sheet(found, events, town=town, address_of=addresses, generation=generation)
