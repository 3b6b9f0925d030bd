"""One listing, one organisation."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from markupsafe import Markup

from tsunagu.community.actions.inquiries import can_be_written_to
from tsunagu.directory.choices import Scheme
from tsunagu.directory.presenters.confirmation import part_labels
from tsunagu.directory.presenters.language import REGISTER_LANGUAGES, written_in
from tsunagu.directory.presenters.pages import OrganisationPage, ServicePage
from tsunagu.directory.presenters.vacancies import vacancy_table
from tsunagu.directory.queries.listing import Listing
from tsunagu.directory.queries.listings import organisation_page, service_page
from tsunagu.directory.queries.search import ReasonKind, SearchQuery, search
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import public
from tsunagu.network.models import Photo
from tsunagu.network.presenters.photos import PhotoSources, photo_sources
from tsunagu.network.queries.photos import photo_of_organisation, photo_of_service
from tsunagu.portal.presenters.listing import facts_of
from tsunagu.portal.presenters.sensitive import is_sensitive
from tsunagu.portal.views.cards import cards_of_hits, cards_of_listings
from tsunagu.portal.views.pages import QUICK_EXIT_URL, draw, kept_page
from tsunagu.portal.views.visits import visits_of

MOST_ALTERNATIVES = 3


@public
def service(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """May I, when, where, how much, how, and one tap to a person."""
    return kept_page(request, "service", service_id, html=lambda: _service(request, service_id))


@public
def organisation(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Who they are and what they do."""
    return kept_page(
        request, "organisation", organisation_id, html=lambda: _organisation(request, organisation_id)
    )


def _service(request: HttpRequest, service_id: UUID) -> str:
    found = service_page(service_id)
    if found is None:
        raise Http404
    page = ServicePage(found, moment())
    context = {
        "page": page,
        "facts": facts_of(page),
        "parts": part_labels(found.parts_assured, whole=found.assured_on, today=localdate(moment())),
        "photo": _sources(photo_of_service(found.id, found.organisation_id)),
        "vacancies": vacancy_table(found.vacancies, today=localdate(moment())),
        "alternatives": _alternatives(request, found) if page.has_ended else [],
        "quick_exit_url": QUICK_EXIT_URL if is_sensitive(needs=_keys_of_needs(found)) else None,
        **visits_of(service_id=service_id, is_open=not page.has_ended),
    }
    text_in = written_in(easy=found.summary_easy, english=found.summary_en)
    return draw(request, "portal/service.html", context, text_in=text_in)


def _alternatives(request: HttpRequest, ended: Listing) -> list[Markup]:
    """What comes close to a service that is no more."""
    needs = _keys_of_needs(ended)[:1]
    if not needs:
        return []
    found = search(SearchQuery(needs=needs, page_size=MOST_ALTERNATIVES), moment())
    running = [hit for hit in found.hits if all(one.kind is not ReasonKind.ENDED for one in hit.reasons)]
    return cards_of_hits(request, running)


def _keys_of_needs(listing: Listing) -> tuple[str, ...]:
    return tuple(term.key for term in listing.terms_of(Scheme.NEED))


def _organisation(request: HttpRequest, organisation_id: UUID) -> str:
    found = organisation_page(organisation_id)
    if found is None:
        raise Http404
    context = {
        "page": OrganisationPage(found),
        "cards": cards_of_listings(request, found.services),
        "photo": _sources(photo_of_organisation(found.id)),
        "can_join": can_be_written_to(organisation_id, at=moment()),
        **visits_of(organisation_id=organisation_id),
    }
    return draw(request, "portal/organisation.html", context, text_in=REGISTER_LANGUAGES[:1])


def _sources(photo: Photo | None) -> PhotoSources | None:
    """The photo by its public addresses."""
    if photo is None:
        return None
    return photo_sources(
        photo, lambda width, ending: reverse("portal:photo", args=[photo.key, width, ending])
    )
