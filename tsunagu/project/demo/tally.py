"""What a demo town holds, counted."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Sum

from tsunagu.desk.models import Consultation, ConsultationTopic, DeskDay, Referral, ReferralTask
from tsunagu.directory.models import Service
from tsunagu.families.models import Household
from tsunagu.kernel.municipality.acting import acting
from tsunagu.project.demo.town import Town


@dataclass(frozen=True, slots=True)
class Tally:
    services: int
    households: int
    consultations: int
    people: int
    questions: int
    days: int
    referrals: int
    tasks: Counter[str]


def tally_of(town: Town) -> Tally:
    """Count as the town's system; the same seed gives the same tally."""
    with acting(town.system(town.now)):
        return Tally(
            services=Service.objects.count(),
            households=Household.objects.count(),
            consultations=Consultation.objects.count(),
            people=Consultation.objects.aggregate(people=Sum("people_count"))["people"] or 0,
            questions=ConsultationTopic.objects.count(),
            days=DeskDay.objects.values("day").distinct().count(),
            referrals=Referral.objects.count(),
            tasks=Counter(ReferralTask.objects.values_list("status", flat=True)),
        )
