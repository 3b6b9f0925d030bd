"""The tables of families."""

from tsunagu.families.models.address import Address, HiddenAddress
from tsunagu.families.models.consent import Consent
from tsunagu.families.models.history import HouseholdHistory, PersonHistory
from tsunagu.families.models.household import Household
from tsunagu.families.models.match_key import MatchKey
from tsunagu.families.models.person import ContactWay, Person, Relation

__all__ = [
    "Address",
    "Consent",
    "ContactWay",
    "HiddenAddress",
    "Household",
    "HouseholdHistory",
    "MatchKey",
    "Person",
    "PersonHistory",
    "Relation",
]
