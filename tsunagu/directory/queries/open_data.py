"""The register as rows of the municipal open data standard: what is unknown stays empty."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Prefetch, Q, QuerySet

from tsunagu.directory.choices import Audience, LocationType, PhoneKind, ServiceStatus
from tsunagu.directory.models import Location, Phone, Service, ServiceAtLocation
from tsunagu.directory.queries.open_data_columns import (
    CHILDCARE,
    HOSPITAL,
    PUBLIC_FACILITY,
    Column,
    DataSet,
)
from tsunagu.kernel.dates.opening_json import WEEKDAY_KEYS, rule_from_json
from tsunagu.kernel.dates.opening_rule import WEEKDAY_LETTERS
from tsunagu.kernel.municipality.models import Municipality

# Where `Service.facts` keeps what a table said and no field holds, and whose table it was.
KEPT_UNDER = "open_data"
KEY_START = "open-data"
_CHILDCARE_KINDS = ("nursery", "temporary_care", "sick_child_care", "hub", "family_support", "safe_place")
_PUBLIC_KINDS = ("hub", "consultation", "information", "health_check")
_TOWNS_OWN = ("municipal", "public_body")
_ENDED = (ServiceStatus.DEFUNCT, ServiceStatus.INACTIVE)
_ROOMS = {"nursing_room": "授乳", "diaper_corner": "おむつ", "stroller_loan": "ベビーカー貸"}
_TOWN_PART = re.compile(r"([^\d０-９]*(?:[\d０-９一二三四五六七八九十]+丁目)?)(.*)", re.DOTALL)
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Extent:
    """How many rows a table has, and when one of them last changed."""

    rows: int
    changed_at: datetime | None


def services_of(data_set: DataSet) -> QuerySet[Service]:
    """The services that the table lists: public, not ended, at a place one can go to, in kana order."""
    open_to_all = Service.objects.filter(audience=Audience.RESIDENTS).exclude(status__in=_ENDED)
    return with_what_hangs_on_them(open_to_all.filter(_belongs_to(data_set))).order_by("name_kana", "id")


def extent_of(data_set: DataSet) -> Extent:
    """The size and age of the table, without its rows."""
    open_to_all = Service.objects.filter(audience=Audience.RESIDENTS).exclude(status__in=_ENDED)
    found = open_to_all.filter(_belongs_to(data_set)).aggregate(rows=Count("id"), changed=Max("updated_at"))
    return Extent(found["rows"], found["changed"])


def rows_of(services: Iterable[Service], columns: Sequence[Column], town: Municipality) -> list[list[str]]:
    """The rows of a table, cell by cell."""
    names = [column.name for column in columns]
    return [[cells.get(name, "") for name in names] for cells in (cells_of(each, town) for each in services)]


def with_what_hangs_on_them(services: QuerySet[Service]) -> QuerySet[Service]:
    """The services with everything that a row says, in a constant number of statements."""
    numbers = Phone.objects.filter(audience=Audience.RESIDENTS).order_by("position", "id")
    places = ServiceAtLocation.objects.select_related("location").order_by("position", "id")
    return services.select_related("organisation", "kind").prefetch_related(
        Prefetch("at_locations", places),
        Prefetch("phones", numbers),
        Prefetch("organisation__phones", numbers),
    )


def cells_of(service: Service, town: Municipality) -> dict[str, str]:
    """One row by our names of the columns, as any of the tables may want it."""
    said = said_of(service)
    kind = service.kind.key if service.kind else ""
    return {
        **said,
        "code": town.code,
        "id": id_of(service),
        "body": f"{town.prefecture}{town.name}",
        "prefecture_name": town.prefecture,
        "town_name": town.name,
        "name": service.name,
        "name_kana": service.name_kana,
        "name_en": service.name_en,
        "short_name": service.alternate_names[0] if service.alternate_names else "",
        "kind": said.get("kind", "") or (service.kind.name if service.kind else ""),
        "organisation": service.organisation.name,
        "ages": service.age_text or _ages(service),
        "description": service.description or service.summary,
        "url": service.url or service.organisation.website,
        "email": service.email or service.organisation.email,
        "temporary_care": said.get("temporary_care", "") or ("有" if kind == "temporary_care" else ""),
        "sick_care": said.get("sick_care", "") or ("有" if kind == "sick_child_care" else ""),
        **_numbers(service),
        **_hours(service),
        **_place(place_of(service), said, town),
    }


def said_of(service: Service) -> dict[str, str]:
    """What a table said of the service and no field holds."""
    kept: dict[str, str] = (service.facts.get(KEPT_UNDER) or {}).get("columns", {})
    return kept


def place_of(service: Service) -> Location | None:
    """The first place one can go to."""
    places = [each.location for each in service.at_locations.all()]
    return next((place for place in places if place.location_type == LocationType.PHYSICAL), None)


def key_of(data_set: DataSet, code: str, source_id: str) -> str:
    """The name in the register of a row that has an id in its table."""
    return f"{KEY_START}/{data_set.key}/{code}/{source_id}"


def id_of(service: Service) -> str:
    """The row's id: that of the table it came from, else our own."""
    start, _set, _code, *source_id = (*service.key.split("/", 3), "", "", "")[:4]
    return source_id[0] if start == KEY_START and source_id[0] else str(service.id)


