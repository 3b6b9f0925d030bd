"""The words of our answers: HSDS's own that we use, and ours beside them (the profile HSDS-JP).

One table for openapi.json, for the served profile and for the tests that read every answer against it.
"""

from dataclasses import dataclass
from typing import Any

VERSION = "3.1"
PROFILE = "HSDS-JP"
PROFILE_VERSION = "0.1"

_STATUS = "active|inactive|defunct|temporarily closed"
_KIND_OF_PLACE = "physical|postal|virtual"
# name: type. [x] is a list of x; a|b is one of these words; what is no JSON type is the name of an object.
CORE: dict[str, dict[str, str]] = {
    "service": {
        "id": "uuid", "organization_id": "uuid", "name": "string", "alternate_name": "string",
        "description": "string", "url": "uri", "email": "email", "status": _STATUS,
        "application_process": "string", "fees_description": "string", "eligibility_description": "string",
        "minimum_age": "number", "maximum_age": "number", "assured_date": "date", "alert": "string",
        "last_modified": "date-time", "phones": "[phone]", "schedules": "[schedule]",
        "service_areas": "[service_area]", "service_at_locations": "[service_at_location]",
        "languages": "[language]", "organization": "organization", "cost_options": "[cost_option]",
        "contacts": "[contact]", "attributes": "[attribute]", "capacities": "[service_capacity]",
    },
    "organization": {
        "id": "uuid", "name": "string", "alternate_name": "string", "description": "string", "email": "email",
        "website": "uri", "parent_organization_id": "uuid", "contacts": "[contact]", "phones": "[phone]",
        "locations": "[location]", "attributes": "[attribute]", "services": "[service]",
    },
    "service_at_location": {
        "id": "uuid", "service_id": "uuid", "location_id": "uuid", "description": "string",
        "service_areas": "[service_area]", "schedules": "[schedule]", "location": "location",
        "service": "service",
    },
    "location": {
        "id": "uuid", "location_type": _KIND_OF_PLACE, "url": "uri", "organization_id": "uuid",
        "name": "string", "alternate_name": "string", "transportation": "string",
        "latitude": "number", "longitude": "number",
        "addresses": "[address]", "accessibility": "[accessibility]", "phones": "[phone]",
    },
    "address": {
        "id": "uuid", "location_id": "uuid", "address_1": "string", "address_2": "string", "city": "string",
        "state_province": "string", "postal_code": "string", "country": "string",
        "address_type": _KIND_OF_PLACE,
    },
    "phone": {
        "id": "uuid", "location_id": "uuid", "service_id": "uuid", "organization_id": "uuid",
        "number": "string", "extension": "number", "type": "string", "description": "string",
    },
    "contact": {
        "id": "uuid", "organization_id": "uuid", "service_id": "uuid", "name": "string", "title": "string",
    },
    "schedule": {
        "id": "uuid", "service_id": "uuid", "service_at_location_id": "uuid", "valid_from": "date",
        "valid_to": "date", "timezone": "number", "wkst": "MO|TU|WE|TH|FR|SA|SU", "freq": "WEEKLY|MONTHLY",
        "interval": "number",
        "byday": "string", "description": "string", "opens_at": "string", "closes_at": "string",
        "notes": "string",
    },
    "language": {"id": "uuid", "service_id": "uuid", "name": "string", "code": "string", "note": "string"},
    "cost_option": {
        "id": "uuid", "service_id": "uuid", "valid_from": "date", "valid_to": "date", "option": "string",
        "currency": "string", "amount": "number", "amount_description": "string",
    },
    "service_capacity": {
        "id": "uuid", "service_id": "uuid", "unit": "unit", "available": "number", "maximum": "number",
        "description": "string", "updated": "date-time",
    },
    "unit": {"id": "uuid", "name": "string"},
    "accessibility": {"id": "uuid", "location_id": "uuid", "description": "string"},
    "service_area": {"id": "uuid", "service_id": "uuid", "name": "string"},
    "attribute": {
        "id": "uuid", "link_id": "uuid", "link_entity": "string", "taxonomy_term_id": "uuid",
        "taxonomy_term": "taxonomy_term",
    },
    "taxonomy": {"id": "uuid", "name": "string", "description": "string"},
    "taxonomy_term": {
        "id": "uuid", "code": "string", "name": "string", "description": "string", "parent_id": "uuid",
        "taxonomy": "string", "taxonomy_id": "uuid", "taxonomy_detail": "taxonomy", "language": "string",
    },
}  # fmt: skip
REQUIRED = {
    "service": ["id", "name", "status"],
    "organization": ["id", "name", "description"],
    "location": ["id", "location_type"],
    "address": ["id", "address_1", "city", "state_province", "postal_code", "country", "address_type"],
    "phone": ["id", "number"],
    "service_capacity": ["id", "unit", "available", "updated"],
    "unit": ["id", "name"],
    "taxonomy": ["id", "name", "description"],
    "taxonomy_term": ["id", "name", "description"],
}


@dataclass(frozen=True, slots=True)
class Extension:
    """A property that HSDS 3.1 has no word for."""

    name: str
    type: str
    ja: str
    en: str


