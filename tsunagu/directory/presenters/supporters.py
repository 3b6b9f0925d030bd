"""A service beside the desk: as residents see it, and what supporters tell each other."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tsunagu.directory.choices import Capacity
from tsunagu.directory.presenters.cards import listing_opening
from tsunagu.directory.presenters.language import day_label
from tsunagu.directory.presenters.pages import CallLine, call_line, contact_label
from tsunagu.directory.presenters.reasons import Reason, reasons_for
from tsunagu.directory.queries.listing import SupporterListing

# Room is told week by week; older news says little.
CAPACITY_GOES_STALE_AFTER = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class SupporterCard:
    """Capacity first, then whom to call, then what to know."""

    item: SupporterListing
    at: datetime

    @property
    def name(self) -> str:
        return self.item.listing.name

    @property
    def organisation(self) -> str:
        return self.item.listing.organisation_name

    @property
    def is_for_supporters(self) -> bool:
        return self.item.listing.audience == "supporters"

    @property
    def reasons(self) -> tuple[Reason, ...]:
        return reasons_for(self.item.listing, listing_opening(self.item.listing, self.at))

    @property
    def capacity(self) -> Reason:
        """「受け入れできます」, with the day when the news is old; unknown stays unknown."""
        status = Capacity(self.item.capacity)
        if status is Capacity.UNKNOWN:
            return Reason(_("空きは確認中"), unknown=True)
        updated_at = self.item.capacity_updated_at
        if updated_at and self.at - updated_at > CAPACITY_GOES_STALE_AFTER:
            day = day_label(localdate(updated_at))
            return Reason(f"{status.label}（{day}）", unknown=True)
        return Reason(str(status.label), warm=status is Capacity.CAPACITY)

    @property
    def contacts(self) -> list[str]:
        """Full names and direct lines, as far as they were entered."""
        lines = []
        for contact in self.item.listing.contacts:
            more = [part for part in (contact.full_name, contact.direct_phone, contact.direct_email) if part]
            lines.append(" ".join([contact_label(contact), *more]))
        return lines

    @property
    def calls(self) -> list[CallLine]:
        return [call_line(phone) for phone in self.item.listing.phones]

    @property
    def notes(self) -> list[str]:
        item = self.item
        return [note for note in (item.capacity_note, item.internal_note, item.organisation_note) if note]
