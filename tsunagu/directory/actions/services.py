"""Publish a service, revise it, confirm it, say whether it has room."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from tsunagu.directory.actions.changes import note_change
from tsunagu.directory.choices import Capacity, ListingPart
from tsunagu.directory.models import (
    District,
    Location,
    Organisation,
    PartAssurance,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceAttribute,
    ServiceCapacity,
    ServiceSupporterNote,
    TaxonomyTerm,
)
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.dates.opening_json import rule_from_json, rule_to_json

# What an editor may change. Who confirmed a listing, and its source, are not a matter of editing.
EDITABLE = frozenset(
    {
        "age_text", "alternate_names", "audience", "commissioned_by", "cost", "cost_text", "description",
        "email", "how_to_use", "kind", "maximum_age_months", "minimum_age_months", "name", "name_en",
        "name_kana", "opening", "opening_text", "organisation", "place_text", "status", "summary",
        "summary_easy", "summary_en", "url",
    }
)  # fmt: skip


class NotEditable(Exception):
    """A field was to be changed that editors do not change; its name is the argument."""


class NotAServiceTerm(Exception):
    """A term of a scheme was given under which services are not sorted."""


@transaction.atomic
def publish_service(
    *,
    organisation: Organisation,
    terms: Sequence[TaxonomyTerm] = (),
    locations: Sequence[Location] = (),
    by: User,
    at: datetime,
    **fields: Any,
) -> Service:
    """Put a service of the organisation into the register.

    Raises:
        NotEditable: `fields` names something that editors do not write.
        BadOpeningRule: the opening rule cannot be read.
        NotAServiceTerm: a term belongs to another scheme.
    """
    service = Service.objects.create(organisation=organisation, updated_at=at, **_checked(fields))
    _sort_under(service, terms)
    _place_at(service, locations)
    note_change("directory.service_published", record_id=service.id, by=by, at=at, listings=[service.id])
    return service


@transaction.atomic
def revise_service(*, service: Service, by: User | None, at: datetime, **changes: Any) -> Service:
    """Change what the register says of a service; its former wording stays in the history.

    `by` is None when its author answered a letter and has no account.

    Raises:
        NotEditable: a change names something that editors do not write.
        BadOpeningRule: the opening rule cannot be read.
    """
    wanted = _checked(changes)
    changed = [name for name, value in wanted.items() if getattr(service, name) != value]
    if not changed:
        return service
    for name in changed:
        setattr(service, name, wanted[name])
    service.updated_at = at
    service.save(update_fields=[*changed, "updated_at"])
    note_change(
        "directory.service_revised",
        record_id=service.id,
        by=by,
        at=at,
        listings=[service.id],
        fields=",".join(sorted(changed)),
    )
    return service


@transaction.atomic
def sort_service(*, service: Service, terms: Sequence[TaxonomyTerm], by: User | None, at: datetime) -> None:
    """Sort the service under these terms, in this order, and no others.

    Raises:
        NotAServiceTerm: a term belongs to another scheme.
    """
    service.attributes.all().delete()
    _sort_under(service, terms)
    _touch(service, at=at)
    note_change("directory.service_sorted", record_id=service.id, by=by, at=at, listings=[service.id])


@transaction.atomic
def place_service(*, service: Service, locations: Sequence[Location], by: User | None, at: datetime) -> None:
    """Say that the service is given at these places, and no others."""
    kept = service.at_locations.filter(location__in=locations)
    service.at_locations.exclude(id__in=kept.values("id")).delete()
    known = set(kept.values_list("location_id", flat=True))
    _place_at(service, [location for location in locations if location.id not in known])
    _touch(service, at=at)
    note_change("directory.service_placed", record_id=service.id, by=by, at=at, listings=[service.id])


@transaction.atomic
def serve_districts(
    *, service: Service, districts: Sequence[District], by: User | None, at: datetime
) -> None:
    """Say that the service is for the families of these districts; none: for the whole town."""
    service.service_areas.exclude(district__in=districts).delete()
    known = set(service.service_areas.values_list("district_id", flat=True))
    ServiceArea.objects.bulk_create(
        ServiceArea(service=service, district=district) for district in districts if district.id not in known
    )
    _touch(service, at=at)
    note_change("directory.districts_served", record_id=service.id, by=by, at=at, listings=[service.id])


@transaction.atomic
def confirm_listing(
    *, service: Service, on: date, confirmed_by: str, by: User | None, at: datetime
) -> Service:
    """Record that somebody who knows (`confirmed_by`, an office) says that all of it is true."""
    service.assured_on, service.assured_by, service.overdue_since = on, confirmed_by, None
    service.updated_at = at
    service.save(update_fields=["assured_on", "assured_by", "overdue_since", "updated_at"])
    note_change("directory.listing_confirmed", record_id=service.id, by=by, at=at, listings=[service.id])
    return service


@transaction.atomic
def assure_parts(
    *, service: Service, parts: Sequence[ListingPart], on: date, by: User | None, at: datetime
) -> None:
    """Record that somebody who knows says of these parts that they are true; the page tells the day."""
    PartAssurance.objects.bulk_create(
        [PartAssurance(service=service, part=part, on=on) for part in parts],
        update_conflicts=True,
        unique_fields=["service", "part"],
        update_fields=["on"],
    )
    note_change("directory.parts_assured", record_id=service.id, by=by, at=at, parts=",".join(sorted(parts)))


@transaction.atomic
def mark_overdue(*, service: Service, since: date, at: datetime) -> Service:
    """Nobody has confirmed it though it was time: its page says so, and search trusts it less."""
    service.overdue_since, service.updated_at = since, at
    service.save(update_fields=["overdue_since", "updated_at"])
    note_change("directory.listing_overdue", record_id=service.id, by=None, at=at, listings=[service.id])
    return service


@transaction.atomic
def set_capacity(
    *, service: Service, status: Capacity, note: str = "", by: User, at: datetime
) -> ServiceCapacity:
    """Say whether the service can take another family. Only supporters read it."""
    capacity, _ = ServiceCapacity.objects.update_or_create(
        service=service, defaults={"status": status, "note": note, "updated_at": at}
    )
    note_change("directory.capacity_set", record_id=service.id, by=by, at=at, status=status.value)
    return capacity


@transaction.atomic
def note_for_supporters(*, service: Service, note: str, by: User, at: datetime) -> ServiceSupporterNote:
    """Keep what supporters should know of the service and residents are not told."""
    kept, _ = ServiceSupporterNote.objects.update_or_create(
        service=service, defaults={"internal_note": note, "updated_at": at}
    )
    note_change("directory.service_noted", record_id=service.id, by=by, at=at)
    return kept


def _checked(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields as they are kept: an opening rule is written out whole, so that equal rules are equal."""
    for name in sorted(set(fields) - EDITABLE):
        raise NotEditable(name)
    if "opening" not in fields:
        return fields
    return {**fields, "opening": rule_to_json(rule_from_json(fields["opening"]))}


def _touch(service: Service, *, at: datetime) -> None:
    """What hangs on a service is part of what was told of it: who keeps a copy must ask anew."""
    service.updated_at = at
    service.save(update_fields=["updated_at"])


def _sort_under(service: Service, terms: Iterable[TaxonomyTerm]) -> None:
    rows = []
    for position, term in enumerate(terms):
        if term.scheme not in ServiceAttribute.SCHEMES:
            raise NotAServiceTerm(term)
        rows.append(ServiceAttribute(service=service, term=term, position=position))
    ServiceAttribute.objects.bulk_create(rows)


def _place_at(service: Service, locations: Iterable[Location]) -> None:
    ServiceAtLocation.objects.bulk_create(
        ServiceAtLocation(service=service, location=location, position=position)
        for position, location in enumerate(locations)
    )
