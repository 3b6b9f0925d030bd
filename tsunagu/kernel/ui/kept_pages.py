"""Whole pages that are the same for everybody, answered at the door of the town.

A view says that its page is one (`same_for_everybody`). For the rest of the minute, and while the town's
directory stays as it is, the same address is then answered before a session, an account or a transaction is
so much as looked for: none of them could change the page.
"""

import hashlib
from collections.abc import Callable, Mapping
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from tsunagu.kernel.ui.fragments import Fragments

# Two minutes: the key holds the minute, so nothing is served later; the rest is room for slow clocks.
KEPT_SECONDS = 120
# Apart from the fragments: many made-up addresses push out each other, not what every page is drawn from.
kept_pages = Fragments(most=2000)


class KeptPage(NamedTuple):
    """A packed page, and all that the browser is told with it."""

    body: bytes
    headers: Mapping[str, str]


def same_for_everybody(response: HttpResponse) -> HttpResponse:
    """Say that nothing of the reader is in this answer: its address, town and language alone made it."""
    response.is_same_for_everybody = True  # type: ignore[attr-defined]  # read by the middleware below
    return response


class KeptPagesMiddleware:
    """Answer from what is kept, or keep the answer. Stands right behind the town."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.town is None or request.method != "GET" or not takes_gzip(request):  # type: ignore[attr-defined]
            return self.get_response(request)
        key = _address_key(request)
        page: KeptPage | None = kept_pages.get(key)
        if page is not None:
            return HttpResponse(page.body, headers=page.headers)
        response = self.get_response(request)
        if _may_be_kept(response):
            kept_pages.set(key, KeptPage(response.content, dict(response.items())), KEPT_SECONDS)
        return response


def takes_gzip(request: HttpRequest) -> bool:
    return "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")


def _address_key(request: HttpRequest) -> str:
    """Everything such a page depends on. Hashed: an address may hold words that a family typed."""
    mount = request.mount  # type: ignore[attr-defined]
    minute = int(timezone.now().timestamp()) // 60
    parts = (
        mount.town.id.hex, mount.town.directory_version, mount.town_prefix, mount.language, minute,
        mount.rest, request.META.get("QUERY_STRING", ""),
    )  # fmt: skip
    return hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()


def _may_be_kept(response: HttpResponse) -> bool:
    """The view's word, and no sign against it: a cookie, or a header that says what else it depends on."""
    return (
        getattr(response, "is_same_for_everybody", False)
        and response.status_code == 200
        and not response.cookies
        and response.headers.get("Vary") == "Accept-Encoding"
        and response.headers.get("Content-Encoding") == "gzip"
    )
