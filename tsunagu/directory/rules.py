"""Who may do what to an entry of the calendar."""

from uuid import UUID

from tsunagu.directory.choices import EventState
from tsunagu.directory.models import Event
from tsunagu.kernel.permissions.holders import Holder
from tsunagu.kernel.permissions.permission import Permission


def is_calendar_desk(holder: Holder) -> bool:
    """Whether the person decides what the public reads."""
    return holder.may(Permission.DIRECTORY_EDIT_ALL)


def may_write_events_of(holder: Holder, organisation_id: UUID) -> bool:
    """The desk for everybody; a member for the organisations they work for."""
    return is_calendar_desk(holder) or holder.may(Permission.DIRECTORY_EDIT_OWN, organisation=organisation_id)


def may_withdraw(holder: Holder, event: Event) -> bool:
    """What families have read only the desk takes away; a member calls it off, and it stays to be seen."""
    if event.state in (EventState.WAITING, EventState.RETURNED):
        return may_write_events_of(holder, event.organisation_id)
    return event.state == EventState.PUBLISHED and is_calendar_desk(holder)
