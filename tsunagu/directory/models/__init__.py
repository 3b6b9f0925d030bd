"""The directory's tables, gathered for Django; each lives with its subject."""

from tsunagu.directory.models.contacts import ContactPerson, ContactPersonDetail, Phone
from tsunagu.directory.models.organisations import Organisation, OrganisationSupporterNote
from tsunagu.directory.models.places import District, Location
from tsunagu.directory.models.search import SearchEntry, SynonymGroup
from tsunagu.directory.models.services import (
    CostOption,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceAttribute,
    ServiceCapacity,
    ServiceLanguage,
    ServiceSupporterNote,
)
from tsunagu.directory.models.taxonomy import Language, TaxonomyTerm

__all__ = [
    "ContactPerson",
    "ContactPersonDetail",
    "CostOption",
    "District",
    "Language",
    "Location",
    "Organisation",
    "OrganisationSupporterNote",
    "Phone",
    "SearchEntry",
    "Service",
    "ServiceArea",
    "ServiceAtLocation",
    "ServiceAttribute",
    "ServiceCapacity",
    "ServiceLanguage",
    "ServiceSupporterNote",
    "SynonymGroup",
    "TaxonomyTerm",
]
