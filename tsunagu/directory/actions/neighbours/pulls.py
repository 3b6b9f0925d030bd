"""A reading of a neighbour's register, from its order to its end: all of it is taken over, or nothing."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop

from tsunagu.directory.actions.changes import note_change
from tsunagu.directory.actions.neighbours.feed import Register
from tsunagu.directory.actions.neighbours.record import Terms
from tsunagu.directory.models import Neighbour, NeighbourListing, NeighbourPull
from tsunagu.directory.models.neighbours import IN_HAND, PullState
from tsunagu.directory.queries.neighbours import (
    SILENT_AFTER,
    neighbours_to_read,
    our_needs,
    pull_in_hand,
    pull_to_begin,
    versions_of,
)
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.japanese.fold import fold
from tsunagu.kernel.japanese.misread import Misread
from tsunagu.kernel.jobs.queue import enqueue
from tsunagu.kernel.municipality.acting import current_town_id

# A report tells of so many; its counts tell of all.
MOST_REMARKS = 300
KEPT_FOR = timedelta(days=400)
_BATCH = 200
TAKEN, CHANGED, UNCHANGED, GONE, REFUSED = "taken", "changed", "unchanged", "gone", "refused"

_ENDED = gettext_noop("となりのまちで終わりました。")
_AWAY = gettext_noop("となりのまちの一覧からなくなりました。")


class AlreadyReading(Exception):
    """Somebody's order is on its way."""


class SwitchedOff(Exception):
    """The neighbour is not read at present."""


@dataclass(frozen=True, slots=True)
class Errand:
    """What the reader must know; it acts in no transaction."""

    api_url: str
    known: dict[str, str]
    terms: Terms


@transaction.atomic
def order_pull(
    *, neighbour: Neighbour, by: User | None, at: datetime, start_at: datetime | None = None
) -> NeighbourPull:
    """Have a neighbour's register read, at once or at `start_at`.

    Raises:
        AlreadyReading: an order is on its way.
        SwitchedOff: it is not to be read.
    """
    locked = Neighbour.objects.select_for_update().get(id=neighbour.id)
    if not locked.is_on:
        raise SwitchedOff
    if under_way := pull_in_hand(neighbour.id):
        if under_way.noted_at > at - SILENT_AFTER:
            raise AlreadyReading
        fail_pull(pull_id=under_way.id, reason=None, at=at)
    pull = NeighbourPull.objects.create(neighbour=locked, ordered_by=by, ordered_at=at, noted_at=at)
    enqueue("neighbours.pull", town_id=current_town_id(), run_at=start_at, pull_id=str(pull.id))
    return pull


def order_all(*, at: datetime) -> None:
    """The night's round; old reports go."""
    NeighbourPull.objects.filter(ordered_at__lt=at - KEPT_FOR).delete()
    for neighbour in neighbours_to_read():
        try:
            order_pull(neighbour=neighbour, by=None, at=at)
        except AlreadyReading:
            continue


@transaction.atomic
def begin_pull(*, pull_id: UUID, at: datetime) -> Errand | None:
    """Set out; nothing where the order is gone or somebody was faster."""
    pull = pull_to_begin(pull_id)
    if pull is None:
        return None
    begun = NeighbourPull.objects.filter(id=pull_id, state=PullState.WAITING)
    if not begun.update(state=PullState.READING, started_at=at, noted_at=at):
        return None
    return Errand(pull.neighbour.api_url, versions_of(pull.neighbour_id), _our_terms())


def note_progress(*, pull_id: UUID, done: int, expected: int, at: datetime) -> None:
    """Say how far the reading is."""
    under_way = NeighbourPull.objects.filter(id=pull_id, state=PullState.READING)
    under_way.update(done=done, expected=expected, noted_at=at)


@transaction.atomic
def finish_pull(*, pull_id: UUID, register: Register, at: datetime) -> NeighbourPull | None:
    """Make the copies what the neighbour has now; nothing where the neighbour was forgotten meanwhile."""
    under_way = NeighbourPull.objects.select_for_update(of=("self",)).filter(
        id=pull_id, state=PullState.READING
    )
    pull = under_way.select_related("neighbour").first()
    if pull is None:
        return None
    taking = _Taking(pull.neighbour, register, at)
    taking.take()
    pull.state, pull.ended_at, pull.noted_at = PullState.DONE, at, at
    pull.done = pull.expected = sum(taking.counts[each] for each in (TAKEN, CHANGED, UNCHANGED, REFUSED))
    pull.counts, pull.remarks = taking.counts, taking.remarks[:MOST_REMARKS]
    pull.save()
    if any(taking.counts[each] for each in (TAKEN, CHANGED, GONE)):
        note_change(
            "directory.neighbour_read", record_id=pull.neighbour_id, by=pull.ordered_by, at=at,
            taken=taking.counts[TAKEN], changed=taking.counts[CHANGED], gone=taking.counts[GONE],
        )  # fmt: skip
    return pull


