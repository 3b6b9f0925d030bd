"""A town's register as its data file writes it: what `load_town` reads back to the same rows.

What only supporters may know (notes, direct lines, capacity) stays in the database.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from tsunagu.directory.choices import (
    Audience,
    ContactLevel,
    Cost,
    MemberStatus,
    PhoneKind,
    Scheme,
    ServiceStatus,
)
from tsunagu.directory.models import District, Location, Organisation, Phone, Service
from tsunagu.directory.models.organisations import usually_takes_referrals
from tsunagu.directory.models.sources import Sourced
from tsunagu.directory.queries.schedules import schedule_of_rule
from tsunagu.kernel.municipality.acting import current_town_id
from tsunagu.kernel.municipality.models import Municipality

_LISTS = {
    Scheme.NEED: "needs", Scheme.SITUATION: "situations", Scheme.STAGE: "stages", Scheme.ACCESS: "access",
}  # fmt: skip


def town_file() -> dict[str, Any]:
    """The acting town's register, every row with a key of its own; constant number of statements."""
    town = Municipality.objects.get(id=current_town_id())
    phones = _phones()
    place_of: dict[UUID | None, str] = {}
    for place in Location.objects.exclude(organisation=None).order_by("key"):
        place_of.setdefault(place.organisation_id, place.key)
    sections = {
        "municipality": _municipality(town),
        "districts": [_district(row) for row in District.objects.order_by("position", "key")],
        "organizations": [
            _organisation(row, phones, place_of)
            for row in Organisation.objects.select_related("kind", "parent", "district").order_by("id")
        ],
        "locations": [
            _location(row, phones) for row in Location.objects.select_related("district").order_by("id")
        ],
        "services": [_service(row, phones) for row in _services()],
    }
    return {name: section for name, section in sections.items() if section}


def _services() -> Iterable[Service]:
    return (
        Service.objects.select_related("organisation", "commissioned_by", "kind")
        .prefetch_related(
            "attributes__term",
            "at_locations__location",
            "service_areas__district",
            "service_languages__language",
            "contact_persons",
            "cost_options",
        )
        .order_by("id")
    )


def _phones() -> dict[UUID | None, list[dict[str, Any]]]:
    """Numbers by the id of what they belong to."""
    found: dict[UUID | None, list[dict[str, Any]]] = defaultdict(list)
    for phone in Phone.objects.order_by("position", "id"):
        owner = phone.service_id or phone.organisation_id or phone.location_id
        found[owner].append(
            _without_blanks(
                number=phone.number,
                extension=phone.extension,
                kind="" if phone.kind == PhoneKind.VOICE else phone.kind,
                note=phone.note,
                audience="" if phone.audience == Audience.RESIDENTS else phone.audience,
            )
        )
    return found


def _municipality(town: Municipality) -> dict[str, Any]:
    facts = dict(town.facts)
    seed = facts.pop("seed", "")
    return _without_blanks(
        slug=town.slug,
        name=town.name,
        name_kana=town.name_kana,
        name_en=town.name_en,
        code=town.code,
        prefecture=town.prefecture,
        seed=seed,
        facts=_as_written(facts),
    )


def _district(row: District) -> dict[str, Any]:
    return _without_blanks(**_names(row), kind=row.kind, **_source(row))


def _organisation(
    row: Organisation, phones: Mapping[UUID | None, list[Any]], place_of: Mapping[UUID | None, str]
) -> dict[str, Any]:
    kind = row.kind.key if row.kind else ""
    usual = usually_takes_referrals(kind, row.status, row.is_desk)
    written = _without_blanks(
        **_names(row),
        kind=kind,
        parent=row.parent.key if row.parent else "",
        district=row.district.key if row.district else "",
        location=place_of.get(row.id, ""),
        description=row.description,
        status="" if row.status == ServiceStatus.ACTIVE else row.status,
        member_status="" if row.member_status == MemberStatus.NONE else row.member_status,
        member_since=row.member_since,
        is_desk=row.is_desk or None,
        website=row.website,
        email=row.email,
        phones=phones.get(row.id),
        **_source(row),
    )
    if row.takes_referrals != usual:
        written["takes_referrals"] = row.takes_referrals
    return written


