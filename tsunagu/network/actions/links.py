"""The door for organisations without an account: a signed link to one request, valid until its day."""

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.core import signing

from tsunagu.kernel.notify.addresses import page_address
from tsunagu.network.models import ConfirmationLink, ConfirmationRequest
from tsunagu.network.queries.terms import terms_of_town

SALT = "network.confirmation-link"


class LinkClosed(Exception):
    """Not ours, too old, or everything is answered: the visitor is told one and the same."""


def make_link(*, request: ConfirmationRequest, sent_to: str, at: datetime) -> str:
    """The address for a letter. Earlier letters keep working: their reader may answer the first one."""
    key = secrets.token_urlsafe(18)
    ConfirmationLink.objects.create(
        request=request,
        digest=_digest(request.id, key),
        sent_to=sent_to,
        made_at=at,
        ends_at=at + timedelta(days=terms_of_town().link_days),
    )
    return page_address("network:link", signing.dumps([str(request.id), key], salt=SALT))


def read_token(token: str) -> tuple[UUID, str]:
    """The request and the key that we signed.

    Raises:
        LinkClosed: we did not sign this.
    """
    try:
        request_id, key = signing.loads(token, salt=SALT)
        return UUID(request_id), str(key)
    except (signing.BadSignature, ValueError, TypeError):
        raise LinkClosed from None


def open_link(*, request_id: UUID, key: str, at: datetime) -> ConfirmationLink:
    """The link, while it opens anything. Act with `link=request_id` first.

    Raises:
        LinkClosed: it is too old, or not one of this request's.
    """
    link = (
        ConfirmationLink.objects.select_related("request", "request__organisation")
        .filter(request_id=request_id, digest=_digest(request_id, key), ends_at__gt=at)
        .first()
    )
    if link is None:
        raise LinkClosed
    return link


def _digest(request_id: UUID, key: str) -> str:
    return hashlib.sha256(f"{request_id}:{key}".encode()).hexdigest()
