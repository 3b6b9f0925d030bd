"""The keys in our letters: signed for one town and one subscription, kept nowhere."""

from datetime import timedelta
from uuid import UUID

from django.core import signing

from tsunagu.kernel.municipality.acting import act_also, current_town_id
from tsunagu.kernel.notify.addresses import town_address
from tsunagu.outreach.choices import NOTICES_PATH
from tsunagu.outreach.models import Subscription

# A first letter that is found a week later still counts; after that the row is gone as well.
CONFIRM_WITHIN = timedelta(days=7)


class LinkClosed(Exception):
    """We did not sign this for this town, it is too old, or what it opened is gone."""


def confirm_token(subscription_id: UUID) -> str:
    return signing.TimestampSigner(salt=_salt("confirm")).sign(subscription_id.hex)


def own_token(subscription_id: UUID) -> str:
    """For every letter: changing and stopping must work as long as a letter is kept, so it does not age."""
    return signing.Signer(salt=_salt("own")).sign(subscription_id.hex)


def read_confirm_token(token: str) -> UUID:
    """Whom the first letter was for.

    Raises:
        LinkClosed.
    """
    try:
        return UUID(signing.TimestampSigner(salt=_salt("confirm")).unsign(token, max_age=CONFIRM_WITHIN))
    except (signing.BadSignature, ValueError):
        raise LinkClosed from None


def read_own_token(token: str) -> UUID:
    """Whose letter it was; the subscription itself may be gone.

    Raises:
        LinkClosed.
    """
    try:
        return UUID(signing.Signer(salt=_salt("own")).unsign(token))
    except (signing.BadSignature, ValueError):
        raise LinkClosed from None


def open_subscription(token: str) -> Subscription:
    """The receiver opens what it told; from here on the context of the request carries its link.

    Raises:
        LinkClosed.
    """
    subscription_id = read_own_token(token)
    act_also(link=subscription_id)
    found = Subscription.objects.filter(id=subscription_id, confirmed_at__isnull=False).first()
    if found is None:
        raise LinkClosed
    return found


def page_for(subscription_id: UUID, *, language: str, step: str = "") -> str:
    """The full address of the receiver's own page."""
    path = f"{NOTICES_PATH}/mine/{own_token(subscription_id)}/{step}"
    return town_address(path, language=language)


def confirm_page_for(subscription_id: UUID, *, language: str) -> str:
    return town_address(f"{NOTICES_PATH}/confirm/{confirm_token(subscription_id)}/", language=language)


def _salt(purpose: str) -> str:
    # A neighbour's key opens nothing here, not even the page that says so.
    return f"outreach.{purpose}.{current_town_id()}"
