"""Households, each with the right to it."""

from uuid import UUID

from django.db.models import QuerySet

from tsunagu.families.models import Address, Consent, ContactWay, HiddenAddress, Household, Person
from tsunagu.kernel.permissions.holders import Holder
from tsunagu.kernel.permissions.permission import Permission


def household_for(holder: Holder, household_id: UUID, permission: Permission) -> Household:
    """The household, if the holder's role gives the permission and a grant opens the record.

    Raises:
        Household.DoesNotExist: there is none, or it is not the holder's to see; nobody learns which.
    """
    if not holder.may(permission):
        raise Household.DoesNotExist
    return Household.objects.get(id=household_id)


def people_of(household: Household) -> list[Person]:
    """Who lives there: the oldest first, unborn and unknown last; those who left after them."""
    people = Person.objects.filter(household=household)
    return sorted(
        people, key=lambda one: (one.left_on is not None, one.born_on is None, str(one.born_on), one.id)
    )


def contact_ways_of(household: Household) -> QuerySet[ContactWay]:
    return ContactWay.objects.filter(household=household).select_related("person").order_by("kind", "id")


def addresses_of(household: Household) -> QuerySet[Address]:
    """Where the household lives now; a hidden one says only that it is."""
    return Address.objects.filter(household=household, until=None).order_by("kind")


def consents_of(household: Household) -> QuerySet[Consent]:
    """Newest first, withdrawn ones too."""
    return Consent.objects.filter(household=household).select_related("given_by").order_by("-given_at", "-id")


def can_open_hidden(address: Address) -> bool:
    """Whether the database lets me read the sealed words: grant and role together."""
    return HiddenAddress.objects.filter(address=address).exists()


def person_for(household: Household, person_id: UUID) -> Person:
    """Somebody of this very household.

    Raises:
        Person.DoesNotExist: there is no such person here.
    """
    return Person.objects.get(household=household, id=person_id)


def address_for(household: Household, address_id: UUID) -> Address:
    """An address of this very household.

    Raises:
        Address.DoesNotExist: there is none here.
    """
    return Address.objects.get(household=household, id=address_id)


def consent_for(household: Household, consent_id: UUID) -> Consent:
    """A consent of this very household.

    Raises:
        Consent.DoesNotExist: there is none here.
    """
    return Consent.objects.get(household=household, id=consent_id)
