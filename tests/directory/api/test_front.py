"""The first address, the description for machines, the profile, and the page for people."""

import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from django.http import HttpResponse

from tests.directory.api.conftest import Town
from tests.security.page_source import PageSource
from tsunagu.directory.api.parameters import LISTS, PARAMETERS
from tsunagu.directory.api.vocabulary import EXTENSIONS

Ask = Callable[..., HttpResponse]
DOCS = Path(__file__).parents[3] / "docs" / "reference"


def test_the_first_address_says_which_hsds_this_is_and_who_publishes(town: Town, ask: Ask) -> None:
    assert ask("").json() == {
        "version": "3.1",
        "profile": "http://testserver/joetsu/hsds/profile/",
        "openapi_url": "http://testserver/joetsu/hsds/openapi.json",
        "description": "上越市の子育て支援の情報です。だれでも、登録なしで読めます。",
        "publisher": {
            "name": "上越市",
            "identifier": "152226",
            "identifier_scheme": "全国地方公共団体コード",
            "website": "http://testserver/joetsu/",
        },
    }


def test_every_address_that_is_named_answers(town: Town, ask: Ask, client: Any) -> None:
    first = ask("").json()
    profile = client.get(first["profile"].removeprefix("http://testserver")).json()
    named = [first["openapi_url"], first["publisher"]["website"], *profile["merge_patches"].values()]

    assert {client.get(address.removeprefix("http://testserver")).status_code for address in named} == {200}


def test_the_pages_that_are_named_answer(town: Town, ask: Ask, client: Any) -> None:
    service = ask(f"services/{town.full.id}").json()
    pages = [service["page_url"], service["organization"]["page_url"]]

    assert {client.get(page.removeprefix("http://testserver")).status_code for page in pages} == {200}


def test_the_description_names_every_list_and_parameter(town: Town, ask: Ask) -> None:
    described = ask("openapi.json").json()

    paths = {f"/{name}" for name in LISTS} | {f"/{name}/{{id}}" for name in LISTS} | {"/"}
    assert described["paths"].keys() == paths
    for name in LISTS:
        told = {each["name"] for each in described["paths"][f"/{name}"]["get"]["parameters"]}
        assert told == {each.name for each in PARAMETERS if name in each.on}
    ids = [
        operation["operationId"]
        for path in described["paths"].values()
        for key, operation in path.items()
        if key != "parameters"
    ]
    assert len(ids) == len(set(ids)) == 16


def test_every_reference_in_the_description_leads_somewhere(town: Town, ask: Ask) -> None:
    described = ask("openapi.json").json()

    for reference in set(_references(described)):
        found: Any = described
        for part in reference.removeprefix("#/").split("/"):
            found = found[part]
        assert found


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from ([value["$ref"]] if "$ref" in value else [])
        for each in value.values():
            yield from _references(each)
    elif isinstance(value, list):
        for each in value:
            yield from _references(each)


@pytest.mark.parametrize("full", ["true", "false"])
@pytest.mark.parametrize("path", LISTS)
def test_answers_keep_to_our_own_description(town: Town, ask: Ask, path: str, full: str) -> None:
    described = ask("openapi.json").json()
    schema = described["paths"][f"/{path}"]["get"]["responses"]["200"]["content"]["application/json"][
        "schema"
    ]
    validator = jsonschema_rs.Draft202012Validator(
        {**schema, "components": described["components"]}, validate_formats=True
    )

    assert [error.message for error in validator.iter_errors(ask(path, full=full).json())] == []


def test_a_refusal_keeps_to_our_own_description(town: Town, ask: Ask) -> None:
    components = ask("openapi.json").json()["components"]
    schema = {"$ref": "#/components/schemas/error", "components": components}

    for answer in (ask("services", page="x"), ask("services/1")):
        jsonschema_rs.Draft202012Validator(schema).validate(answer.json())


def test_the_profile_is_a_merge_patch_for_each_schema(town: Town, ask: Ask) -> None:
    profile = ask("profile").json()
    patches = {name: ask(f"profile/{name}.json") for name in profile["merge_patches"]}

    assert patches.keys() == EXTENSIONS.keys()
    assert {answer["Content-Type"] for answer in patches.values()} == {"application/merge-patch+json"}
    assert patches["service_at_location"].json() == {
        "properties": {
            "opening_rule": {
                "type": "object",
                "description": "開いているときの規則の全部（祝日、年末年始、臨時をふくむ）。"
                " / The whole opening rule: weekly, nth weekdays, holidays, new year, exceptions.",
            }
        }
    }
    assert ask("profile/program.json").status_code == 404


@pytest.mark.parametrize("prefix", ["joetsu", "joetsu/en", "joetsu/easy"])
def test_the_page_for_people_names_every_parameter_and_runs_nothing_of_others(
    town: Town, ask: Ask, prefix: str
) -> None:
    html = ask("docs", town=prefix).content.decode()

    assert [each.name for each in PARAMETERS if f">{each.name}<" not in html] == []
    # With its share of styles it stays within what a public page may weigh.
    assert len(gzip.compress(html.encode(), 4)) < 10_000
    source = PageSource(html)
    assert source.forbidden + source.foreign == []


def test_the_document_on_the_profile_names_every_property_and_no_other() -> None:
    page = (DOCS / "hsds-profile.md").read_text().partition("## Properties")[2]
    told = {line.split("`")[1] for line in page.splitlines() if line.startswith("| `")}

    assert told == {f"{name}.{each.name}" for name, each_ in EXTENSIONS.items() for each in each_}


def test_the_document_on_the_api_names_every_parameter_and_no_other() -> None:
    page = (DOCS / "hsds-api.md").read_text()
    told = {
        line.split("`")[1]
        for line in page.splitlines()
        if line.startswith("| `") and "/" not in line.split("`")[1]
    }

    assert told == {each.name for each in PARAMETERS}


def test_answers_in_another_language_are_the_same(town: Town, ask: Ask) -> None:
    ours, english = (json.loads(ask("taxonomies", town=prefix).content) for prefix in ("joetsu", "joetsu/en"))

    assert ours == english
