"""A neighbour's whole register, read before anything is written: the list first, then each record.

It is read or it is not: a list that cannot be read to its end, or a server that stops answering, ends the
reading, for nobody could say what is gone. A single record that makes no sense is refused with its reason,
and the rest goes on.
"""

import json
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext_noop

from tsunagu.directory.actions.neighbours.record import Copied, Terms, Unusable, copied, has_ended, name_in
from tsunagu.kernel.japanese.misread import Misread
from tsunagu.kernel.outside.reading import Answer, NotReached, OutsideReader, TooMuch

MOST_LISTINGS = 3000
PER_PAGE = 100
MOST_PAGES = MOST_LISTINGS  # a server may give one row a page
MOST_RECORD_BYTES, MOST_PAGE_BYTES, MOST_BYTES = 512 * 1024, 4 * 1024 * 1024, 256 * 1024 * 1024
MOST_SECONDS = 15 * 60.0
# HSDS 3 wants UUIDs; whatever it is, it must stand in an address and in our tables.
_ID = re.compile(r"\w[\w.:~@+-]{0,99}", re.ASCII)
_HSDS_3 = re.compile(r"(?:^|[^0-9.])3\.[0-9]+")

Progress = Callable[[int, int], None]


class UnreadableFeed(Misread):
    """What answers is no HSDS 3 register, or its list cannot be read to its end."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A record that was not taken."""

    their_id: str
    name: str
    reason: Misread


@dataclass(slots=True)
class Register:
    """Everything that is there now."""

    # By their id: the copy with its version, and those whose version is the one we have.
    read: dict[str, tuple[Copied, str]] = field(default_factory=dict)
    unchanged: set[str] = field(default_factory=set)
    ended: dict[str, str] = field(default_factory=dict)
    refused: list[Refusal] = field(default_factory=list)


def read_register(
    api_url: str,
    *,
    known: Mapping[str, str],
    terms: Terms,
    own: Collection[str],
    progress: Progress | None = None,
) -> Register:
    """Read it all. `known` are the versions (ETag) of the records that we have, by their ids.

    Raises:
        Misread: it could not be read, with the reason for a colleague.
    """
    register = Register()
    with OutsideReader(api_url, own=own, seconds=MOST_SECONDS, most_bytes=MOST_BYTES) as reader:
        _check_version(reader, api_url)
        ids = _listed(reader, api_url)
        for done, their_id in enumerate(ids):
            if progress:
                progress(done, len(ids))
            _read_one(reader, api_url, their_id, known.get(their_id, ""), terms, register)
    return register


def _check_version(reader: OutsideReader, api_url: str) -> None:
    told = _document(reader.get(f"{api_url}/", most_bytes=MOST_RECORD_BYTES), what="/")
    version = told.get("version") if isinstance(told, dict) else None
    if not isinstance(version, str) or not _HSDS_3.search(version):
        raise UnreadableFeed(gettext_noop("このアドレスで答えるのは、HSDS 3のAPIではありません。"))


def _listed(reader: OutsideReader, api_url: str) -> list[str]:
    """The ids of the whole list, each once."""
    ids: dict[str, None] = {}
    total = 0
    for number in range(1, MOST_PAGES + 1):
        address = f"{api_url}/services?page={number}&per_page={PER_PAGE}"
        page = _document(reader.get(address, most_bytes=MOST_PAGE_BYTES), what="/services")
        before = len(ids)
        ids |= dict.fromkeys(_ids_on(page))
        if len(ids) > MOST_LISTINGS:
            raise UnreadableFeed(gettext_noop("一覧が長すぎます（%(most)s件まで）。"), most=MOST_LISTINGS)
        total = max(total, _count(page, "total_items"))
        if len(ids) == before or page.get("last_page") is True or number == _count(page, "total_pages"):
            break
    if len(ids) < total:
        raise UnreadableFeed(
            gettext_noop("一覧が最後までそろいません（%(total)s件のうち%(found)s件）。"),
            total=total,
            found=len(ids),
        )
    return list(ids)


def _ids_on(page: Any) -> list[str]:
    contents = page.get("contents") if isinstance(page, dict) else None
    if not isinstance(contents, list) or not all(map(_is_named, contents)):
        raise UnreadableFeed(gettext_noop("一覧の形がHSDSと違います。"))
    return [each["id"] for each in contents]


def _is_named(row: Any) -> bool:
    their_id = row.get("id") if isinstance(row, dict) else None
    return isinstance(their_id, str) and _ID.fullmatch(their_id) is not None


def _count(page: Mapping[str, Any], name: str) -> int:
    value = page.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _read_one(
    reader: OutsideReader, api_url: str, their_id: str, etag: str, terms: Terms, register: Register
) -> None:
    address = f"{api_url}/services/{quote(their_id, safe='')}"
    record: Any = None
    try:
        answer = reader.get(address, etag=etag, most_bytes=MOST_RECORD_BYTES)
        if etag and answer.status == HTTPStatus.NOT_MODIFIED:
            register.unchanged.add(their_id)
            return
        if answer.status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
            return  # it went between the list and now
        record = _document(answer, what="/services/{id}")
        if has_ended(record):
            register.ended[their_id] = name_in(record)
            return
        if not isinstance(record, dict) or record.get("id") != their_id:
            raise Unusable(gettext_noop("記録の番号が一覧と違います。"))
        register.read[their_id] = (copied(record, address=address, terms=terms), answer.etag)
    except (Unusable, UnreadableFeed, TooMuch) as reason:
        register.refused.append(Refusal(their_id, name_in(record), reason))


def _document(answer: Answer, *, what: str) -> Any:
    """The JSON of a good answer.

    Raises:
        NotReached: the server said no.
        UnreadableFeed: it is no JSON.
    """
    if answer.status != HTTPStatus.OK:
        raise NotReached(
            gettext_noop("「%(what)s」に%(status)s番の断りが返りました。"), what=what, status=answer.status
        )
    try:
        return json.loads(answer.body)
    except (ValueError, RecursionError):
        raise UnreadableFeed(gettext_noop("「%(what)s」の答えがJSONではありません。"), what=what) from None
