"""Letters about letters: that something waits, and where to read it; never what was said, never by whom."""

from datetime import datetime, timedelta
from uuid import UUID

from django.core import signing
from django.utils.translation import gettext, override

from tsunagu.community.choices import JOIN_PATH
from tsunagu.community.models import Inquiry, InquiryAddress
from tsunagu.kernel.notify.addresses import page_address, town_address
from tsunagu.kernel.notify.letters import write_letter
from tsunagu.network.actions.in_the_towns_name import in_the_towns_name
from tsunagu.network.queries.owners import addresses_of, has_people

SALT = "community.inquiry-link"
LINK_DAYS = 30
_SIGNED = "つなぐ（子育て支援ネットワーク）"
_TO_CIRCLE = (
    "【つなぐ】サークルへの問い合わせが届いています",
    "サークルへの問い合わせが届いています。次のページで読んで、返事を書いてください。\n"
    "相手のメールアドレスは出ません。こちらのメールアドレスも相手には出ません。",
)


class LinkClosed(Exception):
    """Not ours, or too old: the visitor is told one and the same."""


def tell_circle(*, inquiry: Inquiry, at: datetime) -> int:
    """Write to everybody of the circle; how many there were."""
    with in_the_towns_name(at=at):
        subject, line = _TO_CIRCLE
        if has_people(inquiry.organisation_id, at=at):
            page = page_address("community:letter", inquiry.id)
        else:
            page = page_address("community:letter-link", make_token(inquiry.id, at=at))
        addresses = addresses_of(inquiry.organisation_id, at=at)
        for address in addresses:
            write_letter(
                to=address,
                subject=subject,
                body="\n\n".join((line, page, _SIGNED)),
                kind="inquiry.asked",
                at=at,
                about_id=inquiry.id,
            )
    return len(addresses)


def tell_family(*, inquiry: Inquiry, at: datetime) -> bool:
    """Say that an answer is there, in the language of its page, to a family that left an address for it."""
    with in_the_towns_name(at=at):
        address = InquiryAddress.objects.filter(inquiry=inquiry).first()
    if address is None:
        return False
    with override(inquiry.language):
        subject = gettext("問い合わせへの返事が届いています")
        line = gettext("次のページに受付番号を入れて、返事を読んでください。")
    page = town_address(f"{JOIN_PATH}/mine/", language=inquiry.language)
    write_letter(
        to=address.email,
        subject=subject,
        body="\n\n".join((line, page, _SIGNED)),
        kind="inquiry.answered",
        at=at,
        about_id=inquiry.id,
    )
    return True


def make_token(inquiry_id: UUID, *, at: datetime) -> str:
    """What stands in a letter's link: this letter and no other, for some weeks."""
    ends_at = at + timedelta(days=LINK_DAYS)
    return signing.dumps([str(inquiry_id), ends_at.isoformat()], salt=SALT)


def read_token(token: str, *, at: datetime) -> UUID:
    """Raises LinkClosed when we did not sign it, or its time is over."""
    try:
        inquiry_id, ends_at = signing.loads(token, salt=SALT)
        if datetime.fromisoformat(ends_at) <= at:
            raise LinkClosed
        return UUID(inquiry_id)
    except (signing.BadSignature, ValueError, TypeError):
        raise LinkClosed from None