@transaction.atomic
def fail_pull(*, pull_id: UUID, reason: Misread | None, at: datetime) -> None:
    """It could not be read: what we have stays as it is, and grows old."""
    told = _told(reason) if reason else {"message": "", "places": {}}
    under_way = NeighbourPull.objects.filter(id=pull_id, state__in=IN_HAND)
    under_way.update(state=PullState.FAILED, failure=told, ended_at=at, noted_at=at)


class _Taking:
    """The copies beside what was read."""

    def __init__(self, neighbour: Neighbour, register: Register, at: datetime) -> None:
        self._neighbour, self._register, self._at = neighbour, register, at
        self._had = {each.their_id: each for each in NeighbourListing.objects.filter(neighbour=neighbour)}
        self.counts = dict.fromkeys((TAKEN, CHANGED, UNCHANGED, GONE, REFUSED), 0)
        self.remarks: list[dict[str, Any]] = []

    def take(self) -> None:
        for refusal in self._register.refused:
            self._count(REFUSED)
            self._remark(refusal.their_id, refusal.name, _told(refusal.reason))
        self._let_go()
        self._keep()
        self._write()

    def _let_go(self) -> None:
        """A record that was refused keeps its former copy: it is still there, and that copy grows old."""
        register = self._register
        refused = {each.their_id for each in register.refused}
        stay = register.read.keys() | register.unchanged | refused
        gone = [each for their_id, each in self._had.items() if their_id not in stay]
        for listing in gone:
            self._count(GONE)
            is_ended = listing.their_id in register.ended
            self._remark(
                listing.their_id, listing.name, {"message": _ENDED if is_ended else _AWAY, "places": {}}
            )
        NeighbourListing.objects.filter(id__in=[each.id for each in gone]).delete()

    def _keep(self) -> None:
        same = [each.id for their_id, each in self._had.items() if their_id in self._register.unchanged]
        self._count(UNCHANGED, len(same))
        NeighbourListing.objects.filter(id__in=same).update(fetched_at=self._at)

    def _write(self) -> None:
        created: list[NeighbourListing] = []
        updated: list[NeighbourListing] = []
        for their_id, (copied, etag) in self._register.read.items():
            listing = self._had.get(their_id)
            is_new = listing is None
            listing = listing or NeighbourListing(neighbour=self._neighbour, their_id=their_id)
            is_changed = listing.digest != copied.digest
            if is_changed:
                for name, value in copied.columns.items():
                    setattr(listing, name, value)
                listing.digest, listing.changed_at = copied.digest, self._at
            listing.etag, listing.fetched_at = etag, self._at
            self._count(TAKEN if is_new else CHANGED if is_changed else UNCHANGED)
            (created if is_new else updated).append(listing)
        NeighbourListing.objects.bulk_create(created, batch_size=_BATCH)
        NeighbourListing.objects.bulk_update(updated, _WRITTEN, batch_size=_BATCH)

    def _count(self, what: str, number: int = 1) -> None:
        self.counts[what] += number

    def _remark(self, their_id: str, name: str, told: dict[str, Any]) -> None:
        self.remarks.append({"id": their_id, "name": name, **told})


_WRITTEN = [
    field.name
    for field in NeighbourListing._meta.concrete_fields
    if field.name not in {"id", "municipality", "neighbour", "their_id"}
]


def _our_terms() -> Terms:
    by_key: dict[str, tuple[str, ...]] = {}
    by_name: dict[str, tuple[str, ...]] = {}
    for term in our_needs():
        keys = (term.key, term.parent.key) if term.parent else (term.key,)
        by_key[term.key] = keys
        by_name.update(dict.fromkeys(map(fold, (term.name, *term.words)), keys))
    return Terms(by_key, by_name)


def _told(reason: Misread) -> dict[str, Any]:
    return {"message": reason.message, "places": {name: str(place) for name, place in reason.places.items()}}
