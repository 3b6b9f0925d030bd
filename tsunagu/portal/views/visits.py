"""市民レポート: how places were, told by residents; as a list, on a place's own page, and as a feed."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tsunagu.community.models import Post
from tsunagu.community.presenters.posts import place_name, post_text, post_texts
from tsunagu.community.queries.board import visits as shown_visits
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import public
from tsunagu.portal.presenters.paging import pages_of
from tsunagu.portal.views.pages import draw, kept_page

PER_PAGE = 20
MOST_ON_A_PLACE = 3
MOST_IN_FEED = 30


@public
def visits(request: HttpRequest) -> HttpResponse:
    """All of them, newest first."""
    page = request.GET.get("page", "")
    number = max(int(page), 1) if page.isascii() and page.isdigit() and len(page) < 5 else 1
    return kept_page(request, "visits", number, html=lambda: _visits(request, number))


def _visits(request: HttpRequest, number: int) -> str:
    found = shown_visits(today=localdate(moment()))
    first = (number - 1) * PER_PAGE
    posts = list(found[first : first + PER_PAGE])
    here = reverse("portal:visits")
    context = {
        "reports": [{"post": post_text(post), "url": _page_of(post)} for post in posts],
        **pages_of(
            total=found.count(), current=number, address=lambda page: f"{here}?page={page}", per_page=PER_PAGE
        ),
    }
    return draw(request, "portal/visits.html", context)


@public
def feed(request: HttpRequest) -> HttpResponse:
    """The newest reports as Atom."""
    title = _("%(town)sの市民レポート") % {"town": request.town.name}  # type: ignore[attr-defined]
    made = Atom1Feed(
        title=title,
        link=request.build_absolute_uri(reverse("portal:visits")),
        feed_url=request.build_absolute_uri(reverse("portal:visits-feed")),
        description=None,
        language=(get_language() or "ja").partition("-")[0],
    )
    for post in shown_visits(today=localdate(moment()))[:MOST_IN_FEED]:
        made.add_item(
            title=f"{place_name(post)}：{post.title}",
            link=request.build_absolute_uri(_page_of(post)),
            description=post.text,
            unique_id=f"urn:uuid:{post.id}",
            updateddate=post.shown_at,
            author_name=post.display_name,
        )
    response = HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    response["Cache-Control"] = "max-age=60"
    return response


def visits_of(
    *, service_id: UUID | None = None, organisation_id: UUID | None = None, is_open: bool = True
) -> Mapping[str, Any]:
    """For a place's own page: the newest reports, and where to write one."""
    found = shown_visits(today=localdate(moment()), service_id=service_id, organisation_id=organisation_id)
    about = f"service={service_id}" if service_id else f"organisation={organisation_id}"
    return {
        "visits": post_texts(found[:MOST_ON_A_PLACE]),
        "visit_url": f"{reverse('portal:post-rules')}?{about}" if is_open else "",
    }


def _page_of(post: Post) -> str:
    if post.service_id:
        return reverse("portal:service", args=[post.service_id])
    return reverse("portal:organisation", args=[post.organisation_id])
