"""Subscriptions and notices. Act in a town first (`in_joetsu`); they are made through the real actions."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import count
from typing import Any

from tests.conftest import TODAY_10AM
from tsunagu.outreach.actions.links import confirm_token
from tsunagu.outreach.actions.subscribing import (
    Wishes,
    ask_to_subscribe,
    confirm_subscription,
    digests_of,
)
from tsunagu.outreach.choices import Subject
from tsunagu.outreach.models import Subscription

_numbers = count(1)
# On 20 November 2026: seven months old.
APRIL = date(2026, 4, 1)


def wishes(born: Sequence[date] = (APRIL,), **facts: Any) -> Wishes:
    return Wishes(**{"subjects": Subject.values, "born": born, **facts})


def make_subscription(
    email: str = "", *, confirmed: bool = True, at: datetime = TODAY_10AM, **wanted: Any
) -> Subscription:
    """An address that asked, and followed the link of the first letter."""
    number = next(_numbers)
    email = email or f"parent{number}@example.jp"
    ask_to_subscribe(email=email, wishes=wishes(**wanted), sender=f"parent {number}", at=at)
    made = Subscription.objects.get(address_digest__in=digests_of(email))
    if confirmed:
        confirm_subscription(token=confirm_token(made.id), at=at)
        made.refresh_from_db()
    return made
