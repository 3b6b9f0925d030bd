"""What stands in the register already and may be the same as something new: for a person to look at."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Concat

from tsunagu.directory.choices import ServiceStatus
from tsunagu.directory.models import Location, Phone, Service
from tsunagu.network.queries.values import Values

MOST = 5
# The same name is written with and without these.
_DROPPED = r"[[:space:]・･ー—–‐−-]"
_DROPPED_HERE = re.compile(r"[\s・･ー—–‐−-]")


class _Bare(Func):
    """A text without spaces, dots and dashes, in one width and case; as `bare` makes it here."""

    template = f"lower(regexp_replace(normalize(%(expressions)s, NFKC), '{_DROPPED}', '', 'g'))"
    output_field = TextField()


class _Digits(Func):
    template = "regexp_replace(%(expressions)s, '[^0-9]', '', 'g')"
    output_field = TextField()


@dataclass(frozen=True, slots=True)
class LookAlike:
    """A service or a place that is called, reached or found under the same words."""

    id: UUID
    name: str
    # Whose it is, or where.
    of: str
    # The fields that say the same.
    fields: tuple[str, ...]


def bare(text: str) -> str:
    """The text without what people write or leave out at will."""
    return _DROPPED_HERE.sub("", unicodedata.normalize("NFKC", text)).lower()


def services_like(values: Values, *, organisation_id: UUID) -> list[LookAlike]:
    """Running services of the same name or reading, or of somebody else under the same number."""
    others = ~Q(organisation=organisation_id)
    # An organisation answers for all its services at one number; that says nothing.
    same = {**_same_name(values), **_same_phone("service", values, others)}
    rows = Service.objects.exclude(status=ServiceStatus.DEFUNCT).annotate(of=F("organisation__name"))
    return _found(rows, same)


def places_like(values: Values) -> list[LookAlike]:
    """Places of the same name, reading or address, or under the same number."""
    same = {**_same_name(values), **_same_phone("location", values)}
    if values.get("address_1"):
        same["address_1"] = Q(bare_address=bare(values.get("city", "") + values["address_1"]))
    rows = Location.objects.annotate(
        of=Concat("city", "address_1"), bare_address=_Bare(Concat("city", "address_1"))
    )
    return _found(rows, same)


def _same_name(values: Values) -> dict[str, Q]:
    found = {name: bare(values.get(name, "")) for name in ("name", "name_kana")}
    return {name: Q(**{f"bare_{name}": text}) for name, text in found.items() if text}


def _same_phone(owner: str, values: Values, narrowed: Q | None = None) -> dict[str, Q]:
    digits = re.sub(r"[^0-9]", "", values.get("phone", ""))
    if not digits:
        return {}
    numbers = Phone.objects.annotate(digits=_Digits("number")).filter(
        **{owner: OuterRef("id"), "digits": digits}
    )
    return {"phone": (narrowed or Q()) & Q(Exists(numbers))}


def _found(rows: QuerySet[Any], same: dict[str, Q]) -> list[LookAlike]:
    """The rows of which at least one of these is true, with those that are."""
    if not same:
        return []
    anything = Q()
    for each in same.values():
        anything |= each
    rows = rows.annotate(bare_name=_Bare("name"), bare_name_kana=_Bare("name_kana"))
    found = rows.filter(anything).annotate(**{f"same_{name}": each for name, each in same.items()})
    return [
        LookAlike(one.id, one.name, one.of, tuple(name for name in same if getattr(one, f"same_{name}")))
        for one in found.order_by("name_kana", "id")[:MOST]
    ]
