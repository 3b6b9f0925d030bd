"""A service in a list of results."""

from dataclasses import dataclass
from datetime import datetime

from tsunagu.directory.presenters.language import in_language, name_of
from tsunagu.directory.presenters.opening import OpeningLine, opening_line
from tsunagu.directory.presenters.reasons import Reason, reasons_for
from tsunagu.directory.queries.listing import Listing, PhoneLine
from tsunagu.directory.queries.listings import opening_rules


@dataclass(frozen=True, slots=True)
class ServiceCard:
    """What the component `ui/service_card.html` reads; everything is worked out once, when it is made."""

    id: str
    name: str
    url: str
    organisation: str
    summary: str
    kind: str
    reasons: tuple[Reason, ...]
    opening: str
    is_open: bool | None
    phone: str
    place: str
    distance: str = ""

    @classmethod
    def of(
        cls, listing: Listing, *, at: datetime, url: str, line: OpeningLine | None = None, distance: str = ""
    ) -> "ServiceCard":
        """The card at a moment; `line` is given when the caller has worked it out to look for a kept card."""
        line = line or listing_opening(listing, at)
        return cls(
            id=str(listing.id),
            name=name_in_language(listing),
            url=url,
            organisation=in_language(listing.organisation_name, english=listing.organisation_name_en),
            summary=in_language(listing.summary, easy=listing.summary_easy, english=listing.summary_en),
            kind=name_of(listing.kind) if listing.kind else "",
            reasons=reasons_for(listing, line),
            opening=line.words,
            is_open=line.is_open,
            phone=number_to_call(listing.phones),
            place=place_in_language(listing),
            distance=distance,
        )


def listing_opening(listing: Listing, at: datetime) -> OpeningLine:
    """Whether the service is open at a moment, at any of its places."""
    rules = opening_rules(listing.opening, [place.opening for place in listing.places])
    return opening_line(rules, at, text=listing.opening_text)


def name_in_language(listing: Listing) -> str:
    return in_language(listing.name, english=listing.name_en)


def place_in_language(listing: Listing) -> str:
    """The place's name, or how the source tells of several; empty when it is not known."""
    if len(listing.places) == 1:
        only = listing.places[0]
        return in_language(only.name, english=only.name_en)
    return listing.place_text


def number_to_call(phones: tuple[PhoneLine, ...]) -> str:
    """The one number for one tap: the closest that a person answers; empty when none is known."""
    return next((phone.number for phone in phones if phone.kind in ("voice", "cell")), "")
