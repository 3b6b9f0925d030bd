"""One event, and events for other programs: calendars and feed readers."""

from datetime import timedelta
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tsunagu.directory.choices import Scheme
from tsunagu.directory.models import Event
from tsunagu.directory.presenters.events import (
    name_of_event,
    place_of_event,
    summary_of_event,
    time_words,
    when_words,
)
from tsunagu.directory.queries.events import coming_days, newest_events, public_event, public_events_since
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import public
from tsunagu.kernel.ui.words import with_remark
from tsunagu.portal.forms.calendar_filter import CalendarFilter
from tsunagu.portal.presenters.event_page import EventPage
from tsunagu.portal.presenters.ical import calendar_file
from tsunagu.portal.views import vocabulary
from tsunagu.portal.views.calendar import title_of_feed
from tsunagu.portal.views.pages import draw, kept, kept_page

MOST_DAYS = 8
# What was a month ago stays in a subscribed calendar.
LOOKS_BACK = timedelta(days=31)
MOST_IN_FEED = 30
CALENDAR_TYPE = "text/calendar; charset=utf-8"
FEED_TYPE = "application/atom+xml; charset=utf-8"


@public
def event(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """When, where, for whom, how much, and how to join."""
    return kept_page(request, "event", event_id, html=lambda: _page(request, event_id))


@public
def event_ical(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """One event for the reader's own calendar."""
    found = _event(event_id)
    return _file(_ical(request, [found], name=name_of_event(found)), CALENDAR_TYPE)


@public
def calendar_ical(request: HttpRequest) -> HttpResponse:
    """The calendar, narrowed by the same filters, for a calendar program that comes again and again."""
    asked = CalendarFilter.read(request.GET)
    return _file(
        kept(request, "ical", asked.feed_address(), make=lambda: _whole(request, asked)), CALENDAR_TYPE
    )


@public
def events_feed(request: HttpRequest) -> HttpResponse:
    """What changed last in the calendar, for a feed reader."""
    return _file(kept(request, "events feed", make=lambda: _feed(request)), FEED_TYPE)


def _event(event_id: UUID) -> Event:
    found = public_event(event_id)
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, event_id: UUID) -> str:
    found = _event(event_id)
    today = localdate(moment())
    page = EventPage(found, coming_days(found, today, most=MOST_DAYS), today)
    return draw(request, "portal/event.html", {"page": page})


def _whole(request: HttpRequest, asked: CalendarFilter) -> bytes:
    since = localdate(moment()) - LOOKS_BACK
    query = asked.to_query(vocabulary.terms(request, Scheme.STAGE))
    return _ical(request, public_events_since(since, query), name=title_of_feed(request))


def _ical(request: HttpRequest, events: list[Event], *, name: str) -> bytes:
    return calendar_file(events, name=name, address_of=lambda one: _address(request, one))


def _feed(request: HttpRequest) -> bytes:
    feed = Atom1Feed(
        title=title_of_feed(request),
        link=request.build_absolute_uri(reverse("portal:calendar")),
        feed_url=request.build_absolute_uri(reverse("portal:events-feed")),
        description=None,
        language=(get_language() or "ja").partition("-")[0],
    )
    for one in newest_events(localdate(moment()), most=MOST_IN_FEED):
        lines = (
            f"{when_words(one)} {time_words(one.starts, one.ends)}",
            place_of_event(one),
            summary_of_event(one),
            one.remark,
        )
        is_off = one.state == "cancelled"
        feed.add_item(
            title=with_remark(name_of_event(one), _("中止") if is_off else ""),
            link=_address(request, one),
            description="\n".join(line for line in lines if line),
            unique_id=f"urn:uuid:{one.id}",
            updateddate=one.updated_at,
            author_name=one.organisation.name,
        )
    return feed.writeString("utf-8").encode()


def _address(request: HttpRequest, event: Event) -> str:
    return request.build_absolute_uri(reverse("portal:event", args=[event.id]))


def _file(content: bytes, content_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Cache-Control"] = "max-age=300"
    return response
