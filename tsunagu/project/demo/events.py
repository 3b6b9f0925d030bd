"""The calendars of the demo towns: written by members, published by the desk, changed as life is."""

from datetime import date, timedelta
from typing import Any

from django.utils.timezone import localdate

from tsunagu.directory.actions.events import (
    call_off_day,
    cancel_event,
    move_day,
    publish_event,
    write_event,
)
from tsunagu.directory.models import Event, Location, Service
from tsunagu.directory.queries.events import coming_days
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.dates.recurrence import Recurrence, Round
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.project.demo.cast import cast_of
from tsunagu.project.demo.stories import read
from tsunagu.project.demo.town import Town

# A round lasts half a year from today, whenever the demo is made.
LASTS = timedelta(days=180)
_TEXTS = {"name": "name", "kana": "name_kana", "en": "name_en", "easy": "summary_easy", "place": "place_text"}
_AS_THEY_ARE = ("summary", "cost", "cost_text", "how_to_join")


def announce_events(town: Town) -> None:
    """Fill the town's calendar. Act as the town's system first."""
    today = localdate(town.now)
    for told in read("events.yaml").get(town.slug, ()):
        _announce(town, told, today)


def _announce(town: Town, told: dict[str, Any], today: date) -> None:
    service = Service.objects.select_related("organisation").get(key=told["service"])
    desk, writer = _desk(town), _writer(town, service)
    event = write_event(
        organisation=service.organisation, by=writer, at=town.now, **_fields(told, service, today)
    )
    if told.get("waiting"):
        return
    publish_event(event=event, by=desk, at=town.now)
    _change_days(event, told, today, by=writer, town=town)
    if reason := told.get("cancelled"):
        cancel_event(event=event, reason=reason, by=writer, at=town.now)


def _fields(told: dict[str, Any], service: Service, today: date) -> dict[str, Any]:
    starts, ends = told["times"]
    youngest, oldest = told.get("ages", (None, None))
    fields = {column: told[name] for name, column in _TEXTS.items() if name in told}
    fields |= {name: told[name] for name in _AS_THEY_ARE if name in told}
    phone = service.phones.first() or service.organisation.phones.first()
    return fields | {
        "first_on": today + timedelta(days=told.get("in_days", 0)),
        "recurrence": _rule(told.get("every"), today),
        "starts": starts,
        "ends": ends,
        "minimum_age_months": youngest,
        "maximum_age_months": oldest,
        "service": service,
        "location": Location.objects.get(key=told["location"]) if "location" in told else None,
        "phone": phone.number if phone else "",
    }


def _rule(every: dict[str, Any] | None, today: date) -> Recurrence | None:
    if every is None:
        return None
    until = today + LASTS
    if "weekly" in every:
        return Recurrence(Round.WEEKLY, until, weekdays=tuple(every["weekly"]))
    if "nth" in every:
        nth, weekdays = tuple(every["nth"]), tuple(every["weekdays"])
        return Recurrence(Round.MONTHLY_WEEKDAY, until, weekdays=weekdays, nth=nth)
    return Recurrence(Round.MONTHLY_DAY, until, days=tuple(every["days"]))


def _change_days(event: Event, told: dict[str, Any], today: date, *, by: User, town: Town) -> None:
    coming = [one.day for one in coming_days(event, today, most=8)]
    if off := told.get("called_off"):
        call_off_day(event=event, on=coming[off["number"]], reason=off["reason"], by=by, at=town.now)
    if moved := told.get("moved"):
        on = coming[moved["number"]]
        to = on + timedelta(days=moved["days"])
        move_day(event=event, on=on, to=to, reason=moved["reason"], by=by, at=town.now)


def _desk(town: Town) -> User:
    """Who publishes: the first of the cast who may."""
    people = cast_of(town.slug)
    managers = [one for one in people if "desk_manager" in one.works_at.values()]
    return town.users[(managers or people)[0].key]


def _writer(town: Town, service: Service) -> User:
    """The organisation's own person where the cast has one; else the desk, on its behalf."""
    persona = town.who_may(Permission.DIRECTORY_EDIT_OWN, service.organisation.key)
    return town.users[persona.key] if persona else _desk(town)
