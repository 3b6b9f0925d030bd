"""A colleague writes a notice, another agrees to it, and it is given a moment to go out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from tsunagu.directory.choices import Audience
from tsunagu.directory.models import Event, Service
from tsunagu.directory.queries.events import PUBLIC as PUBLIC_EVENTS
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.audit import journal
from tsunagu.kernel.jobs.queue import enqueue
from tsunagu.kernel.municipality.acting import current_town_id
from tsunagu.outreach.choices import NOTICE_STEPS, NoticeState
from tsunagu.outreach.models import Notice, NoticeItem
from tsunagu.outreach.queries.segments import Segment, rough_size

# What is read through on a telephone.
MOST_ITEMS = 8
_WRITABLE = (
    NoticeState.DRAFT, NoticeState.ASKED, NoticeState.APPROVED, NoticeState.SCHEDULED, NoticeState.TOO_FEW,
)  # fmt: skip


class NotInThatState(Exception):
    """A colleague was quicker, or it has gone out."""


class OwnWriting(Exception):
    """Whoever wrote a word of it does not agree to it: a second pair of eyes is another person's."""


class TooFewReceivers(Exception):
    """So small a segment would point at a family."""


class NoticeIsOver(Exception):
    """Its last day is past, or would be before it goes out."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a notice says, and to whom. `items` are ids of listings and events, in order."""

    title: str
    body: str
    title_easy: str
    body_easy: str
    segment: Segment
    ends_on: date
    items: Sequence[UUID] = ()


@transaction.atomic
def write_notice(*, told: Told, by: User, at: datetime, notice: Notice | None = None) -> Notice:
    """A notice is begun, or says something else from now on; then it must be agreed to anew.

    Raises:
        NotInThatState: it is on its way already.
    """
    notice = Notice(made_by=by, made_at=at) if notice is None else _locked(notice, *_WRITABLE)
    segment = told.segment
    for name in ("title", "body", "title_easy", "body_easy", "ends_on"):
        setattr(notice, name, getattr(told, name))
    notice.reach, notice.months_from, notice.months_to = segment.reach, segment.months_from, segment.months_to
    notice.districts, notice.subjects = list(segment.districts), list(segment.subjects)
    notice.state, notice.approved_at, notice.approved_by = NoticeState.DRAFT, None, None
    notice.send_at, notice.remark = None, ""
    notice.written_by, notice.written_at = by, at
    notice.save()
    _write_items(notice, told.items)
    _note("outreach.notice_written", notice, by=by, at=at)
    return notice


@transaction.atomic
def ask_for_approval(*, notice: Notice, by: User, at: datetime) -> Notice:
    """The writer has finished; a colleague is asked to look.

    Raises:
        NotInThatState, NoticeIsOver, TooFewReceivers.
    """
    notice = _locked(notice, NoticeState.DRAFT)
    _can_go_out(notice, at=at)
    return _step(notice, NoticeState.ASKED, "outreach.notice_asked", by=by, at=at)


@transaction.atomic
def give_back(*, notice: Notice, remark: str, by: User, at: datetime) -> Notice:
    """A colleague asks for a change.

    Raises:
        NotInThatState.
    """
    notice = _locked(notice, NoticeState.ASKED)
    notice.remark = remark.strip()
    return _step(notice, NoticeState.DRAFT, "outreach.notice_given_back", by=by, at=at)


@transaction.atomic
def approve_notice(*, notice: Notice, by: User, at: datetime) -> Notice:
    """A second person has read it and agrees.

    Raises:
        NotInThatState, OwnWriting, NoticeIsOver.
    """
    notice = _locked(notice, NoticeState.ASKED)
    if by.id in (notice.made_by_id, notice.written_by_id):
        raise OwnWriting(notice.id)
    if notice.ends_on < localdate(at):
        raise NoticeIsOver(notice.id)
    notice.approved_by, notice.approved_at = by, at
    return _step(notice, NoticeState.APPROVED, "outreach.notice_approved", by=by, at=at)


@transaction.atomic
def schedule_notice(*, notice: Notice, send_at: datetime, by: User, at: datetime) -> Notice:
    """It goes out at that moment, or at once when that has come.

    Raises:
        NotInThatState: it was not agreed to.
        NoticeIsOver, TooFewReceivers.
    """
    notice = _locked(notice, NoticeState.APPROVED)
    notice.send_at = max(send_at, at)
    _can_go_out(notice, at=notice.send_at)
    _step(notice, NoticeState.SCHEDULED, "outreach.notice_scheduled", by=by, at=at)
    enqueue("outreach.start", town_id=current_town_id(), run_at=notice.send_at, notice_id=str(notice.id))
    return notice


def _can_go_out(notice: Notice, *, at: datetime) -> None:
    if notice.ends_on < localdate(at):
        raise NoticeIsOver(notice.id)
    if rough_size(Segment.of(notice), today=localdate(at)) is None:
        raise TooFewReceivers(notice.id)


def _locked(notice: Notice, *states: NoticeState) -> Notice:
    found = Notice.objects.select_for_update().get(id=notice.id)
    if found.state not in states:
        raise NotInThatState(found.id, found.state)
    return found


def _step(notice: Notice, state: NoticeState, event: str, *, by: User, at: datetime) -> Notice:
    if state not in NOTICE_STEPS[NoticeState(notice.state)]:
        raise NotInThatState(notice.id, notice.state)
    notice.state = state
    notice.save()
    _note(event, notice, by=by, at=at)
    return notice


def _write_items(notice: Notice, items: Sequence[UUID]) -> None:
    """Only what families may see themselves."""
    services = set(
        Service.objects.filter(id__in=items, audience=Audience.RESIDENTS).values_list("id", flat=True)
    )
    events = set(Event.objects.filter(id__in=items, state__in=PUBLIC_EVENTS).values_list("id", flat=True))
    NoticeItem.objects.filter(notice=notice).delete()
    NoticeItem.objects.bulk_create(
        NoticeItem(
            notice=notice,
            service_id=one if one in services else None,
            event_id=one if one in events else None,
            position=position,
        )
        for position, one in enumerate(dict.fromkeys(items), start=1)
        if (one in services or one in events) and position <= MOST_ITEMS
    )


def _note(event: str, notice: Notice, *, by: User, at: datetime) -> None:
    journal.record(event, record_id=notice.id, by=by.id, at=at)
