"""A resource as a supporter needs it on the phone: can they take one more, who answers, what to know."""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from tsunagu.directory.choices import Capacity
from tsunagu.directory.queries.listing import SupporterListing
from tsunagu.kernel.ui.filters import month_day

_LOOKS = {Capacity.CAPACITY: "go", Capacity.WAITLIST: "wait", Capacity.NO_CAPACITY: "stop"}


# Whom to call first; the listing's own page has them all.
_CONTACTS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class ResourceCard:
    id: UUID
    name: str
    organisation: str
    summary: str
    capacity: str
    look: str
    contacts: tuple[str, ...]
    phone: str
    opening: str
    notes: tuple[str, ...]
    takes_referrals: bool
    is_chosen: bool


def resource_cards(found: Iterable[SupporterListing], *, chosen: Set[UUID]) -> list[ResourceCard]:
    """The search's answer, in its order."""
    return [_card(each, chosen) for each in found]


def _card(each: SupporterListing, chosen: Set[UUID]) -> ResourceCard:
    listing = each.listing
    return ResourceCard(
        id=listing.id,
        name=listing.name,
        organisation=listing.organisation_name,
        summary=listing.summary,
        capacity=_capacity(each),
        look=_LOOKS.get(Capacity(each.capacity), ""),
        contacts=tuple(
            "　".join(part for part in (one.role, one.full_name or one.name, one.direct_phone) if part)
            for one in listing.contacts[:_CONTACTS_SHOWN]
        ),
        phone=next((phone.number for phone in listing.phones), ""),
        opening=listing.opening_text,
        notes=tuple(note for note in (each.internal_note, each.organisation_note) if note),
        takes_referrals=each.takes_referrals,
        is_chosen=listing.id in chosen,
    )


def _capacity(each: SupporterListing) -> str:
    words = str(Capacity(each.capacity).label)
    if each.capacity == Capacity.UNKNOWN:
        words = _("空きは確認中")
    when = each.capacity_updated_at
    dated = (
        _("%(words)s（%(day)s）") % {"words": words, "day": month_day(timezone.localtime(when))}
        if when
        else words
    )
    return f"{dated} {each.capacity_note}".strip()
