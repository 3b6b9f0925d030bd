"""What hangs on a service, a place or an organisation, as subqueries that return JSON with ids.

Only residents' rows are named, whoever asks: an exchange is the same for everybody. Row-level security holds
inside each subquery as well.
"""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from tsunagu.directory.choices import Audience
from tsunagu.directory.models import (
    ContactPerson,
    CostOption,
    Location,
    Phone,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceAttribute,
    ServiceLanguage,
    TaxonomyTerm,
    Vacancy,
)
from tsunagu.directory.queries.listings import OFFERED

_PHONE = ("id", "number", "extension", "kind", "note", "hours_text")
_CONTACT = ("id", "role", "name", "name_kana", "hours_text", "level")
_PRICE = ("id", "option", "amount", "amount_description", "valid_from", "valid_to")
_VACANCY = ("id", "label", "available", "maximum", "note", "as_of")
TERM = (
    "id", "scheme", "key", "name", "name_kana", "name_easy", "name_en", "parent_id", "from_months",
    "to_months", "position",
)  # fmt: skip
PLACE = (
    "id", "name", "name_kana", "name_en", "alternate_names", "location_type", "organisation_id",
    "district_id", "district__name", "postal_code", "state_province", "city", "address_1", "address_2",
    "url", "latitude", "longitude", "accessibility", "transportation",
)  # fmt: skip


def phones_of(owner: str, at: str = "pk") -> ArraySubquery:
    """The numbers of an `organisation`, a `service` or a `location`."""
    rows = Phone.objects.filter(**{owner: OuterRef(at)}, audience=Audience.RESIDENTS)
    return _json(rows, "position", "id", names=_PHONE)


def contacts_of_service() -> ArraySubquery:
    return _contacts(Q(service=OuterRef("pk")))


def contacts_of_organisation(at: str = "pk") -> ArraySubquery:
    """Who answers for the organisation as a whole."""
    return _contacts(Q(organisation=OuterRef(at), service=None))


def areas_of_service(at: str = "pk") -> ArraySubquery:
    rows = ServiceArea.objects.filter(service=OuterRef(at))
    return _json(
        rows, "district__position", "id", names=("id", "district_id"), district__name="district__name"
    )


def languages_of_service() -> ArraySubquery:
    rows = ServiceLanguage.objects.filter(service=OuterRef("pk"))
    return _json(rows, "language__code", names=("id", "note"), code="language__code", name="language__name")


def prices_of_service() -> ArraySubquery:
    return _json(CostOption.objects.filter(service=OuterRef("pk")), "position", "id", names=_PRICE)


def vacancies_of_service() -> ArraySubquery:
    rows = Vacancy.objects.filter(service=OuterRef("pk"), available__isnull=False)
    return _json(rows, "position", "id", names=_VACANCY)


def terms_of_service() -> ArraySubquery:
    rows = ServiceAttribute.objects.filter(service=OuterRef("pk"))
    term = {f"term__{name}": f"term__{name}" for name in TERM}
    return _json(rows, "position", "id", names=("id",), **term)


def kind_of(at: str = "kind_id") -> ArraySubquery:
    """The one kind that is a field of the row."""
    return _json(TaxonomyTerm.objects.filter(id=OuterRef(at)), names=TERM)


def places_of_service() -> ArraySubquery:
    """Where the service is given, each with its place."""
    rows = ServiceAtLocation.objects.filter(service=OuterRef("pk")).annotate(
        phone_rows=phones_of("location", "location_id")
    )
    place = {f"location__{name}": f"location__{name}" for name in PLACE}
    return _json(
        rows,
        "position",
        "id",
        names=("id", "service_id", "location_id", "opening", "opening_text"),
        location__phone_rows="phone_rows",
        **place,
    )


def places_of_organisation() -> ArraySubquery:
    rows = Location.objects.filter(organisation=OuterRef("pk")).annotate(phone_rows=phones_of("location"))
    return _json(rows, "id", names=(*PLACE, "phone_rows"))


def services_at_place() -> ArraySubquery:
    """What is offered at a place now, with its kind."""
    rows = ServiceAtLocation.objects.filter(
        location=OuterRef("pk"), service__audience=Audience.RESIDENTS, service__status__in=OFFERED
    )
    service = {"id": "service_id", "name": "service__name", "kind": "service__kind__key"}
    return _json(rows, "service_id", names=(), **service)


def names_of_services_of_organisation() -> ArraySubquery:
    rows = Service.objects.filter(organisation=OuterRef("pk"), audience=Audience.RESIDENTS)
    return _json(rows, "id", names=("id", "name", "status"))


def _contacts(whose: Q) -> ArraySubquery:
    rows = ContactPerson.objects.filter(whose, audience=Audience.RESIDENTS)
    return _json(rows, "position", "id", names=_CONTACT, deputy_of="deputy_of_id")


def _json(rows: QuerySet[Any], *order: str, names: tuple[str, ...], **fields: Any) -> ArraySubquery:
    shape = JSONObject(**{name: name for name in names}, **fields)
    return ArraySubquery(rows.order_by(*order).values_list(shape))
