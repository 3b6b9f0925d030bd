"""Floods stop at a number an hour, for one sender and for the town as a whole."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F, Sum

from tsunagu.kernel.visitors.models import SenderCount

# Counts are looked at within their hour only; a day leaves room for slow clocks.
KEPT = timedelta(days=1)


class NotAPerson(Exception):
    """A field that people do not see was filled in."""


class TooMany(Exception):
    """This sender, or the whole town, reached the limit of the hour."""


@dataclass(frozen=True, slots=True)
class Limit:
    """How often in an hour."""

    kind: str
    per_sender: int
    per_town: int | None = None


def count_sender(limit: Limit, *, sender: str, at: datetime) -> None:
    """Count one more; the sender is told from others for an hour, and only a hash of it is kept.

    Raises:
        TooMany: the limit of the hour is reached, and nothing was counted.
    """
    count = counted(limit, sender=sender, at=at)
    if is_reached(limit, count):
        raise TooMany(limit.kind)
    count_one(count)


def counted(limit: Limit, *, sender: str, at: datetime) -> SenderCount:
    """The sender's count of this hour, locked: of two tries at once, on any server, the second waits."""
    hour = at.replace(minute=0, second=0, microsecond=0)
    count, is_new = SenderCount.objects.select_for_update().get_or_create(
        kind=limit.kind, hour=hour, sender=_hashed(sender, hour)
    )
    if is_new:
        SenderCount.objects.filter(hour__lt=at - KEPT).delete()
    return count


def is_reached(limit: Limit, count: SenderCount) -> bool:
    """Whether this sender, or everybody together, did it often enough."""
    if count.count >= limit.per_sender:
        return True
    if limit.per_town is None:
        return False
    of_town = SenderCount.objects.filter(kind=limit.kind, hour=count.hour)
    return of_town.aggregate(total=Sum("count"))["total"] >= limit.per_town


def count_one(count: SenderCount) -> None:
    SenderCount.objects.filter(id=count.id).update(count=F("count") + 1)


def _hashed(sender: str, hour: datetime) -> str:
    # The hour is part of the hash: nobody can follow a sender from one hour to the next.
    plain = f"{sender}{hour:%Y%m%d%H}".encode()
    return hmac.new(f"sender:{settings.SECRET_KEY}".encode(), plain, hashlib.sha256).hexdigest()
