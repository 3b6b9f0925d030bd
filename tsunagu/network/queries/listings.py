"""Listings as their owners and the desk see them: all of an organisation, with age and what is waiting."""

from collections.abc import Collection
from datetime import date, timedelta
from itertools import groupby
from uuid import UUID

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, When

from tsunagu.directory.choices import Audience, ServiceStatus
from tsunagu.directory.models import Organisation, Service
from tsunagu.directory.queries.listings import OFFERED
from tsunagu.network.choices import ChangeStatus
from tsunagu.network.models import (
    ConfirmationItem,
    FreshnessTerms,
    ListingChange,
    PartConfirmation,
    UnpublishProposal,
)


class NotFound(Exception):
    """No such record here, or not yours: nobody is told which."""


def offered_services() -> QuerySet[Service]:
    """What is offered, to families or among supporters; what ended is nobody's to confirm."""
    return Service.objects.filter(status__in=OFFERED)


def services_of_owners(organisations: Collection[UUID]) -> QuerySet[Service]:
    """The listings of these organisations, ended ones last, with the number of changes that wait."""
    waiting = Count("listing_changes", filter=Q(listing_changes__status=ChangeStatus.WAITING), distinct=True)
    return (
        Service.objects.filter(organisation_id__in=organisations)
        .select_related("organisation", "capacity")
        .annotate(waiting=waiting, is_asked=Exists(_open_items()))
        .order_by(Case(When(status=ServiceStatus.DEFUNCT, then=1), default=0), "name_kana", "id")
    )


def organisations_to_edit(organisations: Collection[UUID]) -> list[Organisation]:
    return list(Organisation.objects.filter(id__in=organisations).order_by("name_kana", "id"))


def organisations_named(words: str) -> list[Organisation]:
    """For those who may edit everything: organisations by a piece of their name or of a listing's name."""
    found = Q(name__icontains=words) | Q(name_kana__icontains=words) | Q(services__name__icontains=words)
    return list(Organisation.objects.filter(found).order_by("name_kana", "id").distinct()[:50])


def service_to_edit(service_id: UUID, *, organisations: Collection[UUID] | None) -> Service:
    """The listing, if it belongs to one of these organisations; None: to whoever may edit all.

    Raises:
        NotFound: there is none, or it is not theirs.
    """
    found = Service.objects.select_related("organisation", "capacity").filter(id=service_id)
    if organisations is not None:
        found = found.filter(organisation_id__in=organisations)
    if service := found.first():
        return service
    raise NotFound


def organisation_to_edit(organisation_id: UUID, *, organisations: Collection[UUID] | None) -> Organisation:
    """The organisation, if it is one of these; None: for whoever may edit all.

    Raises:
        NotFound: there is none, or it is not theirs.
    """
    found = Organisation.objects.filter(id=organisation_id)
    if organisations is not None:
        found = found.filter(id__in=organisations)
    if organisation := found.first():
        return organisation
    raise NotFound


def services_to_ask_about(*, today: date, terms: FreshnessTerms) -> QuerySet[Service]:
    """Due, not being asked about, no change waiting, and not answered just now; with their owners."""
    due = Q(assured_on=None) | Q(assured_on__lte=today - timedelta(days=terms.interval_days))
    rests = ConfirmationItem.objects.filter(
        service=OuterRef("id"), answered_at__date__gt=today - timedelta(days=terms.rest_days)
    )
    waits = ListingChange.objects.filter(service=OuterRef("id"), status=ChangeStatus.WAITING)
    return (
        offered_services()
        .filter(due)
        .exclude(Exists(_open_items()))
        .exclude(Exists(rests))
        .exclude(Exists(waits))
        .select_related("organisation")
        .order_by("organisation_id", "name_kana", "id")
    )


def owners_to_ask(*, today: date, terms: FreshnessTerms) -> list[tuple[Organisation, list[Service]]]:
    """Each organisation with all its listings that are due."""
    due = services_to_ask_about(today=today, terms=terms)
    return [(owner, list(services)) for owner, services in groupby(due, key=lambda one: one.organisation)]


def services_gone_overdue(*, today: date, terms: FreshnessTerms) -> QuerySet[Service]:
    """Confirmed once, due for so long that the page has to say so, and not saying so yet."""
    limit = today - timedelta(days=terms.interval_days + terms.overdue_after_days)
    return offered_services().filter(assured_on__lte=limit, overdue_since=None).order_by("id")


def parts_confirmed(service_id: UUID, *, since: date) -> dict[str, date]:
    """Each part of a listing that was confirmed since that day, with the last day it was."""
    found: dict[str, date] = {}
    rows = PartConfirmation.objects.filter(service_id=service_id, on__gte=since).order_by("on", "id")
    for groups, on in rows.values_list("groups", "on"):
        found.update(dict.fromkeys(groups, on))
    return found


def _open_items() -> QuerySet[ConfirmationItem]:
    return ConfirmationItem.objects.filter(service=OuterRef("id"), answer="")


def services_to_unpublish(*, today: date, terms: FreshnessTerms) -> QuerySet[Service]:
    """Overdue for the town's whole term, or asked about for as long and never confirmed."""
    since = today - timedelta(days=terms.unpublish_after_days)
    old = Q(assured_on__lte=since - timedelta(days=terms.interval_days))
    never = Q(assured_on=None) & Exists(
        ConfirmationItem.objects.filter(service=OuterRef("id"), answer="", asked_at__date__lte=since)
    )
    lately = UnpublishProposal.objects.filter(service=OuterRef("id")).filter(
        Q(verdict="") | Q(decided_at__date__gt=today - timedelta(days=terms.interval_days))
    )
    return (
        offered_services()
        .filter(old | never, audience=Audience.RESIDENTS)
        .exclude(Exists(lately))
        .order_by("id")
    )
