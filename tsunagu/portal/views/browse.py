"""The three ways in: by need, by age, by place. Each ends in results under its own heading."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from tsunagu.directory.choices import Scheme
from tsunagu.kernel.permissions.access import public
from tsunagu.portal.forms.search_filters import SearchFilters
from tsunagu.portal.presenters.sensitive import is_sensitive
from tsunagu.portal.presenters.terms import district_choices, name_of, need_choices, stage_choices
from tsunagu.portal.views import vocabulary
from tsunagu.portal.views.pages import draw, kept_page, left_nowhere, public_page
from tsunagu.portal.views.search import results_page


@public
def needs(request: HttpRequest) -> HttpResponse:
    """Every need, in plain words."""
    return _choices(request, "needs", lambda: need_choices(vocabulary.terms(request, "need")))


@public
def ages(request: HttpRequest) -> HttpResponse:
    """Every stage of life."""
    return _choices(request, "ages", lambda: stage_choices(vocabulary.terms(request, "stage")))


@public
def places(request: HttpRequest) -> HttpResponse:
    """Every part of the town."""
    return _choices(request, "places", lambda: district_choices(vocabulary.districts(request)))


@public
def need(request: HttpRequest, key: str) -> HttpResponse:
    """Who helps with one need."""
    return _results(request, "needs", SearchFilters(need=(key,)), lambda: _word(request, Scheme.NEED, key))


@public
def age(request: HttpRequest, key: str) -> HttpResponse:
    """What there is for one stage of life."""
    return _results(request, "ages", SearchFilters(age=key), lambda: _word(request, Scheme.STAGE, key))


@public
def place(request: HttpRequest, district_id: UUID) -> HttpResponse:
    """What there is in one part of the town."""
    return _results(
        request, "places", SearchFilters(place=district_id), lambda: _district(request, district_id)
    )


def _titles() -> dict[str, tuple[str, str]]:
    return {
        "needs": (_("こまりごとからさがす"), _("いちばん近いものを選んでください。あとから変えられます。")),
        "ages": (_("年齢からさがす"), _("お子さんの年齢か、知りたい人を選んでください。")),
        "places": (_("場所からさがす"), _("住んでいるところか、行きやすいところを選んでください。")),
    }


def _choices(request: HttpRequest, way: str, choices: Any) -> HttpResponse:
    def html() -> str:
        title, lead = _titles()[way]
        context = {"title": title, "lead": lead, "choices": choices(), "is_by_age": way == "ages"}
        return draw(request, "portal/choices.html", context)

    return kept_page(request, way, html=html)


def _results(
    request: HttpRequest, way: str, filters: SearchFilters, heading: Callable[[], str]
) -> HttpResponse:
    # Narrowing goes on at the search itself; here only the page number is read.
    filters = replace(filters, page=SearchFilters.read(request.GET).page)

    def html() -> str:
        name = heading()
        if not name:
            raise Http404
        trail = [
            {"label": _("トップ"), "url": request.mount.prefix},  # type: ignore[attr-defined]
            {"label": _titles()[way][0], "url": reverse(f"portal:{way}")},
            {"label": name},
        ]
        query = f"page={filters.page}" if filters.page > 1 else ""
        return results_page(request, filters, query=query, heading=name, trail=trail, applied=[])

    if is_sensitive(needs=filters.need):
        return left_nowhere(public_page(request, html()))
    return kept_page(request, way, filters, html=html)


def _word(request: HttpRequest, scheme: Scheme, key: str) -> str:
    return vocabulary.words(request).get((scheme.value, key), "")


def _district(request: HttpRequest, district_id: UUID) -> str:
    return next((name_of(one) for one in vocabulary.districts(request) if one.id == district_id), "")
