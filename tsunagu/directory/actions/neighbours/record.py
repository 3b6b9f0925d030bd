"""One record of a neighbour's, as far as families are shown it; whatever is said there, within bounds.

People in charge, money and everything that nobody asked for is left where it is; what was left is noted.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext_noop

from tsunagu.directory.actions.neighbours.schedules import usual_hours
from tsunagu.directory.models.neighbours import TheirStatus
from tsunagu.kernel.dates.opening import JST
from tsunagu.kernel.japanese.fold import fold
from tsunagu.kernel.japanese.misread import Misread
from tsunagu.kernel.japanese.phone import BadPhoneNumber, read_phone

# HSDS's words for what has ended; families are not sent there.
ENDED = frozenset({"inactive", "defunct"})
MOST_OF_A_KIND = 5
_LONG, _SHORT, _FACT, _WORDS = 600, 200, 300, 4000
_LONGEST_ADDRESS = 500
_YEARS = range(1990, 2200)
# What a copy is made of. Ids and the rest of the record's own bookkeeping are no loss.
_KEPT = frozenset(
    {
        "id", "organization_id", "name", "name_kana", "alternate_name", "description", "summary", "url",
        "status", "application_process", "fees_description", "eligibility_description", "minimum_age",
        "maximum_age", "minimum_age_months", "maximum_age_months", "assured_date", "last_modified",
        "page_url", "phones", "schedules", "service_at_locations", "organization", "attributes",
        "place_text",
    }
)  # fmt: skip
_BLANK: tuple[Any, ...] = (None, "", [], {})


class Unusable(Misread):
    """The record cannot be shown: something without which it makes no sense is missing."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Which of our own needs another register's words mean."""

    by_key: Mapping[str, tuple[str, ...]]
    by_name: Mapping[str, tuple[str, ...]]

    def needs_of(self, terms: Iterable[Mapping[str, Any]]) -> list[str]:
        """A term with one of our keys, or of the same name; the wider needs with it."""
        found: set[str] = set()
        for term in terms:
            key, name = _text(term.get("code"), _SHORT), fold(_text(term.get("name"), _SHORT))
            found.update(self.by_key.get(key) or self.by_name.get(name) or ())
        return sorted(found)


@dataclass(frozen=True, slots=True)
class Copied:
    """What is kept of a record, by the names of the columns."""

    columns: dict[str, Any]

    @property
    def digest(self) -> str:
        told = json.dumps(self.columns, sort_keys=True, default=str, ensure_ascii=False)
        return hashlib.blake2b(told.encode(), digest_size=16).hexdigest()


def copied(record: Any, *, address: str, terms: Terms) -> Copied:
    """Read a record in full; `address` is where it was read.

    Raises:
        Unusable: it has no name, or its status is none of HSDS's.
    """
    if not isinstance(record, dict):
        raise Unusable(gettext_noop("記録の形がHSDSと違います。"))
    name, status = _text(record.get("name"), _SHORT), record.get("status", TheirStatus.ACTIVE)
    if not name:
        raise Unusable(gettext_noop("名前がありません。"))
    if status not in TheirStatus.values:
        raise Unusable(gettext_noop("状態（status）がHSDSの言葉ではありません。"))
    organisation = _mapping(record.get("organization"))
    found_under = [_mapping(each.get("taxonomy_term")) for each in _rows(record, "attributes", most=50)]
    summary = _text(record.get("summary"), _LONG) or _text(record.get("description"), _LONG)
    columns = {
        "page_url": _page(record, address),
        "name": name,
        "name_kana": _text(record.get("name_kana"), _SHORT),
        "organisation_name": _text(organisation.get("name"), _SHORT),
        "summary": summary,
        "status": status,
        "facts": _facts(record),
        "needs": terms.needs_of(found_under),
        "modified_at": _moment(record.get("last_modified")),
        "assured_on": _day(record.get("assured_date")),
        "dropped": sorted(_text(key, 60) for key in record.keys() - _KEPT if record[key] not in _BLANK)[:50],
    }
    words = [name, columns["name_kana"], _text(record.get("alternate_name"), _SHORT), summary]
    words += [columns["organisation_name"], _text(record.get("description"), _LONG)]
    words += [_text(term.get("name"), _SHORT) for term in found_under]
    return Copied({**columns, "words": fold(" ".join(filter(None, words)))[:_WORDS]})


