"""How a public page is drawn, and kept.

A page that shows only what the town publishes is drawn once for a version of the directory, a language and a
minute, and then served from the cache: no session, no token, nothing of the reader's is in it.
"""

import gzip
import hashlib
from collections.abc import Callable, Collection, Sequence
from typing import Any, TypeVar
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.backends.utils import csrf_input_lazy
from django.template.loader import get_template
from django.urls import reverse
from django.utils.translation import gettext as _

from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.ui.context import language_links
from tsunagu.kernel.ui.fragments import fragments
from tsunagu.kernel.ui.kept_pages import KEPT_SECONDS, same_for_everybody, takes_gzip
from tsunagu.kernel.ui.words import name_in_letters

T = TypeVar("T")
# A calm page that anybody might have open, and whose address says nothing.
QUICK_EXIT_URL = "https://www.jma.go.jp/"


def draw(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    query: str = "",
    text_in: Collection[str] | None = None,
) -> str:
    """The page as text in the frame of every public page; nothing of the reader's session is read.

    `query` goes with the reader into another language. A page that is kept names only what it is kept by:
    one reader's address must not stand in the next one's links. `text_in` are the languages of what the page
    quotes from the register, where it does; the page itself speaks all.
    """
    frame = _frame(request, query, text_in)
    return get_template(template).template.render({"request": request, **frame, **(context or {})})


def form_page(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page with a form: never kept, by us or by a browser."""
    query = request.GET.urlencode() if request.method == "GET" else ""
    html = draw(request, template, {**context, "csrf_input": csrf_input_lazy(request)}, query=query)
    return left_nowhere(HttpResponse(html, status=status))


def kept_page(request: HttpRequest, *name: object, html: Callable[[], str]) -> HttpResponse:
    """The page called `name`, drawn and packed at most once a minute in each language and version."""
    body = kept(request, "page", *name, make=lambda: _packed(html().encode(), level=6))
    # Kept packed only: a page takes a fifth of the room, and hardly anybody asks for it plain.
    is_packed = takes_gzip(request)
    return same_for_everybody(_answer(body if is_packed else gzip.decompress(body), is_packed=is_packed))


def public_page(request: HttpRequest, html: str) -> HttpResponse:
    """A page drawn for this question alone."""
    plain = html.encode()
    is_packed = takes_gzip(request)
    return _answer(_packed(plain, level=3) if is_packed else plain, is_packed=is_packed)


def typed(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with, be it nothing at all; None when the page is only opened."""
    return request.POST if request.method == "POST" else None


def left_nowhere(response: HttpResponse) -> HttpResponse:
    """A telephone is shared: going back must not show what was asked."""
    response["Cache-Control"] = "no-store"
    return response


def kept(request: HttpRequest, *name: object, make: Callable[[], Any]) -> Any:
    """What `make` makes, kept for this minute, version and language."""
    key = fragment_key(request, *name)
    found = fragments.get(key)
    if found is None:
        found = make()
        fragments.set(key, found, KEPT_SECONDS)
    return found


def kept_each(
    request: HttpRequest, name: str, ids: Sequence[UUID], *, make: Callable[[list[UUID]], dict[UUID, T]]
) -> dict[UUID, T]:
    """What `make` makes of each, as `kept` does; it is asked once, for those that are not kept yet."""
    keys = {fragment_key(request, name, one): one for one in ids}
    found: dict[UUID, T] = {keys[key]: value for key, value in fragments.get_many(keys).items()}
    missing = [one for one in ids if one not in found]
    if missing:
        made = make(missing)
        fragments.set_many({key: made[one] for key, one in keys.items() if one in made}, KEPT_SECONDS)
        found |= made
    return found


def fragment_key(request: HttpRequest, *name: object) -> str:
    """Everything a public fragment depends on. Hashed: names may hold words that a family typed."""
    town = request.town  # type: ignore[attr-defined]
    minute = int(moment().timestamp()) // 60
    parts = (town.id, town.directory_version, request.mount.prefix, minute, *name)  # type: ignore[attr-defined]
    return "portal:" + hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()


def _packed(plain: bytes, *, level: int) -> bytes:
    # Only pages without a token or anything of the reader's are packed: no secret can be guessed by length.
    return gzip.compress(plain, level, mtime=0)


def _answer(body: bytes, *, is_packed: bool) -> HttpResponse:
    response = HttpResponse(body)
    response["Cache-Control"] = "max-age=60"
    response["Vary"] = "Accept-Encoding"
    if is_packed:
        response["Content-Encoding"] = "gzip"
    return response


def _frame(request: HttpRequest, query: str, text_in: Collection[str] | None) -> dict[str, Any]:
    mount = request.mount  # type: ignore[attr-defined]
    frame = {
        "town": None,
        "language": mount.language,
        "languages": language_links(mount, query=query, text_in=text_in),
        "flash_messages": [],
        "footer_links": [],
        "quick_exit_url": None,
        "demo": settings.DEMO,
    }
    if mount.town is None:
        return frame
    name = name_in_letters(mount.town.name, mount.town.name_en)
    footer = kept(request, "footer", make=_footer_links)
    return frame | {"town": {"name": name, "url": mount.prefix}, "footer_links": footer}


def _footer_links() -> list[dict[str, str]]:
    return [
        {"label": label, "url": reverse(f"portal:{view}")}
        for label, view in (
            (_("緊急の電話番号"), "emergency"),
            (_("総合電話帳"), "phones"),
            (_("団体・施設の一覧"), "organisations"),
            (_("子育てマップ"), "map"),
            (_("子育てカレンダー"), "calendar"),
            (_("子育てのお知らせ"), "notices"),
            (_("子育て掲示板"), "board"),
            (_("市民レポート"), "visits"),
            (_("子育てガイドブック"), "guidebooks"),
            (_("読みもの・お知らせ"), "pages"),
            (_("オープンデータ"), "open-data"),
            (_("相談のその後を見る"), "ask-status"),
            (_("個人情報の扱い"), "privacy"),
            (_("だれでも使えるために"), "accessibility"),
            (_("このサイトについてのお問い合わせ"), "contact"),
        )
    ]
