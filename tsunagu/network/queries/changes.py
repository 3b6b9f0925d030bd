"""Proposed changes: what waits, and one of them."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet

from tsunagu.network.choices import ChangeStatus
from tsunagu.network.models import ListingChange
from tsunagu.network.queries.listings import NotFound
from tsunagu.network.queries.values import NEW_PLACE, NEW_SERVICE, Values, values_of


def _with_names() -> QuerySet[ListingChange]:
    return ListingChange.objects.select_related("organisation", "service", "sent_by", "decided_by", "became")


def changes_waiting() -> QuerySet[ListingChange]:
    """What waits for the desk, longest first."""
    return _with_names().filter(status=ChangeStatus.WAITING).order_by("sent_at", "id")


def changes_of_owners(organisations: Collection[UUID], *, most: int = 20) -> list[ListingChange]:
    """The newest of some organisations, whatever became of them."""
    found = _with_names().filter(organisation_id__in=organisations).order_by("-sent_at", "-id")
    return list(found[:most])


def waiting_for(*, organisation_id: UUID, service_id: UUID | None) -> list[ListingChange]:
    """What waits for one listing, or for the organisation's profile."""
    found = changes_waiting().filter(organisation_id=organisation_id)
    return list(
        found.filter(service_id=service_id)
        if service_id
        else found.filter(service=None, is_new=False, is_new_place=False)
    )


def waiting_on_the_same(
    changes: Values, *, organisation_id: UUID, service_id: UUID | None, by: UUID
) -> list[ListingChange]:
    """What others sent and the desk has not read yet, about the same fields and in other words."""
    return [
        one
        for one in waiting_for(organisation_id=organisation_id, service_id=service_id)
        if one.sent_by_id != by
        and any(name in changes and changes[name] != value for name, value in one.changes.items())
    ]


def change_by_id(change_id: UUID) -> ListingChange:
    """One change, if the policies show it to whoever acts.

    Raises:
        NotFound: there is none, or it is another organisation's.
    """
    if change := _with_names().filter(id=change_id).first():
        return change
    raise NotFound


def standing_values(change: ListingChange) -> Values:
    """What stands now where the change would be put in; of a new service or place nothing does."""
    if change.is_new_place:
        return NEW_PLACE
    return NEW_SERVICE if change.is_new else values_of(change.service or change.organisation)
