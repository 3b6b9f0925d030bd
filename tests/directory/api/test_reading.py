"""What cannot be read is refused by name, in two languages; what is unknown is ignored."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.directory.api.conftest import Town
from tests.factories.directory import make_location
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality

Ask = Callable[..., HttpResponse]
BAD = [
    ("page", "0"), ("page", "-1"), ("page", "1.5"), ("page", "１"), ("page", "x"), ("page", "9" * 30),
    ("per_page", "0"), ("per_page", "501"), ("format", "xml"), ("full", "yes"), ("minimal", "2"),
    ("taxonomy_term_id", "temporary_care"), ("taxonomy_id", "need"), ("organization_id", "1"),
    ("modified_after", "yesterday"), ("modified_after", "2026-13-01"),
    ("modified_after", "0001-01-01T00:00:00+14:00"),
    ("minimum_age", "-1"), ("minimum_age", "131"), ("maximum_age", "nan"), ("maximum_age", "inf"),
    ("minimum_age", "1e3"), ("age_months", "1.5"), ("age_months", "1561"),
    ("day", "月"), ("day", "MO,"), ("start_time", "25:00"), ("start_time", "24:01"), ("start_time", "9"),
    ("end_time", "09:60"), ("end_time", "00:00"), ("postcode", "943"), ("postcode", "SW1A 1AA"),
    ("proximity", "100"), ("latitude", "37.1"), ("longitude", "138.2"), ("search", "あ" * 501),
    ("search", "a\0b"),
    ("include_child_terms", "maybe"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "name", "value"),
    [
        (path, name, value)
        for path in ("services", "service_at_locations")
        for name, value in BAD
        # A word of services alone.
        if (path, name) != ("service_at_locations", "minimal")
    ],
)
def test_what_cannot_be_read_is_named(
    joetsu: Municipality, ask: Ask, path: str, name: str, value: str
) -> None:
    response = ask(path, **{name: value})

    error = response.json()["error"]
    refused = {"latitude": "longitude", "longitude": "latitude"}.get(name, name)
    assert (response.status_code, error["code"], error["parameter"]) == (400, "bad_parameter", refused)
    assert error["message"].isascii() is False
    assert error["message_en"].isascii() is True
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cache-Control"] == "no-store"
    assert "ETag" not in response


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ({"minimum_age": 5, "maximum_age": 3}, "maximum_age"),
        ({"start_time": "12:00", "end_time": "12:00"}, "end_time"),
        ({"latitude": 138.2, "longitude": 37.1, "proximity": 100}, "latitude"),
        ({"latitude": 37.1, "longitude": 138.2}, "proximity"),
        ({"latitude": 37.1, "longitude": 138.2, "proximity": 1, "postcode": "943-0171"}, "postcode"),
        ({"page": [1, 2]}, "page"),
        ({"day": ["MO", "TU"]}, "day"),
    ],
)
def test_what_contradicts_itself_is_named(joetsu: Municipality, ask: Ask, asked: dict, name: str) -> None:
    response = ask("services", **asked)

    assert (response.status_code, response.json()["error"]["parameter"]) == (400, name)


@pytest.mark.parametrize(
    "asked",
    [
        {"utm_source": "x"}, {"top_only": "maybe"}, {"search": ""}, {"page": " 1 "}, {"day": "mo,SU"},
        {"modified_after": "2026-01-01"}, {"modified_after": "2026-01-01T00:00:00Z"}, {"full": "TRUE"},
        {"end_time": "24:00"}, {"start_time": "09:00:00"}, {"minimum_age": "0.5"}, {"format": "JSON"},
    ],
)  # fmt: skip
def test_what_is_unknown_or_merely_untidy_is_taken(joetsu: Municipality, ask: Ask, asked: dict) -> None:
    assert ask("services", **asked).status_code == 200


def test_a_posted_number_may_be_written_as_json_writes_it(joetsu: Municipality, client: Client) -> None:
    body = '{"page": 1.0, "per_page": 2, "age_months": 12.0, "unknown": {"deep": [1]}}'

    response = client.generic("POST", "/joetsu/hsds/services", body, content_type="application/json")

    assert response.status_code == 200


def test_a_plus_that_nobody_escaped_is_understood(town: Town, client: Client) -> None:
    answers = [
        client.get(f"/joetsu/hsds/services?modified_after=2026-11-20T10:00:00{zone}").json()["total_items"]
        for zone in ("+09:00", "%2B09:00", "")
    ]

    assert len(set(answers)) == 1


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("{", "application/json"),
        ("[]", "application/json"),
        ('{"search": {"a": 1}}', "application/json"),
        ("[" * 100_000, "application/json"),
        (b"\xff\xfe", "application/json"),
        (b"--x\r\nbroken", "multipart/form-data; boundary="),
    ],
)
def test_a_body_that_cannot_be_read_is_refused(
    joetsu: Municipality, client: Client, body: str | bytes, content_type: str
) -> None:
    response = client.generic("POST", "/joetsu/hsds/services", body, content_type=content_type)

    assert (response.status_code, response.json()["error"]["parameter"]) == (400, "body")


def test_a_body_that_is_too_big_is_refused(joetsu: Municipality, client: Client) -> None:
    response = client.post(
        "/joetsu/hsds/services", {"search": "あ" * 2_000_000}, content_type="application/json"
    )

    assert (response.status_code, response.json()["error"]["parameter"]) == (400, "body")


@pytest.mark.parametrize("asked", [{"postcode": "999-9999"}, {"postcode": "999-9999", "proximity": 500}])
def test_a_postcode_of_which_the_town_knows_nothing_is_said_to_be_unknown(
    town: Town, ask: Ask, asked: dict
) -> None:
    response = ask("services", **asked)

    assert (response.status_code, response.json()["error"]["code"]) == (400, "postcode_unknown")
    assert "位置や地区がありません" in response.json()["error"]["message"]


def test_a_postcode_without_a_position_still_tells_its_district(town: Town, ask: Ask) -> None:
    with as_system(town.row.id):
        district = town.full.service_areas.get().district
        make_location("役場", postal_code="943-9999", district=district)

    assert ask("services", postcode="９４３－９９９９").status_code == 200
    assert ask("services", postcode="〒943-9999", proximity=100).json()["error"]["code"] == "postcode_unknown"
