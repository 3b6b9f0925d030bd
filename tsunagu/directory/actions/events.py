"""Write an event, let the desk agree, change it, call it off.

A member's words wait for the desk. That something does not take place is a fact: it is on the page at once.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from tsunagu.directory.actions.changes import note_change
from tsunagu.directory.actions.services import NotEditable
from tsunagu.directory.choices import EventState
from tsunagu.directory.models import Event, EventDay, Organisation
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.audit.journal import record
from tsunagu.kernel.dates.recurrence import (
    LONGEST,
    Recurrence,
    recurrence_from_json,
    recurrence_to_json,
)

# What its writers may change; `recurrence` is a rule of `kernel.dates.recurrence` or None.
EDITABLE = frozenset(
    {
        "age_text", "cost", "cost_text", "description", "district", "ends", "first_on", "how_to_join",
        "location", "maximum_age_months", "minimum_age_months", "name", "name_en", "name_kana", "phone",
        "place_text", "recurrence", "service", "starts", "summary", "summary_easy", "summary_en", "url",
    }
)  # fmt: skip
# The columns that a revision brings to what it revises.
_WORDING = tuple(sorted(EDITABLE | {"last_on"}))
PUBLIC = (EventState.PUBLISHED, EventState.CANCELLED)


class NotInThatState(Exception):
    """The entry does not stand where this step begins; its state is the argument."""


class NeverTakesPlace(Exception):
    """The rule has no day between its first and its last one."""


class GoesOnTooLong(Exception):
    """The rounds end later than `LONGEST` after the first day."""


class NotADayOfIt(Exception):
    """The event does not take place on that day."""


class MovesNowhere(Exception):
    """The new day is the old one, a day of the round already, or too far away."""


@transaction.atomic
def write_event(*, organisation: Organisation, by: User | None, at: datetime, **fields: Any) -> Event:
    """Enter an event of the organisation; it waits until the desk publishes it.

    Raises:
        NotEditable: `fields` names something that writers do not write.
        NeverTakesPlace, GoesOnTooLong: of its days.
    """
    event = Event(organisation=organisation, written_by=by, updated_at=at)
    _fill(event, fields)
    event.save(force_insert=True)
    _note("directory.event_written", event, by=by, at=at)
    return event


@transaction.atomic
def revise_event(
    *, event: Event, by: User | None, at: datetime, is_agreed: bool = False, **changes: Any
) -> Event:
    """Change what an entry says, and return the row that says it now.

    What is public stays as it is until the desk agrees: the new wording waits in a row of its own, unless it
    is the desk's (`is_agreed`). What the desk returned waits again.

    Raises:
        NotInThatState: it was called off or withdrawn.
        NotEditable, NeverTakesPlace, GoesOnTooLong: as for writing.
    """
    event = _locked(event)
    if event.state in (EventState.CANCELLED, EventState.WITHDRAWN):
        raise NotInThatState(event.state)
    if event.state == EventState.PUBLISHED and not is_agreed:
        return _revision(event, changes, by=by, at=at)
    if event.state == EventState.RETURNED:
        event.state, event.remark = EventState.WAITING, ""
    _fill(event, changes)
    event.updated_at = at
    event.save()
    _forget_strange_days(event)
    _note("directory.event_revised", event, by=by, at=at, fields=",".join(sorted(changes)))
    return event


@transaction.atomic
def publish_event(*, event: Event, by: User | None, at: datetime) -> Event:
    """Let families read it; a member's new wording takes the place of the old one.

    What was called off by mistake takes place again.

    Raises:
        NotInThatState: it is public already, or was withdrawn.
    """
    event = _locked(event)
    if event.state in (EventState.PUBLISHED, EventState.WITHDRAWN):
        raise NotInThatState(event.state)
    if event.revises is not None:
        event = _take_over(event, event.revises)
    event.state, event.remark, event.updated_at = EventState.PUBLISHED, "", at
    event.save()
    _forget_strange_days(event)
    _note("directory.event_published", event, by=by, at=at)
    return event


@transaction.atomic
def return_event(*, event: Event, reason: str, by: User, at: datetime) -> Event:
    """Give it back to its writer, who reads why.

    Raises:
        NotInThatState: it does not wait for the desk.
    """
    return _step(
        event, {EventState.WAITING}, EventState.RETURNED, "directory.event_returned", reason, by=by, at=at
    )


@transaction.atomic
def cancel_event(*, event: Event, reason: str, by: User, at: datetime) -> Event:
    """Call all of it off. It stays on the page with the reason, so that nobody goes in vain.

    Raises:
        NotInThatState: it is not public.
    """
    return _step(
        event, {EventState.PUBLISHED}, EventState.CANCELLED, "directory.event_cancelled", reason, by=by, at=at
    )


@transaction.atomic
def withdraw_event(*, event: Event, by: User | None, at: datetime) -> Event:
    """Take it out of sight: it was entered twice, or by mistake.

    Raises:
        NotInThatState: it was called off or withdrawn already.
    """
    stands = {EventState.WAITING, EventState.RETURNED, EventState.PUBLISHED}
    return _step(event, stands, EventState.WITHDRAWN, "directory.event_withdrawn", "", by=by, at=at)


@transaction.atomic
def call_off_day(*, event: Event, on: date, reason: str, by: User, at: datetime) -> EventDay:
    """One day of it does not take place.

    Raises:
        NotADayOfIt: it would not have taken place on that day.
    """
    return _other_day(event, on, None, reason, "directory.event_day_called_off", by=by, at=at)


@transaction.atomic
def move_day(*, event: Event, on: date, to: date, reason: str, by: User, at: datetime) -> EventDay:
    """One day of it takes place on another day.

    Raises:
        NotADayOfIt: it would not have taken place on that day.
        MovesNowhere: the new day is no other day.
    """
    if abs(to - on) > LONGEST or to in days_of(event, to, to):
        raise MovesNowhere(to)
    return _other_day(event, on, to, reason, "directory.event_day_moved", by=by, at=at)


@transaction.atomic
def restore_day(*, event: Event, on: date, by: User, at: datetime) -> None:
    """That day takes place as usual after all.

    Raises:
        NotADayOfIt: nothing else was said of that day.
    """
    event = _locked(event)
    if not event.days.filter(on=on).delete()[0]:
        raise NotADayOfIt(on)
    _touch(event, at)
    _note("directory.event_day_restored", event, by=by, at=at, on=on.isoformat())


def days_of(event: Event, start: date, end: date) -> list[date]:
    """Its usual days between two days, both included."""
    rule = recurrence_from_json(event.recurrence)
    if rule is None:
        return [event.first_on] if start <= event.first_on <= end else []
    return list(rule.dates(event.first_on, start, end))


def _fill(event: Event, fields: dict[str, Any]) -> None:
    """Set the fields; the first and the last day become days on which it really takes place."""
    for name in sorted(set(fields) - EDITABLE):
        raise NotEditable(name)
    rule: Recurrence | None = (
        fields["recurrence"] if "recurrence" in fields else recurrence_from_json(event.recurrence)
    )
    for name, value in fields.items():
        setattr(event, name, value)
    event.recurrence = recurrence_to_json(rule)
    event.last_on = event.first_on
    if rule is None:
        return
    if rule.until - event.first_on > LONGEST:
        raise GoesOnTooLong(rule.until)
    days = list(rule.dates(event.first_on, event.first_on, rule.until))
    if not days:
        raise NeverTakesPlace(rule)
    event.first_on, event.last_on = days[0], days[-1]


def _revision(event: Event, changes: dict[str, Any], *, by: User | None, at: datetime) -> Event:
    """The waiting new wording of what is public: written on when there is one already."""
    revision = Event.objects.filter(revises=event).first()
    if revision is None:
        kept = {name: getattr(event, name) for name in EDITABLE} | {
            "recurrence": recurrence_from_json(event.recurrence)
        }
        revision = Event(organisation=event.organisation, revises=event)
        _fill(revision, kept)
    _fill(revision, changes)
    revision.state, revision.remark = EventState.WAITING, ""
    revision.written_by, revision.updated_at = by, at
    revision.save()
    record("directory.event_revision_written", record_id=event.id, by=by.id if by else None, at=at)
    return revision


def _take_over(revision: Event, original: Event) -> Event:
    original = _locked(original)
    if original.state != EventState.PUBLISHED:
        raise NotInThatState(original.state)
    for name in _WORDING:
        setattr(original, name, getattr(revision, name))
    original.written_by = revision.written_by
    revision.delete()
    return original


def _step(
    event: Event,
    stands: set[EventState],
    state: EventState,
    name: str,
    remark: str,
    *,
    by: User | None,
    at: datetime,
) -> Event:
    event = _locked(event)
    if event.state not in stands:
        raise NotInThatState(event.state)
    was_public = event.state in PUBLIC
    event.state, event.remark, event.updated_at = state, remark, at
    event.save(update_fields=["state", "remark", "updated_at"])
    _note(name, event, by=by, at=at, was_public=was_public)
    return event


def _other_day(
    event: Event, on: date, to: date | None, reason: str, name: str, *, by: User, at: datetime
) -> EventDay:
    event = _locked(event)
    if on not in days_of(event, on, on):
        raise NotADayOfIt(on)
    day, _ = EventDay.objects.update_or_create(
        event=event, on=on, defaults={"moved_to": to, "remark": reason}
    )
    _touch(event, at)
    _note(name, event, by=by, at=at, on=on.isoformat(), to=to.isoformat() if to else None)
    return day


def _forget_strange_days(event: Event) -> None:
    """A day that is no day of the event any more cannot be an exception of it."""
    said = list(event.days.all())
    strange = [each.id for each in said if each.on not in days_of(event, each.on, each.on)]
    if strange:
        event.days.filter(id__in=strange).delete()


def _locked(event: Event) -> Event:
    """The row as it is now, kept from others until this is done."""
    return Event.objects.select_for_update().get(id=event.id)


def _touch(event: Event, at: datetime) -> None:
    event.updated_at = at
    event.save(update_fields=["updated_at"])


def _note(
    name: str,
    event: Event,
    *,
    by: User | None,
    at: datetime,
    was_public: bool = False,
    **details: str | int | bool | None,
) -> None:
    """Write the journal; only what the public reads makes its kept pages old."""
    if was_public or event.state in PUBLIC:
        note_change(name, record_id=event.id, by=by, at=at, listings=(), **details)
    else:
        record(name, record_id=event.id, by=by.id if by else None, at=at, **details)
