"""What organisations are asked, what they have answered, whom to call."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from tsunagu.network.choices import Rung
from tsunagu.network.models import (
    ConfirmationCall,
    ConfirmationItem,
    ConfirmationRequest,
    UnpublishProposal,
)
from tsunagu.network.queries.listings import NotFound


def open_requests() -> QuerySet[ConfirmationRequest]:
    return ConfirmationRequest.objects.filter(closed_at=None).select_related("organisation")


def requests_to_climb(*, today: date) -> QuerySet[ConfirmationRequest]:
    """Asked by letter, and the next rung is due."""
    return open_requests().exclude(rung=Rung.PHONE).filter(next_on__lte=today).order_by("next_on", "id")


def calls_due(*, today: date) -> QuerySet[ConfirmationRequest]:
    """Whom to call, longest first, with the number of listings that are open."""
    return (
        open_requests()
        .filter(rung=Rung.PHONE, next_on__lte=today)
        .annotate(open_count=Count("items", filter=Q(items__answer="")))
        .order_by("next_on", "asked_at", "id")
    )


def calls_later(*, today: date) -> QuerySet[ConfirmationRequest]:
    """To be called on a later day."""
    return (
        open_requests()
        .filter(rung=Rung.PHONE, next_on__gt=today)
        .annotate(open_count=Count("items", filter=Q(items__answer="")))
        .order_by("next_on", "id")
    )


def request_by_id(request_id: UUID) -> ConfirmationRequest:
    """One request with its listings, if the policies show it to whoever acts.

    Raises:
        NotFound: there is none, or it is another organisation's.
    """
    found = ConfirmationRequest.objects.select_related("organisation").filter(id=request_id)
    if request := found.prefetch_related(_items()).first():
        return request
    raise NotFound


def items_of(request_id: UUID) -> list[ConfirmationItem]:
    """The listings of a request in kana order, answered ones too."""
    return list(_items_in_order().filter(request_id=request_id))


def open_item_of(service_id: UUID) -> ConfirmationItem | None:
    """The question about a listing that is still open."""
    return (
        ConfirmationItem.objects.filter(service_id=service_id, answer="")
        .select_related("request", "service")
        .first()
    )


def was_asked_since(service_id: UUID, since: datetime) -> bool:
    """Whether the listing was asked about at that moment or later."""
    return ConfirmationItem.objects.filter(service_id=service_id, asked_at__gte=since).exists()


def open_items_of_owners(organisations: Collection[UUID]) -> QuerySet[ConfirmationItem]:
    """What these organisations are being asked."""
    return _items_in_order().filter(answer="", request__organisation_id__in=organisations)


def calls_of(request_id: UUID) -> list[ConfirmationCall]:
    """The log of calls about a request, newest first."""
    found = ConfirmationCall.objects.filter(request_id=request_id).select_related("by", "service")
    return list(found.order_by("-at", "-id"))


def open_proposals() -> QuerySet[UnpublishProposal]:
    """Listings that the desk has to decide about, oldest news first."""
    return (
        UnpublishProposal.objects.filter(verdict="")
        .select_related("service", "service__organisation")
        .order_by("service__assured_on", "proposed_at", "id")
    )


def proposal_by_id(proposal_id: UUID) -> UnpublishProposal:
    """One proposal that waits.

    Raises:
        NotFound: there is none, or it is decided.
    """
    if proposal := open_proposals().filter(id=proposal_id).first():
        return proposal
    raise NotFound


def _items_in_order() -> QuerySet[ConfirmationItem]:
    return ConfirmationItem.objects.select_related("service", "request", "change").order_by(
        "service__name_kana", "id"
    )


def _items() -> Prefetch:
    return Prefetch("items", _items_in_order())
