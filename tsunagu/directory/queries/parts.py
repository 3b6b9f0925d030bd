"""The parts of a listing as subqueries that return JSON, so that a page costs one statement.

Row-level security holds inside each of them: a resident's listing has no supporters' phone in it.
"""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, CharField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import JSONObject

from tsunagu.directory.models import (
    ContactPerson,
    CostOption,
    Location,
    Organisation,
    PartAssurance,
    Phone,
    ServiceArea,
    ServiceAtLocation,
    ServiceAttribute,
    ServiceLanguage,
    Vacancy,
)

_PLACE = {
    "id": "id", "name": "name", "name_kana": "name_kana", "name_en": "name_en",
    "location_type": "location_type",
    "district": "district__name", "city": "city", "address_1": "address_1", "address_2": "address_2",
    "latitude": "latitude", "longitude": "longitude", "accessibility": "accessibility",
    "transportation": "transportation", "url": "url",
}  # fmt: skip
_CONTACT = {
    "role": "role", "name": "name", "hours_text": "hours_text", "level": "level", "deputy_of": "deputy_of",
    "full_name": "detail__name", "direct_phone": "detail__direct_phone",
    "direct_email": "detail__direct_email", "note": "detail__note",
}  # fmt: skip


def _json(rows: QuerySet[Any], *order: str, **fields: Any) -> ArraySubquery:
    return ArraySubquery(rows.order_by(*order).values_list(JSONObject(**fields)))


def terms_of_service() -> ArraySubquery:
    return _json(
        ServiceAttribute.objects.filter(service=OuterRef("pk")),
        "position",
        "id",
        name="term__name",
        name_easy="term__name_easy",
        name_en="term__name_en",
        names="term__names",
        scheme="term__scheme",
        key="term__key",
    )


def places_of_service() -> ArraySubquery:
    return _json(
        ServiceAtLocation.objects.filter(service=OuterRef("pk")),
        "position",
        "id",
        opening="opening",
        opening_text="opening_text",
        **{name: f"location__{path}" for name, path in _PLACE.items()},
    )


def areas_of_service() -> ArraySubquery:
    rows = ServiceArea.objects.filter(service=OuterRef("pk"))
    return ArraySubquery(rows.order_by("district__position", "id").values_list("district__name"))


def languages_of_service() -> ArraySubquery:
    rows = ServiceLanguage.objects.filter(service=OuterRef("pk"))
    return ArraySubquery(rows.order_by("language__code").values_list("language__name"))


def prices_of_service() -> ArraySubquery:
    return _json(
        CostOption.objects.filter(service=OuterRef("pk")),
        "position",
        "id",
        option="option",
        amount="amount",
        amount_description="amount_description",
    )


def vacancies_of_service() -> ArraySubquery:
    names = ("label", "state", "available", "maximum", "note", "as_of")
    rows = Vacancy.objects.filter(service=OuterRef("pk"))
    return _json(rows, "position", "id", **{name: name for name in names})


def assurances_of_service() -> ArraySubquery:
    return _json(PartAssurance.objects.filter(service=OuterRef("pk")), "part", part="part", on="on")


def phones_of_service() -> ArraySubquery:
    """The service's own numbers first, then its places', then its organisation's."""
    rows = Phone.objects.filter(
        Q(service=OuterRef("pk"))
        | Q(location__services_at__service=OuterRef("pk"))
        | Q(organisation=OuterRef("organisation"))
    )
    return _phones(rows)


def phones_of_organisation() -> ArraySubquery:
    return _phones(Phone.objects.filter(organisation=OuterRef("pk")))


def contacts_of_service() -> ArraySubquery:
    """Who answers for the service, then who answers for its organisation as a whole."""
    rows = ContactPerson.objects.filter(
        Q(service=OuterRef("pk")) | Q(service=None, organisation=OuterRef("organisation"))
    )
    return _json(rows, "service", "position", "id", **_CONTACT)


def contacts_of_organisation() -> ArraySubquery:
    rows = ContactPerson.objects.filter(organisation=OuterRef("pk"), service=None)
    return _json(rows, "position", "id", **_CONTACT)


def places_of_organisation() -> ArraySubquery:
    return _json(Location.objects.filter(organisation=OuterRef("pk")), "name_kana", "id", **_PLACE)


def divisions_of_organisation() -> ArraySubquery:
    rows = Organisation.objects.filter(parent=OuterRef("pk"))
    return _json(rows, "name_kana", "id", id="id", name="name")


def _phones(rows: QuerySet[Phone]) -> ArraySubquery:
    owner = Case(
        When(service__isnull=False, then=Value("service")),
        When(location__isnull=False, then=Value("location")),
        default=Value("organisation"),
        output_field=CharField(),
    )
    rank = Case(
        When(service__isnull=False, then=Value(0)),
        When(location__isnull=False, then=Value(1)),
        default=Value(2),
    )
    return _json(
        rows.annotate(rank=rank, owner=owner),
        "rank",
        "position",
        "id",
        number="number",
        extension="extension",
        kind="kind",
        note="note",
        hours_text="hours_text",
        audience="audience",
        of="owner",
    )
