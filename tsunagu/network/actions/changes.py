"""A change of a listing: proposed by who owns it, approved, declined or taken over by the desk, withdrawn."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tsunagu.directory.actions.services import confirm_listing
from tsunagu.directory.models import Organisation, Service
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.audit import journal
from tsunagu.network.actions.letters import tell_author
from tsunagu.network.actions.write_listing import write_listing, write_new_place, write_new_service
from tsunagu.network.choices import ChangeStatus, Way
from tsunagu.network.models import ListingChange
from tsunagu.network.models.change_rule import STEPS
from tsunagu.network.queries.changes import standing_values, waiting_for
from tsunagu.network.queries.merging import merged
from tsunagu.network.queries.terms import today_of
from tsunagu.network.queries.values import (
    NEW_PLACE,
    NEW_SERVICE,
    ORGANISATION_FIELDS,
    PLACE_FIELDS,
    SERVICE_FIELDS,
    Values,
    values_of,
)


class NothingChanged(Exception):
    """The words are those that stand there already."""


class NotYoursToChange(Exception):
    """A field was named that organisations do not change; its name is the argument."""


class AlreadyDecided(Exception):
    """Somebody approved, declined or withdrew it first."""


class ChangeConflict(Exception):
    """Somebody else changed the same fields meanwhile; their names are the arguments."""


class NoReason(Exception):
    """Declining says why."""


@transaction.atomic
def propose_change(
    *,
    record: Service | Organisation,
    changes: Values,
    before: Values,
    by: User | None,
    at: datetime,
    name: str = "",
    way: Way = Way.ACCOUNT,
    note: str = "",
) -> ListingChange:
    """Send a change to the desk. The last approved version stays public until the desk has read it.

    Args:
        before: what its author saw; a change of a field that reads differently by then is a conflict.
        name: who answered a letter's link without an account.

    Raises:
        NothingChanged: every value is the one its author saw, and nothing is told in words.
        NotYoursToChange: a field is not an organisation's to change.
    """
    allowed = SERVICE_FIELDS if isinstance(record, Service) else ORGANISATION_FIELDS
    _check_yours(changes, allowed)
    wanted = {field: value for field, value in changes.items() if value != before.get(field)}
    if not wanted and not note.strip():
        raise NothingChanged
    organisation_id = record.organisation_id if isinstance(record, Service) else record.id
    service = record if isinstance(record, Service) else None
    _withdraw_replaced(wanted, organisation_id=organisation_id, service=service, by=by, at=at)
    change = ListingChange.objects.create(
        organisation_id=organisation_id,
        service=service,
        changes=wanted,
        before={field: before.get(field) for field in wanted},
        way=way,
        note=note.strip(),
        sent_by=by,
        sent_name=name,
        sent_at=at,
    )
    _journal("network.change_sent", change, by=by, at=at, fields=",".join(sorted(wanted)))
    return change


@transaction.atomic
def propose_service(
    *, organisation: Organisation, values: Values, by: User, at: datetime, note: str = ""
) -> ListingChange:
    """Ask the desk to list a new service of the organisation; nobody else reads of it before.

    Raises:
        NotYoursToChange: a field is not an organisation's to write.
    """
    _check_yours(values, SERVICE_FIELDS)
    said = _said_of_nothing(values, NEW_SERVICE)
    sent = ListingChange(organisation=organisation, note=note.strip(), is_new=True, **said)
    return _sent_as_addition("network.service_proposed", sent, by=by, at=at)


@transaction.atomic
def propose_place(
    *, organisation: Organisation, values: Values, by: User, at: datetime, note: str = ""
) -> ListingChange:
    """Ask the desk to enter a new place of the organisation; nobody else reads of it before.

    Raises:
        NotYoursToChange: a field is not an organisation's to write.
    """
    _check_yours(values, PLACE_FIELDS)
    said = _said_of_nothing(values, NEW_PLACE)
    sent = ListingChange(organisation=organisation, note=note.strip(), is_new_place=True, **said)
    return _sent_as_addition("network.place_proposed", sent, by=by, at=at)


@transaction.atomic
def approve_change(
    *, change: ListingChange, by: User, at: datetime, edited: Values | None = None
) -> ListingChange:
    """Publish a change in its author's name; with `edited`, in the desk's own words.

    Raises:
        AlreadyDecided: it no longer waits.
        ChangeConflict: somebody changed the same fields meanwhile; only `edited` settles that.
    """
    change = _waiting(change)
    record = change.service or change.organisation
    values = edited
    if values is None:
        result = merged(before=change.before, changes=change.changes, now=standing_values(change))
        if result.conflicts:
            raise ChangeConflict(*result.conflicts)
        values = result.values
    author = change.sent_by if edited is None else by
    became: dict[str, object] = {}
    added: dict[str, Any] = {
        "organisation": change.organisation,
        "values": values,
        "by": author or by,
        "at": at,
    }
    if change.is_new:
        became["became"] = write_new_service(**added)
    elif change.is_new_place:
        became["became_place"] = write_new_place(**added)
    else:
        write_listing(record=record, values=values, by=author, at=at)
    _decide(change, ChangeStatus.APPROVED, by=by, at=at, taken_over=edited, **became)
    _journal("network.change_approved", change, by=by, at=at, edited=edited is not None)
    _confirm_what_was_asked(change, by=author, at=at)
    tell_author(change=change, at=at)
    return change


@transaction.atomic
def decline_change(*, change: ListingChange, reason: str, by: User, at: datetime) -> ListingChange:
    """Leave the page as it is; the author reads why.

    Raises:
        AlreadyDecided: it no longer waits.
        NoReason: no reason was given.
    """
    change = _waiting(change)
    if not reason.strip():
        raise NoReason
    _decide(change, ChangeStatus.DECLINED, by=by, at=at, reason=reason.strip())
    _journal("network.change_declined", change, by=by, at=at)
    tell_author(change=change, at=at)
    return change


@transaction.atomic
def withdraw_change(*, change: ListingChange, by: User | None, at: datetime) -> ListingChange:
    """Its author's organisation takes it back.

    Raises:
        AlreadyDecided: it no longer waits.
    """
    change = _waiting(change)
    _decide(change, ChangeStatus.WITHDRAWN, by=by, at=at)
    _journal("network.change_withdrawn", change, by=by, at=at)
    return change


@transaction.atomic
def change_directly(
    *, record: Service | Organisation, changes: Values, before: Values, by: User, at: datetime
) -> Values:
    """Whoever keeps the whole directory changes it at once, with the same care for what others did meanwhile.

    Raises:
        NothingChanged: every value is the one that they saw.
        ChangeConflict: somebody changed the same fields meanwhile.
    """
    wanted = {field: value for field, value in changes.items() if value != before.get(field)}
    if not wanted:
        raise NothingChanged
    # Of two who press at once, the second reads what the first has written.
    record = type(record)._default_manager.select_for_update(of=("self",)).get(id=record.id)
    result = merged(before=before, changes=wanted, now=values_of(record))
    if result.conflicts:
        raise ChangeConflict(*result.conflicts)
    write_listing(record=record, values=result.values, by=by, at=at)
    return result.values


def _check_yours(values: Values, allowed: tuple[str, ...]) -> None:
    for field in sorted(set(values) - set(allowed)):
        raise NotYoursToChange(field)


def _sent_as_addition(event: str, change: ListingChange, *, by: User, at: datetime) -> ListingChange:
    change.sent_by, change.sent_at = by, at
    change.save()
    _journal(event, change, by=by, at=at)
    return change


def _said_of_nothing(values: Values, nothing: Values) -> dict[str, Values]:
    """What is said of something that the register does not have, as a change of nothing."""
    wanted = {field: value for field, value in values.items() if value != nothing[field]}
    return {"changes": wanted, "before": {field: nothing[field] for field in wanted}}


def _withdraw_replaced(
    wanted: Values, *, organisation_id: UUID, service: Service | None, by: User | None, at: datetime
) -> None:
    """A newer word on the same fields takes the place of one that still waits."""
    service_id = service.id if service else None
    for earlier in waiting_for(organisation_id=organisation_id, service_id=service_id):
        if earlier.changes and set(earlier.changes) <= set(wanted):
            withdraw_change(change=earlier, by=by, at=at)


def _waiting(change: ListingChange) -> ListingChange:
    """The row, locked: of two colleagues who decide at once, one decides."""
    locked = (
        ListingChange.objects.select_for_update(of=("self",))
        .select_related("service", "organisation", "sent_by")
        .get(id=change.id)
    )
    if (ChangeStatus(locked.status), ChangeStatus.APPROVED) not in STEPS:
        raise AlreadyDecided(locked.status)
    return locked


def _decide(
    change: ListingChange, status: ChangeStatus, *, by: User | None, at: datetime, **more: object
) -> None:
    change.status, change.decided_by, change.decided_at = status, by, at
    for name, value in more.items():
        setattr(change, name, value)
    change.save(update_fields=["status", "decided_by", "decided_at", *more])


def _confirm_what_was_asked(change: ListingChange, *, by: User | None, at: datetime) -> None:
    """An organisation that was asked, said what changed, and sees it published, has confirmed its listing."""
    item = change.confirmation_items.first()
    if item is None or change.service is None or "status" in change.changes:
        return
    confirm_listing(
        service=change.service,
        on=today_of(change.sent_at),
        confirmed_by=change.organisation.name[:80],
        by=by,
        at=at,
    )


def _journal(
    event: str, change: ListingChange, *, by: User | None, at: datetime, **details: str | bool
) -> None:
    journal.record(
        event,
        record_id=change.service_id or change.organisation_id,
        by=by.id if by else None,
        at=at,
        change=str(change.id),
        author=str(change.sent_by_id or ""),
        **details,
    )
