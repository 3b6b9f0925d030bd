"""What outreach does by itself: letters with links, notices in batches, forgetting."""

from datetime import datetime
from uuid import UUID

from tsunagu.kernel.jobs.queue import every, job
from tsunagu.outreach.actions.subscribing import erase_unconfirmed, write_first_letter


@job("outreach.first_letter")
def first_letter(*, at: datetime, subscription_id: str) -> None:
    """The link for a new address."""
    write_first_letter(subscription_id=UUID(subscription_id), at=at)


# At three in the night in Japan.
@every("0 18 * * *", "outreach.forget")
def forget(*, at: datetime) -> None:
    """What is not needed any more is erased."""
    erase_unconfirmed(at=at)
