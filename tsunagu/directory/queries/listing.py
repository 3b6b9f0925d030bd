"""A service and all that is published with it, as plain values: read in one statement, kept, shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Named:
    """A name in the languages of the interface; only the Japanese one is always there."""

    name: str
    name_easy: str = ""
    name_en: str = ""
    # Further languages by their code; the vocabulary has them.
    names: Mapping[str, str] = field(default_factory=dict, kw_only=True, hash=False)


@dataclass(frozen=True, slots=True)
class Term(Named):
    """A term a service is sorted under."""

    scheme: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class PhoneLine:
    """One number. `of` says whose it is: the service's, the place's, the organisation's."""

    number: str
    extension: str = ""
    kind: str = "voice"
    note: str = ""
    hours_text: str = ""
    of: str = "service"
    audience: str = "residents"


@dataclass(frozen=True, slots=True)
class Contact:
    """Who is in charge; name and direct line only as far as the reader may see them."""

    role: str
    name: str = ""
    hours_text: str = ""
    level: str = "working"
    is_deputy: bool = False
    full_name: str = ""
    direct_phone: str = ""
    direct_email: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the service is given."""

    id: UUID
    name: str
    name_kana: str = ""
    name_en: str = ""
    location_type: str = "physical"
    district: str = ""
    address: str = ""
    latitude: float | None = None
    longitude: float | None = None
    accessibility: tuple[str, ...] = ()
    transportation: str = ""
    url: str = ""
    # Hours of the service here, where they differ from its usual ones.
    opening: dict[str, Any] | None = None
    opening_text: str = ""


@dataclass(frozen=True, slots=True)
class Price:
    option: str
    amount: int | None = None
    amount_description: str = ""


@dataclass(frozen=True, slots=True)
class FreePlaces:
    """What is free in one class, as of a day."""

    label: str
    state: str
    as_of: date
    available: int | None = None
    maximum: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """One service as the register tells it."""

    id: UUID
    name: str
    organisation_id: UUID
    organisation_name: str
    name_kana: str = ""
    name_en: str = ""
    organisation_name_en: str = ""
    commissioned_by_name: str = ""
    commissioned_by_name_en: str = ""
    alternate_names: tuple[str, ...] = ()
    status: str = "active"
    audience: str = "residents"
    summary: str = ""
    summary_easy: str = ""
    summary_en: str = ""
    description: str = ""
    kind: Term | None = None
    how_to_use: str = ""
    minimum_age_months: int | None = None
    maximum_age_months: int | None = None
    age_text: str = ""
    cost: str = "unknown"
    cost_text: str = ""
    opening: dict[str, Any] | None = None
    opening_text: str = ""
    place_text: str = ""
    url: str = ""
    email: str = ""
    assured_on: date | None = None
    assured_by: str = ""
    overdue_since: date | None = None
    source_seed: str = ""
    source_at: str = ""
    terms: tuple[Term, ...] = ()
    places: tuple[Place, ...] = ()
    areas: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    prices: tuple[Price, ...] = ()
    phones: tuple[PhoneLine, ...] = ()
    contacts: tuple[Contact, ...] = ()
    # Only its own page asks for these.
    vacancies: tuple[FreePlaces, ...] = ()
    parts_assured: tuple[tuple[str, date], ...] = ()

    def terms_of(self, scheme: str) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if term.scheme == scheme)


@dataclass(frozen=True, slots=True)
class SupporterListing:
    """The same service beside the desk: with what residents are not told."""

    listing: Listing
    capacity: str = "unknown"
    capacity_note: str = ""
    capacity_updated_at: datetime | None = None
    internal_note: str = ""
    organisation_note: str = ""
    notice_email: str = ""
    takes_referrals: bool = False


@dataclass(frozen=True, slots=True)
class OrganisationListing:
    """An organisation, with its services and how to reach it."""

    id: UUID
    name: str
    name_kana: str = ""
    name_en: str = ""
    alternate_names: tuple[str, ...] = ()
    kind: Term | None = None
    description: str = ""
    status: str = "active"
    member_status: str = "none"
    is_desk: bool = False
    website: str = ""
    email: str = ""
    district: str = ""
    parent_id: UUID | None = None
    parent_name: str = ""
    source_seed: str = ""
    source_at: str = ""
    divisions: tuple[tuple[UUID, str], ...] = ()
    phones: tuple[PhoneLine, ...] = ()
    places: tuple[Place, ...] = ()
    contacts: tuple[Contact, ...] = ()
    updated_at: datetime | None = None
    services: tuple[Listing, ...] = field(default=())
