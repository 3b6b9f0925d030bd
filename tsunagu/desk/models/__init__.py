"""The tables of the desk."""

from tsunagu.desk.models.consultation import (
    Consultation,
    ConsultationSuggestion,
    ConsultationTopic,
    HouseholdHeadline,
)
from tsunagu.desk.models.correction import ConsultationCorrection, ConsultationHistory
from tsunagu.desk.models.intake import Intake
from tsunagu.desk.models.place import ConsultationPlace, DeskDay
from tsunagu.desk.models.referral import Referral, ReferralTask
from tsunagu.desk.models.referral_trail import (
    ReferralLink,
    ReferralPackage,
    ReferralStep,
    ReferralTerms,
    UnmetNeed,
)
from tsunagu.desk.models.selection import Selection, SelectionItem
from tsunagu.desk.models.transition import BusinessTransitionRule, TransitionRule

__all__ = [
    "BusinessTransitionRule",
    "Consultation",
    "ConsultationCorrection",
    "ConsultationHistory",
    "ConsultationPlace",
    "ConsultationSuggestion",
    "ConsultationTopic",
    "DeskDay",
    "HouseholdHeadline",
    "Intake",
    "Referral",
    "ReferralLink",
    "ReferralPackage",
    "ReferralStep",
    "ReferralTask",
    "ReferralTerms",
    "Selection",
    "SelectionItem",
    "TransitionRule",
    "UnmetNeed",
]
