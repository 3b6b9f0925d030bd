"""Write a letter now, in the caller's transaction; a job carries it out after the commit."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage

from tsunagu.kernel.database.rows import insert
from tsunagu.kernel.jobs.queue import enqueue
from tsunagu.kernel.municipality.acting import current_town_id
from tsunagu.kernel.notify.models import Letter, LetterState

# Stands in the demo's outbox for whom nobody may know; `.invalid` belongs to nobody.
HIDDEN_RECEIVER = "receiver@under-seal.invalid"


def write_letter(
    *, to: str, subject: str, body: str, kind: str, at: datetime, about_id: UUID | None = None
) -> Letter:
    """Put a letter in the outbox. The text says that something waits, never what a family said."""
    letter = Letter(to=to, subject=subject, body=body, kind=kind, about_id=about_id, written_at=at)
    insert(letter)
    enqueue("notify.deliver", town_id=current_town_id(), letter_id=str(letter.id))
    return letter


def send_unkept(
    *, to: str, subject: str, body: str, kind: str, at: datetime, headers: Mapping[str, str]
) -> None:
    """Send at once and keep nothing: for receivers whose address no colleague may read.

    In a demo the letter is laid in the outbox instead, so that it can be read, without the address.

    Raises:
        OSError: the mail server did not take it.
    """
    if settings.DEMO:
        kept = {"written_at": at, "sent_at": at, "state": LetterState.SENT}
        insert(Letter(to=HIDDEN_RECEIVER, subject=subject, body=body, kind=kind, **kept))
        return
    EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [to], headers=dict(headers)).send()


def deliver(*, letter: Letter, at: datetime) -> Letter:
    """Send a waiting letter. In a demo it counts as sent where it lies: nothing leaves the machine.

    Raises:
        OSError: the mail server did not take it; the job tries again later.
    """
    if letter.state == LetterState.SENT:
        return letter
    if not settings.DEMO:
        EmailMessage(letter.subject, letter.body, settings.DEFAULT_FROM_EMAIL, [letter.to]).send()
    letter.state, letter.sent_at, letter.failure = LetterState.SENT, at, ""
    letter.save(update_fields=["state", "sent_at", "failure"])
    return letter
