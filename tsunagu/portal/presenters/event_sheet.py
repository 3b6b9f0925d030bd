"""イベント一覧 of 自治体標準オープンデータセット: a line for each day on which something takes place.

A round told as one line from its first to its last day would read as an exhibition that is open every day.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from uuid import UUID

from tsunagu.directory.choices import Cost
from tsunagu.directory.models import Event
from tsunagu.directory.presenters.events import (
    ages_of_event,
    cost_of_event,
    place_of_event,
    when_words,
)
from tsunagu.directory.queries.events import Happens, Occurrence
from tsunagu.directory.queries.open_data_columns import EVENT, FOR_WHOM, Generation
from tsunagu.kernel.dates.opening_rule import DAY_MINUTES
from tsunagu.kernel.exports.sheet import Column, Sheet
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.ui.words import family_day_words

_CALLED_OFF = "中止"


def event_sheet(
    occurrences: Iterable[Occurrence],
    events: Mapping[UUID, Event],
    *,
    town: Municipality,
    address_of: Mapping[UUID, str],
    generation: Generation = Generation.CURRENT,
) -> Sheet:
    """The table under the standard's own headings; the old day of what moved is no line of its own."""
    shown = [one for one in occurrences if one.event_id in events and one.happens is not Happens.MOVED_AWAY]
    columns = EVENT.columns[generation]
    rows = []
    for number, one in enumerate(shown, start=1):
        cells = _cells(one, events[one.event_id], town, address_of[one.event_id])
        cells["id"] = f"{number:010}" if generation is Generation.LEGACY else f"{one.event_id}-{one.day:%m%d}"
        rows.append(tuple(cells.get(column.name, "") for column in columns))
    return Sheet(EVENT.title, [Column(each.heading) for each in columns], rows)


def _cells(one: Occurrence, event: Event, town: Municipality, address: str) -> dict[str, str]:
    """A line by our names of its columns, those of either generation."""
    ends_next_day = event.ends is not None and event.ends > DAY_MINUTES
    ends = event.ends - DAY_MINUTES if event.ends is not None and ends_next_day else event.ends
    return {
        "code": town.code,
        "prefecture_name": town.prefecture,
        "town_name": town.name,
        "body": f"{town.prefecture}{town.name}",
        "name": event.name,
        "name_kana": event.name_kana,
        "name_en": event.name_en,
        "first_on": one.day.isoformat(),
        "last_on": (one.day + timedelta(days=ends_next_day)).isoformat(),
        "opens": _time(event.starts),
        "closes": _time(ends),
        "times_note": _remark_on_time(one, event),
        "description": event.description or event.summary,
        "fee": cost_of_event(event),
        "fee_note": event.cost_text,
        "fee_kind": {Cost.FREE.value: "無料", Cost.PAID.value: "有料"}.get(event.cost, ""),
        "contact_name": event.organisation.name,
        "phone": event.phone,
        "organiser": event.organisation.name,
        "how_to_join": event.how_to_join,
        "url": event.url or address,
        "content_url": address,
        "note": f"{FOR_WHOM}{ages}" if (ages := ages_of_event(event)) else "",
        **_place_cells(event),
    }


def _place_cells(event: Event) -> dict[str, str]:
    place = event.location
    if place is None:
        return {"place_name": place_of_event(event)}
    return {
        "place_name": place.name,
        "address": f"{place.state_province}{place.city}{place.address_1}",
        "prefecture": place.state_province,
        "city": place.city,
        "building": place.address_2,
        "latitude": "" if place.latitude is None else str(place.latitude),
        "longitude": "" if place.longitude is None else str(place.longitude),
        "access": place.transportation,
    }


def _time(minute: int | None) -> str:
    """09:00"""
    return "" if minute is None else f"{minute // 60:02}:{minute % 60:02}"


def _remark_on_time(one: Occurrence, event: Event) -> str:
    remarks = [when_words(event)] if event.recurrence else []
    if one.happens is Happens.OFF:
        remarks.append(f"{_CALLED_OFF}（{one.reason}）")
    if one.happens is Happens.MOVED_HERE and one.other_day:
        remarks.append(f"{family_day_words(one.other_day)}から変更（{one.reason}）")
    return "。".join(remarks)
