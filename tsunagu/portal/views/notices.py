"""What the town told families, for whoever looks; and as a feed for each age, district and subject."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tsunagu.directory.choices import Scheme
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import public
from tsunagu.outreach.choices import Subject
from tsunagu.outreach.queries.notices import public_notice, public_notices
from tsunagu.portal.forms.notices_filter import NoticesFilter, stages_of_children
from tsunagu.portal.presenters.notices import NoticePage
from tsunagu.portal.views import vocabulary
from tsunagu.portal.views.pages import draw, public_page

FEED_TYPE = "application/rss+xml; charset=utf-8"


@public
def notices(request: HttpRequest) -> HttpResponse:
    """The newest first, narrowed by age, district and subject."""
    asked = NoticesFilter.read(request.GET)
    stages = vocabulary.terms(request, Scheme.STAGE)
    found = public_notices(today=localdate(moment()), **asked.to_query(stages))
    names = vocabulary.words(request)
    context = {
        "notices": [NoticePage(one) for one in found],
        "asked": asked,
        "ages": [
            {"value": one.key, "label": names[one.scheme, one.key], "selected": one.key == asked.age}
            for one in stages_of_children(stages)
        ],
        "districts": [
            {"value": str(one.id), "label": one.name, "selected": one.id == asked.district}
            for one in vocabulary.districts(request)
        ],
        "subjects": [
            {"value": value, "label": label, "selected": value == asked.subject}
            for value, label in Subject.choices
        ],
        "feed_url": _feed_address(asked),
        "active": sum(bool(one) for one in (asked.age, asked.district, asked.subject)),
    }
    return _asked_anew(request, draw(request, "portal/notices.html", context, query=asked.address()))


@public
def notice(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """One notice, with what it quotes as it is today."""
    found = public_notice(notice_id, today=localdate(moment()))
    if found is None:
        raise Http404
    return _asked_anew(request, draw(request, "portal/notice.html", {"page": NoticePage(found)}))


@public
def notices_feed(request: HttpRequest) -> HttpResponse:
    """RSS 2.0 of the same list: nothing in it tells who was written to."""
    asked = NoticesFilter.read(request.GET)
    stages = vocabulary.terms(request, Scheme.STAGE)
    feed = Rss201rev2Feed(
        title=_("%(town)sの子育てのお知らせ") % {"town": _town_name(request)},
        link=request.build_absolute_uri(reverse("portal:notices")),
        feed_url=request.build_absolute_uri(_feed_address(asked)),
        description=_("月齢・地区・知りたいことでしぼれます。"),
        language=(get_language() or "ja").partition("-")[0],
    )
    for one in public_notices(today=localdate(moment()), **asked.to_query(stages)):
        page = NoticePage(one)
        feed.add_item(
            title=page.title,
            link=request.build_absolute_uri(page.url),
            description=page.text,
            unique_id=f"urn:uuid:{one.id}",
            unique_id_is_permalink=False,
            pubdate=page.sent_at,
            categories=[str(Subject(subject).label) for subject in one.subjects],
        )
    response = HttpResponse(feed.writeString("utf-8").encode(), content_type=FEED_TYPE)
    response["Cache-Control"] = "max-age=300"
    return response


def _asked_anew(request: HttpRequest, html: str) -> HttpResponse:
    """Not kept for the minute, as other public pages are: what was stopped is gone with the next look."""
    response = public_page(request, html)
    response["Cache-Control"] = "no-cache"
    return response


def _feed_address(asked: NoticesFilter) -> str:
    behind = asked.address()
    return reverse("portal:notices-feed") + (f"?{behind}" if behind else "")


def _town_name(request: HttpRequest) -> str:
    town = request.town
    return town.name_en if request.mount.language == "en" else town.name
