"""A notice goes out: its receivers are written down once, and each letter leaves at most once.

A letter is marked as taken in a transaction of its own before it is handed on. Whoever is interrupted in
between leaves a letter that may or may not have gone; it is then counted as not sent, and never sent again.
"""

import smtplib
import socket
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q
from django.utils.timezone import localdate

from tsunagu.families.models.sealing import SealBroken, unseal
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.audit import journal
from tsunagu.kernel.jobs.queue import enqueue
from tsunagu.kernel.municipality.acting import current_town_id
from tsunagu.kernel.notify.letters import send_unkept
from tsunagu.network.actions.in_the_towns_name import in_the_towns_name
from tsunagu.outreach.actions.composing import NotInThatState
from tsunagu.outreach.actions.push import DeviceGone, wake
from tsunagu.outreach.choices import NOTICE_STEPS, Channel, DeliveryState, NoticeState
from tsunagu.outreach.models import Delivery, Notice, PushDevice, Subscription
from tsunagu.outreach.queries.segments import Segment, receivers_of

# A letter that was taken so long ago was interrupted.
_INTERRUPTED = timedelta(minutes=10)
# Nothing was handed over: the server was not reached at all, and may be asked again.
_NOT_REACHED = (ConnectionRefusedError, socket.gaierror, smtplib.SMTPConnectError)


@dataclass(frozen=True, slots=True)
class Letter:
    """The words for one receiver."""

    subject: str
    body: str
    headers: dict[str, str]
    # What a browser is woken with: the same for everybody.
    knock: dict[str, str]


Compose = Callable[[Notice, Subscription], Letter]


@transaction.atomic
def start_notice(*, notice_id: UUID, at: datetime) -> None:
    """The moment has come: who is meant is worked out anew and written down. Acts as the machinery."""
    notice = Notice.objects.select_for_update().filter(id=notice_id, state=NoticeState.SCHEDULED).first()
    if notice is None or notice.send_at is None or notice.send_at > at:
        return
    receivers = list(receivers_of(Segment.of(notice), today=localdate(at)).values_list("id", flat=True))
    if len(receivers) < settings.OUTREACH_LEAST or notice.ends_on < localdate(at):
        notice.state = NoticeState.TOO_FEW
        notice.save(update_fields=["state"])
        journal.record("outreach.notice_too_few", record_id=notice.id, by=None, at=at)
        return
    Delivery.objects.bulk_create(_deliveries_of(notice, receivers), batch_size=1000, ignore_conflicts=True)
    notice.state, notice.started_at, notice.reached = NoticeState.SENDING, at, len(receivers)
    notice.save(update_fields=["state", "started_at", "reached"])
    journal.record("outreach.notice_started", record_id=notice.id, by=None, at=at)
    enqueue("outreach.carry", town_id=current_town_id(), notice_id=str(notice.id))


def _deliveries_of(notice: Notice, receivers: list[UUID]) -> list[Delivery]:
    """A letter to each, and a knock at each of their browsers."""
    devices = PushDevice.objects.filter(subscription_id__in=receivers).order_by("id")
    targets = [(one, Channel.MAIL, one) for one in receivers]
    targets += [
        (subscription_id, Channel.PUSH, device_id)
        for subscription_id, device_id in devices.values_list("subscription_id", "id")
    ]
    return [
        Delivery(notice=notice, subscription_id=subscription_id, channel=channel, target_id=target_id)
        for subscription_id, channel, target_id in targets
    ]


def _hand_on(one: Delivery, letter: Letter, *, at: datetime) -> None:
    if one.channel == Channel.PUSH:
        device = PushDevice.objects.filter(id=one.target_id).first()
        if device is None:
            raise DeviceGone
        if settings.DEMO:
            # Nothing leaves the machine: what the screen would show lies in the outbox.
            send_unkept(
                to="", subject=letter.knock["body"], body=letter.knock["url"], kind="push", at=at, headers={}
            )
            return
        wake(device=device, payload=letter.knock, at=at)
        return
    receiver = one.subscription
    send_unkept(
        to=unseal(bytes(receiver.sealed_address), bound_to=receiver.id),
        subject=letter.subject,
        body=letter.body,
        kind="notice",
        at=at,
        headers=letter.headers,
    )


