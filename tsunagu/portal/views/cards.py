"""Cards of results: drawn once a minute for a listing; why it is here is set in for each question."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from django.http import HttpRequest
from django.template.loader import get_template
from django.urls import reverse
from django.utils.translation import get_language
from markupsafe import Markup

from tsunagu.directory.presenters.cards import ServiceCard
from tsunagu.directory.presenters.reasons import Reason as Chip
from tsunagu.directory.queries.listing import Listing
from tsunagu.directory.queries.listings import listings
from tsunagu.directory.queries.search import Reason, SearchHit
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.ui.marking import marked
from tsunagu.portal.presenters.reasons import chips_of
from tsunagu.portal.views.pages import kept_each
from tsunagu.portal.views.vocabulary import Words, words

# Drawn in place of the reasons, then cut out; no listing contains it.
_SLOT = "\x00"
_SLOT_ITEM = re.compile(rf"<li>[^{_SLOT}]*?{_SLOT}.*?</li>", re.DOTALL)


class KeptCard(NamedTuple):
    """The card around its reasons, and the reasons that it always has."""

    before: str
    after: str
    usual: tuple[tuple[str, bool, bool], ...]

    def with_reasons(self, reasons: Iterable[Reason], names: Words) -> Markup:
        chips = chips_of(reasons, (Chip(*one) for one in self.usual), words=names)
        page = get_language()
        items = "".join(
            _item(chip.label, getattr(chip.label, "tag", ""), chip.unknown, chip.warm, page) for chip in chips
        )
        # Drawn by our own templates, escaped there.
        return Markup(f"{self.before}{items}{self.after}")  # noqa: S704


def cards_of_hits(request: HttpRequest, hits: Sequence[SearchHit]) -> list[Markup]:
    """The cards of a page of results."""
    kept = _kept_cards(request, [hit.service_id for hit in hits])
    names = words(request)
    return [kept[hit.service_id].with_reasons(hit.reasons, names) for hit in hits if hit.service_id in kept]


def cards_of_searches(request: HttpRequest, found: Sequence[Sequence[SearchHit]]) -> list[list[Markup]]:
    """The cards of several questions on one page, read together."""
    kept = _kept_cards(request, list({hit.service_id: None for hits in found for hit in hits}))
    names = words(request)
    return [
        [kept[hit.service_id].with_reasons(hit.reasons, names) for hit in hits if hit.service_id in kept]
        for hits in found
    ]


def cards_of_listings(request: HttpRequest, found: Iterable[Listing]) -> list[Markup]:
    """Cards of listings at hand, with what every family asks first."""
    return [_drawn(listing).with_reasons((), {}) for listing in found]


def cards_of_ids(request: HttpRequest, ids: Sequence[UUID]) -> list[Markup]:
    """Cards of published listings by their ids, with what every family asks first."""
    kept = _kept_cards(request, ids)
    return [kept[one].with_reasons((), {}) for one in ids if one in kept]


def _kept_cards(request: HttpRequest, ids: Sequence[UUID]) -> dict[UUID, KeptCard]:
    """The cards; those not yet drawn in this minute are read in one statement."""
    return kept_each(
        request, "card", ids, make=lambda missing: {each.id: _drawn(each) for each in listings(missing)}
    )


def _drawn(listing: Listing) -> KeptCard:
    card = ServiceCard.of(listing, at=moment(), url=reverse("portal:service", args=[listing.id]))
    shown = replace(card, reasons=(Chip(_SLOT),), distance=card.distance or card.place)
    html = get_template("portal/card.html").template.render(card=shown)
    before, after = _SLOT_ITEM.split(html, maxsplit=1)
    usual = tuple((chip.label, chip.unknown, chip.warm) for chip in card.reasons)
    return KeptCard(before, after, usual)


@lru_cache(maxsize=2048)
def _item(label: str, _tag: str, unknown: bool, warm: bool, _page: str) -> str:
    """One reason. The same words may be the language of one page and foreign to the next."""
    chip = get_template("ui/chip.html").template.module.chip
    return f"<li>{chip(marked(label), unknown=unknown, warm=warm)}</li>"
