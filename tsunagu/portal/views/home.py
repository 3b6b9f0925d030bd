"""The town's home, and the side door of the night: whom to reach now."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from tsunagu.directory.presenters.language import REGISTER_LANGUAGES
from tsunagu.directory.queries.search import ReasonKind
from tsunagu.kernel.permissions.access import public
from tsunagu.portal.forms.search_filters import SearchFilters
from tsunagu.portal.presenters.helplines import NIGHT_LINES
from tsunagu.portal.presenters.terms import need_choices
from tsunagu.portal.views import vocabulary
from tsunagu.portal.views.cards import cards_of_hits
from tsunagu.portal.views.editorial import notices_for_home
from tsunagu.portal.views.pages import QUICK_EXIT_URL, draw, kept_page
from tsunagu.portal.views.search import find

MOST_OPEN = 6


@public
def home(request: HttpRequest) -> HttpResponse:
    """Three ways in, and a box for one's own words."""
    return kept_page(request, "home", html=lambda: draw(request, "portal/home.html", _home(request)))


@public
def open_now(request: HttpRequest) -> HttpResponse:
    """Who can be reached at this minute: the national lines, then the town's own places that are open."""
    return kept_page(
        request,
        "now",
        html=lambda: draw(request, "portal/now.html", _now(request), text_in=REGISTER_LANGUAGES),
    )


def _home(request: HttpRequest) -> dict[str, Any]:
    top = [term for term in vocabulary.terms(request, "need") if term.is_top]
    return {"needs": need_choices(top), "notices": notices_for_home()}


def _now(request: HttpRequest) -> dict[str, Any]:
    found = find(SearchFilters(open_now=True))
    # A place whose hours nobody told us may be closed: at night that is a wasted call.
    certain = [hit for hit in found.hits if any(one.kind is ReasonKind.OPEN_NOW for one in hit.reasons)]
    return {
        "lines": NIGHT_LINES,
        "cards": cards_of_hits(request, certain[:MOST_OPEN]),
        "quick_exit_url": QUICK_EXIT_URL,
    }
