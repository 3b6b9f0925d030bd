"""A row of イベント一覧, understood: what takes place when, where, and who holds it.

No day is guessed: a row whose days cannot be read is refused. Whatever else cannot be read is left empty, and
told.
"""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_noop

from tsunagu.directory.actions.duty_file.clock_times import BadClockTime, read_clock
from tsunagu.directory.actions.open_data.addresses import TownNames, check_code, whole_address
from tsunagu.directory.actions.open_data.ages import read_ages
from tsunagu.directory.actions.open_data.cells import Cells, RefusedRow
from tsunagu.directory.actions.open_data.facility import reading_of
from tsunagu.directory.actions.open_data.remarks import Remark
from tsunagu.directory.actions.open_data.telephones import read_phones
from tsunagu.directory.choices import Cost
from tsunagu.directory.queries.open_data_columns import FOR_WHOM
from tsunagu.kernel.dates.opening_rule import DAY_MINUTES
from tsunagu.kernel.dates.recurrence import LONGEST, Recurrence, Round

_EVERY_DAY = tuple(range(7))
_FREE = ("無料", "0円", "0")
# A sentence that says so; 「雨天中止」 says only when it would be.
_CALLED_OFF = re.compile(r"(?:^|。)\s*(?:開催)?中止(?:$|[。（(]|し|にな|とな|です)")
# Not every day between the first and the last one: whoever came on another day would come in vain.
_ON_SOME_DAYS = re.compile(r"毎週|隔週|毎月|第\s*[1-5１-５一二三四五]|[月火水木金土日]曜|平日|休")
_OUR_PAGE = re.compile(r"/events/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/$")


@dataclass(slots=True)
class EventSaid:
    """What one row says. `fields` are those of an event, only the ones that are said."""

    name: str
    organiser: str
    first_on: date
    last_on: date
    fields: dict[str, Any]
    place_name: str = ""
    remarks: tuple[Remark, ...] = field(default=())

    @property
    def starts(self) -> int | None:
        return self.fields.get("starts")


def read_event(written: dict[str, str], *, town: TownNames, remarks: tuple[Remark, ...] = ()) -> EventSaid:
    """Understand one row.

    Raises:
        RefusedRow: it cannot be taken; the message says why.
    """
    cells = Cells(written, list(remarks))
    check_code(cells, town)
    name = cells.text("name", most=120)
    if not name:
        raise RefusedRow(gettext_noop("名称が書かれていません。"))
    if _CALLED_OFF.search(cells.text("times_note")):
        raise RefusedRow(
            gettext_noop("「中止」と書かれているので取り込みません。中止は行事の画面で知らせてください。")
        )
    first_on, last_on = _days(cells)
    starts, ends = _times(cells)
    if ends is not None and starts is not None and ends <= starts and last_on == first_on + timedelta(days=1):
        # It ends after midnight: one evening, not two days.
        last_on, ends = first_on, ends + DAY_MINUTES
    if ends is not None and starts is not None and ends <= starts:
        cells.left_out("終了時間", cells.text("closes"))
        ends = None
    said = {
        "name_kana": reading_of(cells),
        "name_en": cells.short("name_en", "イベント名_英字", 160),
        "description": _description(cells),
        "starts": starts,
        "ends": ends,
        "recurrence": _every_day(cells, first_on, last_on),
        "how_to_join": _how_to_join(cells),
        "phone": next((each["number"] for each in read_phones(cells) if each["kind"] == "voice"), ""),
        "url": _url(cells),
        **_ages(cells),
        **_cost(cells),
        **_place(cells),
    }
    return EventSaid(
        name=name,
        organiser=cells.short("organiser", "主催者", 120) or cells.short("contact_name", "連絡先名称", 120),
        first_on=first_on,
        last_on=last_on,
        fields={key: value for key, value in said.items() if value not in ("", None)},
        place_name=cells.text("place_name"),
        remarks=tuple(_each_once(cells.remarks)),
    )


def _days(cells: Cells) -> tuple[date, date]:
    first_on = _day(cells, "first_on", "開始日")
    if first_on is None:
        raise RefusedRow(gettext_noop("開始日が書かれていません。"))
    last_on = _day(cells, "last_on", "終了日") or first_on
    if last_on < first_on:
        raise RefusedRow(gettext_noop("終了日が開始日より前です。"))
    if last_on - first_on > LONGEST:
        raise RefusedRow(
            gettext_noop("%(days)s日より長い行事は取り込めません。年ごとに分けてください。"),
            days=LONGEST.days,
        )
    return first_on, last_on


