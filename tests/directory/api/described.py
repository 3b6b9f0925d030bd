"""Our own published description as a judge: formats on, and no word beside those it names."""

import functools
from typing import Any

import jsonschema_rs

from tsunagu.directory.api.openapi import openapi_document


@functools.cache
def _components() -> dict[str, Any]:
    schemas = openapi_document(root="https://example.jp/hsds", town="見本市")["components"]["schemas"]
    return {
        name: {**schema, "additionalProperties": False} if name not in {"page", "error"} else schema
        for name, schema in schemas.items()
    }


@functools.cache
def _validator(name: str) -> jsonschema_rs.Validator:
    return jsonschema_rs.Draft202012Validator(
        {"$ref": f"#/components/schemas/{name}", "components": {"schemas": _components()}},
        validate_formats=True,
    )


def wrong_in_ours(name: str, document: Any) -> list[str]:
    """What the description of an object (or of a page) says against a document."""
    return [
        f"{list(error.instance_path)}: {error.message}" for error in _validator(name).iter_errors(document)
    ]
