"""Notices, for those who write them and for those who read them."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from tsunagu.directory.models import District, Event
from tsunagu.directory.queries.events import public_events, public_events_since
from tsunagu.directory.queries.listing import Listing
from tsunagu.directory.queries.listings import listings
from tsunagu.outreach.choices import PUBLIC, DeliveryState, NoticeState, Reach
from tsunagu.outreach.models import Delivery, Notice, NoticeItem

# A feed or a page for families; older ones have mostly ended.
MOST_PUBLIC = 50
MOST_EVENTS = 30


def notices_at_work(*, state: str = "", containing: str = "") -> QuerySet[Notice]:
    """All that colleagues see, what was touched last first."""
    found = Notice.objects.select_related("written_by")
    if state:
        found = found.filter(state=state)
    if containing:
        found = found.filter(Q(title__icontains=containing) | Q(body__icontains=containing))
    return found.order_by("-written_at", "-id")


def notice_at_work(notice_id: UUID) -> Notice | None:
    return Notice.objects.select_related("made_by", "written_by", "approved_by").filter(id=notice_id).first()


def notices_awaiting_approval(*, by: UUID) -> QuerySet[Notice]:
    """What somebody else wrote and has asked about, the oldest first."""
    asked = Notice.objects.filter(state=NoticeState.ASKED)
    return asked.exclude(made_by=by).exclude(written_by=by).order_by("written_at", "id")


def public_notice(notice_id: UUID, *, today: date) -> Notice | None:
    """What families may read: it has gone out, was not stopped, and has not ended."""
    return Notice.objects.filter(id=notice_id, state__in=PUBLIC, ends_on__gte=today).first()


def public_notices(
    *,
    today: date,
    ages: tuple[int, int] | None = None,
    expecting: bool = False,
    district: UUID | None = None,
    subject: str = "",
) -> list[Notice]:
    """The newest first: for an age those that reach it, for a district those for it or for all."""
    found = Notice.objects.filter(state__in=PUBLIC, ends_on__gte=today)
    if ages is not None:
        youngest, oldest = ages
        reaches_them = Q(reach=Reach.BORN, months_from__lte=oldest, months_to__gte=youngest)
        found = found.filter(Q(reach=Reach.EVERYBODY) | reaches_them)
    if expecting:
        found = found.filter(reach__in=[Reach.EVERYBODY, Reach.EXPECTING])
    if district is not None:
        found = found.filter(Q(districts=[]) | Q(districts__contains=[district]))
    if subject:
        found = found.filter(subjects__contains=[subject])
    return list(found.order_by("-started_at", "-id")[:MOST_PUBLIC])


def quoted(notice: Notice) -> list[Listing | Event]:
    """The listings and events of a notice as they stand now, in order; what is gone is left out."""
    items = list(NoticeItem.objects.filter(notice=notice).order_by("position"))
    services = {one.id: one for one in listings([item.service_id for item in items if item.service_id])}
    events = public_events([item.event_id for item in items if item.event_id])
    found = [
        services.get(item.service_id) if item.service_id else events.get(item.event_id or item.id)
        for item in items
    ]
    return [one for one in found if one is not None]


def item_ids(notice: Notice) -> list[UUID]:
    items = NoticeItem.objects.filter(notice=notice).order_by("position")
    return [one for item in items if (one := item.service_id or item.event_id)]


def districts_to_choose() -> list[District]:
    return list(District.objects.order_by("position", "name_kana", "id"))


def events_to_quote(*, today: date) -> list[Event]:
    return public_events_since(today)[:MOST_EVENTS]


def still_waiting(notice: Notice) -> int:
    """How many letters have not left. Acts as the machinery."""
    waiting: Sequence[str] = (DeliveryState.WAITING, DeliveryState.TAKEN)
    counted = Delivery.objects.filter(notice=notice, state__in=waiting).aggregate(count=Count("id"))
    count: int = counted["count"]
    return count


def notices_to_resume(*, at: datetime) -> list[Notice]:
    """What should be on its way now. Acts as the machinery."""
    due = Q(state=NoticeState.SCHEDULED, send_at__lte=at) | Q(state=NoticeState.SENDING)
    return list(Notice.objects.filter(due).order_by("send_at", "id"))
