"""Pages for tests of the door: each counts how often it was drawn, and breaks another promise or none."""

import gzip

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.urls import path

from tests.kernel import probe_urls
from tsunagu.kernel.permissions.access import public
from tsunagu.kernel.ui.kept_pages import same_for_everybody

handler403, handler404, handler500 = probe_urls.handler403, probe_urls.handler404, probe_urls.handler500
drawn: list[str] = []


def _page(request: HttpRequest, *, status: int = 200) -> HttpResponse:
    drawn.append(request.get_full_path())
    body = gzip.compress(f"{request.town.slug} {request.get_full_path()}".encode())
    headers = {"Content-Encoding": "gzip", "Vary": "Accept-Encoding", "Cache-Control": "max-age=60"}
    return HttpResponse(body, status=status, headers=headers)


@public
def everybodys(request: HttpRequest) -> HttpResponse:
    return same_for_everybody(_page(request))


@public
def unmarked(request: HttpRequest) -> HttpResponse:
    return _page(request)


@public
def missing(request: HttpRequest) -> HttpResponse:
    return same_for_everybody(_page(request, status=404))


@public
def somebodys(request: HttpRequest) -> HttpResponse:
    """Wrongly marked: it looks who is there."""
    response = same_for_everybody(_page(request))
    response["X-Person"] = str(request.user)
    return response


@public
def with_a_cookie(request: HttpRequest) -> HttpResponse:
    response = same_for_everybody(_page(request))
    response.set_cookie("receipt", "1")
    return response


@public
def with_a_token(request: HttpRequest) -> HttpResponse:
    response = same_for_everybody(_page(request))
    response["X-Token"] = get_token(request)
    return response


def colleagues(request: HttpRequest) -> HttpResponse:
    return same_for_everybody(_page(request))


urlpatterns = [
    path("everybodys/", everybodys),
    path("unmarked/", unmarked),
    path("missing/", missing),
    path("somebodys/", somebodys),
    path("cookie/", with_a_cookie),
    path("token/", with_a_token),
    path("work/marked/", colleagues),
    *probe_urls.urlpatterns,
]
