"""What an organisation says when it is asked: still true, changed, ended; whole or in parts."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from tsunagu.directory.actions.services import assure_parts, confirm_listing
from tsunagu.directory.choices import ListingPart, ServiceStatus
from tsunagu.directory.models import Service
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.audit import journal
from tsunagu.network.actions.changes import change_directly, propose_change
from tsunagu.network.choices import Answer, Way
from tsunagu.network.models import ConfirmationItem, ConfirmationRequest, ListingChange, PartConfirmation
from tsunagu.network.queries.confirmations import open_item_of
from tsunagu.network.queries.listings import parts_confirmed
from tsunagu.network.queries.terms import first_day_that_counts, terms_of_town, today_of
from tsunagu.network.queries.values import Values, values_of

ALL_GROUPS = tuple(ListingPart)


class NothingConfirmed(Exception):
    """Not one part was ticked."""


@transaction.atomic
def confirm_parts(
    *,
    service: Service,
    groups: Collection[str] = ALL_GROUPS,
    way: Way,
    by: User | None,
    at: datetime,
    name: str = "",
) -> bool:
    """Somebody says of these parts that they are true. True when with it the whole listing is confirmed.

    A listing is confirmed on the day of the oldest of its parts, so that no part is older than it says.

    Raises:
        NothingConfirmed: no part was named.
    """
    ticked = [group for group in ListingPart if group in groups]
    if not ticked:
        raise NothingConfirmed
    today, terms = today_of(at), terms_of_town()
    organisation = service.organisation
    PartConfirmation.objects.create(
        organisation=organisation,
        service=service,
        groups=ticked,
        on=today,
        confirmed_by=_said_by(organisation.name, name),
        way=way,
        by=by,
    )
    assure_parts(service=service, parts=ticked, on=today, by=by, at=at)
    journal.record(
        "network.parts_confirmed",
        record_id=service.id,
        by=by.id if by else None,
        at=at,
        groups=",".join(ticked),
        way=way.value,
    )
    known = parts_confirmed(service.id, since=first_day_that_counts(today, terms))
    if set(known) != set(ListingPart):
        return False
    confirm_listing(
        service=service, on=min(known.values()), confirmed_by=organisation.name[:80], by=by, at=at
    )
    _answer(service, Answer.STILL_TRUE, way=way, by=by, name=name, at=at)
    return True


@transaction.atomic
def tell_changes(
    *,
    service: Service,
    changes: Values,
    before: Values,
    way: Way,
    by: User | None,
    at: datetime,
    name: str = "",
    note: str = "",
) -> ListingChange:
    """「変わった」: what is different goes to the desk; the question about the listing is answered with it.

    Raises:
        NothingChanged: it says what stands there already.
    """
    change = propose_change(
        record=service, changes=changes, before=before, by=by, at=at, name=name, way=way, note=note
    )
    _answer(service, Answer.CHANGED, way=way, by=by, name=name, at=at, change=change)
    return change


@transaction.atomic
def tell_end(
    *, service: Service, way: Way, by: User | None, at: datetime, name: str = "", note: str = ""
) -> ListingChange:
    """「やめた」: the desk is asked to let the listing end.

    Raises:
        NothingChanged: it has ended already.
    """
    change = propose_change(
        record=service,
        changes={"status": ServiceStatus.DEFUNCT.value},
        before={"status": values_of(service)["status"]},
        by=by,
        at=at,
        name=name,
        way=way,
        note=note,
    )
    _answer(service, Answer.ENDED, way=way, by=by, name=name, at=at, change=change)
    return change


@transaction.atomic
def end_directly(*, service: Service, by: User, at: datetime) -> None:
    """Whoever keeps the whole directory lets a listing end; nobody is asked about it any more.

    Raises:
        NothingChanged: it has ended already.
    """
    change_directly(
        record=service,
        changes={"status": ServiceStatus.DEFUNCT.value},
        before={"status": service.status},
        by=by,
        at=at,
    )
    _answer(service, Answer.ENDED, way=Way.ACCOUNT, by=by, name="", at=at)


def _answer(
    service: Service,
    answer: Answer,
    *,
    way: Way,
    by: User | None,
    name: str,
    at: datetime,
    change: ListingChange | None = None,
) -> None:
    """Close the open question about the listing, and the request when it was the last one."""
    item = open_item_of(service.id)
    if item is None:
        return
    ConfirmationItem.objects.filter(id=item.id).update(
        answer=answer,
        answered_at=at,
        answered_by=_said_by(by.name if by else "", name),
        way=way,
        change=change,
    )
    open_items = ConfirmationItem.objects.filter(request_id=item.request_id, answer="")
    if not open_items.exists():
        ConfirmationRequest.objects.filter(id=item.request_id, closed_at=None).update(closed_at=at)


def _said_by(whose: str, name: str) -> str:
    return (f"{whose} {name}" if whose and name else whose or name)[:80]
