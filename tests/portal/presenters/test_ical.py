"""Files for calendar programs, read again by a real reader and its rules."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from dateutil.rrule import rrulestr
from icalendar import Calendar

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_location
from tests.factories.events import FIRST_TUESDAY, make_event, make_round
from tests.factories.kernel import make_user
from tsunagu.directory.actions.events import call_off_day, cancel_event, move_day, revise_event
from tsunagu.directory.models import Event
from tsunagu.directory.queries.events import occurrences_of
from tsunagu.kernel.dates.recurrence import LAST, Recurrence, Round
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.portal.presenters.ical import ZONE, calendar_file

UNTIL = date(2027, 11, 30)
RULES = [
    Recurrence(Round.WEEKLY, UNTIL, weekdays=(1, 3)),
    Recurrence(Round.WEEKLY, UNTIL, interval=2, weekdays=(5,)),
    Recurrence(Round.MONTHLY_WEEKDAY, UNTIL, weekdays=(1,), nth=(2, 4)),
    Recurrence(Round.MONTHLY_WEEKDAY, UNTIL, interval=3, weekdays=(6,), nth=(LAST,)),
    Recurrence(Round.MONTHLY_DAY, UNTIL, days=(5, 31)),
]


def told() -> dict[str, Any]:
    return {"by": make_user(), "at": TODAY_10AM}


def file_of(*events: Event) -> Calendar:
    text = calendar_file(events, name="上越市", address_of=lambda one: f"https://example.jp/{one.id}/")
    return Calendar.from_ical(text)


def entries(calendar: Calendar) -> list[Any]:
    return list(calendar.walk("VEVENT"))


def as_another_calendar_shows(calendar: Calendar) -> Iterator[datetime | date]:
    """The beginnings that a program shows as taking place."""
    own_days = {entry["RECURRENCE-ID"].dt: entry for entry in entries(calendar) if "RECURRENCE-ID" in entry}
    for entry in entries(calendar):
        if entry["STATUS"] == "CANCELLED":
            continue
        if "RRULE" not in entry:
            yield entry["DTSTART"].dt
            continue
        rule = entry["RRULE"].to_ical().decode()
        for start in rrulestr(rule, dtstart=_moment(entry["DTSTART"].dt)):
            shown = start if isinstance(entry["DTSTART"].dt, datetime) else start.date()
            if shown not in own_days:
                yield shown


def _moment(value: date | datetime) -> datetime:
    return value if isinstance(value, datetime) else datetime.combine(value, time())


def as_we_show(event: Event) -> list[date]:
    found = occurrences_of(event, date(2026, 1, 1), date(2029, 1, 1))
    return [one.day for one in found if one.takes_place]


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("starts", [600, None])
def test_another_calendar_shows_the_same_days(
    in_joetsu: Municipality, rule: Recurrence, starts: int | None
) -> None:
    event = make_event(first_on=FIRST_TUESDAY, recurrence=rule, starts=starts, ends=None)
    days = as_we_show(event)
    call_off_day(event=event, on=days[1], reason="会場の工事", **told())
    away = days[2] + timedelta(days=1)
    move_day(event=event, on=days[2], to=away, reason="講師の都合", **told())

    theirs = sorted(_moment(each).replace(tzinfo=None) for each in as_another_calendar_shows(file_of(event)))

    beginning = timedelta(minutes=starts or 0)
    assert theirs == [datetime.combine(day, time()) + beginning for day in as_we_show(event)]
    assert away in as_we_show(event)
    assert days[1] not in as_we_show(event)


def test_an_entry_says_when_in_japanese_time_and_where(in_joetsu: Municipality) -> None:
    place = make_location("市民プラザ", address_1="本町1-1")
    event = make_event(name="おはなし会", location=place, how_to_join="申し込みは要りません")

    [entry] = entries(file_of(event))

    assert entry["DTSTART"].dt == datetime(2026, 12, 5, 10, 0, tzinfo=ZONE)
    assert entry["DTSTART"].params["TZID"] == "Asia/Tokyo"
    assert entry["DTEND"].dt == datetime(2026, 12, 5, 11, 0, tzinfo=ZONE)
    assert entry["DTSTAMP"].dt == TODAY_10AM.astimezone(UTC)
    assert (entry["SUMMARY"], entry["LOCATION"]) == ("おはなし会", "市民プラザ、上越市本町1-1")
    assert entry["URL"] == f"https://example.jp/{event.id}/"
    assert "申し込みは要りません" in entry["DESCRIPTION"]


def test_the_file_brings_its_time_zone(in_joetsu: Municipality) -> None:
    calendar = file_of(make_event())

    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["Asia/Tokyo"]
    assert calendar["X-WR-CALNAME"] == "上越市"


def test_an_entry_keeps_its_name_for_ever(in_joetsu: Municipality) -> None:
    event = make_event()
    before = entries(file_of(event))[0]["UID"]

    revised = revise_event(event=event, name="えほんの会", starts=660, ends=None, is_agreed=True, **told())

    assert entries(file_of(revised))[0]["UID"] == before


def test_a_time_that_nobody_told_is_a_whole_day(in_joetsu: Municipality) -> None:
    [entry] = entries(file_of(make_event(starts=None, ends=None)))

    assert entry["DTSTART"].dt == date(2026, 12, 5)
    assert "DTEND" not in entry


def test_what_ends_after_midnight_ends_on_the_next_day(in_joetsu: Municipality) -> None:
    [entry] = entries(file_of(make_event(starts=1320, ends=1500)))

    assert entry["DTEND"].dt == datetime(2026, 12, 6, 1, 0, tzinfo=ZONE)


def test_a_cancelled_event_is_cancelled_there_too_with_the_reason(in_joetsu: Municipality) -> None:
    event = make_round()
    call_off_day(event=event, on=date(2026, 12, 8), reason="会場の工事", **told())

    [entry] = entries(file_of(cancel_event(event=event, reason="大雪のため", **told())))

    assert entry["STATUS"] == "CANCELLED"
    assert entry["DESCRIPTION"].startswith("大雪のため")


def test_what_happens_once_moves_without_an_exception(in_joetsu: Municipality) -> None:
    event = make_event()
    move_day(event=event, on=date(2026, 12, 5), to=date(2026, 12, 12), reason="講師の都合", **told())

    [entry] = entries(file_of(event))

    assert (entry["STATUS"], entry["DTSTART"].dt.date()) == ("CONFIRMED", date(2026, 12, 12))


def test_text_with_signs_of_the_format_arrives_whole(in_joetsu: Municipality) -> None:
    name = "はじめて; ママ, パパ\\の会" + "長い名前" * 20

    [entry] = entries(file_of(make_event(name=name)))

    assert entry["SUMMARY"] == name
