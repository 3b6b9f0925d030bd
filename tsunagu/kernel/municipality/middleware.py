"""The town is a mount point: `/joetsu/easy/search/` is the page `search/` of 上越市 in やさしい日本語.

The town and the language are taken off the path and become the script prefix, so that every link made by
`reverse` stays in the town and in the language without being told.
"""

import dataclasses
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import get_script_prefix, set_script_prefix
from django.utils import timezone, translation

from tsunagu.kernel.municipality.acting import Acting, acting_when_asked
from tsunagu.kernel.municipality.languages import LANGUAGE_SEGMENTS
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.municipality.queries import town_by_host, town_by_slug


@dataclasses.dataclass(frozen=True, slots=True)
class Mount:
    """What was taken off the front of a path."""

    town: Municipality | None
    town_prefix: str
    language: str
    prefix: str
    rest: str


def mount_of(path: str, host: str) -> Mount:
    """Split a path into town, language and the rest."""
    if path in settings.TOWNLESS_PATHS:
        return Mount(None, "/", settings.LANGUAGE_CODE, "/", path)
    town = town_by_host(host)
    prefix, rest = "/", path.removeprefix("/")
    if town is None:
        segment, _, tail = rest.partition("/")
        town = town_by_slug(segment) if "/" in rest else None
        if town is not None:
            prefix, rest = f"/{segment}/", tail
    town_prefix = prefix
    language = settings.LANGUAGE_CODE
    segment, slash, tail = rest.partition("/")
    if town is not None and slash and segment in LANGUAGE_SEGMENTS:
        language, prefix, rest = LANGUAGE_SEGMENTS[segment], f"{prefix}{segment}/", tail
    return Mount(town, town_prefix, language, prefix, f"/{rest}")


def _addresses_for(rest: str) -> str:
    """The addresses to look in: a part of the house with heavy screens has its own, loaded when asked."""
    parts = settings.URLCONFS_OF_PATHS.items()
    return next((urlconf for start, urlconf in parts if rest.startswith(start)), settings.ROOT_URLCONF)


class TownMiddleware:
    """Find the town, then answer the whole request in one transaction acting in it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        mount = mount_of(request.path_info, request.get_host().partition(":")[0])
        request.town = mount.town  # type: ignore[attr-defined]  # the request is how Django hands things down
        request.mount = mount  # type: ignore[attr-defined]
        if mount.town is None:
            request.urlconf = settings.TOWNLESS_URLCONF  # type: ignore[attr-defined]
            return self.get_response(request)
        request.path_info = mount.rest
        request.urlconf = _addresses_for(mount.rest)  # type: ignore[attr-defined]
        before = get_script_prefix()
        set_script_prefix(mount.prefix)
        try:
            with translation.override(mount.language):
                return self.get_response(request)
        finally:
            set_script_prefix(before)


class ActingMiddleware:
    """One request, one transaction, one context; an exception or a 5xx leaves nothing behind."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        town: Municipality | None = request.town  # type: ignore[attr-defined]
        if town is None:
            return self.get_response(request)
        try:
            with acting_when_asked(Acting(town=town.id, moment=timezone.now())):
                response = self.get_response(request)
                if response.status_code >= 500 or getattr(request, "raised", False):
                    raise _RolledBack(response)
        except _RolledBack as undone:
            return undone.response
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        request.raised = True  # type: ignore[attr-defined]


class _RolledBack(Exception):
    def __init__(self, response: HttpResponse) -> None:
        self.response = response
