"""The number and the person in charge that a page shows first: set, changed, taken away."""

from datetime import datetime

from django.db import transaction

from tsunagu.directory.actions.changes import note_change
from tsunagu.directory.actions.organisations import name_contact_person
from tsunagu.directory.models import ContactPerson, Organisation, Phone, Service
from tsunagu.kernel.accounts.models import User


@transaction.atomic
def set_public_phone(
    *, of: Service | Organisation, phone: Phone | None, number: str, by: User | None, at: datetime
) -> Phone | None:
    """Let the page show this number in place of `phone`; an empty number takes it away."""
    if phone is None and number:
        owner = {"service": of} if isinstance(of, Service) else {"organisation": of}
        phone = Phone.objects.create(number=number, **owner)
    elif phone is not None and number:
        phone.number = number
        phone.save(update_fields=["number"])
    elif phone is not None:
        phone.delete()
        phone = None
    listings = [of.id] if isinstance(of, Service) else list(of.services.values_list("id", flat=True))
    note_change("directory.phone_set", record_id=of.id, by=by, at=at, listings=listings)
    return phone


@transaction.atomic
def set_public_contact(
    *,
    service: Service,
    person: ContactPerson | None,
    role: str,
    hours_text: str,
    by: User | None,
    at: datetime,
) -> ContactPerson | None:
    """Let the page name this role in place of `person`; an empty role takes it away."""
    if person is None and role:
        return name_contact_person(
            organisation=service.organisation, service=service, role=role, hours_text=hours_text, by=by, at=at
        )
    if person is not None and role:
        person.role, person.hours_text = role, hours_text
        person.save(update_fields=["role", "hours_text"])
    elif person is not None:
        person.delete()
        person = None
    note_change("directory.contact_set", record_id=service.id, by=by, at=at, listings=[service.id])
    return person
