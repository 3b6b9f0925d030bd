"""The network's tables, gathered for Django; each lives with its subject."""

from tsunagu.network.models.change import ListingChange
from tsunagu.network.models.change_rule import ChangeRule
from tsunagu.network.models.confirmation import (
    ConfirmationCall,
    ConfirmationItem,
    ConfirmationLink,
    ConfirmationRequest,
    PartConfirmation,
)
from tsunagu.network.models.freshness import FreshnessTerms, UnpublishProposal
from tsunagu.network.models.photo import Photo
from tsunagu.network.models.renewal import RenewalEntry, RenewalRound
from tsunagu.network.models.report import ErrorReport

__all__ = [
    "ChangeRule",
    "ConfirmationCall",
    "ConfirmationItem",
    "ConfirmationLink",
    "ConfirmationRequest",
    "ErrorReport",
    "FreshnessTerms",
    "ListingChange",
    "PartConfirmation",
    "Photo",
    "RenewalEntry",
    "RenewalRound",
    "UnpublishProposal",
]
