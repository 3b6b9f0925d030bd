"""What an answer brings about and is the town's to do: a member reads no postings, a link writes nothing."""

from contextlib import AbstractContextManager, nullcontext
from datetime import datetime

from tsunagu.kernel.municipality.acting import Acting, as_system, current, current_town_id


def in_the_towns_name(*, at: datetime) -> AbstractContextManager[Acting]:
    """Act as the town's machinery, unless one does already.

    No savepoint of its own: what fails in here fails with the action around it.
    """
    who = current()
    return nullcontext(who) if who.system else as_system(current_town_id(), at=at, savepoint=False)
