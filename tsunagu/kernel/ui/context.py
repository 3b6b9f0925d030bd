"""What every page knows: its town, its language links, and who is looking."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, override

from tsunagu.kernel.municipality.languages import LANGUAGES
from tsunagu.kernel.municipality.middleware import Mount
from tsunagu.kernel.ui.words import name_in_letters

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


def language_links(
    mount: Mount, *, query: str = "", text_in: Collection[str] | None = None
) -> list[dict[str, Any]]:
    """The same page in each language.

    Args:
        mount: where the page is.
        query: what stands behind the `?` of its address.
        text_in: the languages in which its own text exists, where that is not all; the interface speaks every
            one, what the register holds does not.
    """
    if mount.town is None:
        return []
    behind = f"?{query}" if query else ""
    return [
        {
            "code": one.code,
            "tag": one.tag,
            "label": one.name,
            "url": f"{mount.town_prefix}{one.segment}{'/' if one.segment else ''}"
            f"{mount.rest.removeprefix('/')}{behind}",
            "current": one.code == mount.language,
            "remark": "" if text_in is None or one.code in text_in else _partly_japanese(one.code),
        }
        for one in LANGUAGES
    ]


@cache
def _partly_japanese(code: str) -> str:
    """In the language of the page that the link leads to: its reader is who should know."""
    with override(code):
        return gettext("説明の一部は日本語")


def _query_to_keep(request: HttpRequest) -> str:
    """Only of a public page that was asked for by its address: what was posted stands in no link."""
    is_public = getattr(request, "holder", None) is None
    return request.GET.urlencode() if is_public and request.method in {"GET", "HEAD"} else ""


def _town(mount: Mount | None) -> TownOnPage | None:
    if mount is None or mount.town is None:
        return None
    town = mount.town
    name = name_in_letters(town.name, town.name_en)
    return TownOnPage(id=town.id, slug=town.slug, name=name, url=mount.prefix)


def _flash_messages(request: HttpRequest) -> list[dict[str, str]]:
    """What the last action said. A visitor without a session has none, and is not given one by looking."""
    if not any(name in request.COOKIES for name in MESSAGE_COOKIES) or not hasattr(request, "_messages"):
        return []
    return [{"kind": message.level_tag or "info", "text": str(message)} for message in get_messages(request)]
