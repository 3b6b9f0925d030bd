"""Listings by id, of a town, of an organisation: one statement each."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import CharField, Q, QuerySet
from django.db.models.expressions import RawSQL

from tsunagu.directory.choices import Audience, Scheme, ServiceStatus
from tsunagu.directory.models import Organisation, Service, ServiceAttribute
from tsunagu.directory.queries import parts
from tsunagu.directory.queries.listing import (
    Contact,
    FreePlaces,
    Listing,
    OrganisationListing,
    PhoneLine,
    Place,
    Price,
    SupporterListing,
    Term,
)
from tsunagu.directory.queries.statements import Blank, statement
from tsunagu.kernel.dates.opening_json import rule_from_json
from tsunagu.kernel.dates.opening_rule import OpeningRule

# A listing that has ended stays reachable by its address, but is offered to nobody.
OFFERED = (
    ServiceStatus.ACTIVE,
    ServiceStatus.UNKNOWN,
    ServiceStatus.INACTIVE,
    ServiceStatus.TEMPORARILY_CLOSED,
)
_OWN = (
    "id", "name", "name_kana", "name_en", "organisation_id", "status", "audience", "summary", "summary_easy",
    "summary_en", "description", "how_to_use", "minimum_age_months", "maximum_age_months", "age_text", "cost",
    "cost_text", "opening", "opening_text", "place_text", "url", "email", "assured_on", "assured_by",
    "overdue_since", "source_seed", "source_at",
)  # fmt: skip
_JOINED = (
    "alternate_names", "organisation__name", "organisation__name_en", "commissioned_by__name",
    "commissioned_by__name_en", "kind__key", "kind__name", "kind__name_easy", "kind__name_en", "kind__names",
)  # fmt: skip
_PARTS = (
    "term_rows", "place_rows", "area_names", "language_names", "price_rows", "phone_rows", "contact_rows",
)  # fmt: skip
# What a listing's own page tells besides.
_PAGE = ("vacancy_rows", "assurance_rows")
_JSON = ("opening", "kind__names", "term_rows", "place_rows", "price_rows", "phone_rows", "contact_rows")
_SUPPORTERS = (
    "capacity__status", "capacity__note", "capacity__updated_at", "supporter_note__internal_note",
    "organisation__supporter_note__internal_note", "organisation__supporter_note__notice_email",
    "organisation__takes_referrals",
)  # fmt: skip
_ORGANISATION = (
    "id", "name", "name_kana", "name_en", "description", "status", "member_status", "is_desk", "website",
    "email", "parent_id", "source_seed", "source_at", "updated_at",
)  # fmt: skip
_ORGANISATION_JOINED = (
    "alternate_names", "district__name", "parent__name", "kind__key", "kind__name", "kind__name_easy",
    "kind__name_en", "kind__names",
)  # fmt: skip
_ORGANISATION_PARTS = ("phone_rows", "place_rows", "contact_rows", "division_rows")


def service_page(service_id: UUID) -> Listing | None:
    """One published service with all that residents may read of it, ended ones included."""
    rows = statement(_page_by_id, (*_OWN, *_JOINED, *_PARTS, *_PAGE), (*_JSON, *_PAGE)).rows(ids=[service_id])
    for row in rows:
        return replace(
            _listing(row),
            vacancies=tuple(_free_places(each) for each in row["vacancy_rows"]),
            parts_assured=tuple(
                (each["part"], date.fromisoformat(each["on"])) for each in row["assurance_rows"]
            ),
        )
    return None


def listings(service_ids: Sequence[UUID]) -> list[Listing]:
    """Published services in the order of the ids; what is not published is left out."""
    by_id = {row["id"]: _listing(row) for row in _read(_residents_by_id, ids=list(service_ids))}
    return [by_id[id_] for id_ in service_ids if id_ in by_id]


def services_of_town(*, need: str = "") -> list[Listing]:
    """What the town offers to residents, in kana order; under a need (its key) and the needs below it."""
    rows = _read(_offered_under_need, need=need) if need else _read(_offered)
    return [_listing(row) for row in rows]


def services_of_organisation(organisation_id: UUID) -> list[Listing]:
    """What an organisation offers to residents, in kana order."""
    return [_listing(row) for row in _read(_offered_by_organisation, organisations=[organisation_id])]


def organisation_page(organisation_id: UUID) -> OrganisationListing | None:
    """An organisation with its services: two statements."""
    columns = (*_ORGANISATION, *_ORGANISATION_JOINED, *_ORGANISATION_PARTS)
    found = statement(_organisation_by_id, columns, (*_ORGANISATION_PARTS, "kind__names")).rows(
        ids=[organisation_id]
    )
    if not found:
        return None
    [row] = found
    return OrganisationListing(
        **{name: row[name] for name in _ORGANISATION},
        alternate_names=tuple(row["alternate_names"]),
        kind=_kind(row, Scheme.ORGANIZATION_KIND),
        district=row["district__name"] or "",
        parent_name=row["parent__name"] or "",
        divisions=tuple((UUID(each["id"]), each["name"]) for each in row["division_rows"]),
        phones=_phones(row["phone_rows"]),
        places=tuple(_place(each) for each in row["place_rows"]),
        contacts=_contacts(row["contact_rows"]),
        services=tuple(services_of_organisation(organisation_id)),
    )


def supporters_view(service_ids: Sequence[UUID] | None = None) -> list[SupporterListing]:
    """Services as supporters see them, for residents or for supporters; all that are offered, without ids."""
    if service_ids is None:
        return [_supporter_listing(row) for row in _read(_all_offered, *_SUPPORTERS)]
    rows = _read(_all_by_id, *_SUPPORTERS, ids=list(service_ids))
    by_id = {row["id"]: _supporter_listing(row) for row in rows}
    return [by_id[id_] for id_ in service_ids if id_ in by_id]


def opening_rules_of(service_ids: Collection[UUID]) -> dict[UUID, tuple[OpeningRule, ...]]:
    """The opening rules of services, their own or those of their places: enough to key a kept card."""
    rows = Service.objects.filter(id__in=service_ids).annotate(place_rows=parts.places_of_service())
    return {
        row["id"]: opening_rules(row["opening"], [each["opening"] for each in row["place_rows"]])
        for row in rows.values("id", "opening", "place_rows")
    }


def opening_rules(
    own: dict[str, Any] | None, of_places: Iterable[dict[str, Any] | None]
) -> tuple[OpeningRule, ...]:
    """The rules by which a service is open: those of its places where they have their own, else its own."""
    there = [rule for each in of_places if (rule := rule_from_json(each)) is not None]
    rule = rule_from_json(own)
    return tuple(there) or ((rule,) if rule else ())


def _residents() -> QuerySet[Service]:
    # Also for signed-in readers: the public pages are the same for everybody.
    return _with_parts().filter(audience=Audience.RESIDENTS)


def _residents_by_id() -> QuerySet[Service]:
    return _residents().filter(id__any_of=Blank("ids"))


def _page_by_id() -> QuerySet[Service]:
    return _residents_by_id().annotate(
        vacancy_rows=parts.vacancies_of_service(), assurance_rows=parts.assurances_of_service()
    )


def _offered() -> QuerySet[Service]:
    return _residents().filter(status__in=OFFERED)


def _offered_by_organisation() -> QuerySet[Service]:
    return _offered().filter(organisation__id__any_of=Blank("organisations"))


def _offered_under_need() -> QuerySet[Service]:
    key = RawSQL("%s", [Blank("need")], output_field=CharField())
    below = Q(term__key=key) | Q(term__parent__key=key) | Q(term__parent__parent__key=key)
    sorted_under = ServiceAttribute.objects.filter(below, term__scheme=Scheme.NEED)
    return _offered().filter(id__in=sorted_under.values("service"))


def _all_offered() -> QuerySet[Service]:
    return _with_parts().filter(status__in=OFFERED)


def _all_by_id() -> QuerySet[Service]:
    return _with_parts().filter(id__any_of=Blank("ids"))


def _with_parts() -> QuerySet[Service]:
    return Service.objects.annotate(
        term_rows=parts.terms_of_service(),
        place_rows=parts.places_of_service(),
        area_names=parts.areas_of_service(),
        language_names=parts.languages_of_service(),
        price_rows=parts.prices_of_service(),
        phone_rows=parts.phones_of_service(),
        contact_rows=parts.contacts_of_service(),
    ).order_by("name_kana", "id")


def _organisation_by_id() -> QuerySet[Organisation]:
    return Organisation.objects.filter(id__any_of=Blank("ids")).annotate(
        phone_rows=parts.phones_of_organisation(),
        place_rows=parts.places_of_organisation(),
        contact_rows=parts.contacts_of_organisation(),
        division_rows=parts.divisions_of_organisation(),
    )


def _read(rows: Callable[[], QuerySet[Service]], *more: str, **blanks: Any) -> list[dict[str, Any]]:
    return statement(rows, (*_OWN, *_JOINED, *_PARTS, *more), _JSON).rows(**blanks)


def _supporter_listing(row: Mapping[str, Any]) -> SupporterListing:
    return SupporterListing(
        listing=_listing(row),
        capacity=row["capacity__status"] or "unknown",
        capacity_note=row["capacity__note"] or "",
        capacity_updated_at=row["capacity__updated_at"],
        internal_note=row["supporter_note__internal_note"] or "",
        organisation_note=row["organisation__supporter_note__internal_note"] or "",
        notice_email=row["organisation__supporter_note__notice_email"] or "",
        takes_referrals=row["organisation__takes_referrals"],
    )


def _listing(row: Mapping[str, Any]) -> Listing:
    return Listing(
        **{name: row[name] for name in _OWN},
        alternate_names=tuple(row["alternate_names"]),
        organisation_name=row["organisation__name"],
        organisation_name_en=row["organisation__name_en"],
        commissioned_by_name=row["commissioned_by__name"] or "",
        commissioned_by_name_en=row["commissioned_by__name_en"] or "",
        kind=_kind(row, Scheme.KIND),
        terms=tuple(Term(**each) for each in row["term_rows"]),
        places=tuple(_place(each) for each in row["place_rows"]),
        areas=tuple(row["area_names"]),
        languages=tuple(row["language_names"]),
        prices=tuple(Price(**each) for each in row["price_rows"]),
        phones=_phones(row["phone_rows"]),
        contacts=_contacts(row["contact_rows"]),
    )


def _free_places(row: Mapping[str, Any]) -> FreePlaces:
    return FreePlaces(**{**row, "as_of": date.fromisoformat(row["as_of"])})


def _kind(row: Mapping[str, Any], scheme: Scheme) -> Term | None:
    if not row["kind__key"]:
        return None
    names = (row["kind__name"], row["kind__name_easy"], row["kind__name_en"])
    return Term(*names, scheme, row["kind__key"], names=row["kind__names"])


def _place(row: dict[str, Any]) -> Place:
    street = f"{row.pop('city')}{row.pop('address_1')} {row.pop('address_2')}".strip()
    return Place(
        **{
            **row,
            "id": UUID(row["id"]),
            "district": row["district"] or "",
            "address": street,
            "accessibility": tuple(row["accessibility"]),
        }
    )


def _phones(rows: Iterable[dict[str, Any]]) -> tuple[PhoneLine, ...]:
    """Each number once, at its first and closest owner."""
    lines: dict[tuple[str, str], PhoneLine] = {}
    for row in rows:
        lines.setdefault((row["number"], row["extension"]), PhoneLine(**row))
    return tuple(lines.values())


def _contacts(rows: Iterable[dict[str, Any]]) -> tuple[Contact, ...]:
    return tuple(
        Contact(
            is_deputy=row.pop("deputy_of") is not None, **{name: value or "" for name, value in row.items()}
        )
        for row in rows
    )