def has_ended(record: Any) -> bool:
    status = record.get("status") if isinstance(record, dict) else None
    return isinstance(status, str) and status in ENDED


def name_in(record: Any) -> str:
    """What the report calls it, be the rest as it may."""
    return _text(record.get("name"), _SHORT) if isinstance(record, dict) else ""


def _facts(record: Mapping[str, Any]) -> dict[str, Any]:
    at_places = _rows(record, "service_at_locations")
    places = [_mapping(each.get("location")) for each in at_places]
    schedules = [
        *_rows(record, "schedules"),
        *(one for each in at_places for one in _rows(each, "schedules")),
    ]
    rings = [record, *places, _mapping(record.get("organization"))]
    facts = {
        "for_whom": _text(record.get("eligibility_description"), _FACT) or _ages(record),
        "cost": _text(record.get("fees_description"), _FACT),
        "how": _text(record.get("application_process"), _FACT),
        "when": _text(usual_hours(schedules), _FACT),
        "place": _joined(map(_place, places)) or _text(record.get("place_text"), _FACT),
        "phones": _first(number for each in rings for number in _numbers(each)),
    }
    return {name: value for name, value in facts.items() if value not in _BLANK}


def _place(location: Mapping[str, Any]) -> str:
    address = next(iter(_rows(location, "addresses")), {})
    parts = [
        _text(address.get(name), _SHORT) for name in ("state_province", "city", "address_1", "address_2")
    ]
    written, name = "".join(filter(None, parts)), _text(location.get("name"), _SHORT)
    if name and written:
        return f"{name}（{written}）"
    return name or written or _text(location.get("address_text"), _SHORT)


def _numbers(owner: Mapping[str, Any]) -> Iterator[str]:
    for each in _rows(owner, "phones"):
        if each.get("type") not in (None, "voice", "cell"):
            continue
        try:
            yield read_phone(_text(each.get("number"), 40)).display
        except BadPhoneNumber:
            continue


def _ages(record: Mapping[str, Any]) -> str:
    lowest, highest = (_number(record.get(f"{end}_age")) for end in ("minimum", "maximum"))
    if lowest is None and highest is None:
        return ""
    return f"{_plain(lowest)}～{_plain(highest)}" if lowest != highest else _plain(lowest)


def _plain(years: float | None) -> str:
    return "" if years is None else f"{years:g}歳"


def _page(record: Mapping[str, Any], address: str) -> str:
    """The page for people, else their own website, else the record itself."""
    for name in ("page_url", "url"):
        found = record.get(name)
        if isinstance(found, str) and len(found) <= _LONGEST_ADDRESS and is_link(found):
            return found
    return address


def is_link(address: str) -> bool:
    """Whether a reader may be sent there with a click."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    is_plain = address.isprintable() and " " not in address
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.username is None and is_plain


def _rows(owner: Mapping[str, Any], name: str, *, most: int = MOST_OF_A_KIND) -> list[dict[str, Any]]:
    rows = owner.get(name)
    return [each for each in rows if isinstance(each, dict)][:most] if isinstance(rows, list) else []


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: Any, longest: int) -> str:
    """One line of plain text; a longer one ends with an ellipsis."""
    if not isinstance(value, str):
        return ""
    plain = "".join(
        letter if unicodedata.category(letter) not in {"Cc", "Cs", "Cf"} else " "
        for letter in value[: longest * 4]
    )
    line = re.sub(r"\s+", " ", plain).strip()
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def _joined(words: Iterable[str]) -> str:
    return "、".join(dict.fromkeys(filter(None, words)))[:_FACT]


def _first(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))[:MOST_OF_A_KIND]


def _number(value: Any) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number and 0 <= value <= 150 else None


def _moment(value: Any) -> datetime | None:
    try:
        found = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None
    return (found if found.tzinfo else found.replace(tzinfo=JST)) if found.year in _YEARS else None


def _day(value: Any) -> date | None:
    try:
        found = date.fromisoformat(value[:10])
    except (TypeError, ValueError):
        return None
    return found if found.year in _YEARS else None
