"""Pages that belong to no town."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from tsunagu.kernel.municipality.queries import all_towns, town_by_slug
from tsunagu.kernel.permissions.access import public
from tsunagu.portal.queries.readiness import what_is_missing
from tsunagu.portal.views.pages import draw, public_page


@public
def towns(request: HttpRequest) -> HttpResponse:
    """The towns that live here."""
    return public_page(request, draw(request, "portal/towns.html", {"towns": all_towns()}))


@public
def with_slash(request: HttpRequest, slug: str) -> HttpResponse:
    """`/joetsu` typed by hand leads to the town's home."""
    if town_by_slug(slug) is None:
        raise Http404
    return HttpResponsePermanentRedirect(f"/{slug}/")


@public
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Nothing else is asked, so that a slow database does not restart it."""
    return HttpResponse("ok\n", content_type="text/plain")


@public
def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers too, and is the one that this code expects."""
    missing = what_is_missing()
    return HttpResponse(
        "\n".join(missing or ["ready"]) + "\n", content_type="text/plain", status=503 if missing else 200
    )