def _belongs_to(data_set: DataSet) -> Q:
    came = Q(**{f"facts__{KEPT_UNDER}__set": data_set.key})
    somewhere = Q(
        id__in=ServiceAtLocation.objects.filter(location__location_type=LocationType.PHYSICAL).values(
            "service"
        )
    )
    if data_set is CHILDCARE:
        return came | (Q(kind__key__in=_CHILDCARE_KINDS) & somewhere & _came_from_nowhere())
    if data_set is HOSPITAL:
        return came | (Q(organisation__kind__key="clinic") & somewhere & _came_from_nowhere())
    if data_set is PUBLIC_FACILITY:
        by_the_town = Q(organisation__kind__key__in=_TOWNS_OWN) | Q(commissioned_by__kind__key__in=_TOWNS_OWN)
        return came | (by_the_town & Q(kind__key__in=_PUBLIC_KINDS) & somewhere & _came_from_nowhere())
    rooms = Q(**{f"facts__{KEPT_UNDER}__columns__nursing_room": "有"}) | Q(
        **{f"facts__{KEPT_UNDER}__columns__diaper_corner": "有"}
    )
    equipped = ServiceAtLocation.objects.filter(
        Q(location__accessibility__icontains="授乳") | Q(location__accessibility__icontains="おむつ")
    )
    return came | rooms | Q(id__in=equipped.values("service"))


def _came_from_nowhere() -> Q:
    """Not out of another table: a clinic's list does not make its clinics childcare facilities."""
    return ~Q(facts__has_key=KEPT_UNDER)


def _place(place: Location | None, said: dict[str, str], town: Municipality) -> dict[str, str]:
    if place is None:
        return {}
    street = _TOWN_PART.fullmatch(place.address_1)
    has_address = bool(place.address_1)
    found = {
        "address_code": town.code if has_address and place.city == town.name else "",
        "address": f"{place.state_province}{place.city}{place.address_1}" if has_address else "",
        "prefecture": place.state_province if has_address else "",
        "city": place.city if has_address else "",
        "town": street[1] if street and has_address else "",
        "street": street[2] if street and has_address else "",
        "building": place.address_2,
        "postal_code": place.postal_code,
        "latitude": "" if place.latitude is None else f"{place.latitude:f}",
        "longitude": "" if place.longitude is None else f"{place.longitude:f}",
        "access": place.transportation,
        "barrier_free": ";".join(place.accessibility),
    }
    for name, word in _ROOMS.items():
        found[name] = said.get(name, "") or (
            "有" if any(word in each for each in place.accessibility) else ""
        )
    return found


def _numbers(service: Service) -> dict[str, str]:
    """The service's own numbers; where it has none, those of the organisation behind it."""
    own, theirs = list(service.phones.all()), list(service.organisation.phones.all())
    voice = _first(own, PhoneKind.VOICE, PhoneKind.CELL) or _first(theirs, PhoneKind.VOICE, PhoneKind.CELL)
    fax = _first(own, PhoneKind.FAX) or (None if own else _first(theirs, PhoneKind.FAX))
    return {
        "phone": voice.number if voice else "",
        "extension": voice.extension if voice else "",
        "fax": fax.number if fax else "",
    }


def _first(phones: Iterable[Phone], *kinds: PhoneKind) -> Phone | None:
    return next((phone for phone in phones if phone.kind in kinds), None)


def _hours(service: Service) -> dict[str, str]:
    """The weekdays and times that hold for all of them; the words for the rest."""
    rule: Any = rule_from_json(service.opening)
    found = {"hours_note": service.opening_text}
    if rule is None:
        return found
    found["weekdays"] = "".join(
        letter
        for letter, _key, hours in zip(WEEKDAY_LETTERS, WEEKDAY_KEYS, rule.weekly, strict=True)
        if hours
    )
    usual = rule.usual_hours
    if usual and len(usual) == 1:
        found["opens"], found["closes"] = _clock(usual[0].start), _clock(usual[0].end)
    return found


def _clock(minutes: int) -> str:
    """「09:00」; past midnight the standard counts from the next day's 00:00, and 24:00 stays 24:00."""
    shown = minutes if minutes <= 24 * 60 else minutes - 24 * 60
    return f"{shown // 60:02}:{shown % 60:02}"


def _ages(service: Service) -> str:
    first, last = service.minimum_age_months, service.maximum_age_months
    if first is None and last is None:
        return ""
    start = "" if first is None else _age(first)
    if last is None:
        return f"{start}～"
    ends_with_a_year = last % _MONTHS == _MONTHS - 1
    end = f"{last // _MONTHS}歳" if ends_with_a_year else _age(last)
    return f"{start or '0歳'}～{end}"


def _age(months: int) -> str:
    years, rest = divmod(months, _MONTHS)
    if not rest:
        return f"{years}歳"
    return f"{years}歳{rest}か月" if years else f"{rest}か月"
