"""Enter a number into the phone book, correct it, take it out."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tsunagu.directory.actions.changes import note_change
from tsunagu.directory.models import Location, Organisation, Phone, Service
from tsunagu.kernel.accounts.models import User

Owner = Organisation | Service | Location


@transaction.atomic
def enter_phone(*, of: Owner, by: User, at: datetime, **fields: Any) -> Phone:
    """The organisation, the service or the place can be called at this number."""
    phone = Phone.objects.create(**_owned(of), **fields)
    _note("directory.phone_entered", phone, by=by, at=at, listings=_listings(phone))
    return phone


@transaction.atomic
def revise_phone(*, phone: Phone, of: Owner, by: User, at: datetime, **fields: Any) -> Phone:
    """The number, its hours or whose it is was wrong. Whoever had it and whoever has it are told anew."""
    before = _listings(phone)
    for name, value in {
        "organisation": None,
        "service": None,
        "location": None,
        **_owned(of),
        **fields,
    }.items():
        setattr(phone, name, value)
    phone.save()
    _note("directory.phone_revised", phone, by=by, at=at, listings=before | _listings(phone))
    return phone


@transaction.atomic
def remove_phone(*, phone: Phone, by: User, at: datetime) -> None:
    """Nobody answers there any more."""
    id_, listings = phone.id, _listings(phone)
    phone.delete()
    note_change("directory.phone_removed", record_id=id_, by=by, at=at, listings=listings)


def _owned(of: Owner) -> dict[str, Owner]:
    return {type(of)._meta.model_name or "": of}


def _listings(phone: Phone) -> set[UUID]:
    """The services on whose pages the number stands."""
    if phone.service_id:
        return {phone.service_id}
    if phone.location is not None:
        return set(phone.location.services_at.values_list("service_id", flat=True))
    return set(Service.objects.filter(organisation=phone.organisation).values_list("id", flat=True))


def _note(event: str, phone: Phone, *, by: User, at: datetime, listings: set[UUID]) -> None:
    note_change(event, record_id=phone.id, by=by, at=at, listings=listings)
