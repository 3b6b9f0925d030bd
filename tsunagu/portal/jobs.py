"""Printing the guidebook, away from any page."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tsunagu.directory.actions.guidebooks import fail_guidebook, finish_guidebook, note_progress
from tsunagu.directory.models import GuidebookState
from tsunagu.directory.queries.guidebooks import coverage_of, edition
from tsunagu.kernel.jobs.progress import told_beside
from tsunagu.kernel.jobs.queue import job
from tsunagu.kernel.municipality.acting import current_town_id
from tsunagu.kernel.municipality.queries import town_by_id
from tsunagu.kernel.ui.words import joined
from tsunagu.portal.presenters.guidebook.book import book_of
from tsunagu.portal.presenters.guidebook.typesetting import CannotBePrinted, PressFailed, typeset
from tsunagu.portal.queries.guidebook import material_for

log = logging.getLogger(__name__)
# Between two signs of life; the page that watches asks every other second.
EVERY = 10
MOST_NAMES = 3


@job("guidebook.print")
def print_guidebook(*, guidebook_id: str, at: datetime) -> None:
    """Make the file of an edition that was asked for; one that is finished or given up stays as it is."""
    guidebook = edition(UUID(guidebook_id))
    if guidebook is None or not guidebook.is_being_made:
        return
    try:
        with _Progress.of(guidebook.id) as progress:
            material = material_for(coverage_of(guidebook))
            progress.expect(len(material.listings))
            town = town_by_id(current_town_id())
            book = book_of(material, town=town, at=at, progress=progress.gathered)
            progress.typesetting()
            printed = typeset(book, at=at)
    except CannotBePrinted as error:
        fail_guidebook(guidebook=guidebook, reason=_why(error), at=datetime.now(UTC))
        return
    except PressFailed:
        log.exception("guidebook.print was stopped by the press")
        fail_guidebook(guidebook=guidebook, reason="", at=datetime.now(UTC))
        return
    finish_guidebook(
        guidebook=guidebook,
        content=printed.content,
        pages=printed.pages,
        listings=len(material.listings),
        at=datetime.now(UTC),
    )


def _why(error: CannotBePrinted) -> str:
    if not error.where:
        return _("「%(letters)s」を印刷できる字がありません。") % {"letters": error.text}
    names = joined(error.where[:MOST_NAMES])
    return _(
        "「%(names)s」にある「%(letters)s」を印刷できる字がありません。直してから、もう一度作ってください。"
    ) % {
        "names": names,
        "letters": error.text,
    }


class _Progress:
    """How far the making is; the job itself does not touch the edition until the last sign is written."""

    def __init__(self, guidebook_id: UUID, tell: Callable[..., None]) -> None:
        self._guidebook_id, self._tell_beside, self._total = guidebook_id, tell, 0

    @classmethod
    @contextmanager
    def of(cls, guidebook_id: UUID) -> "Iterator[_Progress]":
        with told_beside("guidebook.print") as tell:
            yield cls(guidebook_id, tell)

    def expect(self, total: int) -> None:
        self._total = total
        self._tell(GuidebookState.GATHERING, 0)

    def gathered(self, done: int) -> None:
        if done % EVERY == 0:
            self._tell(GuidebookState.GATHERING, done)

    def typesetting(self) -> None:
        self._tell(GuidebookState.TYPESETTING, self._total)

    def _tell(self, state: GuidebookState, done: int) -> None:
        self._tell_beside(self._write, state, done)

    def _write(self, state: GuidebookState, done: int) -> None:
        note_progress(
            guidebook_id=self._guidebook_id, state=state, done=done, listings=self._total,
            at=datetime.now(UTC),
        )  # fmt: skip
