"""Nothing more is sent: because it is not wanted, or at once, when a family is in mourning."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from tsunagu.families.choices import ContactKind
from tsunagu.families.models import ContactWay
from tsunagu.families.signals import person_died
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.audit import journal
from tsunagu.network.actions.in_the_towns_name import in_the_towns_name
from tsunagu.outreach.actions.links import read_own_token
from tsunagu.outreach.choices import Channel
from tsunagu.outreach.models import Notice, Subscription
from tsunagu.outreach.queries.digests import digests_of


@transaction.atomic
def stop_by_link(*, token: str, at: datetime, notice_id: UUID | None = None) -> None:
    """The receiver wants no more: the address and all that hangs on it are gone. Twice is once.

    `notice_id` is the notice in whose letter the link stood: it is counted there, without a name.

    Raises:
        LinkClosed: we did not sign this.
    """
    subscription_id = read_own_token(token)
    with in_the_towns_name(at=at):
        if notice_id is not None:
            _count_leaver(notice_id, subscription_id)
        _erase(Subscription.objects.filter(id=subscription_id), by=None, at=at)


@transaction.atomic
def stop_for_household(*, household_id: UUID, by: User, at: datetime) -> None:
    """Whatever goes to an address of this family ends now. Whether there was anything is told to nobody."""
    with in_the_towns_name(at=at):
        ways = ContactWay.objects.filter(household_id=household_id, kind=ContactKind.MAIL)
        _erase(_of_addresses(ways.values_list("value", flat=True)), by=by, at=at)
        journal.record("outreach.household_stopped", record_id=household_id, by=by.id, at=at)


@transaction.atomic
def stop_for_address(*, email: str, by: User, at: datetime) -> None:
    """As above, for an address that a family told on the telephone; it is not kept."""
    with in_the_towns_name(at=at):
        _erase(_of_addresses([email]), by=by, at=at)
        journal.record("outreach.address_stopped", record_id=None, by=by.id, at=at)


def stop_when_somebody_died(*, household_id: UUID, by: User, at: datetime, **_sent: object) -> None:
    """No cheerful letter about a child's age may come to a family in mourning."""
    stop_for_household(household_id=household_id, by=by, at=at)


person_died.connect(stop_when_somebody_died, dispatch_uid="outreach.stop_notices")


def _of_addresses(emails: Collection[str]) -> Collection[Subscription]:
    return Subscription.objects.filter(
        address_digest__in={digest for email in emails for digest in digests_of(email)}
    )


def _count_leaver(notice_id: UUID, subscription_id: UUID) -> None:
    """Only whoever was written to: anybody could change the number in an address."""
    of_this_letter = {"deliveries__subscription_id": subscription_id, "deliveries__channel": Channel.MAIL}
    Notice.objects.filter(id=notice_id, **of_this_letter).update(left=F("left") + 1)


def _erase(found: Collection[Subscription], *, by: User | None, at: datetime) -> None:
    """Waiting letters go with the subscription: what is not there cannot be sent."""
    for one in found:
        record_id = one.id
        one.delete()
        journal.record("outreach.subscription_ended", record_id=record_id, by=by.id if by else None, at=at)
