"""What each section of a data file says, as values of our fields."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from tsunagu.directory.actions.town_files.reading import Reading, Refused
from tsunagu.directory.choices import (
    Audience,
    ContactLevel,
    Cost,
    LocationType,
    MemberStatus,
    PhoneKind,
    Scheme,
    ServiceStatus,
)
from tsunagu.directory.models.organisations import usually_takes_referrals
from tsunagu.directory.queries.schedules import rule_of_schedule
from tsunagu.kernel.dates.opening_rule import BadOpeningRule
from tsunagu.kernel.japanese.phone import BadPhoneNumber, read_phone
from tsunagu.kernel.japanese.postal import BadPostalCode, read_postal_code

# What a source may say that no field holds; kept as it stands. Anything else is told as unknown.
ORGANIZATION_FACTS = ("facts",)
SERVICE_FACTS = ("facts", "venues_count")


@dataclass(slots=True)
class Found:
    """Ids by key, of everything that a row of the file may name."""

    terms: dict[Scheme, dict[str, UUID]] = field(default_factory=dict)
    languages: dict[str, UUID] = field(default_factory=dict)
    districts: dict[str, UUID] = field(default_factory=dict)
    organisations: dict[str, UUID] = field(default_factory=dict)
    locations: dict[str, UUID] = field(default_factory=dict)


@dataclass(slots=True)
class Values:
    """One row's own fields, and the rows that hang on it, by the name of their table."""

    fields: dict[str, Any]
    hanging: dict[str, list[dict[str, Any]]] = field(default_factory=dict)


def names(row: Reading, *, most: int = 120) -> dict[str, Any]:
    name = row.text("name", most=most, required=True)
    return {
        "name": name,
        "name_kana": row.reading("name_kana", of=name),
        "name_en": row.text("name_en", most=160),
        "alternate_names": row.texts("alternate_names"),
    }


def district(row: Reading, found: Found) -> Values:
    return Values(
        {
            **names(row, most=60),
            "kind": row.text("kind", most=40),
            "facts": row.facts("facts"),
            **row.source(),
        }
    )


def organisation(row: Reading, found: Found) -> Values:
    kind = row.text("kind")
    status = row.choice("status", ServiceStatus.values, ServiceStatus.ACTIVE)
    is_desk = row.yes("is_desk")
    row.raw("location")  # belongs to the place's own row; taken by the loader
    fields = {
        **names(row),
        "kind_id": row.one_of("kind", found.terms[Scheme.ORGANIZATION_KIND]),
        "description": row.text("description"),
        "parent_id": row.one_of("parent", found.organisations),
        "district_id": row.one_of("district", found.districts),
        "status": status,
        "member_status": row.choice("member_status", MemberStatus.values, MemberStatus.NONE),
        "member_since": row.day("member_since"),
        "is_desk": is_desk,
        "takes_referrals": row.yes("takes_referrals", usually_takes_referrals(kind, status, is_desk)),
        "website": row.text("website", most=300),
        "email": row.text("email", most=254),
        "facts": row.facts(*ORGANIZATION_FACTS),
        **row.source(),
    }
    return Values(fields, {"phones": phones(row)})


def location(row: Reading, found: Found) -> Values:
    address = Reading(row.raw("address") or {})
    postal_code = address.text("postal_code")
    try:
        mended = read_postal_code(postal_code) if postal_code else ""
    except BadPostalCode as error:
        raise Refused(str(error)) from error
    if mended != postal_code:
        row.repairs.append(f"郵便番号を{mended}に直しました。")
    fields = {
        **names(row),
        "location_type": row.choice("location_type", LocationType.values, LocationType.PHYSICAL),
        "district_id": row.one_of("district", found.districts),
        "postal_code": mended,
        "state_province": address.text("state_province", most=10),
        "city": address.text("city", most=40),
        "address_1": address.text("address_1", most=160),
        "address_2": address.text("address_2", most=120),
        "url": row.text("url", most=300),
        "accessibility": row.texts("accessibility"),
        "transportation": row.text("transportation", most=300),
        "facts": row.facts("facts"),
        **row.source(),
        **_coordinates(row),
    }
    address.finish()
    row.repairs += address.repairs
    return Values(fields, {"phones": phones(row)})


def service(row: Reading, found: Found) -> Values:
    organisation_id = row.one_of("organization", found.organisations, required=True)
    youngest, oldest = row.ages("minimum_age_months", "maximum_age_months")
    fields = {
        **names(row),
        "organisation_id": organisation_id,
        "commissioned_by_id": row.one_of("commissioned_by", found.organisations),
        "status": row.choice("status", ServiceStatus.values, ServiceStatus.UNKNOWN),
        "audience": row.choice("audience", Audience.values, Audience.RESIDENTS),
        "summary": row.text("summary", most=200),
        "summary_easy": row.text("summary_easy", most=300),
        "summary_en": row.text("summary_en", most=300),
        "description": row.text("description"),
        "kind_id": row.one_of("kind", found.terms[Scheme.KIND]),
        "how_to_use": row.text("how_to_use"),
        "minimum_age_months": youngest,
        "maximum_age_months": oldest,
        "age_text": row.text("age_text", most=120),
        "cost": row.choice("cost", Cost.values, Cost.UNKNOWN),
        "cost_text": row.text("cost_text", most=160),
        "place_text": row.text("place_text", most=200),
        "url": row.text("url", most=300),
        "email": row.text("email", most=254),
        "assured_on": row.day("assured_on"),
        "assured_by": row.text("assured_by", most=80),
        "facts": row.facts(*SERVICE_FACTS),
        **row.source(),
        **_schedule(row),
    }
    if bool(fields["assured_on"]) != bool(fields["assured_by"]):
        raise Refused("「assured_on」と「assured_by」は両方書くか、両方空けてください。")
    if fields["commissioned_by_id"] == organisation_id:
        fields["commissioned_by_id"] = None
        row.repairs.append("委託元が実施する組織と同じなので空けました。")
    return Values(fields, _hanging_on_service(row, found, organisation_id))


