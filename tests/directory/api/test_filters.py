"""Each filter against a brute-force answer over everything that is published, and two filters together.

The oracle reads only what the API itself publishes in full; it knows nothing of how the filters work.
"""

import itertools
import math
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_district, make_location, make_organisation, make_service, make_term
from tsunagu.directory.api.parameters import PARAMETERS
from tsunagu.directory.choices import Scheme
from tsunagu.directory.models import Location, Service, ServiceArea, ServiceAtLocation
from tsunagu.kernel.dates.opening import JST, hours_on
from tsunagu.kernel.dates.opening_json import rule_from_json
from tsunagu.kernel.dates.opening_rule import DAY_MINUTES, HolidayPolicy, OpeningRule
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality

Document = dict[str, Any]
Contents = Callable[..., list[Document]]
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
CLOSED = {day: [] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
OPENINGS: tuple[dict[str, Any] | None, ...] = (
    None,
    {"weekly": CLOSED | {"mon": [["09:00", "12:00"], ["13:00", "16:00"]]}, "holidays": "closed"},
    {"weekly": CLOSED | {"sat": [["22:00", "30:00"]]}},
    {"weekly": CLOSED, "nth": [{"weekday": "tue", "nth": [2, 4], "hours": [["10:00", "11:30"]]}]},
    {"weekly": CLOSED | {"fri": [["09:00", "17:00"]]}, "nth": [{"weekday": "fri", "nth": [-1], "hours": []}]},
    {
        "weekly": CLOSED | {"sun": None, "wed": [["08:30", "18:00"]]},
        "year_end": {"from": "12-29", "to": "01-03"},
    },
    {"weekly": {day: [["00:00", "24:00"]] for day in CLOSED}},
    {"weekly": CLOSED | {"thu": [["10:00", "15:00"]]}, "valid_until": "2020-03-31"},
)
AGES = ((None, None), (0, 11), (6, 35), (36, None), (None, 216), (18, 18), (72, 155))
LONG_AGO = TODAY_10AM - timedelta(days=1000)
POSTCODES = ("943-0171", "943-0832", "942-0001", "")


@pytest.fixture
def many(joetsu: Municipality) -> Municipality:
    """Forty services of all kinds: every filter has something to drop and something to keep."""
    with as_system(joetsu.id, at=TODAY_10AM):
        needs = [make_term(Scheme.NEED, "leave_child", "預けたい")]
        needs.append(make_term(Scheme.NEED, "temporary_care", "一時", parent=needs[0]))
        needs.append(make_term(Scheme.NEED, "talk", "相談したい"))
        kinds = [make_term(Scheme.KIND, key) for key in ("salon", "nursery")]
        districts = [make_district(name) for name in ("安塚区", "高田区")]
        organisations = [
            make_organisation(f"団体{number}", kind=kind, updated_at=LONG_AGO)
            for number, kind in enumerate(("npo", "company", "npo"))
        ]
        places = [
            make_location(
                f"場所{number}",
                postal_code=POSTCODES[number % 4],
                district=districts[number % 2] if number % 3 else None,
                latitude=None if number == 5 else f"37.1{number}",
                longitude=None if number == 5 else f"138.2{number}",
            )
            for number in range(6)
        ]
        for number in range(40):
            _make(number, needs, kinds, organisations, districts, places)
    return joetsu


def _make(
    number: int, needs: Any, kinds: Any, organisations: Any, districts: Any, places: list[Location]
) -> None:
    first, last = AGES[number % len(AGES)]
    service = make_service(
        organisations[number % 3],
        name=f"{('一時預かり', 'ひろば', '相談')[number % 3]}{number}",
        needs=((), ("leave_child",), ("temporary_care", "talk"), ("talk",))[number % 4],
        kind=kinds[number % 2] if number % 5 else None,
        minimum_age_months=first,
        maximum_age_months=last,
        opening=OPENINGS[number % len(OPENINGS)],
        status=("active", "defunct", "unknown")[number % 3],
        updated_at=TODAY_10AM - timedelta(days=number),
    )
    if number % 4 == 0:
        ServiceArea.objects.create(service=service, district=districts[number % 8 // 4])
    for at in range(number % 3):
        ServiceAtLocation.objects.create(
            service=service,
            location=places[(number + at) % 6],
            opening=OPENINGS[(number + 3) % len(OPENINGS)] if at else None,
        )


def overlaps(document: Document, first: float, last: float) -> bool:
    lowest, highest = document.get("minimum_age_months", 0), document.get("maximum_age_months", math.inf)
    return lowest <= last and first <= highest


def rules_of(document: Document, at: Document | None = None) -> list[dict[str, Any] | None]:
    """The rules of a service: of each of its places, its own where a place has none."""
    own = document.get("opening_rule")
    there = [at] if at else document.get("service_at_locations", [])
    return [each.get("opening_rule") or own for each in there] or [own]


def open_minutes(rule: OpeningRule) -> Iterator[tuple[int, int]]:
    """Weekday and minute of every open minute in half a year, holidays and exceptions aside."""
    plain = OpeningRule(weekly=rule.weekly, nth=rule.nth, holidays=HolidayPolicy.AS_USUAL)
    for number in range(183):
        day = date(2026, 6, 1) + timedelta(days=number)
        for each in hours_on(plain, day) or ():
            for minute in range(each.start, each.end):
                yield (day.weekday() + minute // DAY_MINUTES) % 7, minute % DAY_MINUTES


def is_open(rules: list[dict[str, Any] | None], days: set[int], start: int, end: int, today: date) -> bool:
    for each in rules:
        rule = rule_from_json(each)
        if rule is None or (rule.valid_until and today > rule.valid_until):
            continue
        if any(day in days and start <= minute < end for day, minute in set(open_minutes(rule))):
            return True
    return False


def terms_of(document: Document) -> set[str]:
    return {each["taxonomy_term_id"] for each in document.get("attributes", [])}


def metres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """By the law of cosines: another formula than the product's."""
    a, b = map(math.radians, one), map(math.radians, other)
    (lat1, lng1), (lat2, lng2) = a, b
    cosine = math.sin(lat1) * math.sin(lat2) + math.cos(lat1) * math.cos(lat2) * math.cos(lng2 - lng1)
    return 6_371_000 * math.acos(min(1.0, cosine))


def places_of(document: Document) -> list[Document]:
    return [each["location"] for each in document.get("service_at_locations", [])]


def point_of(place: Document) -> tuple[float, float] | None:
    return (place["latitude"], place["longitude"]) if "latitude" in place else None


class Oracle:
    """What each question should answer, told from the documents alone."""

    def __init__(self, documents: list[Document], terms: list[Document]) -> None:
        self.documents = documents
        self.terms = {each["code"]: each for each in terms}
        places = {place["id"]: place for each in documents for place in places_of(each)}
        self.places = list(places.values())

    def questions(self) -> list[tuple[dict[str, Any], Callable[[Document], bool]]]:
        need, kind = self.terms["leave_child"], self.terms["salon"]
        talk, care = self.terms["talk"]["id"], self.terms["temporary_care"]["id"]
        someone = self.documents[0]["organization_id"]
        moment = sorted(each["last_modified"] for each in self.documents)[20]
        near = self.middle("943-0171")
        there = self.districts("943-0832")
        today = datetime.now(JST).date()
        return [
            ({"minimum_age": 3, "maximum_age": 5}, lambda d: overlaps(d, 36, 71)),
            ({"minimum_age": 10}, lambda d: overlaps(d, 120, math.inf)),
            ({"maximum_age": 0}, lambda d: overlaps(d, 0, 11)),
            ({"minimum_age": 0.5, "maximum_age": 0.5}, lambda d: overlaps(d, 6, 6)),
            ({"age_months": 18}, lambda d: overlaps(d, 18, 18)),
            ({"taxonomy_term_id": need["id"]}, lambda d: need["id"] in terms_of(d)),
            ({"taxonomy_term_id": [talk, care]}, lambda d: {talk, care} <= terms_of(d)),
            (
                {"taxonomy_term_id": need["id"], "include_child_terms": "true"},
                lambda d: bool({need["id"], care} & terms_of(d)),
            ),
            ({"taxonomy_term_id": kind["id"]}, lambda d: kind["id"] in terms_of(d)),
            ({"taxonomy_id": need["taxonomy_id"]}, lambda d: bool({need["id"], talk, care} & terms_of(d))),
            (
                {"taxonomy_id": kind["taxonomy_id"]},
                lambda d: bool({self.terms[key]["id"] for key in ("salon", "nursery")} & terms_of(d)),
            ),
            ({"organization_id": someone}, lambda d: d["organization_id"] == someone),
            ({"modified_after": moment}, lambda d: d["last_modified"] >= moment),
            ({"day": "SU"}, lambda d: is_open(rules_of(d), {6}, 0, 1440, today)),
            (
                {"day": "TU", "start_time": "11:00", "end_time": "12:00"},
                lambda d: is_open(rules_of(d), {1}, 660, 720, today),
            ),
            (
                {"day": "MO,FR", "start_time": "16:00"},
                lambda d: is_open(rules_of(d), {0, 4}, 960, 1440, today),
            ),
            ({"end_time": "06:00"}, lambda d: is_open(rules_of(d), set(range(7)), 0, 360, today)),
            (
                {"postcode": "943-0171", "proximity": 1500},
                lambda d: self.is_near(d, near, 1500) and self.covers(d, self.districts("943-0171")),
            ),
            ({"postcode": "9430832"}, lambda d: self.covers(d, there)),
            (
                {"latitude": 37.12, "longitude": 138.22, "proximity": 3000},
                lambda d: self.is_near(d, (37.12, 138.22), 3000),
            ),
        ]

    def districts(self, postcode: str) -> set[str]:
        return {
            each["district_id"]
            for each in self.places
            if self.code(each) == postcode and "district_id" in each
        }

    def middle(self, postcode: str) -> tuple[float, float]:
        points = [point for each in self.places if self.code(each) == postcode and (point := point_of(each))]
        return sum(lat for lat, _ in points) / len(points), sum(lng for _, lng in points) / len(points)

    def code(self, place: Document) -> str:
        return Location.objects.get(id=place["id"]).postal_code

    def covers(self, document: Document, districts: set[str]) -> bool:
        areas = {each["district_id"] for each in document.get("service_areas", [])}
        return not areas or not districts or bool(areas & districts)

    def is_near(self, document: Document, centre: tuple[float, float], limit: float) -> bool:
        points = [point for each in places_of(document) if (point := point_of(each))]
        return any(metres(centre, point) <= limit for point in points)


@pytest.fixture
def oracle(many: Municipality, contents: Contents) -> Iterator[Oracle]:
    documents, terms = contents("services", full="true"), contents("taxonomy_terms")
    with as_system(many.id):
        yield Oracle(documents, terms)


def test_each_filter_answers_what_counting_by_hand_answers(oracle: Oracle, contents: Contents) -> None:
    for asked, holds in oracle.questions():
        expected = [each["id"] for each in oracle.documents if holds(each)]

        assert [each["id"] for each in contents("services", **asked)] == expected, asked
        # A filter that keeps everything, or nothing, would show nothing.
        assert 0 < len(expected) < len(oracle.documents), asked


def test_two_filters_together_keep_what_both_keep(oracle: Oracle, contents: Contents) -> None:
    pairs = itertools.combinations(oracle.questions(), 2)
    apart = [
        (one, other)
        for one, other in pairs
        if not one[0].keys() & other[0].keys() and not _clash(one[0], other[0])
    ]

    # Every third pair: fifty of them.
    for (asked, holds), (asked_too, holds_too) in apart[::3]:
        expected = [each["id"] for each in oracle.documents if holds(each) and holds_too(each)]

        found = contents("services", **asked, **asked_too)
        assert [each["id"] for each in found] == expected, (asked, asked_too)
    assert len(apart) > 90


def _clash(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Pairs that make one condition of another kind: two halves of a time, a place given twice."""
    for words in (
        {"day", "start_time", "end_time"},
        {"postcode", "latitude"},
        {"minimum_age", "maximum_age"},
    ):
        if words & one.keys() and words & other.keys():
            return True
    return (
        "include_child_terms" in one.keys() | other.keys() and "taxonomy_term_id" in one.keys() & other.keys()
    )


def test_services_at_places_are_filtered_by_their_service_and_their_own_hours(
    oracle: Oracle, contents: Contents
) -> None:
    everything = contents("service_at_locations", full="true")
    by_id = {each["id"]: each for each in oracle.documents}
    today = datetime.now(JST).date()

    for asked, holds in oracle.questions():
        if {"day", "end_time", "proximity"} & asked.keys():
            continue
        expected = [each["id"] for each in everything if holds(by_id[each["service_id"]])]
        assert [each["id"] for each in contents("service_at_locations", **asked)] == expected, asked
    expected = [
        each["id"]
        for each in everything
        if is_open(rules_of(by_id[each["service_id"]], each), {4}, 0, 1440, today)
    ]
    assert [each["id"] for each in contents("service_at_locations", day="FR")] == expected
    near = [
        each["id"]
        for each in everything
        if (point := point_of(each["location"])) and metres((37.12, 138.22), point) <= 3000
    ]
    asked = {"latitude": 37.12, "longitude": 138.22, "proximity": 3000}
    assert [each["id"] for each in contents("service_at_locations", **asked)] == near
    assert 0 < len(near) < len(everything)


def test_unknown_hours_stay_only_when_they_are_wanted(many: Municipality, contents: Contents) -> None:
    known = {each["id"] for each in contents("services", day="SU")}
    more = {each["id"] for each in contents("services", day="SU", include_unknown_hours="true")}

    unknown = {each["id"] for each in contents("services") if "opening_rule" not in each}
    assert known < more
    assert more & unknown
    assert not known & unknown - more


def test_organisations_are_filtered_by_their_kind_and_their_day(oracle: Oracle, contents: Contents) -> None:
    everything = contents("organizations", full="true")
    npo = oracle.terms["npo"]

    found = contents("organizations", taxonomy_term_id=npo["id"])

    assert [each["id"] for each in found] == [
        each["id"] for each in everything if npo["id"] in terms_of(each)
    ]
    assert 0 < len(found) < len(everything)
    assert len(contents("organizations", taxonomy_id=npo["taxonomy_id"])) == len(everything)
    assert contents("organizations", taxonomy_id=oracle.terms["salon"]["taxonomy_id"]) == []
    assert contents("organizations", modified_after="2100-01-01") == []


def test_terms_are_filtered_by_parent_and_taxonomy(oracle: Oracle, contents: Contents) -> None:
    terms = list(oracle.terms.values())
    parent = oracle.terms["leave_child"]["id"]

    below = contents("taxonomy_terms", parent_id=parent)
    top = contents("taxonomy_terms", top_only="true")

    assert [each["id"] for each in below] == [each["id"] for each in terms if each.get("parent_id") == parent]
    assert [each["id"] for each in top] == [each["id"] for each in terms if "parent_id" not in each]
    assert len(below) == 1
    assert len(top) == len(terms) - 1


def test_an_id_that_is_nobodys_answers_nothing(many: Municipality, contents: Contents) -> None:
    nobody = "00000000-0000-4000-8000-000000000000"

    assert contents("services", taxonomy_term_id=nobody) == []
    assert contents("services", taxonomy_id=nobody) == []
    assert contents("services", organization_id=nobody) == []
    assert Service.objects.count() == 0  # outside the town nothing is seen at all


def test_the_document_says_what_every_filter_means() -> None:
    page = (Path(__file__).parents[3] / "docs" / "reference" / "hsds-api.md").read_text()
    table = page.partition("| filter | a row stays when |")[2].partition("\n\n")[0]

    about_the_answer = {"page", "per_page", "format", "minimal", "full", "full_service"}
    assert set(re.findall(r"`(\w+)`", table)) == {each.name for each in PARAMETERS} - about_the_answer
