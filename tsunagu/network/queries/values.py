"""What a listing says now, field by field, as plain JSON values: what a proposed change is compared with."""

from typing import Any

from tsunagu.directory.choices import Audience, Cost, PhoneKind, Scheme, ServiceStatus
from tsunagu.directory.models import ContactPerson, Organisation, Phone, Service
from tsunagu.kernel.dates.opening_json import rule_from_json, rule_to_json

Values = dict[str, Any]

# What an organisation may change of its own; for whom a listing is, residents or supporters, is the desk's.
SERVICE_COLUMNS = (
    "name", "name_kana", "name_en", "summary", "summary_easy", "summary_en", "description", "how_to_use",
    "minimum_age_months", "maximum_age_months", "age_text", "cost", "cost_text", "opening", "opening_text",
    "place_text", "url", "email", "status",
)  # fmt: skip
CONTACT_FIELDS = ("phone", "contact_role", "contact_hours")
# Several words of one scheme each, as ids in the scheme's order.
TERM_FIELDS = {
    "needs": Scheme.NEED,
    "situations": Scheme.SITUATION,
    "stages": Scheme.STAGE,
    "ways_in": Scheme.ACCESS,
}
SORTED_FIELDS = ("kind", *TERM_FIELDS, "places", "areas")
SERVICE_FIELDS = (*SERVICE_COLUMNS, *SORTED_FIELDS, *CONTACT_FIELDS)
ORGANISATION_COLUMNS = ("name", "name_kana", "name_en", "description", "website", "email", "status")
ORGANISATION_LINKS = ("kind", "district")
ORGANISATION_FIELDS = (*ORGANISATION_COLUMNS, *ORGANISATION_LINKS, "phone")
PLACE_COLUMNS = (
    "name", "name_kana", "name_en", "postal_code", "city", "address_1", "address_2", "transportation",
    "accessibility",
)  # fmt: skip
PLACE_FIELDS = (*PLACE_COLUMNS, "district", "phone")

# A service of which nothing is said yet: what a new one is compared with.
NEW_SERVICE: Values = {
    **dict.fromkeys(SERVICE_FIELDS, ""),
    **{name: [] for name in (*TERM_FIELDS, "places", "areas")},
    "minimum_age_months": None,
    "maximum_age_months": None,
    "opening": None,
    "cost": Cost.UNKNOWN.value,
    "status": ServiceStatus.ACTIVE.value,
}
NEW_PLACE: Values = {**dict.fromkeys(PLACE_FIELDS, ""), "accessibility": []}
NEW_ORGANISATION: Values = {**dict.fromkeys(ORGANISATION_FIELDS, ""), "status": ServiceStatus.ACTIVE.value}


def values_of(record: Service | Organisation) -> Values:
    """Every field that can be changed, as it stands."""
    if isinstance(record, Organisation):
        return {
            **{name: getattr(record, name) for name in ORGANISATION_COLUMNS},
            **{name: _id(getattr(record, f"{name}_id")) for name in ORGANISATION_LINKS},
            "phone": _number(public_phone(record)),
        }
    person = public_contact(record)
    return {
        **{name: getattr(record, name) for name in SERVICE_COLUMNS},
        # Written out whole, so that equal rules are equal.
        "opening": rule_to_json(rule_from_json(record.opening)),
        **_sorting(record),
        "phone": _number(public_phone(record)),
        "contact_role": person.role if person else "",
        "contact_hours": person.hours_text if person else "",
    }


def public_phone(record: Service | Organisation) -> Phone | None:
    """The number that the page shows first."""
    return (
        record.phones.filter(audience=Audience.RESIDENTS, kind=PhoneKind.VOICE)
        .order_by("position", "id")
        .first()
    )


def public_contact(service: Service) -> ContactPerson | None:
    """The person in charge that the page names first."""
    return (
        service.contact_persons.filter(audience=Audience.RESIDENTS, deputy_of=None)
        .order_by("position", "id")
        .first()
    )


def ids_in(*values: Values) -> set[str]:
    """The ids of terms, districts and places that stand in these values."""
    found = {each[name] for each in values for name in ("kind", "district") if each.get(name)}
    lists = (each.get(name) or [] for each in values for name in (*TERM_FIELDS, "places", "areas"))
    return found.union(*lists)


def _sorting(service: Service) -> Values:
    terms = service.attributes.order_by("term__position", "term__key").values_list("term__scheme", "term_id")
    places = service.at_locations.order_by("location__name_kana", "location_id")
    areas = service.service_areas.order_by("district__position", "district_id")
    found = list(terms)
    return {
        "kind": _id(service.kind_id),
        **{name: [str(id_) for of, id_ in found if of == scheme] for name, scheme in TERM_FIELDS.items()},
        "places": [str(id_) for id_ in places.values_list("location_id", flat=True)],
        "areas": [str(id_) for id_ in areas.values_list("district_id", flat=True)],
    }


def _id(value: object) -> str:
    return str(value) if value else ""


def _number(phone: Phone | None) -> str:
    return phone.number if phone else ""
