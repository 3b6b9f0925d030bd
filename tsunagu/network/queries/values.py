"""What a listing says now, field by field, as plain JSON values: what a proposed change is compared with."""

from typing import Any

from tsunagu.directory.choices import Audience, PhoneKind
from tsunagu.directory.models import ContactPerson, Organisation, Phone, Service
from tsunagu.kernel.dates.opening_json import rule_from_json, rule_to_json

Values = dict[str, Any]

# What an organisation may change of its own; how a service is sorted, and for whom it is, is the desk's.
SERVICE_COLUMNS = (
    "name", "name_kana", "name_en", "summary", "summary_easy", "summary_en", "description", "how_to_use",
    "minimum_age_months", "maximum_age_months", "age_text", "cost", "cost_text", "opening", "opening_text",
    "place_text", "url", "email", "status",
)  # fmt: skip
CONTACT_FIELDS = ("phone", "contact_role", "contact_hours")
SERVICE_FIELDS = (*SERVICE_COLUMNS, *CONTACT_FIELDS)
ORGANISATION_COLUMNS = ("name", "name_kana", "name_en", "description", "website", "email")
ORGANISATION_FIELDS = (*ORGANISATION_COLUMNS, "phone")


def values_of(record: Service | Organisation) -> Values:
    """Every field that can be changed, as it stands."""
    if isinstance(record, Organisation):
        own = {name: getattr(record, name) for name in ORGANISATION_COLUMNS}
        return {**own, "phone": _number(public_phone(record))}
    person = public_contact(record)
    return {
        **{name: getattr(record, name) for name in SERVICE_COLUMNS},
        # Written out whole, so that equal rules are equal.
        "opening": rule_to_json(rule_from_json(record.opening)),
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


def _number(phone: Phone | None) -> str:
    return phone.number if phone else ""
