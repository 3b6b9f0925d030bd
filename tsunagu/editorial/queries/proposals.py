"""What members proposed."""

from uuid import UUID

from django.db.models import QuerySet

from tsunagu.editorial.choices import ProposalState
from tsunagu.editorial.models import Proposal
from tsunagu.kernel.accounts.models import User


def proposals_waiting() -> QuerySet[Proposal]:
    """What the desk has not answered, the oldest first."""
    return (
        Proposal.objects.filter(state=ProposalState.SENT).select_related("sent_by").order_by("sent_at", "id")
    )


def proposals_of(user: User) -> QuerySet[Proposal]:
    """What somebody sent, the newest first."""
    return Proposal.objects.filter(sent_by=user).order_by("-sent_at", "-id")


def proposal_waiting(proposal_id: UUID) -> Proposal | None:
    """One of those, nobody else's to answer until the end of the transaction."""
    return (
        Proposal.objects.filter(id=proposal_id, state=ProposalState.SENT)
        .select_for_update(of=("self",))
        .select_related("sent_by")
        .first()
    )
