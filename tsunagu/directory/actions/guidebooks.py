"""An edition of the guidebook is asked for, made, given to families, and taken back."""

import hashlib
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from tsunagu.directory.actions.changes import note_change
from tsunagu.directory.models import Guidebook, GuidebookState
from tsunagu.directory.models.guidebooks import BEING_MADE
from tsunagu.directory.queries.guidebooks import Coverage, edition_in_making
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.audit.journal import record
from tsunagu.kernel.jobs.queue import enqueue
from tsunagu.kernel.municipality.acting import current_town_id

# A book of a whole town takes seconds: whoever was silent for so long has died.
SILENT_FOR = timedelta(minutes=15)


class NotReady(Exception):
    """Only a finished edition can be given to families."""


@transaction.atomic
def order_guidebook(*, coverage: Coverage, by: User, at: datetime) -> tuple[Guidebook, bool]:
    """Ask for an edition; whoever asks while it is being made gets the one in the making.

    Returns:
        The edition, and whether it was asked for only now.
    """
    running = edition_in_making(coverage)
    if running and at - running.noted_at < SILENT_FOR:
        return running, False
    if running:
        fail_guidebook(guidebook=running, reason="", at=at)
    try:
        with transaction.atomic():
            guidebook = Guidebook.objects.create(
                district=coverage.district,
                stage=coverage.stage,
                language=coverage.language,
                ordered_by=by,
                ordered_at=at,
                noted_at=at,
            )
    except IntegrityError:
        # Somebody else asked in the same moment; the database keeps one in the making.
        if others := edition_in_making(coverage):
            return others, False
        raise
    record("directory.guidebook_ordered", record_id=guidebook.id, by=by.id, at=at)
    enqueue("guidebook.print", town_id=current_town_id(), guidebook_id=str(guidebook.id))
    return guidebook, True


def note_progress(
    *, guidebook_id: UUID, state: GuidebookState, done: int, listings: int, at: datetime
) -> None:
    """Say how far the making is; a book that is finished or given up stays as it is."""
    Guidebook.objects.filter(id=guidebook_id, state__in=BEING_MADE).update(
        state=state, done=done, listings=listings, noted_at=at
    )


@transaction.atomic
def finish_guidebook(
    *, guidebook: Guidebook, content: bytes, pages: int, listings: int, at: datetime
) -> Guidebook:
    """Keep the finished file with its edition."""
    guidebook.state = GuidebookState.READY
    guidebook.content = content
    guidebook.digest = hashlib.sha256(content).hexdigest()
    guidebook.size = len(content)
    guidebook.pages = pages
    guidebook.listings = guidebook.done = listings
    guidebook.made_at = guidebook.noted_at = at
    guidebook.save()
    record("directory.guidebook_made", record_id=guidebook.id, by=None, at=at, pages=pages)
    return guidebook


@transaction.atomic
def fail_guidebook(*, guidebook: Guidebook, reason: str, at: datetime) -> Guidebook:
    """Give up, and say why in words that help whoever asked."""
    guidebook.state = GuidebookState.FAILED
    guidebook.failure = reason[:300]
    guidebook.noted_at = at
    guidebook.save(update_fields=["state", "failure", "noted_at"])
    record("directory.guidebook_failed", record_id=guidebook.id, by=None, at=at)
    return guidebook


@transaction.atomic
def publish_guidebook(*, guidebook: Guidebook, by: User, at: datetime) -> Guidebook:
    """Give the edition to families; it takes the place of the one before it.

    Raises:
        NotReady: there is no file yet.
    """
    if guidebook.state != GuidebookState.READY:
        raise NotReady
    if guidebook.published_at is None:
        guidebook.published_at, guidebook.published_by = at, by
        guidebook.save(update_fields=["published_at", "published_by"])
        note_change("directory.guidebook_published", record_id=guidebook.id, by=by, at=at)
    return guidebook


@transaction.atomic
def withdraw_guidebook(*, guidebook: Guidebook, by: User, at: datetime) -> Guidebook:
    """Take a published edition back; the one before it is the newest again."""
    if guidebook.published_at is not None:
        guidebook.published_at = guidebook.published_by = None
        guidebook.save(update_fields=["published_at", "published_by"])
        note_change("directory.guidebook_withdrawn", record_id=guidebook.id, by=by, at=at)
    return guidebook
