"""What the household page needs from beside the families."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from tsunagu.desk.models import Referral, ReferralStep
from tsunagu.directory.models import Organisation
from tsunagu.families.models import Household


def names_of_organisations(ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """Organisations by id; families themselves keep only the ids."""
    wanted = {each for each in ids if each is not None}
    return dict(Organisation.objects.filter(id__in=wanted).values_list("id", "name")) if wanted else {}


def open_referrals_of(household: Household) -> QuerySet[Referral]:
    """Needs of the household that are not closed; each has an owner and a next date."""
    return (
        Referral.objects.filter(household=household, closed_at=None)
        .select_related("owner_organisation", "need")
        .order_by("next_action_on", "id")
    )


def referral_steps_of(household: Household) -> QuerySet[ReferralStep]:
    """Every step of every hand-over of the household, in one statement."""
    return (
        ReferralStep.objects.filter(referral__household=household)
        .select_related("organisation", "task__target")
        .order_by("-at", "-id")
    )
