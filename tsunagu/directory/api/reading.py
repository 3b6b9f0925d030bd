"""Parameters into values. What cannot be read is refused by name, never guessed; unknown ones are ignored."""

import json
import math
import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError

from tsunagu.directory.api.parameters import MOST_CHARACTERS, parameter, parameters_of
from tsunagu.kernel.dates.opening import JST
from tsunagu.kernel.dates.opening_rule import DAY_MINUTES

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_TIME = re.compile(r"([01]\d|2[0-4]):([0-5]\d)(?::00)?")
_POSTCODE = re.compile(r"(\d{3})-?(\d{4})")
# A plus sign that nobody escaped arrives as a space: 2026-04-01T00:00:00 09:00.
_LOST_PLUS = re.compile(r"(?<=\d) (?=\d\d:?\d\d$)")
_NUMBER = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,400})?([eE][+-]?[0-9]{1,3})?")
# To JSON, 5.0 is a whole number.
_WHOLE = re.compile(r"([0-9]{1,9})(?:\.0{1,9})?")
_TRUTH = {"true": True, "1": True, "false": False, "0": False}


class BadParameter(Exception):
    """A parameter cannot be read, with the reason in both languages."""

    def __init__(self, name: str, ja: str, en: str) -> None:
        super().__init__(name)
        self.name, self.ja, self.en = name, ja, en


def given_to(request: HttpRequest, endpoint: str) -> "Given":
    """Everything that was asked, from the address and, for POST, from the body."""
    values: dict[str, list[Any]] = {name: list(request.GET.getlist(name)) for name in request.GET}
    if request.method == "POST":
        for name, more in _body_of(request).items():
            values.setdefault(name, []).extend(more)
    known = {}
    for each in parameters_of(endpoint):
        texts = [_checked(each.name, _as_text(value)) for value in values.get(each.name, [])]
        if len(texts) > 1 and not each.may_repeat:
            raise BadParameter(each.name, "2回以上書かれています。", "It is given more than once.")
        # An empty field of a form says nothing.
        known[each.name] = [text for text in texts if text]
    return Given(known)


class Given:
    """Typed access to what was asked; None where nothing was."""

    def __init__(self, values: Mapping[str, list[str]]) -> None:
        self._values = values

    def text(self, name: str) -> str:
        return next(iter(self._values.get(name, ())), "")

    def boolean(self, name: str) -> bool:
        text = self.text(name).lower()
        if text and text not in _TRUTH:
            raise BadParameter(name, "trueかfalseで書いてください。", "It must be true or false.")
        return _TRUTH.get(text, False)

    def integer(self, name: str, *, most: int | None = None) -> int | None:
        """A whole number within the parameter's own bounds, or up to `most`."""
        text, bounds = self.text(name), parameter(name)
        least, most = int(bounds.least), int(bounds.most) if most is None else most
        if not text:
            return None
        written = _WHOLE.fullmatch(text)
        if not written or not least <= int(written[1]) <= most:
            raise BadParameter(
                name,
                f"{least}から{most}までの整数で書いてください。",
                f"It must be a whole number from {least} to {most}.",
            )
        return int(written[1])

    def number(self, name: str) -> float | None:
        text, bounds = self.text(name), parameter(name)
        least, most = bounds.least, bounds.most
        if not text:
            return None
        value = float(text) if _NUMBER.fullmatch(text) else math.nan
        if not least <= value <= most:
            raise BadParameter(
                name,
                f"{least}から{most}までの数で書いてください。",
                f"It must be a number from {least} to {most}.",
            )
        return value

    def identifiers(self, name: str) -> tuple[UUID, ...]:
        try:
            return tuple(UUID(text) for text in self._values.get(name, ()))
        except ValueError:
            raise BadParameter(name, "UUIDで書いてください。", "It must be a UUID.") from None

    def identifier(self, name: str) -> UUID | None:
        return next(iter(self.identifiers(name)), None)

    def moment(self, name: str) -> datetime | None:
        text = _LOST_PLUS.sub("+", self.text(name))
        if not text:
            return None
        try:
            moment = datetime.fromisoformat(text)
            return (moment if moment.tzinfo else moment.replace(tzinfo=JST)).astimezone(JST)
        except (ValueError, OverflowError):
            raise BadParameter(
                name,
                "日時はISO 8601（例：2026-04-01T09:00:00+09:00）で書いてください。",
                "It must be an ISO 8601 date or date-time, such as 2026-04-01T09:00:00+09:00.",
            ) from None

    def minutes(self, name: str) -> int | None:
        text = self.text(name)
        if not text:
            return None
        match = _TIME.fullmatch(text)
        minutes = int(match[1]) * 60 + int(match[2]) if match else DAY_MINUTES + 1
        if minutes > DAY_MINUTES:
            raise BadParameter(
                name,
                "時刻はHH:MM（例：09:30）で書いてください。",
                "It must be a time as HH:MM, such as 09:30.",
            )
        return minutes

    def weekdays(self, name: str) -> frozenset[int] | None:
        text = self.text(name)
        if not text:
            return None
        days = [each.strip().upper() for each in text.split(",")]
        if set(days) - set(WEEKDAYS):
            raise BadParameter(
                name,
                "曜日はMO TU WE TH FR SA SUで書いてください。",
                "Days are MO, TU, WE, TH, FR, SA and SU.",
            )
        return frozenset(WEEKDAYS.index(each) for each in days)

    def postcode(self, name: str) -> str:
        text = unicodedata.normalize("NFKC", self.text(name)).replace("〒", "").strip()
        if not text:
            return ""
        match = _POSTCODE.fullmatch(text)
        if not match or not text.isascii():
            raise BadParameter(
                name,
                "郵便番号は7けた（例：943-0171）で書いてください。",
                "It must be a Japanese postal code such as 943-0171.",
            )
        return f"{match[1]}-{match[2]}"

    def format(self) -> str:
        text = self.text("format").lower() or "json"
        if text not in {"json", "ndjson"}:
            raise BadParameter("format", "jsonかndjsonで書いてください。", "It must be json or ndjson.")
        return text


def _checked(name: str, text: str) -> str:
    text = text.strip()
    if len(text) > MOST_CHARACTERS or "\0" in text:
        raise BadParameter(
            name,
            f"{MOST_CHARACTERS}文字までで書いてください。",
            f"It must have at most {MOST_CHARACTERS} characters.",
        )
    return text


def _body_of(request: HttpRequest) -> dict[str, list[Any]]:
    try:
        if request.content_type == "application/json":
            return _json_body(request.body)
        return {name: list(request.POST.getlist(name)) for name in request.POST}
    except (RequestDataTooBig, SuspiciousOperation, MultiPartParserError, UnicodeDecodeError):
        raise _unreadable() from None


def _json_body(body: bytes) -> dict[str, list[Any]]:
    try:
        written = json.loads(body or b"{}")
    except (ValueError, RecursionError):
        raise _unreadable() from None
    if not isinstance(written, dict):
        raise _unreadable()
    return {
        str(name): [each for each in (value if isinstance(value, list) else [value]) if each is not None]
        for name, value in written.items()
    }


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        # JSON makes no difference between 1 and 1.0.
        return str(int(value))
    if isinstance(value, str | int | float):
        return str(value)
    raise _unreadable()


def _unreadable() -> BadParameter:
    return BadParameter(
        "body",
        "本文は、名前と値だけのJSON、またはフォームの形で送ってください。",
        "The body must be a flat JSON object or a form.",
    )
