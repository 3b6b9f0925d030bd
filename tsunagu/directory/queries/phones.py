"""The phone directory (総合電話帳): whose number it is, who answers, when, and for which needs."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q
from django.db.models.functions import Coalesce, JSONObject

from tsunagu.directory.choices import Audience, Scheme, ServiceStatus
from tsunagu.directory.models import ContactPerson, Phone, Service, ServiceAtLocation, ServiceAttribute
from tsunagu.directory.queries.listing import Contact, Named, PhoneLine
from tsunagu.directory.queries.listings import OFFERED, opening_rules
from tsunagu.kernel.dates.opening_rule import OpeningRule

_OWNERS = {
    "organisation": (
        "organisation_id", "organisation__name", "organisation__name_kana", "organisation__name_en",
        "organisation__alternate_names",
    ),
    "service": (
        "service_id", "service__name", "service__name_kana", "service__name_en", "service__alternate_names",
    ),
    "location": (
        "location_id", "location__name", "location__name_kana", "location__name_en",
        "location__alternate_names",
    ),
}  # fmt: skip
_ABOVE = {
    "service": ("service__organisation_id", "service__organisation__name", "service__organisation__name_en"),
    "location": (
        "location__organisation_id", "location__organisation__name", "location__organisation__name_en",
    ),
}  # fmt: skip
_LINE = ("number", "extension", "kind", "note", "hours_text")


@dataclass(frozen=True, slots=True)
class PhoneOwner:
    """One thing that can be called, with all its public numbers."""

    of: str
    id: UUID
    name: str
    name_kana: str
    name_en: str
    other_names: tuple[str, ...]
    numbers: tuple[PhoneLine, ...]
    # Whose service or place it is; nothing for an organisation itself.
    organisation: Named | None = None
    organisation_id: UUID | None = None
    services: tuple["CalledFor", ...] = ()
    contacts: tuple[Contact, ...] = ()

    @property
    def needs(self) -> frozenset[str]:
        """The widest needs that a call may be about, by their keys."""
        return frozenset(need for service in self.services for need in service.needs)

    @property
    def rules(self) -> tuple[OpeningRule, ...]:
        """The known hours. An organisation's services keep their own: none of them is its own."""
        if self.of == "organisation":
            return ()
        return tuple(dict.fromkeys(rule for service in self.services for rule in service.rules(self)))


@dataclass(frozen=True, slots=True)
class CalledFor:
    """A service that the number is called for."""

    id: UUID
    name: str
    name_en: str
    organisation_id: UUID
    opening: dict[str, Any] | None
    needs: tuple[str, ...]
    # Of its places: the id, and the hours of the service there.
    places: tuple[tuple[UUID, dict[str, Any] | None], ...]

    def rules(self, owner: PhoneOwner) -> tuple[OpeningRule, ...]:
        there = [opening for place, opening in self.places if owner.of == "service" or place == owner.id]
        return opening_rules(self.opening, there)


@dataclass(frozen=True, slots=True)
class PhoneBook:
    """Everybody with a number, and how many offered services nobody can call yet."""

    owners: tuple[PhoneOwner, ...]
    services_without_number: int


def phone_book() -> PhoneBook:
    """All public numbers of the town; three statements, however many there are."""
    services = _services()
    called_for = _by_owner(services)
    answering = _contacts()
    found: dict[tuple[str, UUID], list[dict[str, Any]]] = {}
    for row in _numbers():
        found.setdefault(_owner_of(row), []).append(row)
    owners = tuple(
        _owner(key, rows, services=called_for.get(key, ()), contacts=answering.get(key, ()))
        for key, rows in found.items()
    )
    reached = {service.id for owner in owners for service in owner.services}
    return PhoneBook(owners, sum(service.id not in reached for service in services))


def _numbers() -> list[dict[str, Any]]:
    offered = (
        Q(organisation__isnull=False) & ~Q(organisation__status=ServiceStatus.DEFUNCT)
        | Q(service__audience=Audience.RESIDENTS, service__status__in=OFFERED)
        | Q(location__isnull=False)
    )
    columns = {name for group in (*_OWNERS.values(), *_ABOVE.values()) for name in group}
    return list(
        Phone.objects.filter(offered, audience=Audience.RESIDENTS)
        .order_by("position", "id")
        .values(*sorted(columns), *_LINE)
    )


def _services() -> list[CalledFor]:
    widest = Coalesce("term__parent__parent__key", "term__parent__key", "term__key")
    needs = ServiceAttribute.objects.filter(service=OuterRef("pk"), term__scheme=Scheme.NEED)
    places = ServiceAtLocation.objects.filter(service=OuterRef("pk"))
    rows = (
        Service.objects.filter(audience=Audience.RESIDENTS, status__in=OFFERED)
        .annotate(
            need_keys=ArraySubquery(needs.order_by("position").values_list(widest)),
            place_rows=ArraySubquery(
                places.order_by("position").values_list(JSONObject(id="location_id", opening="opening"))
            ),
        )
        .order_by("name_kana", "id")
        .values("id", "name", "name_en", "organisation_id", "opening", "need_keys", "place_rows")
    )
    return [
        CalledFor(
            row["id"],
            row["name"],
            row["name_en"],
            row["organisation_id"],
            row["opening"],
            tuple(dict.fromkeys(row["need_keys"])),
            tuple((UUID(each["id"]), each["opening"]) for each in row["place_rows"]),
        )
        for row in rows
    ]


def _by_owner(services: Iterable[CalledFor]) -> dict[tuple[str, UUID], list[CalledFor]]:
    """What a service, an organisation or a place is called for."""
    found: dict[tuple[str, UUID], list[CalledFor]] = {}
    for service in services:
        places = [("location", place) for place, _opening in service.places]
        for key in [("service", service.id), ("organisation", service.organisation_id), *places]:
            found.setdefault(key, []).append(service)
    return found


def _contacts() -> dict[tuple[str, UUID], list[Contact]]:
    """Who answers for a service, or for an organisation as a whole."""
    people = ContactPerson.objects.filter(audience=Audience.RESIDENTS, deputy_of=None)
    found: dict[tuple[str, UUID], list[Contact]] = {}
    for one in people.order_by("position", "id"):
        of = ("service", one.service_id) if one.service_id else ("organisation", one.organisation_id)
        found.setdefault(of, []).append(Contact(one.role, one.name, one.hours_text, one.level))
    return found


def _owner_of(row: dict[str, Any]) -> tuple[str, UUID]:
    of = next(of for of in _OWNERS if row[f"{of}_id"] is not None)
    return of, row[f"{of}_id"]


def _owner(
    key: tuple[str, UUID],
    rows: list[dict[str, Any]],
    *,
    services: Iterable[CalledFor],
    contacts: Iterable[Contact],
) -> PhoneOwner:
    of, id_ = key
    first = rows[0]
    _, name, kana, english, others = (first[column] for column in _OWNERS[of])
    above = [first[column] for column in _ABOVE[of]] if of in _ABOVE else [None, None, None]
    return PhoneOwner(
        of=of,
        id=id_,
        name=name,
        name_kana=kana,
        name_en=english,
        other_names=tuple(others),
        numbers=tuple(PhoneLine(**{part: row[part] for part in _LINE}, of=of) for row in rows),
        organisation=Named(str(above[1]), name_en=str(above[2])) if above[0] else None,
        organisation_id=above[0],
        services=tuple(services),
        contacts=tuple(contacts),
    )
