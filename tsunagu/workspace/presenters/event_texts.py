"""One entry as text for others to print and post: lines of a fixed width for 市報, a short text for SNS."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from tsunagu.directory.models import Event
from tsunagu.directory.presenters.events import ages_of_event, cost_of_event, place_of_event, time_words
from tsunagu.directory.queries.events import Occurrence
from tsunagu.kernel.dates.wareki import WEEKDAYS

# Half-width columns of a line in 市報: twenty full-width characters.
PAPER_WIDTH = 40
LABEL_WIDTH = 6
SNS_LENGTH = 140
_ELLIPSIS = "…"
_OPENING = frozenset("（「『【〈(")
_CLOSING = frozenset("）」』】〉)、。・ー!?！？")


def paper_text(event: Event, days: Sequence[Occurrence]) -> str:
    """The entry in lines of 市報."""
    place = place_of_event(event)
    who_to_ask = " ".join(part for part in (event.organisation.name, event.phone) if part)
    told = (
        ("日時", days_words(days)),
        ("", time_words(event.starts, event.ends)),
        ("中止", days_words(_called_off(days))),
        ("場所", place),
        ("対象", ages_of_event(event)),
        ("費用", cost_of_event(event)),
        ("申込", event.how_to_join),
        ("内容", event.summary),
        ("問合", who_to_ask),
    )
    lines = [*_broken(f"■{event.name}", PAPER_WIDTH)]
    for label, text in told:
        for number, piece in enumerate(_broken(text, PAPER_WIDTH - LABEL_WIDTH)):
            lines.append(_padded("" if number else label, LABEL_WIDTH) + piece)
    return "\n".join(lines)


def sns_text(event: Event, days: Sequence[Occurrence], address: str) -> str:
    """At most 140 characters, the address always among them; what matters least is left out first."""
    head = f"【中止】{event.name}" if not _held(days) else f"【{event.name}】"
    parts = [
        f"{days_words(days) or days_words(_called_off(days))} {time_words(event.starts, event.ends)}",
        place_of_event(event),
        ages_of_event(event),
        cost_of_event(event),
        event.phone,
        event.summary,
    ]
    room = SNS_LENGTH - len(address) - 1
    text = _shortened(head, room)
    for part in filter(None, parts):
        if len(text) + 1 + len(part) <= room:
            text = f"{text} {part}"
    return f"{text} {address}"


def days_words(days: Iterable[Occurrence]) -> str:
    """「12月1日・8日（火）、4日・11日（金）」: those days of a month on which it takes place."""
    by_weekday: dict[int, list[str]] = {}
    month = 0
    for one in days:
        if one.takes_place:
            name = f"{one.day.day}日" if one.day.month == month else f"{one.day.month}月{one.day.day}日"
            by_weekday.setdefault(one.day.weekday(), []).append(name)
            month = one.day.month
    return "、".join(f"{'・'.join(names)}（{WEEKDAYS[weekday]}）" for weekday, names in by_weekday.items())


def _called_off(days: Iterable[Occurrence]) -> list[Occurrence]:
    """The days that do not take place, as days to be named."""
    return [Occurrence(one.event_id, one.day) for one in days if not one.takes_place]


def _held(days: Iterable[Occurrence]) -> bool:
    return any(one.takes_place for one in days)


def _shortened(text: str, room: int) -> str:
    return text if len(text) <= room else text[: room - 1] + _ELLIPSIS


def width(text: str) -> int:
    """Half-width columns that a text takes."""
    return sum(2 if unicodedata.east_asian_width(letter) in "FWA" else 1 for letter in text)


def _padded(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))


def _broken(text: str, columns: int) -> Iterator[str]:
    """The text in lines of at most so many columns. No line begins with 」 or ends with 「."""
    line = ""
    for letter in " ".join(text.split()):
        if width(line + letter) <= columns:
            line += letter
            continue
        line += letter
        end = len(line) - 1
        while end > 1 and (line[end] in _CLOSING or line[end - 1] in _OPENING):
            end -= 1
        yield line[:end].rstrip()
        line = line[end:].lstrip()
    if line:
        yield line
