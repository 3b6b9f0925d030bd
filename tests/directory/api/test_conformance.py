"""Every kind of answer, for every demo town, against our own description and against HSDS's schemas.

The specification's files are not ours to carry (CC BY-SA); our description is in our own words, and wherever
the files are at hand it is held to be as strict as they are. So what keeps to ours keeps to theirs, on every
machine.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.http import HttpResponse

from tests.directory.api.conftest import Town, lines
from tests.directory.api.described import wrong_in_ours
from tests.directory.api.hsds import NEEDS_SCHEMAS, PAGE, properties_of, required_by, wrong_in
from tests.search.conftest import load_demo_towns
from tsunagu.directory.api.vocabulary import CORE, EXTENSIONS, schemas
from tsunagu.kernel.municipality.queries import all_towns

Ask = Callable[..., HttpResponse]
# Path of a list, its objects' schema as a list tells them, and in full.
LISTS = {
    "services": ("service_list", "service"),
    "organizations": ("organization_list", "organization"),
    "service_at_locations": ("service_at_location_list", "service_at_location"),
    "taxonomies": ("taxonomy", "taxonomy"),
    "taxonomy_terms": ("taxonomy_term", "taxonomy_term"),
}
# The object that stands under a property.
NESTED = {
    name: written.strip("[]")
    for words in CORE.values()
    for name, written in words.items()
    if written.strip("[]") in CORE
}


def answers(ask: Ask, town: str) -> Iterator[tuple[str, str, Any]]:
    """Every kind of answer: where it was asked, the schema it must keep to, the document."""
    for path, (short, whole) in LISTS.items():
        for full, schema in ((False, short), (True, whole)):
            asked = {"full": "true"} if full else {}
            page = ask(path, town=town, per_page=500, **asked).json()
            yield f"{town} {path} {asked}", PAGE, page
            told = lines(ask(path, town=town, format="ndjson", **asked))
            assert [each["id"] for each in told] == [each["id"] for each in page["contents"]]
            for document in told:
                yield f"{town} {path} {document['id']}", schema, document
        for document in page["contents"][:3]:
            one = ask(f"{path}/{document['id']}", town=town).json()
            yield f"{town} {path}/{document['id']}", whole, one
    for document in lines(ask("organizations", town=town, format="ndjson", full_service="true")):
        for service in document.get("services", []):
            yield f"{town} full_service {service['id']}", "service_with_definitions", service


def unknown_words(document: Any, name: str) -> Iterator[str]:
    """Properties that are neither HSDS's nor our profile's, blanks that should have been left out."""
    known = CORE[name].keys() | {each.name for each in EXTENSIONS.get(name, ())}
    for key, value in document.items():
        if key not in known:
            yield f"{name}.{key}"
        elif value in (None, "", [], {}) and (name, key) != ("address", "postal_code"):
            yield f"{name}.{key} is empty"
        elif key in NESTED and key in CORE[name] and CORE[name][key].strip("[]") in CORE:
            for each in value if isinstance(value, list) else [value]:
                yield from unknown_words(each, CORE[name][key].strip("[]"))


def object_of(schema: str) -> str:
    return schema.removesuffix("_list").removesuffix("_with_definitions")


def wrong_words(told: list[tuple[str, str, Any]]) -> list[str]:
    return [
        f"{where}: {word}"
        for where, schema, document in told
        if schema != PAGE
        for word in unknown_words(document, object_of(schema))
    ]


@pytest.fixture
def demo_answers(db: None, ask: Ask) -> list[tuple[str, str, Any]]:
    load_demo_towns()
    return [answer for town in all_towns() for answer in answers(ask, town.slug)]


def test_every_answer_of_every_demo_town_keeps_to_our_description(
    demo_answers: list[tuple[str, str, Any]],
) -> None:
    wrong = [
        f"{where}: {word}"
        for where, schema, document in demo_answers
        for word in wrong_in_ours(object_of(schema), document)
    ]

    assert wrong == []
    assert len({where.split()[0] for where, _, _ in demo_answers}) == 6
    assert len(demo_answers) > 1000


def test_a_service_with_one_of_everything_keeps_to_our_description(town: Town, ask: Ask) -> None:
    told = list(answers(ask, "joetsu"))

    wrong = [
        f"{where}: {word}"
        for where, schema, document in told
        for word in wrong_in_ours(object_of(schema), document)
    ]

    assert wrong == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"name": None}, "null is not"),
        ({"email": "だれか"}, '"email"'),
        ({"status": "unknown"}, "not one of"),
        ({"assured_date": "きのう"}, '"date"'),
        ({"capacities": [{"id": "x"}]}, "required"),
        ({"nmae": "つづりまちがい"}, "nmae"),
    ],
)
def test_our_description_catches_a_planted_defect(
    town: Town, ask: Ask, change: dict[str, Any], told: str
) -> None:
    document = ask(f"services/{town.full.id}").json() | change

    wrong = wrong_in_ours("service", document)

    assert any(told in each for each in wrong)


@NEEDS_SCHEMAS
@pytest.mark.parametrize("name", CORE)
def test_our_description_is_as_strict_as_hsds(name: str) -> None:
    ours, theirs = schemas()[name], properties_of(name)

    looser = [
        key
        for key in ours["properties"].keys() & theirs.keys()
        if not is_as_strict(ours["properties"][key], theirs[key])
    ]

    assert looser == []
    assert set(required_by(name)) - set(ours["required"]) == set()


def is_as_strict(ours: dict[str, Any], theirs: dict[str, Any]) -> bool:
    """Whether nothing passes ours that theirs refuses."""
    if "$ref" in theirs:
        return ours.get("$ref", "").rpartition("/")[2] == theirs["$ref"].removesuffix(".json")
    if theirs["type"] == "array":
        return ours["type"] == "array" and is_as_strict(ours["items"], theirs["items"])
    if "enum" in theirs and not set(ours.get("enum", [None])) <= set(theirs["enum"]):
        return False
    return ours["type"] == theirs["type"] and theirs.get("format", ours.get("format")) == ours.get("format")


@NEEDS_SCHEMAS
def test_every_answer_of_every_demo_town_keeps_to_hsds(demo_answers: list[tuple[str, str, Any]]) -> None:
    wrong = [
        f"{where}: {word}" for where, schema, document in demo_answers for word in wrong_in(schema, document)
    ]

    assert wrong == []
    assert len({where.split()[0] for where, _, _ in demo_answers}) == 6
    assert len(demo_answers) > 1000


@NEEDS_SCHEMAS
def test_a_service_with_one_of_everything_keeps_to_hsds(town: Town, ask: Ask) -> None:
    told = list(answers(ask, "joetsu"))

    assert [
        f"{where}: {word}" for where, schema, document in told for word in wrong_in(schema, document)
    ] == []
    # One of everything really stands there.
    full = ask(f"services/{town.full.id}").json()
    assert CORE["service"].keys() - full.keys() == {"alert"}
    assert CORE["location"].keys() - full["service_at_locations"][0]["location"].keys() == {"url"}


@NEEDS_SCHEMAS
@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"name": None}, "None is not"),
        ({"email": "だれか"}, '"email"'),
        ({"status": "unknown"}, "not one of"),
    ],
)
def test_the_schemas_catch_a_planted_defect(town: Town, ask: Ask, change: dict[str, Any], told: str) -> None:
    document = ask(f"services/{town.full.id}").json() | change

    [wrong] = wrong_in("service", document)

    assert told.replace("None", "null") in wrong


def test_no_answer_holds_a_word_that_nobody_declared(town: Town, ask: Ask) -> None:
    assert wrong_words(list(answers(ask, "joetsu"))) == []


def test_no_answer_of_a_demo_town_holds_a_word_that_nobody_declared(
    demo_answers: list[tuple[str, str, Any]],
) -> None:
    assert wrong_words(demo_answers) == []


@NEEDS_SCHEMAS
@pytest.mark.parametrize("name", CORE)
def test_hsds_words_are_hsds_own(name: str) -> None:
    theirs = properties_of(name)
    # Lists of an organisation's services and of a place's service are the API's words, not the table's.
    ours = {
        key
        for key in CORE[name]
        if (name, key) not in {("organization", "services"), ("service_at_location", "service")}
    }

    assert ours - theirs.keys() == set()


@NEEDS_SCHEMAS
@pytest.mark.parametrize("name", EXTENSIONS)
def test_no_extension_takes_a_word_that_hsds_has(name: str) -> None:
    assert {each.name for each in EXTENSIONS[name]} & properties_of(name).keys() == set()
