"""子育てマップ: places as a drawing and as a list, under the same filters and the same numbers."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from tsunagu.directory.choices import Scheme
from tsunagu.directory.presenters.language import REGISTER_LANGUAGES
from tsunagu.directory.queries.map import MapQuestion, centre_types_of_town, places_on_map, spots_on_map
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import public
from tsunagu.kernel.ui.map_source import map_source
from tsunagu.portal.forms.map_filter import MapFilter
from tsunagu.portal.presenters.map import MapPage, is_open_at, map_fields
from tsunagu.portal.presenters.map_ground import PER_PAGE, Ground
from tsunagu.portal.presenters.paging import pages_of
from tsunagu.portal.presenters.sensitive import is_sensitive
from tsunagu.portal.presenters.terms import name_of
from tsunagu.portal.views import vocabulary
from tsunagu.portal.views.pages import QUICK_EXIT_URL, draw, kept, kept_page, public_page


@public
def places_map(request: HttpRequest) -> HttpResponse:
    """Where things are; without scripts a drawing, with them a map to move."""
    asked = MapFilter.read(request.GET)
    if is_sensitive(needs=(asked.need,)):
        return public_page(request, _page(request, asked, is_hidden=True))
    return kept_page(request, "map", asked, html=lambda: _page(request, asked))


def _page(request: HttpRequest, asked: MapFilter, *, is_hidden: bool = False) -> str:
    at = moment()
    asked_for = MapQuestion(asked.kind, asked.need, asked.place, asked.type)
    ground = kept(
        request, "map ground", asked_for, asked.open_now, make=lambda: _ground(request, asked, asked_for, at)
    )
    shown = [id_ for id_, _number in ground.on_page(asked.page)]
    page = MapPage.of(ground, places_on_map(asked_for, among=shown), page=asked.page, at=at)
    paging = pages_of(
        total=page.total,
        current=asked.page,
        address=lambda number: _address(asked, page=number),
        per_page=PER_PAGE,
    )
    context = {
        "page": page,
        "asked": asked,
        "fields": map_fields(
            asked,
            kinds=vocabulary.terms(request, Scheme.KIND),
            needs=vocabulary.terms(request, Scheme.NEED),
            districts=vocabulary.districts(request),
            types=kept(request, "centre types", make=centre_types_of_town),
        ),
        "reset_url": reverse("portal:map") if asked.count else None,
        "source": map_source(),
        "quick_exit_url": QUICK_EXIT_URL if is_hidden else None,
        **paging,
    }
    query = "" if is_hidden else asked.address(page=asked.page)
    return draw(request, "portal/map.html", context, query=query, text_in=REGISTER_LANGUAGES)


def _ground(request: HttpRequest, asked: MapFilter, asked_for: MapQuestion, at: datetime) -> Ground:
    names = {one.id: name_of(one) for one in vocabulary.districts(request)}
    if not asked.open_now:
        return Ground.of(spots_on_map(asked_for), names=names)
    return Ground.of([one.spot for one in places_on_map(asked_for) if is_open_at(one, at)], names=names)


def _address(asked: MapFilter, **changes: object) -> str:
    query = asked.address(**changes)
    return f"{reverse('portal:map')}?{query}" if query else reverse("portal:map")
