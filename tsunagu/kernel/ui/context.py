"""What every page knows: its town, its language links, and who is looking."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.urls import reverse

from tsunagu.kernel.municipality.middleware import LANGUAGE_SEGMENTS, Mount

LANGUAGE_NAMES = {"ja": "日本語", "ja-easy": "やさしい日本語", "en": "English"}
MESSAGE_COOKIES = (settings.SESSION_COOKIE_NAME, "messages")


@dataclass(frozen=True, slots=True)
class TownOnPage:
    """The town as a page shows it: named in the page's language."""

    id: UUID
    slug: str
    name: str
    url: str


def page(request: HttpRequest) -> dict[str, Any]:
    """The context processor of every page."""
    mount: Mount | None = getattr(request, "mount", None)
    holder = getattr(request, "holder", None)
    return {
        "request": request,
        "town": _town(mount),
        "language": mount.language if mount else settings.LANGUAGE_CODE,
        "languages": language_links(mount, query=_query_to_keep(request)) if mount else [],
        "holder": holder,
        "person": {"name": holder.user.name, "organisation": "", "url": reverse("mfa_index")}
        if holder
        else None,
        "sign_out_url": reverse("account_logout") if holder else None,
        "flash_messages": _flash_messages(request),
        "footer_links": [],
        "quick_exit_url": None,
        "search": None,
        "demo": settings.DEMO,
    }


def language_links(mount: Mount, *, query: str = "") -> list[dict[str, Any]]:
    """The same page in each language; `query` is what stands behind the `?` of its address."""
    if mount.town is None:
        return []
    behind = f"?{query}" if query else ""
    segments = {"ja": ""} | {code: f"{segment}/" for segment, code in LANGUAGE_SEGMENTS.items()}
    return [
        {
            "code": code,
            "label": LANGUAGE_NAMES[code],
            "url": f"{mount.town_prefix}{segments[code]}{mount.rest.removeprefix('/')}{behind}",
            "current": code == mount.language,
        }
        for code in LANGUAGE_NAMES
    ]


def _query_to_keep(request: HttpRequest) -> str:
    """Only of a public page that was asked for by its address: what was posted stands in no link."""
    is_public = getattr(request, "holder", None) is None
    return request.GET.urlencode() if is_public and request.method in {"GET", "HEAD"} else ""


def _town(mount: Mount | None) -> TownOnPage | None:
    if mount is None or mount.town is None:
        return None
    town = mount.town
    name = town.name_en if mount.language == "en" else town.name
    return TownOnPage(id=town.id, slug=town.slug, name=name, url=mount.prefix)


def _flash_messages(request: HttpRequest) -> list[dict[str, str]]:
    """What the last action said. A visitor without a session has none, and is not given one by looking."""
    if not any(name in request.COOKIES for name in MESSAGE_COOKIES) or not hasattr(request, "_messages"):
        return []
    return [{"kind": message.level_tag or "info", "text": str(message)} for message in get_messages(request)]