def _location(row: Location, phones: Mapping[UUID | None, list[Any]]) -> dict[str, Any]:
    return _without_blanks(
        **_names(row),
        location_type=row.location_type,
        district=row.district.key if row.district else "",
        address=_without_blanks(
            postal_code=row.postal_code,
            state_province=row.state_province,
            city=row.city,
            address_1=row.address_1,
            address_2=row.address_2,
        ),
        url=row.url,
        latitude=None if row.latitude is None else float(row.latitude),
        longitude=None if row.longitude is None else float(row.longitude),
        accessibility=row.accessibility,
        transportation=row.transportation,
        phones=phones.get(row.id),
        **_source(row),
    )


def _service(row: Service, phones: Mapping[UUID | None, list[Any]]) -> dict[str, Any]:
    return _without_blanks(
        **_names(row),
        organization=row.organisation.key,
        commissioned_by=row.commissioned_by.key if row.commissioned_by else "",
        summary=row.summary,
        summary_easy=row.summary_easy,
        summary_en=row.summary_en,
        description=row.description,
        kind=row.kind.name if row.kind else "",
        **_terms(row),
        minimum_age_months=row.minimum_age_months,
        maximum_age_months=row.maximum_age_months,
        age_text=row.age_text,
        cost="" if row.cost == Cost.UNKNOWN else row.cost,
        cost_text=row.cost_text,
        cost_options=[_cost_option(each) for each in _in_order(row.cost_options.all())],
        schedule=schedule_of_rule(row.opening, row.opening_text),
        how_to_use=row.how_to_use,
        contact_roles=[_contact(each) for each in _in_order(row.contact_persons.all())],
        locations=[each.location.key for each in _in_order(row.at_locations.all())],
        place_text=row.place_text,
        service_areas=sorted(each.district.key for each in row.service_areas.all()),
        languages=sorted(each.language.code for each in row.service_languages.all()),
        phones=phones.get(row.id),
        url=row.url,
        email=row.email,
        assured_on=row.assured_on,
        assured_by=row.assured_by,
        status=row.status,
        audience=row.audience,
        **_source(row),
    )


def _terms(row: Service) -> dict[str, list[str]]:
    lists: dict[str, list[str]] = defaultdict(list)
    for each in _in_order(row.attributes.all()):
        lists[_LISTS[Scheme(each.term.scheme)]].append(each.term.key)
    return lists


def _contact(person: Any) -> dict[str, Any]:
    return _without_blanks(
        role=person.role,
        name=person.name,
        hours=person.hours_text,
        level="" if person.level == ContactLevel.WORKING else person.level,
        audience="" if person.audience == Audience.RESIDENTS else person.audience,
    )


def _cost_option(option: Any) -> dict[str, Any]:
    return _without_blanks(
        option=option.option, amount=option.amount, amount_description=option.amount_description
    )


def _in_order(rows: Iterable[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: (row.position, row.id))


def _names(row: Any) -> dict[str, Any]:
    return {
        "key": row.key or str(row.id),
        "name": row.name,
        "name_kana": row.name_kana,
        "name_en": row.name_en,
        "alternate_names": row.alternate_names,
    }


def _source(row: Sourced) -> dict[str, Any]:
    return {
        **_as_written(row.facts),
        "source": _without_blanks(seed=row.source_seed, at=row.source_at),
    }


def _as_written(value: Any) -> Any:
    """Plain JSON values as a data file writes them: a year in front of a colon is a number there."""
    if isinstance(value, dict):
        return {
            int(key) if re.fullmatch(r"\d+", key) else key: _as_written(each) for key, each in value.items()
        }
    return value


def _without_blanks(**fields: Any) -> dict[str, Any]:
    """What a silent field means is decided by the reader, not written."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}
