"""What neighbour towns offer, under their own names: beside our register, never in it."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from tsunagu.directory.choices import Scheme
from tsunagu.directory.queries.neighbours import (
    is_anything_shown,
    listings_next_door,
    listings_shown,
    shown_needs,
)
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import public
from tsunagu.portal.forms.search_filters import SearchFilters
from tsunagu.portal.presenters.neighbours import NeighbourCard, cards_of, need_field
from tsunagu.portal.presenters.paging import pages_of
from tsunagu.portal.presenters.sensitive import is_sensitive
from tsunagu.portal.views import vocabulary
from tsunagu.portal.views.pages import QUICK_EXIT_URL, draw, kept, kept_page, left_nowhere, public_page

PER_PAGE = 20
# Beside an empty page of results.
MOST_NEXT_DOOR = 5
# The register's copies speak Japanese alone.
TEXT_IN = ("ja",)


@public
def neighbours(request: HttpRequest) -> HttpResponse:
    """Everything that neighbours offer, or what fits one need."""
    asked = SearchFilters.read(request.GET)
    need, page = next(iter(asked.need), ""), asked.page
    if is_sensitive(needs=asked.need):
        return left_nowhere(public_page(request, _page(request, need, page)))
    return kept_page(request, "neighbours", need, page, html=lambda: _page(request, need, page))


def next_door(request: HttpRequest, filters: SearchFilters) -> list[NeighbourCard]:
    """What neighbours have for a question to which our own register has no answer."""
    if not has_neighbours(request) or not (filters.q or filters.need):
        return []
    at = moment()
    found = listings_next_door(at=at, text=filters.q, needs=filters.need, most=MOST_NEXT_DOOR)
    return cards_of(found, at=at)


def has_neighbours(request: HttpRequest) -> bool:
    """Whether there is anything behind a link to them."""
    return kept(request, "has-neighbours", make=lambda: is_anything_shown(at=moment()))


def _page(request: HttpRequest, need: str, number: int) -> str:
    at = moment()
    paginator = Paginator(listings_shown(at=at, need=need), PER_PAGE)
    terms = vocabulary.terms(request, Scheme.NEED)
    context: dict[str, Any] = {
        "cards": cards_of(paginator.get_page(number), at=at),
        "total": paginator.count,
        "need": need_field(terms, shown=shown_needs(at=at), chosen=need),
        "active": int(bool(need)),
        "quick_exit_url": QUICK_EXIT_URL if is_sensitive(needs=(need,)) else None,
        **pages_of(
            total=paginator.count,
            current=min(number, paginator.num_pages),
            address=lambda page: _address(need, page),
            per_page=PER_PAGE,
        ),
    }
    return draw(
        request, "portal/neighbours.html", context, query=urlencode(_pairs(need, number)), text_in=TEXT_IN
    )


def _address(need: str, page: int) -> str:
    pairs = _pairs(need, page)
    return f"{reverse('portal:neighbours')}{'?' if pairs else ''}{urlencode(pairs)}"


def _pairs(need: str, page: int) -> list[tuple[str, object]]:
    return [(name, value) for name, value in (("need", need), ("page", page if page > 1 else "")) if value]
