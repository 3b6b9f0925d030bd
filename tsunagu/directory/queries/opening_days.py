"""On which days services are open: beside the events, for a reader who has narrowed what they look for."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from tsunagu.directory.choices import Audience, ServiceStatus
from tsunagu.directory.models import Service
from tsunagu.directory.queries import parts
from tsunagu.directory.queries.events import EventFilter, services_under
from tsunagu.directory.queries.listing import Named
from tsunagu.directory.queries.listings import opening_rules
from tsunagu.kernel.dates.holidays import NO_EXTRA
from tsunagu.kernel.dates.opening import hours_on
from tsunagu.kernel.dates.opening_rule import Interval, OpeningRule

# A month of so many services is a page that can still be read.
MOST_SERVICES = 20


@dataclass(frozen=True, slots=True)
class OpenService:
    """A service with the rules by which it is open."""

    id: UUID
    name: Named
    rules: tuple[OpeningRule, ...]

    def hours(self, day: date) -> tuple[Interval, ...]:
        """When it is open on the day, at any of its places; empty when closed or not known."""
        found = (hours_on(rule, day, extra_holidays=NO_EXTRA) or () for rule in self.rules)
        return tuple(sorted({each for hours in found for each in hours}))


def services_with_hours(asked: EventFilter) -> tuple[list[OpenService], bool]:
    """Running services that fit and whose hours are known, in kana order, and whether there are more.

    One statement. The caller has narrowed to a need, a kind or an age.
    """
    rows = Service.objects.filter(_fits(asked), audience=Audience.RESIDENTS, status=ServiceStatus.ACTIVE)
    rows = rows.annotate(place_rows=parts.places_of_service()).order_by("name_kana", "id")
    found: list[OpenService] = []
    for row in rows.values("id", "name", "name_en", "opening", "place_rows")[: MOST_SERVICES * 4]:
        rules = opening_rules(row["opening"], [each["opening"] for each in row["place_rows"]])
        if rules:
            found.append(OpenService(row["id"], Named(row["name"], name_en=row["name_en"]), rules))
    return found[:MOST_SERVICES], len(found) > MOST_SERVICES


def open_on(
    services: Collection[OpenService], start: date, end: date
) -> dict[date, list[tuple[OpenService, tuple[Interval, ...]]]]:
    """Who is open on which day, with the hours; days on which nobody is are left out."""
    found: dict[date, list[tuple[OpenService, tuple[Interval, ...]]]] = {}
    for offset in range((end - start).days + 1):
        day = start + timedelta(days=offset)
        lines = [(service, hours) for service in services if (hours := service.hours(day))]
        if lines:
            found[day] = lines
    return found


def _fits(asked: EventFilter) -> Q:
    """As for events: only what is known not to fit is left out."""
    fits = Q()
    if asked.need:
        fits &= Q(id__in=services_under(asked.need))
    if asked.kind:
        fits &= Q(kind__key=asked.kind)
    if asked.ages is not None:
        youngest, oldest = asked.ages
        fits &= Q(minimum_age_months=None) | Q(minimum_age_months__lte=oldest)
        fits &= Q(maximum_age_months=None) | Q(maximum_age_months__gte=youngest)
    if asked.district is not None:
        here = Q(at_locations__location__district=asked.district) | Q(service_areas__district=asked.district)
        nowhere = Q(at_locations=None, service_areas=None)
        fits &= Q(id__in=Service.objects.filter(here | nowhere).values("id"))
    if asked.organisation is not None:
        fits &= Q(organisation=asked.organisation)
    if asked.free:
        fits &= ~Q(cost="paid")
    return fits
