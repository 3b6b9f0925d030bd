"""A family writes to a circle, the circle answers; either may end it, the circle may block it."""

import hashlib
import hmac
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import transaction

from tsunagu.community.actions.inquiry_letters import tell_circle, tell_family
from tsunagu.community.choices import InquiryState, Speaker
from tsunagu.community.models import CircleDoor, Inquiry, InquiryAddress, InquiryLine
from tsunagu.community.queries.inquiries import circles_of, closed_doors
from tsunagu.directory.actions.changes import note_change
from tsunagu.directory.models import Organisation
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.audit import journal
from tsunagu.kernel.municipality.acting import act_also
from tsunagu.kernel.visitors.counting import Limit, NotAPerson, count_sender
from tsunagu.kernel.visitors.receipts import look_behind, new_code, receipt_hash
from tsunagu.network.actions.in_the_towns_name import in_the_towns_name
from tsunagu.network.queries.owners import addresses_of

# Raise `TooMany` of the kernel.
INQUIRIES = Limit("community.inquiry", per_sender=3, per_town=60)
LINES = Limit("community.inquiry_line", per_sender=10)
BLOCK_LASTS = timedelta(days=30)
SILENT_AFTER = timedelta(days=60)


class NotAccepted(Exception):
    """The circle does not take letters now, cannot be reached, or does not want this sender's."""


class ItIsOver(Exception):
    """One of the two ended it."""


class InquiryReceipt(NamedTuple):
    inquiry: Inquiry
    code: str


def can_be_written_to(organisation_id: UUID, *, at: datetime) -> bool:
    """Whether it is a circle with an open door and somebody behind it."""
    if not circles_of([organisation_id]).exists() or closed_doors([organisation_id]):
        return False
    with in_the_towns_name(at=at):
        return bool(addresses_of(organisation_id, at=at))


@transaction.atomic
def write_to_circle(
    *,
    organisation_id: UUID,
    text: str,
    at: datetime,
    display_name: str = "",
    email: str = "",
    language: str = "ja",
    sender: str = "",
    trap: str = "",
) -> InquiryReceipt:
    """A family would like to join, or asks. The circle is told that a letter waits, not what it says.

    Raises:
        NotAPerson, TooMany: a program, or a flood.
        NotAccepted: the circle's door is closed to it.
    """
    if trap:
        raise NotAPerson
    digest = _sender_of_circle(sender, organisation_id)
    if not can_be_written_to(organisation_id, at=at) or _is_blocked(organisation_id, digest, at):
        raise NotAccepted(organisation_id)
    count_sender(INQUIRIES, sender=sender, at=at)
    code = new_code()
    act_also(receipt=receipt_hash(code))
    inquiry = Inquiry.objects.create(
        organisation_id=organisation_id,
        display_name=display_name.strip(),
        language=language,
        receipt_hash=receipt_hash(code),
        sender=digest,
        asked_at=at,
        last_at=at,
    )
    if email:
        InquiryAddress.objects.create(inquiry=inquiry, email=email)
    _say(inquiry, Speaker.FAMILY, text, by=None, at=at)
    return InquiryReceipt(inquiry, code)


@transaction.atomic
def inquiry_by_receipt(code: str, *, sender: str, at: datetime) -> Inquiry | None:
    """The family comes back; from here on the context of the request carries the receipt.

    Raises:
        TooManyWrongCodes: this sender tried too many codes in this hour.
    """
    digest = receipt_hash(code)
    mine = Inquiry.objects.select_related("organisation").filter(receipt_hash=digest, erased_at=None)
    return look_behind(digest, mine.first, sender=sender, at=at)


@transaction.atomic
def write_again(*, inquiry: Inquiry, text: str, sender: str, at: datetime) -> InquiryLine:
    """The family adds something.

    Raises:
        TooMany: a flood.
        ItIsOver: one of the two ended it.
    """
    count_sender(LINES, sender=sender, at=at)
    return _say(_open(inquiry), Speaker.FAMILY, text, by=None, at=at)


@transaction.atomic
def answer_family(*, inquiry: Inquiry, text: str, by: User | None, at: datetime) -> InquiryLine:
    """The circle answers; `by` is None behind a letter's link.

    Raises:
        ItIsOver: one of the two ended it.
    """
    return _say(_open(inquiry), Speaker.CIRCLE, text, by=by, at=at)


@transaction.atomic
def end_inquiry(*, inquiry: Inquiry, by: User | None, at: datetime, is_blocked: bool = False) -> Inquiry:
    """Nobody writes any more. Blocked: the circle does not want this sender to begin anew, either.

    Raises:
        ItIsOver: it was ended before.
    """
    inquiry = _open(inquiry)
    inquiry.state = InquiryState.BLOCKED if is_blocked else InquiryState.CLOSED
    inquiry.ended_at = at
    inquiry.save(update_fields=["state", "ended_at"])
    with in_the_towns_name(at=at):
        # When nobody answers any more, nobody needs to be told.
        InquiryAddress.objects.filter(inquiry=inquiry).delete()
    journal.record(
        "community.inquiry_ended",
        record_id=inquiry.id,
        by=by.id if by else None,
        at=at,
        blocked=is_blocked,
    )
    return inquiry


@transaction.atomic
def set_door(*, organisation: Organisation, is_open: bool, by: User, at: datetime) -> CircleDoor:
    """The circle wants to be written to, or not now."""
    door, _is_new = CircleDoor.objects.update_or_create(
        organisation=organisation, defaults={"is_open": is_open}
    )
    note_change("community.circle_door", record_id=organisation.id, by=by, at=at, is_open=is_open)
    return door


def _say(inquiry: Inquiry, speaker: Speaker, text: str, *, by: User | None, at: datetime) -> InquiryLine:
    line = InquiryLine.objects.create(inquiry=inquiry, speaker=speaker, text=text.strip(), by=by, at=at)
    inquiry.waits_for = Speaker.FAMILY if speaker == Speaker.CIRCLE else Speaker.CIRCLE
    inquiry.last_at = at
    inquiry.save(update_fields=["waits_for", "last_at"])
    journal.record(
        "community.inquiry_written",
        record_id=inquiry.id,
        by=by.id if by else None,
        at=at,
        speaker=speaker,
    )
    (tell_family if speaker == Speaker.CIRCLE else tell_circle)(inquiry=inquiry, at=at)
    return line


def _open(inquiry: Inquiry) -> Inquiry:
    locked = Inquiry.objects.select_for_update(of=("self",)).get(id=inquiry.id)
    if locked.state != InquiryState.OPEN:
        raise ItIsOver(inquiry.id)
    return locked


def _is_blocked(organisation_id: UUID, digest: str, at: datetime) -> bool:
    with in_the_towns_name(at=at):
        blocked = Inquiry.objects.filter(organisation_id=organisation_id, sender=digest)
        return blocked.filter(state=InquiryState.BLOCKED, ended_at__gt=at - BLOCK_LASTS).exists()


def _sender_of_circle(sender: str, organisation_id: UUID) -> str:
    plain = f"{sender}{organisation_id}".encode()
    return hmac.new(f"inquiry:{settings.SECRET_KEY}".encode(), plain, hashlib.sha256).hexdigest()