_KANA = Extension("name_kana", "string", "名前の読み（カタカナ）。", "How the name is read, in katakana.")
_ENGLISH = Extension("name_en", "string", "英語の名前。", "The name in English.")
_PAGE = Extension("page_url", "uri", "人が読むページ。", "The page for people.")
_DISTRICT = (
    Extension("district", "string", "地区の名前。", "The district by its name in the town."),
    Extension("district_id", "uuid", "地区の番号。", "The id of the district."),
)
_CONFIRMED = Extension(
    "status_confirmed",
    "boolean",
    "falseなら、いまも行われているかは確認中。",
    "false: whether it still runs is unknown.",
)
_MONTHS = (
    Extension("minimum_age_months", "integer", "使える月齢の下。", "The lowest age in months."),
    Extension(
        "maximum_age_months",
        "integer",
        "使える月齢の上（その月を含む）。",
        "The highest age in months, included.",
    ),
)
_RULE = Extension(
    "opening_rule", "object", "開いているときの規則の全部（祝日、年末年始、臨時をふくむ）。",
    "The whole opening rule: weekly, nth weekdays, holidays, new year, exceptions.",
)  # fmt: skip
EXTENSIONS: dict[str, tuple[Extension, ...]] = {
    "service": (
        _KANA,
        _ENGLISH,
        _PAGE,
        _CONFIRMED,
        *_MONTHS,
        _RULE,
        Extension("summary", "string", "ひとことの説明。", "One sentence."),
        Extension("summary_easy", "string", "やさしい日本語の説明。", "One sentence in plain Japanese."),
        Extension("summary_en", "string", "英語の説明。", "One sentence in English."),
        Extension(
            "is_free",
            "boolean",
            "無料かどうか。なければ分かりません。",
            "Free of charge; absent where unknown.",
        ),
        Extension("place_text", "string", "場所の言い方。", "Where, in words."),
        Extension(
            "assured_by", "string", "assured_dateに確かめた人や組織。", "Who assured it on assured_date."
        ),
        Extension(
            "commissioned_by", "string", "委託した組織の名前。", "The organisation that commissioned it."
        ),
        Extension("commissioned_by_id", "uuid", "委託した組織の番号。", "Its id."),
        Extension(
            "photo",
            "object",
            "窓口が確かめた写真（url、description、width、height）。",
            "A photo that the desk approved: url, description, width, height.",
        ),
    ),
    "organization": (
        _KANA,
        _ENGLISH,
        _PAGE,
        _CONFIRMED,
        *_DISTRICT,
        Extension("status", _STATUS, "サービスと同じ4つの状態。", "As of a service: the same four words."),
        Extension(
            "is_network_member",
            "boolean",
            "子育て支援ネットワークの登録団体。",
            "Registered in the town's network.",
        ),
        Extension("is_general_desk", "boolean", "子育ての総合窓口。", "The town's general desk."),
        Extension("last_modified", "date-time", "変わった日時。", "When it was changed."),
    ),
    "service_at_location": (_RULE,),
    "location": (
        _KANA,
        _ENGLISH,
        *_DISTRICT,
        Extension(
            "address_text",
            "string",
            "分かっているところまでの住所（addressesがないとき）。",
            "As much of the address as is known, where there is no whole one.",
        ),
    ),
    "phone": (
        Extension(
            "extension_text", "string", "内線（先頭の0を保つ文字）。", "The extension with its leading zeros."
        ),
    ),
    "contact": (
        _KANA,
        Extension("hours_text", "string", "いる日・時間。", "When this person is there."),
        Extension("is_head", "boolean", "代表・責任者。", "The head, not a worker."),
        Extension("is_deputy", "boolean", "だれかの代わり。", "The deputy of somebody."),
    ),
    "schedule": (
        Extension("closes_next_day", "boolean", "closes_atは次の日の時刻。", "closes_at is on the next day."),
    ),
    "service_area": (_DISTRICT[1],),
    "taxonomy": (Extension("code", "string", "分類の名前（英字）。", "The key of the taxonomy."),),
    "taxonomy_term": (
        _KANA,
        _ENGLISH,
        *_MONTHS,
        Extension("name_easy", "string", "やさしい日本語の名前。", "The name in plain Japanese."),
    ),
}

_FORMATS = {"uuid", "uri", "email", "date", "date-time"}
_PLAIN = {"string", "number", "integer", "boolean", "object"}


def type_of(written: str) -> dict[str, Any]:
    """JSON Schema of a type as it is written here."""
    if written.startswith("["):
        return {"type": "array", "items": type_of(written[1:-1])}
    if "|" in written:
        return {"type": "string", "enum": written.split("|")}
    if written in _FORMATS:
        return {"type": "string", "format": written}
    if written in _PLAIN:
        return {"type": written}
    return {"$ref": f"#/components/schemas/{written}"}


def schemas() -> dict[str, dict[str, Any]]:
    """Every object of our answers for openapi.json."""
    return {
        name: {
            "type": "object",
            "required": REQUIRED.get(name, ["id"]),
            "properties": {key: type_of(written) for key, written in core.items()} | extensions_of(name),
        }
        for name, core in CORE.items()
    }


def extensions_of(name: str) -> dict[str, dict[str, Any]]:
    """Our properties of an object, with what they mean."""
    return {
        each.name: {**type_of(each.type), "description": f"{each.ja} / {each.en}"}
        for each in EXTENSIONS.get(name, ())
    }
