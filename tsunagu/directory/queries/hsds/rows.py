"""Services, services at places and organisations by id, each kind in one compiled statement."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Greatest

from tsunagu.directory.models import Location, Organisation, Service, ServiceAtLocation, TaxonomyTerm
from tsunagu.directory.queries.hsds import parts
from tsunagu.directory.queries.statements import Blank, statement

Row = dict[str, Any]

_ORGANISATION = (
    "id", "name", "name_kana", "name_en", "alternate_names", "description", "email", "website", "parent_id",
    "status", "member_status", "is_desk", "district_id", "district__name", "kind__name", "updated_at",
)  # fmt: skip
_SERVICE = (
    "id", "organisation_id", "name", "name_kana", "name_en", "alternate_names", "summary", "summary_easy",
    "summary_en", "description", "url", "email", "status", "how_to_use", "age_text", "minimum_age_months",
    "maximum_age_months", "cost", "cost_text", "opening", "opening_text", "place_text", "assured_on",
    "assured_by", "commissioned_by_id", "commissioned_by__name",
)  # fmt: skip
_SERVICE_SLIM = (*_SERVICE, *(f"organisation__{name}" for name in _ORGANISATION))
_SERVICE_PARTS = (
    "kind_rows", "term_rows", "place_rows", "area_rows", "language_rows", "price_rows", "phone_rows",
    "contact_rows", "vacancy_rows", "organisation_phone_rows", "organisation_kind_rows",
)  # fmt: skip
_PLACE = tuple(f"location__{name}" for name in parts.PLACE)
_AT_PLACE = ("id", "service_id", "location_id", "opening", "opening_text")
_ORGANISATION_PARTS = ("kind_rows", "phone_rows", "contact_rows", "place_rows", "service_rows")


def modified_at() -> Greatest:
    """A service has changed when it or the organisation that is told with it has."""
    return Greatest("updated_at", "organisation__updated_at")


def services(ids: Sequence[UUID], *, full: bool) -> list[Row]:
    """Services in the order of the ids; `full` with all that hangs on them."""
    columns = (*_SERVICE_SLIM, "modified_at", *(_SERVICE_PARTS if full else ()))
    return _read(_full_services if full else _slim_services, columns, ids, ("opening", *_SERVICE_PARTS))


def days_of_change(ids: Sequence[UUID]) -> list[Row]:
    """When each of these services was changed, and nothing else: what a reader of all of them asks first."""
    return _read(_slim_services, ("id", "modified_at"), ids, ())


def services_at_places(ids: Sequence[UUID], *, full: bool) -> list[Row]:
    """Services at places in the order of the ids: the place, and the service as a list tells it."""
    service = tuple(f"service__{name}" for name in _SERVICE_SLIM)
    more = ("phone_rows", "area_rows") if full else ()
    columns = (*_AT_PLACE, *_PLACE, *service, "modified_at", *more)
    json_columns = ("opening", "service__opening", "phone_rows", "area_rows")
    return _read(_full_at_places if full else _slim_at_places, columns, ids, json_columns)


def organisations(ids: Sequence[UUID], *, full: bool) -> list[Row]:
    """Organisations in the order of the ids; `full` with all that hangs on them."""
    columns = (*_ORGANISATION, *(_ORGANISATION_PARTS if full else ()))
    rows = _full_organisations if full else _slim_organisations
    return _read(rows, columns, ids, _ORGANISATION_PARTS)


def service_ids_by_organisation(ids: Sequence[UUID]) -> list[tuple[UUID, UUID]]:
    """Each published service of these organisations with its organisation, in order."""
    rows = Service.objects.filter(organisation__in=ids, audience="residents").order_by("id")
    return list(rows.values_list("organisation_id", "id"))


def terms() -> list[Row]:
    """Every term of the town, in order: a few hundred."""
    return list(TaxonomyTerm.objects.order_by("id").values(*parts.TERM))


def _read(
    rows: Callable[[], QuerySet[Any]],
    columns: tuple[str, ...],
    ids: Sequence[UUID],
    json_columns: tuple[str, ...],
) -> list[Row]:
    known = tuple(name for name in json_columns if name in columns)
    found = {row["id"]: row for row in statement(rows, columns, known).rows(ids=list(ids))}
    return [found[id_] for id_ in ids if id_ in found]


def _slim_services() -> QuerySet[Service]:
    return (
        Service.objects.filter(id__any_of=Blank("ids"), audience="residents")
        .annotate(modified_at=modified_at())
        .order_by()
    )


def _full_services() -> QuerySet[Service]:
    return _slim_services().annotate(
        kind_rows=parts.kind_of(),
        term_rows=parts.terms_of_service(),
        place_rows=parts.places_of_service(),
        area_rows=parts.areas_of_service(),
        language_rows=parts.languages_of_service(),
        price_rows=parts.prices_of_service(),
        phone_rows=parts.phones_of("service"),
        contact_rows=parts.contacts_of_service(),
        vacancy_rows=parts.vacancies_of_service(),
        organisation_phone_rows=parts.phones_of("organisation", "organisation_id"),
        organisation_kind_rows=parts.kind_of("organisation__kind_id"),
    )


def _slim_at_places() -> QuerySet[ServiceAtLocation]:
    return (
        ServiceAtLocation.objects.filter(id__any_of=Blank("ids"), service__audience="residents")
        .annotate(modified_at=Greatest("service__updated_at", "service__organisation__updated_at"))
        .order_by()
    )


def _full_at_places() -> QuerySet[ServiceAtLocation]:
    return _slim_at_places().annotate(
        phone_rows=parts.phones_of("location", "location_id"), area_rows=parts.areas_of_service("service_id")
    )


def _slim_organisations() -> QuerySet[Organisation]:
    return Organisation.objects.filter(id__any_of=Blank("ids")).order_by()


def _full_organisations() -> QuerySet[Organisation]:
    return _slim_organisations().annotate(
        kind_rows=parts.kind_of(),
        phone_rows=parts.phones_of("organisation"),
        contact_rows=parts.contacts_of_organisation(),
        place_rows=parts.places_of_organisation(),
        service_rows=parts.names_of_services_of_organisation(),
    )


def places_on_map() -> list[Row]:
    """Every place with a position, and what residents are offered there."""
    columns = (
        "id", "name", "name_kana", "latitude", "longitude", "district_id", "district__name",
        "organisation_id", "service_rows",
    )  # fmt: skip
    return statement(_places_on_map, columns, ("service_rows",)).rows()


def _places_on_map() -> QuerySet[Location]:
    return (
        Location.objects.filter(latitude__isnull=False)
        .annotate(service_rows=parts.services_at_place())
        .order_by("id")
    )