def _day(cells: Cells, name: str, heading: str) -> date | None:
    written = cells.text(name)
    if not written:
        return None
    read = cells.day(name, heading)
    if not read:
        raise RefusedRow(
            gettext_noop("%(heading)sの「%(written)s」は、年のある一日として読めません。"),
            heading=heading,
            written=written[:60],
        )
    return date.fromisoformat(read)


def is_every_day(rule: Recurrence) -> bool:
    """Whether it is what several days from the first to the last are read as."""
    return (rule.round, rule.interval, rule.weekdays) == (Round.WEEKLY, 1, _EVERY_DAY)


def _every_day(cells: Cells, first_on: date, last_on: date) -> Recurrence | None:
    if last_on == first_on:
        return None
    if _ON_SOME_DAYS.search(words := cells.text("times_note")):
        raise RefusedRow(
            gettext_noop(
                "「%(words)s」は日にちとして読めません。行事の画面で、くり返しを選んで書いてください。"
            ),
            words=words[:60],
        )
    cells.remark(gettext_noop("開始日から終了日まで、毎日あると読みました。"))
    return Recurrence(Round.WEEKLY, until=last_on, weekdays=_EVERY_DAY)


def _times(cells: Cells) -> tuple[int | None, int | None]:
    starts = _time(cells, "opens", "開始時間")
    if starts is not None and starts >= DAY_MINUTES:
        cells.left_out("開始時間", cells.text("opens"))
        starts = None
    ends = _time(cells, "closes", "終了時間")
    if starts is None and ends is not None:
        cells.remark(gettext_noop("開始時間がないので、終了時間も空けました。"))
        ends = None
    return starts, ends


def _time(cells: Cells, name: str, heading: str) -> int | None:
    written = cells.text(name)
    if not written:
        return None
    try:
        return read_clock(written)
    except BadClockTime:
        cells.left_out(heading, written)
        return None


def _description(cells: Cells) -> str:
    """What is said of it; the words on its days stand with it, for no field of ours holds them."""
    parts = (
        cells.short("description", "説明", 3000),
        cells.short("times_note", "開始日時特記事項", 400),
        "" if _ages(cells) else cells.short("note", "備考", 500),
    )
    return "\n".join(part for part in parts if part)


def _url(cells: Cells) -> str:
    """Its own site: the address of our page, which stands there when it has none, is not that."""
    url = cells.web("url", "URL", 300)
    return "" if _OUR_PAGE.search(url) else url


def _how_to_join(cells: Cells) -> str:
    until = cells.day("join_until", "参加申込終了日")
    capacity = cells.short("capacity", "定員", 40)
    parts = (
        cells.short("how_to_join", "参加申込方法", 200),
        f"定員 {capacity}" if capacity else "",
        f"申込 {until} まで" if until else "",
    )
    return "　".join(part for part in parts if part)


def _ages(cells: Cells) -> dict[str, Any]:
    """備考 says for whom, where it begins so or says ages and nothing else."""
    note = cells.text("note")
    text = note.removeprefix(FOR_WHOM)
    youngest, oldest = read_ages(text)
    if text == note and youngest is None and oldest is None:
        return {}
    return {"age_text": text[:120], "minimum_age_months": youngest, "maximum_age_months": oldest}


def _cost(cells: Cells) -> dict[str, str]:
    basic, detail = cells.short("fee", "料金(基本)", 160), cells.short("fee_note", "料金(詳細)", 160)
    kind = cells.short("fee_kind", "料金種別", 40)
    plain = kind or basic
    if plain in _FREE:
        return {"cost": Cost.FREE.value, "cost_text": detail}
    if plain == "有料" or any(letter.isdigit() for letter in basic):
        return {"cost": Cost.PAID.value, "cost_text": detail or basic}
    return {"cost_text": detail or basic}


def _place(cells: Cells) -> dict[str, str]:
    """The words for the place: a place of the register, if it has one of that name, takes their room."""
    parts = (cells.text("place_name"), whole_address(cells), cells.text("building"))
    words = "　".join(part for part in parts if part)
    if len(words) > 200:
        cells.left_out("住所", words)
        words = cells.text("place_name")[:200]
    return {"place_text": words}


def _each_once(remarks: list[Remark]) -> list[Remark]:
    """A cell that is looked at twice is told of once."""
    return [one for at, one in enumerate(remarks) if one not in remarks[:at]]
