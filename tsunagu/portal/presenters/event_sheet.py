"""イベント一覧 of 自治体標準オープンデータセット: a line for each day on which something takes place.

A round told as one line from its first to its last day would read as an exhibition that is open every day.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from uuid import UUID

from tsunagu.directory.models import Event
from tsunagu.directory.presenters.events import (
    ages_of_event,
    cost_of_event,
    place_of_event,
    when_words,
)
from tsunagu.directory.queries.events import Happens, Occurrence
from tsunagu.kernel.dates.opening_rule import DAY_MINUTES
from tsunagu.kernel.exports.sheet import Cell, Column, Sheet
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.ui.words import family_day_words

# Names and order are the data set's own, in every language of the page.
COLUMNS = (
    "都道府県コード又は市区町村コード", "NO", "都道府県名", "市区町村名",
    "イベント名", "イベント名_カナ", "イベント名_英語",
    "開始日", "終了日", "開始時間", "終了時間", "開始日時特記事項", "説明",
    "料金(基本)", "料金(詳細)", "連絡先名称", "連絡先電話番号", "連絡先内線番号",
    "主催者", "場所名称", "住所", "方書", "緯度", "経度", "アクセス方法", "駐車場情報",
    "定員", "参加申込終了日", "参加申込終了時間", "参加申込方法", "URL", "備考",
)  # fmt: skip
TITLE = "イベント一覧"
_CALLED_OFF = "中止"


def event_sheet(
    occurrences: Iterable[Occurrence],
    events: Mapping[UUID, Event],
    *,
    town: Municipality,
    address_of: Mapping[UUID, str],
) -> Sheet:
    """The table; the old day of what moved is no line of its own."""
    shown = [one for one in occurrences if one.event_id in events and one.happens is not Happens.MOVED_AWAY]
    rows = [
        _row(number, one, events[one.event_id], town, address_of[one.event_id])
        for number, one in enumerate(shown, start=1)
    ]
    return Sheet(TITLE, tuple(Column(label) for label in COLUMNS), rows)


def _row(number: int, one: Occurrence, event: Event, town: Municipality, address: str) -> tuple[Cell, ...]:
    place = event.location
    ends_next_day = event.ends is not None and event.ends > DAY_MINUTES
    last_day = one.day + timedelta(days=ends_next_day)
    ends = event.ends - DAY_MINUTES if event.ends is not None and ends_next_day else event.ends
    return (
        town.code, f"{number:010}", town.prefecture, town.name,
        event.name, event.name_kana, event.name_en,
        one.day.isoformat(), last_day.isoformat(), _time(event.starts), _time(ends),
        _remark_on_time(one, event), event.description or event.summary,
        cost_of_event(event), event.cost_text, event.organisation.name, event.phone, "",
        event.organisation.name, place.name if place else place_of_event(event),
        _street(event), place.address_2 if place else "",
        str(place.latitude) if place and place.latitude is not None else "",
        str(place.longitude) if place and place.longitude is not None else "",
        place.transportation if place else "", "", "", "", "", event.how_to_join,
        event.url or address, ages_of_event(event),
    )  # fmt: skip


def _time(minute: int | None) -> str:
    """09:00"""
    return "" if minute is None else f"{minute // 60:02}:{minute % 60:02}"


def _street(event: Event) -> str:
    place = event.location
    return f"{place.state_province}{place.city}{place.address_1}" if place else ""


def _remark_on_time(one: Occurrence, event: Event) -> str:
    remarks = [when_words(event)] if event.recurrence else []
    if one.happens is Happens.OFF:
        remarks.append(f"{_CALLED_OFF}（{one.reason}）")
    if one.happens is Happens.MOVED_HERE and one.other_day:
        remarks.append(f"{family_day_words(one.other_day)}から変更（{one.reason}）")
    return "。".join(remarks)
