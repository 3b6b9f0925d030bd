"""The directory's tables, gathered for Django; each lives with its subject."""

from tsunagu.directory.models.contacts import ContactPerson, ContactPersonDetail, Phone
from tsunagu.directory.models.duty import DutyRota
from tsunagu.directory.models.events import Event, EventDay
from tsunagu.directory.models.gaps import GapDecision, SearchGap
from tsunagu.directory.models.guidebooks import Guidebook, GuidebookLanguage, GuidebookState
from tsunagu.directory.models.neighbours import Neighbour, NeighbourListing, NeighbourPull
from tsunagu.directory.models.open_data import ImportPiece, ImportRow, ImportRun
from tsunagu.directory.models.organisations import Organisation, OrganisationSupporterNote
from tsunagu.directory.models.part_assurances import PartAssurance
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
from tsunagu.directory.models.vacancies import Vacancy

__all__ = [
    "ContactPerson",
    "ContactPersonDetail",
    "CostOption",
    "District",
    "DutyRota",
    "Event",
    "EventDay",
    "GapDecision",
    "Guidebook",
    "GuidebookLanguage",
    "GuidebookState",
    "ImportPiece",
    "ImportRow",
    "ImportRun",
    "Language",
    "Location",
    "Neighbour",
    "NeighbourListing",
    "NeighbourPull",
    "Organisation",
    "OrganisationSupporterNote",
    "PartAssurance",
    "Phone",
    "SearchEntry",
    "SearchGap",
    "Service",
    "ServiceArea",
    "ServiceAtLocation",
    "ServiceAttribute",
    "ServiceCapacity",
    "ServiceLanguage",
    "ServiceSupporterNote",
    "SynonymGroup",
    "TaxonomyTerm",
    "Vacancy",
]
