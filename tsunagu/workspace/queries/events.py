"""The calendar's entries as their keepers see them, in every state."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q, QuerySet

from tsunagu.directory.choices import EventState, ServiceStatus
from tsunagu.directory.models import District, Event, Location, Organisation, Service
from tsunagu.directory.queries.events import EVERYTHING, Occurrence, occurrences_between, public_events
from tsunagu.kernel.dates.month import Month

# None: the desk, which keeps everybody's.
Keepers = Collection[UUID] | None


def events_to_keep(keepers: Keepers, *, state: str = "", containing: str = "") -> QuerySet[Event]:
    """What waits first, then what comes latest; withdrawn entries only when asked for."""
    rows = _of(keepers).select_related("organisation", "revises")
    rows = rows.filter(state=state) if state else rows.exclude(state=EventState.WITHDRAWN)
    if containing:
        rows = rows.filter(Q(name__icontains=containing) | Q(organisation__name__icontains=containing))
    return rows.order_by("-last_on", "name", "id")


def event_to_keep(event_id: UUID, keepers: Keepers) -> Event | None:
    """One entry with its changed days, for those who keep it."""
    rows = _of(keepers).filter(id=event_id).prefetch_related("days")
    place = ("district", "location", "location__district")
    return rows.select_related("organisation", "service", "revises", "written_by", *place).first()


def waiting_events() -> list[Event]:
    """What waits for the desk, oldest first."""
    rows = Event.objects.filter(state=EventState.WAITING).select_related("organisation")
    return list(rows.order_by("updated_at", "id"))


def revision_of(event: Event) -> Event | None:
    """A member's new wording that waits or was returned."""
    pending = (EventState.WAITING, EventState.RETURNED)
    return Event.objects.filter(revises=event, state__in=pending).first()


def month_of_events(month: Month) -> list[tuple[Event, list[Occurrence]]]:
    """Each public event of a month with its days, in the order of the first."""
    by_event: dict[UUID, list[Occurrence]] = {}
    for one in occurrences_between(month.first, month.last, EVERYTHING):
        by_event.setdefault(one.event_id, []).append(one)
    events = public_events(by_event)
    return [(events[each], days) for each, days in by_event.items() if each in events]


def organisations_to_write_for(keepers: Keepers) -> QuerySet[Organisation]:
    rows = Organisation.objects.filter(status=ServiceStatus.ACTIVE).order_by("name_kana", "id")
    return rows if keepers is None else rows.filter(id__in=keepers)


def services_to_choose(keepers: Keepers) -> QuerySet[Service]:
    rows = Service.objects.filter(status=ServiceStatus.ACTIVE).order_by("name_kana", "id")
    return rows if keepers is None else rows.filter(organisation__in=keepers)


def locations_to_choose() -> QuerySet[Location]:
    return Location.objects.order_by("name_kana", "id")


def districts_to_choose() -> QuerySet[District]:
    return District.objects.order_by("position", "name_kana", "id")


def _of(keepers: Keepers) -> QuerySet[Event]:
    return Event.objects.all() if keepers is None else Event.objects.filter(organisation__in=keepers)
