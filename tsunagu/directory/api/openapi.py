"""openapi.json: this API in its own words, with HSDS's and our own parameters."""

from typing import Any

from tsunagu.directory.api.parameters import (
    AT_PLACES,
    LISTS,
    MOST_CHARACTERS,
    MOST_MINIMAL,
    ORGANISATIONS,
    SERVICES,
    TAXONOMIES,
    TERMS,
    Parameter,
    parameters_of,
)
from tsunagu.directory.api.vocabulary import VERSION, schemas

_OBJECTS = {
    SERVICES: "service", ORGANISATIONS: "organization", AT_PLACES: "service_at_location",
    TAXONOMIES: "taxonomy", TERMS: "taxonomy_term",
}  # fmt: skip
NAMES = {
    SERVICES: "サービス", ORGANISATIONS: "組織", AT_PLACES: "場所ごとのサービス", TAXONOMIES: "分類",
    TERMS: "分類の語",
}  # fmt: skip
REQUIRED = (SERVICES,)
_TYPES: dict[str, dict[str, Any]] = {
    "text": {"type": "string", "maxLength": MOST_CHARACTERS},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "metres": {"type": "number"},
    "boolean": {"type": "boolean"},
    "uuid": {"type": "string", "format": "uuid"},
    "date-time": {"type": "string", "format": "date-time"},
    "format": {"type": "string", "enum": ["json", "ndjson"]},
    "day": {"type": "string", "pattern": "^(MO|TU|WE|TH|FR|SA|SU)(,(MO|TU|WE|TH|FR|SA|SU))*$"},
    "time": {"type": "string", "pattern": "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)(:00)?$"},
    "postcode": {"type": "string", "pattern": "^[0-9]{3}-?[0-9]{4}$"},
}
_PAGE = {
    "type": "object",
    "required": [
        "total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty", "contents",
    ],
    "properties": {
        "total_items": {"type": "integer"}, "total_pages": {"type": "integer"},
        "page_number": {"type": "integer"}, "size": {"type": "integer"}, "first_page": {"type": "boolean"},
        "last_page": {"type": "boolean"}, "empty": {"type": "boolean"},
    },
}  # fmt: skip
_ERROR = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "message", "message_en"],
            "properties": {
                name: {"type": "string"} for name in ("code", "message", "message_en", "parameter")
            },
        }
    },
}
_MINIMAL = {
    "type": "object",
    "required": ["id", "modified_date"],
    "properties": {"id": _TYPES["uuid"], "modified_date": _TYPES["date-time"]},
}


def openapi_document(*, root: str, town: str) -> dict[str, Any]:
    """The description of the API of a town at `root`."""
    paths: dict[str, Any] = {
        "/": {
            "get": _operation(
                "このAPIの版と説明。", "Version, profile and description.", {"type": "object"}, "meta", True
            )
        }
    }
    for endpoint in LISTS:
        paths |= _paths_of(endpoint)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{town} 子育て支援の情報 HSDS API",
            "version": VERSION,
            "description": (
                "だれでも読めるAPIです。登録は要りません。条件はすべて「かつ」で合わせます。知らないパラメーターは無視します。"
                " / Open to everybody. All conditions hold together. Unknown parameters are ignored."
            ),
        },
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "servers": [{"url": root}],
        "tags": [{"name": "required"}, {"name": "optional"}],
        "paths": paths,
        "components": {
            "schemas": schemas() | {"page": _PAGE, "error": _ERROR, "minimal_service": _MINIMAL},
            "responses": {
                "refused": _response("読めないパラメーター。 / A parameter that cannot be read.", "error"),
                "absent": _response("公開された情報がない。 / No such published record.", "error"),
            },
        },
    }


def _paths_of(endpoint: str) -> dict[str, Any]:
    object_name, name, required = _OBJECTS[endpoint], NAMES[endpoint], endpoint in REQUIRED
    item: dict[str, Any] = {"$ref": f"#/components/schemas/{object_name}"}
    if endpoint == SERVICES:
        item = {"anyOf": [item, {"$ref": "#/components/schemas/minimal_service"}]}
    page = {
        "allOf": [
            {"$ref": "#/components/schemas/page"},
            {"type": "object", "properties": {"contents": {"type": "array", "items": item}}},
        ]
    }
    parameters = [_parameter(each, endpoint) for each in parameters_of(endpoint)]
    listing = _operation(f"{name}の一覧。", f"A list of {endpoint}.", page, f"list_{endpoint}", required)
    listing["parameters"] = parameters
    listing["responses"]["200"]["content"]["application/x-ndjson"] = {"schema": {"type": "string"}}
    listing["responses"]["400"] = {"$ref": "#/components/responses/refused"}
    fields = {each.name: _schema_of(each, endpoint) for each in parameters_of(endpoint)}
    body = {"schema": {"type": "object", "properties": fields}}
    posted = {
        **{name: value for name, value in listing.items() if name != "parameters"},
        "operationId": f"post_{endpoint}",
        "tags": ["optional"],
        "requestBody": {"content": {"application/json": body, "application/x-www-form-urlencoded": body}},
    }
    one = _operation(
        f"{name}をひとつ。",
        f"One of {endpoint}.",
        {"$ref": item.get("$ref", f"#/components/schemas/{object_name}")},
        f"get_{object_name}",
        required,
    )
    one["responses"]["404"] = {"$ref": "#/components/responses/absent"}
    identifier = {"name": "id", "in": "path", "required": True, "schema": _TYPES["uuid"]}
    if endpoint == ORGANISATIONS:
        one["parameters"] = [
            _parameter(each, endpoint) for each in parameters_of(endpoint) if each.name == "full_service"
        ]
        one["responses"]["400"] = {"$ref": "#/components/responses/refused"}
    return {
        f"/{endpoint}": {"get": listing, "post": posted},
        f"/{endpoint}/{{id}}": {"parameters": [identifier], "get": one},
    }


def _operation(ja: str, en: str, schema: dict[str, Any], operation_id: str, required: bool) -> dict[str, Any]:
    return {
        "summary": f"{ja} / {en}",
        "operationId": operation_id,
        "tags": ["required" if required else "optional"],
        "responses": {"200": {"description": ja, "content": {"application/json": {"schema": schema}}}},
    }


def _schema_of(each: Parameter, endpoint: str) -> dict[str, Any]:
    schema = dict(_TYPES[each.type])
    if each.most:
        # A page of services may be longer while it tells ids alone.
        most = MOST_MINIMAL if (each.name, endpoint) == ("per_page", SERVICES) else each.most
        schema |= {"minimum": each.least, "maximum": most}
    return {"type": "array", "items": schema} if each.may_repeat else schema


def _parameter(each: Parameter, endpoint: str) -> dict[str, Any]:
    return {
        "name": each.name,
        "in": "query",
        "required": False,
        "description": f"{each.ja} / {each.en}",
        "allowEmptyValue": True,
        "schema": _schema_of(each, endpoint),
        **({"x-extension": True} if each.is_ours else {}),
    }


def _response(description: str, schema: str) -> dict[str, Any]:
    return {
        "description": description,
        "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}},
    }
