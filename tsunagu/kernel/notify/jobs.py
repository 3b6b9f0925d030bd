"""The postman."""

from datetime import datetime
from uuid import UUID

from tsunagu.kernel.jobs.queue import job
from tsunagu.kernel.notify.letters import deliver
from tsunagu.kernel.notify.models import Letter


@job("notify.deliver")
def deliver_letter(*, at: datetime, letter_id: str) -> None:
    """Carry one letter out; a letter that was rolled back away is no failure."""
    letter = Letter.objects.filter(id=UUID(letter_id)).first()
    if letter is not None:
        deliver(letter=letter, at=at)
