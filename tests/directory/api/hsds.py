"""HSDS's own schemas, where they are at hand: CC BY-SA and not ours, so the project does not carry them."""

import functools
import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

FOLDER = Path(__file__).parents[4] / "shared" / "hsds" / "schema"
NEEDS_SCHEMAS = pytest.mark.skipif(
    not FOLDER.is_dir(),
    reason="HSDS's schemas are not at hand (../shared/hsds): answers were NOT read against the specification",
)
PAGE = "page"


@functools.cache
def _single(name: str) -> jsonschema_rs.Validator:
    """One object with everything nested in it, formats on."""
    files = {path.name: json.loads(path.read_text()) for path in FOLDER.glob("*.json")}
    registry = jsonschema_rs.Registry(
        [(f"https://hsds.invalid/{file}", schema) for file, schema in files.items()]
    )
    return jsonschema_rs.Draft202012Validator(
        {"$ref": f"https://hsds.invalid/{name}.json"}, registry=registry, validate_formats=True
    )


@functools.cache
def _compiled(name: str) -> jsonschema_rs.Validator:
    schema = json.loads((FOLDER / "compiled" / f"{name}.json").read_text())
    return jsonschema_rs.Draft202012Validator(schema, validate_formats=True)


@functools.cache
def _page_header() -> jsonschema_rs.Validator:
    header = json.loads((FOLDER / "openapi.json").read_text())["components"]["schemas"]["Page"]
    return jsonschema_rs.Draft202012Validator({**header, "required": [*header["properties"], "contents"]})


def wrong_in(name: str, document: Any) -> list[str]:
    """What the schema of an object (or a compiled one) says against a document."""
    validator = _page_header() if name == PAGE else _single(name) if _is_single(name) else _compiled(name)
    return [f"{list(error.instance_path)}: {error.message}" for error in validator.iter_errors(document)]


def properties_of(name: str) -> dict[str, dict[str, Any]]:
    return json.loads((FOLDER / f"{name}.json").read_text())["properties"]


def required_by(name: str) -> list[str]:
    return json.loads((FOLDER / f"{name}.json").read_text()).get("required", [])


def _is_single(name: str) -> bool:
    return (FOLDER / f"{name}.json").is_file()
