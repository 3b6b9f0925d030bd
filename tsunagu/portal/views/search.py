"""Results of one's own words and filters."""

from typing import Any
from urllib.parse import quote_plus

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from markupsafe import Markup, escape

from tsunagu.directory.presenters.language import REGISTER_LANGUAGES
from tsunagu.directory.queries.search import SearchResult, search
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import public
from tsunagu.portal.forms.search_filters import SearchFilters
from tsunagu.portal.presenters.filters import Applied, applied_filters, filter_fields
from tsunagu.portal.presenters.paging import pages_of
from tsunagu.portal.presenters.sensitive import is_sensitive
from tsunagu.portal.views import vocabulary
from tsunagu.portal.views.cards import cards_of_hits
from tsunagu.portal.views.gaps import count_gap, may_be_missed
from tsunagu.portal.views.neighbours import has_neighbours, next_door
from tsunagu.portal.views.pages import QUICK_EXIT_URL, draw, kept, kept_page, left_nowhere, public_page

# Stands for the words of the question in a panel that is kept for every question.
_SLOT = "\x00"


# Asking changes nothing, so a posted question needs no token; without one it needs no cookie either.
@csrf_exempt
@public
def results(request: HttpRequest) -> HttpResponse:
    """What fits. Asked by POST, the words stand in no address, no history and no log, and are not kept."""
    if request.method == "POST":
        filters = SearchFilters.read(request.POST)
        return left_nowhere(public_page(request, results_page(request, filters, is_quiet=True)))
    filters = SearchFilters.read(request.GET)
    if is_sensitive(query=filters.q, needs=filters.need):
        return left_nowhere(public_page(request, results_page(request, filters)))
    return kept_page(request, "search", filters, html=lambda: results_page(request, filters))


@public
def quiet(request: HttpRequest) -> HttpResponse:
    """A box whose words leave no trace."""
    context = {"heading": _("履歴に残さずさがす"), "quiet": True, "quick_exit_url": QUICK_EXIT_URL}
    return public_page(request, draw(request, "portal/results.html", _nothing_asked(request) | context))


def results_page(
    request: HttpRequest,
    filters: SearchFilters,
    *,
    is_quiet: bool = False,
    query: str | None = None,
    **said: Any,
) -> str:
    """A page of results. Another page that shows it says with `said` its heading and trail, with `query` what
    stands behind the `?` of its own address."""
    found = find(filters)
    is_hidden = is_quiet or is_sensitive(query=filters.q, needs=filters.need)
    if not is_hidden:
        count_gap(filters, found)
    page = pages_of(
        total=found.total, current=filters.page, address=lambda page: _address(filters, page=page)
    )
    context = {
        "heading": _("「%(words)s」の検索結果") % {"words": filters.q} if filters.q else _("さがした結果"),
        "query": filters.q,
        "cards": cards_of_hits(request, found.hits),
        "total": _total(found),
        "next_door": next_door(request, filters) if not found.total else [],
        "has_neighbours": has_neighbours(request),
        "applied": _applied(request, filters),
        "filter_panel": _filter_panel(request, filters, is_quiet=is_quiet),
        "widen_url": _address(SearchFilters(q=filters.q)) if filters.count and filters.q else None,
        # What a posted form carries on: the words stand in no address.
        "pairs": filters.pairs(),
        "words_alone": SearchFilters(q=filters.q).pairs(),
        "hidden": None,
        "quiet": is_quiet,
        "quick_exit_url": QUICK_EXIT_URL if is_hidden else None,
        "may_be_missed": not is_hidden and may_be_missed(filters),
        **page,
    }
    if query is None:
        query = "" if is_quiet else filters.address(page=filters.page)
    return draw(
        request,
        "portal/results.html",
        _nothing_asked(request) | context | said,
        query=query,
        text_in=REGISTER_LANGUAGES,
    )


def find(filters: SearchFilters) -> SearchResult:
    """The directory's answer."""
    at = moment()
    return search(filters.to_query(weekday_today=localtime(at).weekday()), at)


def _total(found: SearchResult) -> str:
    words = _("%(total)s件以上") if found.is_capped else _("%(total)s件")
    return words % {"total": found.total}


def _nothing_asked(request: HttpRequest) -> dict[str, Any]:
    trail = [{"label": _("トップ"), "url": request.mount.prefix}, {"label": _("さがす")}]  # type: ignore[attr-defined]
    return {
        "trail": trail, "lead": None, "query": "", "cards": [], "total": None, "applied": [],
        "filter_panel": "", "widen_url": None, "pairs": [], "words_alone": [], "next_door": [],
        "has_neighbours": False, "may_be_missed": False,
        "hidden": None, "quiet": False, "pages": [], "page_number": 1,
        "previous_url": None, "next_url": None, "next_page": None,
    }  # fmt: skip


def _applied(request: HttpRequest, filters: SearchFilters) -> list[Applied]:
    if not filters.count:
        return []
    return applied_filters(
        filters,
        words=vocabulary.words(request),
        districts=vocabulary.districts(request),
        languages=vocabulary.languages(request),
    )


def _filter_panel(request: HttpRequest, filters: SearchFilters, *, is_quiet: bool) -> Markup:
    """Drawing the panel costs more than the page around it; it changes only with what is chosen."""
    chosen = filters.address(q="")

    def panel() -> str:
        context = {
            "fields": filter_fields(
                filters,
                needs=vocabulary.terms(request, "need"),
                stages=vocabulary.terms(request, "stage"),
                situations=vocabulary.terms(request, "situation"),
                districts=vocabulary.districts(request),
                languages=vocabulary.languages(request),
            ),
            "method": "post" if is_quiet else "get",
            "active": filters.count,
            "query": _SLOT,
            "reset_url": _address(SearchFilters(q=_SLOT)) if filters.count and not is_quiet else None,
        }
        return draw(request, "portal/filters.html", context)

    html = kept(request, "filters", chosen, is_quiet, make=panel)
    html = html.replace(_SLOT, escape(filters.q)).replace(quote_plus(_SLOT), quote_plus(filters.q))
    return Markup(html)  # noqa: S704 drawn by our own template


def _address(filters: SearchFilters, **changes: Any) -> str:
    return f"{reverse('portal:search')}?{filters.address(**changes)}"
