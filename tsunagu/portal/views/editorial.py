"""The town's own pages: shelves, pages, pictures, the feed, and drafts for their editor."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tsunagu.directory.queries.search import SearchResult, search
from tsunagu.editorial.actions.pictures import make_renditions
from tsunagu.editorial.models import (
    Column,
    EditorialPage,
    NewsPage,
    Paper,
    PictureRendition,
    Section,
    TownPage,
)
from tsunagu.editorial.queries.pages import (
    content_of,
    loose_pages,
    newest_for_readers,
    newest_news,
    on_shelf,
    page_at,
    paper_at,
    rendition,
    shelves,
)
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import public
from tsunagu.kernel.permissions.middleware import enters_with
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.portal.presenters.editorial import plain, read_page, words
from tsunagu.portal.queries.written import question_of
from tsunagu.portal.views.cards import cards_of_searches
from tsunagu.portal.views.pages import draw, kept, kept_page

MOST_ON_SHELF = 60
MOST_IN_FEED = 30
MOST_ON_HOME = 3
FEED_TYPE = "application/atom+xml; charset=utf-8"
# What is taken down is out of every keeper's hands within the hour.
AN_HOUR = 3600


@public
def pages(request: HttpRequest) -> HttpResponse:
    """Every shelf that holds something."""
    return kept_page(request, "pages", html=lambda: _all_shelves(request))


@public
def page(request: HttpRequest, place: str) -> HttpResponse:
    """One page, or one shelf."""
    return kept_page(request, "editorial", place, html=lambda: _drawn(request, _found(place)))


@public
def picture(request: HttpRequest, rendition_id: UUID) -> FileResponse:
    """A picture of a page that is up; before that, for its editors."""
    return _file(request, lambda: rendition(rendition_id))


@public
def paper(request: HttpRequest, paper_id: UUID) -> FileResponse:
    """A file that such a page links to, handed over to be kept: nothing in it runs on our pages."""
    return _file(request, lambda: paper_at(paper_id), as_attachment=True)


@public
def feed(request: HttpRequest) -> HttpResponse:
    """Notices and columns for a feed reader."""
    response = HttpResponse(kept(request, "pages feed", make=lambda: _feed(request)), content_type=FEED_TYPE)
    response["Cache-Control"] = "max-age=300"
    return response


def preview(request: HttpRequest, draft: EditorialPage, *, is_easy: bool) -> HttpResponse:
    """A draft as the public would read it, drawn for its editor alone."""
    make_renditions(draft)
    language = "ja-easy" if is_easy else "ja"
    request.mount = replace(request.mount, language=language)  # type: ignore[attr-defined]
    with translation.override(language):
        return HttpResponse(_drawn(request, draft))


def notices_for_home() -> list[dict[str, Any]]:
    """The newest notices, for the town's home."""
    return [_line(each) for each in newest_news(today=localdate(moment()), most=MOST_ON_HOME)]


def _file(
    request: HttpRequest, find: Callable[[], PictureRendition | Paper | None], *, as_attachment: bool = False
) -> FileResponse:
    """The database shows a visitor only what a page that is up uses; editors enter to see the rest."""
    found = find()
    is_public = found is not None
    if found is None and enters_with(request, Permission.EDITORIAL_WRITE):
        found = find()
    content = content_of(found) if found else None
    if found is None or content is None:
        raise Http404
    name = Path(found.file.name).name
    # Python 3.11 does not know this kind by itself.
    kind = "image/webp" if name.endswith(".webp") else None
    response = FileResponse(BytesIO(content), as_attachment=as_attachment, filename=name, content_type=kind)
    response["Cache-Control"] = f"public, max-age={AN_HOUR}" if is_public else "private, no-store"
    return response


def _found(place: str) -> EditorialPage:
    found = page_at(place, today=localdate(moment()))
    if found is None or isinstance(found, TownPage):
        raise Http404
    return found


