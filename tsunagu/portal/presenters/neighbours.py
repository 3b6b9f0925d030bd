"""A neighbour's listing as families read it: whose it is, from when, and the way to the original."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tsunagu.directory.models import NeighbourListing, TaxonomyTerm
from tsunagu.directory.models.neighbours import TheirStatus
from tsunagu.kernel.ui.words import family_day_words
from tsunagu.portal.presenters.terms import name_of

# The nightly reading may fail once before a family is told that the words are old.
OLD_AFTER = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class NeighbourCard:
    """One copy on a card."""

    listing: NeighbourListing
    at: datetime

    @property
    def name(self) -> str:
        return self.listing.name

    @property
    def url(self) -> str:
        return self.listing.page_url

    @property
    def of(self) -> str:
        """Whose register it is from."""
        return self.listing.neighbour.name

    @property
    def organisation(self) -> str:
        return self.listing.organisation_name

    @property
    def summary(self) -> str:
        return self.listing.summary

    @property
    def status(self) -> str:
        is_closed = self.listing.status == TheirStatus.CLOSED_FOR_NOW
        return str(TheirStatus.CLOSED_FOR_NOW.label) if is_closed else ""

    @property
    def facts(self) -> list[dict[str, str]]:
        told = self.listing.facts
        lines = (
            ("users", _("だれが使えるか"), "for_whom"), ("clock", _("いつ"), "when"),
            ("map-pin", _("どこで"), "place"), ("yen", _("費用"), "cost"), ("info", _("使い方"), "how"),
        )  # fmt: skip
        return [
            {"icon": icon, "label": label, "value": told[name]}
            for icon, label, name in lines
            if told.get(name)
        ]

    @property
    def phone(self) -> str:
        return next(iter(self.listing.facts.get("phones", ())), "")

    @property
    def provenance(self) -> str:
        """「長岡市の情報です。2026年11月20日に取りこみました。」"""
        said = [
            _("%(town)sの情報です。%(day)sに取りこみました。")
            % {"town": self.of, "day": family_day_words(localdate(self.listing.fetched_at))}
        ]
        if self.listing.assured_on:
            day = family_day_words(self.listing.assured_on)
            said.append(_("もとのまちが確かめた日は%(day)sです。") % {"day": day})
        if self.listing.neighbour.licence:
            said.append(_("利用条件は%(licence)sです。") % {"licence": self.listing.neighbour.licence})
        return " ".join(said)

    @property
    def age(self) -> str:
        """Said only where the reading has stopped."""
        old = self.at - self.listing.fetched_at
        return _("%(days)s日前の内容です") % {"days": old.days} if old >= OLD_AFTER else ""


def cards_of(listings: Iterable[NeighbourListing], *, at: datetime) -> list[NeighbourCard]:
    return [NeighbourCard(each, at) for each in listings]


def need_field(terms: Iterable[TaxonomyTerm], *, shown: set[str], chosen: str) -> dict[str, Any]:
    """The needs under which something stands, as a choice."""
    options = [
        {"value": term.key, "label": name_of(term), "selected": term.key == chosen}
        for term in terms
        if term.key in shown
    ]
    return {
        "name": "need", "id": "filter-need", "label": _("こまりごと"), "kind": "select", "help_text": "",
        "errors": (), "required": False, "disabled": False,
        "options": [{"value": "", "label": _("どれでも"), "selected": False}, *options],
    }  # fmt: skip