def letters_left_this_minute(*, at: datetime) -> int:
    """How many more the town may hand to the mail server now. Acts as the machinery."""
    taken = Delivery.objects.filter(taken_at__gt=at - timedelta(minutes=1)).count()
    return max(0, settings.OUTREACH_PER_MINUTE - taken)


@transaction.atomic
def take_next(*, notice_id: UUID, at: datetime) -> UUID | None:
    """Take one waiting letter; nobody else takes it from here on. Acts as the machinery."""
    one = (
        Delivery.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(notice_id=notice_id, notice__state=NoticeState.SENDING, state=DeliveryState.WAITING)
        .order_by("id")
        .first()
    )
    if one is None:
        return None
    Delivery.objects.filter(id=one.id).update(state=DeliveryState.TAKEN, taken_at=at)
    return one.id


def carry_out(*, delivery_id: UUID, compose: Compose, at: datetime) -> bool:
    """Send what was taken. False: nobody was reached, and it waits again.

    A family that stopped a moment ago has no letter here any more.
    """
    one = (
        Delivery.objects.select_related("notice", "subscription")
        .filter(id=delivery_id, state=DeliveryState.TAKEN)
        .first()
    )
    if one is None:
        return True
    mine = Delivery.objects.filter(id=one.id)
    try:
        _hand_on(one, compose(one.notice, one.subscription), at=at)
    except _NOT_REACHED:
        mine.update(state=DeliveryState.WAITING, taken_at=None)
        return False
    except DeviceGone:
        PushDevice.objects.filter(id=one.target_id).delete()
        mine.update(state=DeliveryState.FAILED)
    except (OSError, ValueError, SealBroken):
        # Refused, or broken off in the middle: whether it went is not known, so it does not go again.
        mine.update(state=DeliveryState.FAILED)
    else:
        mine.update(state=DeliveryState.SENT)
    return True


@transaction.atomic
def finish_when_done(*, notice_id: UUID, at: datetime) -> bool:
    """Count what went, and say so when nothing waits any more. Acts as the machinery."""
    Delivery.objects.filter(
        notice_id=notice_id, state=DeliveryState.TAKEN, taken_at__lt=at - _INTERRUPTED
    ).update(state=DeliveryState.FAILED)
    is_letter = Q(channel=Channel.MAIL)
    counts = Delivery.objects.filter(notice_id=notice_id).aggregate(
        sent=Count("id", filter=is_letter & Q(state=DeliveryState.SENT)),
        failed=Count("id", filter=is_letter & Q(state=DeliveryState.FAILED)),
        left=Count("id", filter=Q(state__in=[DeliveryState.WAITING, DeliveryState.TAKEN])),
    )
    notice = Notice.objects.select_for_update().get(id=notice_id)
    if notice.state != NoticeState.SENDING:
        return True
    # Whoever stopped in the meantime took their row with them; what was counted before stays counted.
    notice.sent, notice.failed = max(notice.sent, counts["sent"]), max(notice.failed, counts["failed"])
    is_done = counts["left"] == 0
    if is_done:
        notice.state, notice.finished_at = NoticeState.SENT, at
        journal.record("outreach.notice_sent", record_id=notice_id, by=None, at=at)
    notice.save(update_fields=["sent", "failed", "state", "finished_at"])
    return is_done


@transaction.atomic
def stop_notice(*, notice: Notice, by: User, at: datetime) -> Notice:
    """It does not go out, or goes no further, and nobody can read it any more.

    Raises:
        NotInThatState: it was stopped before.
    """
    found = Notice.objects.select_for_update().get(id=notice.id)
    if NoticeState.STOPPED not in NOTICE_STEPS.get(NoticeState(found.state), ()):
        raise NotInThatState(found.id, found.state)
    found.state = NoticeState.STOPPED
    found.save(update_fields=["state"])
    with in_the_towns_name(at=at):
        Delivery.objects.filter(notice=found, state=DeliveryState.WAITING).delete()
    journal.record("outreach.notice_stopped", record_id=found.id, by=by.id, at=at)
    return found


def erase_old_deliveries(*, at: datetime) -> int:
    """Who was written to is forgotten after some days; the counts stay. Acts as the machinery."""
    until = at - timedelta(days=settings.OUTREACH_KEEP_DAYS)
    old = Delivery.objects.filter(notice__finished_at__lt=until) | Delivery.objects.filter(
        notice__state=NoticeState.STOPPED, taken_at__lt=until
    )
    return old.delete()[0]