def _drawn(request: HttpRequest, found: EditorialPage) -> str:
    trail = [
        {"label": _("トップ"), "url": request.mount.prefix},  # type: ignore[attr-defined]
        {"label": _("読みもの"), "url": reverse("portal:pages")},
    ]
    if isinstance(found, Section):
        entries = on_shelf(found, today=localdate(moment()))[:MOST_ON_SHELF]
        context: dict[str, Any] = {"entries": [_line(each) for each in entries]}
        template = "portal/shelf.html"
    else:
        shelf, _slash, _rest = found.place.rpartition("/")
        if shelf and (above := page_at(shelf, today=localdate(moment()))):
            trail.append({"label": plain(_title(above)), "url": above.url})
        context = {"byline": _byline(found), "is_column": isinstance(found, Column)}
        template = "portal/page.html"
    read = read_page(found, answer=lambda asked: _answers(request, asked))
    trail.append({"label": read.plain_title})
    return draw(request, template, {"page": read, "trail": trail, **context})


def _answers(request: HttpRequest, asked: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The directory's answers of this minute. Each question is one search; the cards are read together."""
    found = [search(question_of(each), moment()) for each in asked]
    cards = cards_of_searches(request, [result.hits for result in found])
    return [
        {"cards": drawn, "total": result.total, "url": _search_address(each), "more": _more(result, drawn)}
        for each, result, drawn in zip(asked, found, cards, strict=True)
    ]


def _more(result: SearchResult, drawn: list[Any]) -> bool:
    return result.total > len(drawn)


def _search_address(asked: dict[str, Any]) -> str:
    names = {"need": "need", "stage": "age", "weekday": "day", "district": "place"}
    pairs = [f"{ours}={asked[theirs]}" for theirs, ours in names.items() if asked.get(theirs)]
    return f"{reverse('portal:search')}?{'&'.join([*pairs, *(['free=1'] if asked.get('free') else [])])}"


def _all_shelves(request: HttpRequest) -> str:
    today = localdate(moment())
    filled = [
        {"title": words(_title(shelf)), "url": shelf.url, "entries": [_line(each) for each in entries]}
        for shelf in shelves()
        if (entries := list(on_shelf(shelf, today=today)[:MOST_ON_HOME]))
    ]
    trail = [{"label": _("トップ"), "url": request.mount.prefix}, {"label": _("読みもの")}]  # type: ignore[attr-defined]
    loose = [_line(each) for each in loose_pages()]
    return draw(request, "portal/pages.html", {"shelves": filled, "loose": loose, "trail": trail})


def _title(found: EditorialPage) -> str:
    return (get_language() == "ja-easy" and found.easy_title) or found.title


def _line(found: EditorialPage) -> dict[str, Any]:
    return {
        "title": words(_title(found)),
        "url": found.url,
        "day": found.first_published_at,
        "lead": words(found.lead),
        "by": _byline(found),
        "is_news": isinstance(found, NewsPage),
    }


def _byline(found: EditorialPage) -> str:
    if isinstance(found, Column):
        return "　".join(each for each in (found.author, found.author_role) if each)
    return getattr(found, "reporter", "")


def _feed(request: HttpRequest) -> bytes:
    town = request.town  # type: ignore[attr-defined]
    atom = Atom1Feed(
        title=_("%(town)sのお知らせとコラム") % {"town": town.name},
        link=request.build_absolute_uri(reverse("portal:pages")),
        feed_url=request.build_absolute_uri(reverse("portal:pages-feed")),
        description=None,
        language=(get_language() or "ja").partition("-")[0],
    )
    for one in newest_for_readers(today=localdate(moment()), most=MOST_IN_FEED):
        atom.add_item(
            title=plain(_title(one)),
            link=request.build_absolute_uri(one.url),
            description=plain(one.lead),
            unique_id=f"urn:uuid:{one.translation_key}",
            pubdate=one.first_published_at,
            updateddate=one.last_published_at,
            author_name=_byline(one) or town.name,
        )
    return atom.writeString("utf-8").encode()
