"""Where a family lives, and the care that a hidden address asks for."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from tsunagu.families.choices import AddressKind
from tsunagu.families.models import Address, HiddenAddress, Household, MatchKey
from tsunagu.families.models.sealing import seal, unseal
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.audit import journal

HIDDEN_ADDRESS_SCREEN = "desk:hidden-address"


class NotForYou(Exception):
    """The hidden address is not this person's to read, or there is none; nobody learns which."""


@transaction.atomic
def record_address(
    *,
    household: Household,
    text: str,
    by: User | None,
    at: datetime,
    postal_code: str = "",
    kind: AddressKind = AddressKind.HOME,
    is_hidden: bool = False,
) -> Address:
    """The family lives here now; the former address of the kind ends the day before, or on the same day."""
    today = timezone.localtime(at).date()
    for former in Address.objects.filter(household=household, kind=kind, until=None):
        former.until = max(former.since, today - timedelta(days=1))
        former.save(update_fields=["until"])
    address = Address.objects.create(
        household=household,
        kind=kind,
        text="" if is_hidden else text.strip(),
        postal_code="" if is_hidden else postal_code,
        is_hidden=is_hidden,
        since=today,
    )
    if is_hidden:
        _hide(household, address, f"〒{postal_code} {text}" if postal_code else text)
    journal.record(
        "families.address_recorded",
        record_id=household.id,
        by=by.id if by else None,
        at=at,
        is_hidden=is_hidden,
    )
    return address


def _hide(household: Household, address: Address, words: str) -> None:
    HiddenAddress.objects.create(
        household=household, address=address, sealed=seal(words.strip(), bound_to=address.id)
    )
    household.has_hidden_address, household.district = True, ""
    household.save(update_fields=["has_hidden_address", "district"])
    # From now on no other desk learns by a search that the family is registered here.
    MatchKey.objects.filter(household_id=household.id).delete()


@transaction.atomic
def reveal_hidden_address(*, address: Address, by: User, at: datetime) -> str:
    """Somebody opens a hidden address, and the journal says who.

    Raises:
        NotForYou: the role or the grant does not reach that far.
    """
    hidden = HiddenAddress.objects.filter(address=address).first()
    if hidden is None:
        raise NotForYou(address.id)
    journal.record("families.hidden_address_shown", record_id=address.household_id, by=by.id, at=at)
    journal.was_shown([address.household_id], screen=HIDDEN_ADDRESS_SCREEN, at=at)
    return unseal(bytes(hidden.sealed), bound_to=address.id)
