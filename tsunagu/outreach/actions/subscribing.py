"""A parent asks for notices, confirms the address, and changes what is wanted. No account, no name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext, override

from tsunagu.families.models.sealing import seal, unseal
from tsunagu.kernel.audit import journal
from tsunagu.kernel.identifiers import new_id
from tsunagu.kernel.jobs.queue import enqueue
from tsunagu.kernel.municipality.acting import current_town_id
from tsunagu.kernel.notify.letters import send_unkept
from tsunagu.kernel.visitors.counting import Limit, NotAPerson, TooMany, count_sender
from tsunagu.network.actions.in_the_towns_name import in_the_towns_name
from tsunagu.outreach.actions.links import (
    CONFIRM_WITHIN,
    LinkClosed,
    confirm_page_for,
    page_for,
    read_confirm_token,
)
from tsunagu.outreach.models import SubscribedChild, Subscription
from tsunagu.outreach.queries.digests import digest_of, digests_of

__all__ = [
    "NotAPerson",
    "TooManyAsked",
    "Wishes",
    "ask_to_subscribe",
    "change_wishes",
    "confirm_subscription",
]

SUBSCRIPTIONS = Limit("outreach.subscription", per_sender=5)
LETTERS_OF_A_TOWN_AN_HOUR = 300
# One letter is enough; a second is for whom the first did not reach.
_BETWEEN_LETTERS = timedelta(minutes=10)


class TooManyAsked(Exception):
    """This sender, or the whole town, reached the limit of the hour."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is wanted. `born` and `due` are first days of months."""

    subjects: Sequence[str]
    born: Sequence[date] = ()
    due: Sequence[date] = ()
    district_id: UUID | None = None
    language: str = "ja"


@transaction.atomic
def ask_to_subscribe(*, email: str, wishes: Wishes, at: datetime, sender: str = "", trap: str = "") -> None:
    """An address is typed. Nothing is sent to it but one letter with a link, whoever typed it.

    The answer is the same for an address that has subscribed before: nobody learns who has.

    Raises:
        NotAPerson: `trap`, a field hidden from people, was filled in.
        TooManyAsked: the limit of the hour is reached.
    """
    if trap:
        raise NotAPerson
    _count(sender, at)
    with in_the_towns_name(at=at):
        found = Subscription.objects.select_for_update().filter(address_digest__in=digests_of(email)).first()
        if found is None:
            found = _begin(email, wishes, at=at)
        elif found.letter_at > at - _BETWEEN_LETTERS:
            return
        elif found.confirmed_at is None:
            _write(found, wishes)
        Subscription.objects.filter(id=found.id).update(letter_at=at)
        enqueue("outreach.first_letter", town_id=current_town_id(), subscription_id=str(found.id))


@transaction.atomic
def confirm_subscription(*, token: str, at: datetime) -> UUID:
    """The link of the first letter was followed: from now on notices are sent. Twice is once.

    Raises:
        LinkClosed: too old, not ours, or stopped in the meantime.
    """
    subscription_id = read_confirm_token(token)
    with in_the_towns_name(at=at):
        found = Subscription.objects.select_for_update().filter(id=subscription_id).first()
        if found is None:
            raise LinkClosed
        if found.confirmed_at is None:
            Subscription.objects.filter(id=found.id).update(confirmed_at=at)
            journal.record("outreach.subscribed", record_id=found.id, by=None, at=at)
    return subscription_id


@transaction.atomic
def change_wishes(*, subscription: Subscription, wishes: Wishes, at: datetime) -> None:
    """The receiver, on the page behind its own link, says what is wanted from now on."""
    with in_the_towns_name(at=at):
        _write(subscription, wishes)
        journal.record("outreach.wishes_changed", record_id=subscription.id, by=None, at=at)


def write_first_letter(*, subscription_id: UUID, at: datetime) -> None:
    """Send the link to whoever reads at the address; acts as the town's machinery.

    Whoever has followed an earlier one in the meantime needs no second.
    """
    found = Subscription.objects.filter(id=subscription_id).first()
    if found is None or (found.confirmed_at and found.confirmed_at >= found.letter_at):
        return
    with override(found.language):
        subject, words = _known(found) if found.confirmed_at else _unknown(found)
    send_unkept(
        to=unseal(bytes(found.sealed_address), bound_to=found.id),
        subject=subject,
        body="\n\n".join(words),
        kind="subscription",
        at=at,
        headers={},
    )


def erase_unconfirmed(*, at: datetime) -> int:
    """Addresses that nobody confirmed are forgotten; acts as the town's machinery."""
    old = Subscription.objects.filter(confirmed_at=None, letter_at__lt=at - CONFIRM_WITHIN)
    count = old.count()
    old.delete()
    return count


def _begin(email: str, wishes: Wishes, *, at: datetime) -> Subscription:
    subscription_id = new_id()
    found = Subscription.objects.create(
        id=subscription_id,
        address_digest=digest_of(email),
        sealed_address=seal(email.strip(), bound_to=subscription_id),
        language=wishes.language,
        subjects=list(wishes.subjects),
        district_id=wishes.district_id,
        asked_at=at,
        letter_at=at,
    )
    _write_children(found, wishes)
    return found


def _write(subscription: Subscription, wishes: Wishes) -> None:
    subscription.language, subscription.subjects = wishes.language, list(wishes.subjects)
    subscription.district_id = wishes.district_id
    subscription.save(update_fields=["language", "subjects", "district_id"])
    SubscribedChild.objects.filter(subscription=subscription).delete()
    _write_children(subscription, wishes)


def _write_children(subscription: Subscription, wishes: Wishes) -> None:
    months = dict.fromkeys(
        [(month, False) for month in wishes.born] + [(month, True) for month in wishes.due]
    )
    SubscribedChild.objects.bulk_create(
        SubscribedChild(subscription=subscription, month=month, is_due=is_due) for month, is_due in months
    )


def _unknown(found: Subscription) -> tuple[str, tuple[str, ...]]:
    return gettext("お知らせの登録を確かめてください"), (
        gettext(
            "子育てのお知らせを受け取るには、次のリンクを開いて「受け取る」を押してください。7日のあいだ使えます。"
        ),
        confirm_page_for(found.id, language=found.language),
        gettext("心あたりがないときは、何もしないでください。何も届きません。"),
    )


def _known(found: Subscription) -> tuple[str, tuple[str, ...]]:
    return gettext("お知らせは、もう登録されています"), (
        gettext(
            "この宛先には、もう子育てのお知らせが届くようになっています。変える・やめるときは、次のページを開いてください。"
        ),
        page_for(found.id, language=found.language),
        gettext("心あたりがないときは、何もしないでください。"),
    )


def _count(sender: str, at: datetime) -> None:
    with in_the_towns_name(at=at):
        letters = Subscription.objects.filter(letter_at__gt=at - timedelta(hours=1)).count()
    if letters >= LETTERS_OF_A_TOWN_AN_HOUR:
        raise TooManyAsked
    try:
        count_sender(SUBSCRIPTIONS, sender=sender, at=at)
    except TooMany:
        raise TooManyAsked from None
