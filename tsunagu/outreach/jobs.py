"""What outreach does by itself: letters with links, notices in batches, forgetting."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

from tsunagu.kernel.jobs.queue import enqueue, every, job, job_in_steps
from tsunagu.kernel.municipality.acting import as_system, current_town_id
from tsunagu.outreach.actions.sending import (
    carry_out,
    erase_old_deliveries,
    finish_when_done,
    letters_left_this_minute,
    start_notice,
    take_next,
)
from tsunagu.outreach.actions.subscribing import erase_unconfirmed, write_first_letter
from tsunagu.outreach.choices import NoticeState
from tsunagu.outreach.presenters.letters import Composer
from tsunagu.outreach.queries.notices import notices_to_resume

# Until the minute's letters are counted anew, or the mail server answers again.
PAUSE = timedelta(seconds=20)
# Between two counts that the page of the notice shows.
EVERY = 20


@job("outreach.first_letter")
def first_letter(*, at: datetime, subscription_id: str) -> None:
    """The link for a new address."""
    write_first_letter(subscription_id=UUID(subscription_id), at=at)


@job("outreach.start")
def start(*, at: datetime, notice_id: str) -> None:
    """The moment of a notice; a schedule that was changed in the meantime is no failure."""
    start_notice(notice_id=UUID(notice_id), at=at)


@job_in_steps("outreach.carry")
def carry(*, town_id: UUID, notice_id: str) -> None:
    """Carry letters out, each in its own steps, until none waits or the minute is full."""
    notice, compose = UUID(notice_id), Composer()
    for number in _while_letters_go(town_id, notice, compose):
        if number % EVERY == 0:
            with as_system(town_id, at=_now()):
                finish_when_done(notice_id=notice, at=_now())
    with as_system(town_id, at=_now()):
        if not finish_when_done(notice_id=notice, at=_now()):
            enqueue("outreach.carry", town_id=town_id, run_at=_now() + PAUSE, notice_id=notice_id)


# A worker that was killed left its notice behind; two that carry the same notice never take the same letter.
@every("*/10 * * * *", "outreach.resume")
def resume(*, at: datetime) -> None:
    """Whatever should be on its way is set going again."""
    for notice in notices_to_resume(at=at):
        name = "outreach.carry" if notice.state == NoticeState.SENDING else "outreach.start"
        enqueue(name, town_id=current_town_id(), notice_id=str(notice.id))


# At three in the night in Japan.
@every("0 18 * * *", "outreach.forget")
def forget(*, at: datetime) -> None:
    """What is not needed any more is erased."""
    erase_unconfirmed(at=at)
    erase_old_deliveries(at=at)


def _while_letters_go(town_id: UUID, notice_id: UUID, compose: Composer) -> Iterator[int]:
    number = 0
    while True:
        with as_system(town_id, at=_now()):
            may_go = letters_left_this_minute(at=_now()) > 0
            taken = take_next(notice_id=notice_id, at=_now()) if may_go else None
        if taken is None:
            return
        # Taken for good: from here on the letter goes once or not at all.
        with as_system(town_id, at=_now()):
            is_reached = carry_out(delivery_id=taken, compose=compose, at=_now())
        if not is_reached:
            return
        number += 1
        yield number


def _now() -> datetime:
    return datetime.now(UTC)
