"""A listing, a change or a request together with the right to it; what is not yours is not there."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django.http import Http404, HttpRequest

from tsunagu.directory.models import Organisation, Service
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.network.queries.listings import NotFound, organisation_to_edit, service_to_edit

Record = TypeVar("Record")


def edits_all(request: HttpRequest) -> bool:
    """Whether the person keeps the whole directory: their changes need nobody's approval."""
    return request.holder.may(Permission.DIRECTORY_EDIT_ALL)


def mine(request: HttpRequest) -> frozenset[UUID]:
    return request.holder.organisations_where(Permission.DIRECTORY_EDIT_OWN)


def service_or_404(request: HttpRequest, service_id: UUID) -> Service:
    return found(lambda: service_to_edit(service_id, organisations=_within(request)))


def organisation_or_404(request: HttpRequest, organisation_id: UUID) -> Organisation:
    return found(lambda: organisation_to_edit(organisation_id, organisations=_within(request)))


def found(look: Callable[[], Record]) -> Record:
    """The record, or the same page as for one that does not exist."""
    try:
        return look()
    except NotFound:
        raise Http404 from None


def _within(request: HttpRequest) -> frozenset[UUID] | None:
    return None if edits_all(request) else mine(request)
