"""The calendar: a month of events, on wish beside the days on which services are open; as page and file."""

from collections.abc import Callable, Sequence
from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tsunagu.directory.choices import Scheme
from tsunagu.directory.presenters.language import REGISTER_LANGUAGES
from tsunagu.directory.queries.events import Occurrence, occurrences_between, public_events
from tsunagu.directory.queries.opening_days import open_on, services_with_hours
from tsunagu.directory.queries.organisations import organisations_with_events
from tsunagu.kernel.dates.month import Month
from tsunagu.kernel.exports.csv_file import csv_file
from tsunagu.kernel.exports.download import csv_download
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import public
from tsunagu.kernel.ui.words import month_words
from tsunagu.portal.forms.calendar_filter import CalendarFilter
from tsunagu.portal.presenters.calendar import (
    PAGE_SIZE,
    Entry,
    EventLine,
    agenda_of,
    entries_of,
    event_line,
    grid_of,
    key_of,
    page_of,
    weekday_heads,
)
from tsunagu.portal.presenters.calendar_fields import CalendarWords, applied_to_calendar, calendar_fields
from tsunagu.portal.presenters.paging import pages_of
from tsunagu.portal.presenters.sensitive import is_sensitive
from tsunagu.portal.views import vocabulary
from tsunagu.portal.views.event_table import coming_days, sheet_of_events
from tsunagu.portal.views.pages import QUICK_EXIT_URL, draw, kept, kept_each, kept_page, public_page

# How far one may turn the pages from this month.
MONTHS_BACK, MONTHS_AHEAD = 12, 13


@public
def calendar(request: HttpRequest) -> HttpResponse:
    """A month as a grid of days and a list of what takes place."""
    asked = CalendarFilter.read(request.GET)
    if is_sensitive(query=asked.q, needs=(asked.need,)):
        return public_page(request, _page(request, asked, is_hidden=True))
    return kept_page(request, "calendar", asked, html=lambda: _page(request, asked))


@public
def calendar_sheet(request: HttpRequest) -> HttpResponse:
    """The month, or the coming ones, as イベント一覧 of 自治体標準オープンデータセット."""
    asked = CalendarFilter.read(request.GET)
    start, end = (asked.month.first, asked.month.last) if asked.month else coming_days(localdate(moment()))
    found = occurrences_between(start, end, asked.to_query(vocabulary.terms(request, Scheme.STAGE)))
    sheet = sheet_of_events(request, found)
    return csv_download(csv_file(sheet), f"{request.town.name}{sheet.title}")  # type: ignore[attr-defined]


def _page(request: HttpRequest, asked: CalendarFilter, *, is_hidden: bool = False) -> str:
    today = localdate(moment())
    month = asked.month_or(today)
    words = _words(request)
    query = asked.to_query(words.stages)
    is_this_month = month == Month.of(today)
    start = today if is_this_month and not asked.past else month.first
    found = occurrences_between(month.first, month.last, query)
    services, has_more = services_with_hours(query) if asked.opening and asked.is_narrowed else ([], False)
    every = entries_of(found, open_on(services, month.first, month.last))
    entries = [entry for entry in every if entry.day >= start]
    shown = page_of(entries, asked.page)
    lines = kept_each(request, "event", _event_ids(shown), make=_event_lines)
    context = {
        "asked": asked,
        "month": month_words(month.first),
        "days": agenda_of(shown, lines, today=today),
        "total": len(entries),
        "heads": weekday_heads(),
        "weeks": grid_of(month, every, today=today, address=_to_day(asked, entries, start)),
        "previous_url": _month_url(asked, month.after(-1), today),
        "next_url": _month_url(asked, month.after(1), today),
        "today_url": None if is_this_month else _address(asked, month=None),
        "past_url": _address(asked, past=True) if len(entries) < len(every) else None,
        "needs_narrowing": asked.opening and not asked.is_narrowed,
        "has_more_services": has_more,
        "fields": calendar_fields(asked, words),
        "hidden": {"month": asked.month.key} if asked.month else None,
        "active": asked.count,
        "reset_url": _address(CalendarFilter(month=asked.month)) if asked.count else None,
        "applied": applied_to_calendar(asked, words, lambda **change: _address(asked, **change)),
        "ical_url": _file_url("calendar-ical", asked.feed_address()),
        "sheet_url": _file_url("calendar-sheet", asked.address()),
        "feed_url": reverse("portal:events-feed"),
        "quick_exit_url": QUICK_EXIT_URL if is_hidden else None,
        "pages": pages_of(
            total=len(entries),
            current=asked.page,
            address=lambda page: _address(asked, page=page, past=asked.past),
            per_page=PAGE_SIZE,
        ),
    }
    behind = "" if is_hidden else asked.address(page=asked.page, past=asked.past)
    return draw(request, "portal/calendar.html", context, query=behind, text_in=REGISTER_LANGUAGES)


def _event_ids(entries: Sequence[Entry]) -> list[UUID]:
    return list(dict.fromkeys(entry.event_id for entry in entries if isinstance(entry, Occurrence)))


def _event_lines(event_ids: list[UUID]) -> dict[UUID, EventLine]:
    return {event_id: event_line(event) for event_id, event in public_events(event_ids).items()}


def _words(request: HttpRequest) -> CalendarWords:
    return CalendarWords(
        stages=vocabulary.terms(request, Scheme.STAGE),
        needs=vocabulary.terms(request, Scheme.NEED),
        kinds=vocabulary.terms(request, Scheme.KIND),
        districts=vocabulary.districts(request),
        organisations=kept(request, "organisers", make=lambda: list(organisations_with_events())),
    )


def _to_day(asked: CalendarFilter, entries: list[Entry], start: date) -> Callable[[date, int], str]:
    """The way from a day of the grid to its place in the list: a day that is over is among the past ones."""
    first_at: dict[date, int] = {}
    for number, entry in enumerate(entries):
        first_at.setdefault(entry.day, number)

    def address(day: date, page_of_all: int) -> str:
        is_past = asked.past or day < start
        page = page_of_all if is_past else first_at[day] // PAGE_SIZE + 1
        return f"{_address(asked, page=page, past=is_past)}#{key_of(day)}"

    return address


def _month_url(asked: CalendarFilter, month: Month, today: date) -> str | None:
    here = Month.of(today)
    if not here.after(-MONTHS_BACK) <= month <= here.after(MONTHS_AHEAD):
        return None
    return _address(asked, month=None if month == here else month, past=False)


def _address(asked: CalendarFilter, **changes: object) -> str:
    # The month stays as it was asked: an address without one means this month, whenever it is opened.
    query = asked.address(**changes)
    return f"{reverse('portal:calendar')}?{query}" if query else reverse("portal:calendar")


def _file_url(name: str, query: str) -> str:
    address = reverse(f"portal:{name}")
    return f"{address}?{query}" if query else address


def title_of_feed(request: HttpRequest) -> str:
    """What a calendar program and a feed reader call it."""
    return _("%(town)sの子育てカレンダー") % {"town": request.town.name}  # type: ignore[attr-defined]