def phones(row: Reading) -> list[dict[str, Any]]:
    """Numbers as people read them aloud; a plain text is a number without more."""
    written = row.raw("phones") or []
    numbers = []
    for position, each in enumerate(written if isinstance(written, list) else [written]):
        phone = Reading(each if isinstance(each, Mapping) else {"number": each})
        text = phone.text("number", required=True)
        try:
            read = read_phone(text)
        except BadPhoneNumber as error:
            raise Refused(str(error)) from error
        if read.display != text:
            row.repairs.append(f"電話番号を{read.display}に直しました。")
        numbers.append(
            {
                "number": read.display,
                "extension": phone.text("extension", most=10) or read.extension,
                "kind": phone.choice("kind", PhoneKind.values, PhoneKind.VOICE),
                "note": phone.text("note", most=120),
                "audience": phone.choice("audience", Audience.values, Audience.RESIDENTS),
                "position": position,
            }
        )
    return numbers


def _hanging_on_service(
    row: Reading, found: Found, organisation_id: UUID | None
) -> dict[str, list[dict[str, Any]]]:
    terms = [
        *row.some_of("needs", found.terms[Scheme.NEED]),
        *row.some_of("situations", found.terms[Scheme.SITUATION]),
        *row.some_of("stages", found.terms[Scheme.STAGE]),
        *row.some_of("access", found.terms[Scheme.ACCESS]),
    ]
    return {
        "attributes": [{"term_id": term, "position": n} for n, term in enumerate(terms)],
        "at_locations": [
            {"location_id": place, "position": n}
            for n, place in enumerate(row.some_of("locations", found.locations))
        ],
        "service_areas": [{"district_id": each} for each in row.some_of("service_areas", found.districts)],
        "service_languages": [{"language_id": each} for each in row.some_of("languages", found.languages)],
        "phones": phones(row),
        "cost_options": [_cost_option(each, n) for n, each in enumerate(row.rows("cost_options"))],
        "contact_persons": [
            {"organisation_id": organisation_id, **_contact(each), "position": n}
            for n, each in enumerate(row.rows("contact_roles"))
        ],
    }


def _contact(row: Reading) -> dict[str, Any]:
    return {
        "role": row.text("role", most=60, required=True),
        "name": row.text("name", most=60),
        "hours_text": row.text("hours", most=120),
        "level": row.choice("level", ContactLevel.values, ContactLevel.WORKING),
        "audience": row.choice("audience", Audience.values, Audience.RESIDENTS),
    }


def _cost_option(row: Reading, position: int) -> dict[str, Any]:
    amount = row.raw("amount")
    if amount is not None and (not isinstance(amount, int) or isinstance(amount, bool) or amount < 0):
        raise Refused(f"「amount」の「{amount}」は金額として読めません。")
    description = row.text("amount_description", most=120)
    if amount is None and not description:
        raise Refused("料金に金額がありません。")
    return {
        "option": row.text("option", most=120, required=True),
        "amount": amount,
        "amount_description": description,
        "position": position,
    }


def _schedule(row: Reading) -> dict[str, Any]:
    written = row.raw("schedule") or {}
    if isinstance(written, str):
        written = {"text": written}
    try:
        rule = rule_of_schedule(written)
    except BadOpeningRule as error:
        raise Refused(str(error)) from error
    return {"opening": rule, "opening_text": Reading(written).text("text", most=200)}


def _coordinates(row: Reading) -> dict[str, float | None]:
    """Both or none; swapped ones are told apart, because Japan's ranges do not overlap."""
    latitude, longitude = row.raw("latitude"), row.raw("longitude")
    if latitude is None and longitude is None:
        return {"latitude": None, "longitude": None}
    try:
        pair = float(latitude), float(longitude)
    except (TypeError, ValueError):
        raise Refused("緯度と経度は両方とも数字で書いてください。") from None
    if 122 <= pair[0] <= 154 and 20 <= pair[1] <= 46:
        row.repairs.append("入れ替わっていた緯度と経度を直しました。")
        pair = pair[1], pair[0]
    if not (20 <= pair[0] <= 46 and 122 <= pair[1] <= 154):
        raise Refused(f"緯度{pair[0]}・経度{pair[1]}は日本の中の場所ではありません。")
    return {"latitude": round(pair[0], 6), "longitude": round(pair[1], 6)}
