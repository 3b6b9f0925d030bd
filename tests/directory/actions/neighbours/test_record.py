"""What is kept of a neighbour's record, whatever stands in it."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.neighbours import record
from tsunagu.directory.actions.neighbours.record import Terms, Unusable, copied, has_ended, is_link, name_in
from tsunagu.directory.models import NeighbourListing
from tsunagu.kernel.identifiers import new_id

ADDRESS = "https://neighbour.example.jp/hsds/services/a"
TERMS = Terms(
    {"leave_child": ("leave_child",), "temporary_care": ("temporary_care", "leave_child")},
    {"預けたい": ("leave_child",), "一時預かり": ("temporary_care", "leave_child")},
)
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=4,
)
# Names that are read, so that strange values stand where they are looked for.
NAMES = (
    "id", "name", "name_kana", "alternate_name", "description", "summary", "status", "organization",
    "phones", "number", "schedules", "byday", "freq", "opens_at", "closes_at", "interval", "url",
    "service_at_locations", "location", "addresses", "address_1", "attributes", "taxonomy_term", "code",
    "page_url", "minimum_age", "maximum_age", "assured_date", "last_modified", "fees_description",
    "eligibility_description", "contacts", "type",
)  # fmt: skip
RECORDS = st.dictionaries(
    st.sampled_from(NAMES),
    ANY_JSON | st.lists(st.dictionaries(st.sampled_from(NAMES), ANY_JSON, max_size=3), max_size=2),
    max_size=8,
)


def columns_of(**said: Any) -> dict[str, Any]:
    return copied(record(**said), address=ADDRESS, terms=TERMS).columns


def test_what_families_ask_first_is_kept() -> None:
    columns = columns_of(
        name_kana="ママノマカフェ",
        eligibility_description="妊娠中の人と、1歳になる前の子の親",
        fees_description="無料",
        application_process="予約はいりません。",
        assured_date="2026-04-01",
        last_modified="2026-11-01T09:00:00.000+09:00",
        service_at_locations=[
            {
                "id": "s",
                "location": {
                    "id": "l",
                    "name": "見本会館",
                    "addresses": [{"state_province": "新潟県", "city": "長岡市", "address_1": "見本町1-1"}],
                    "phones": [{"id": "q", "number": "0258-11-1111"}],
                },
                "schedules": [{"id": "d", "description": "毎週水曜 10時から12時"}],
            }
        ],
    )

    assert columns["facts"] == {
        "for_whom": "妊娠中の人と、1歳になる前の子の親",
        "cost": "無料",
        "how": "予約はいりません。",
        "when": "毎週水曜 10時から12時",
        "place": "見本会館（新潟県長岡市見本町1-1）",
        "phones": ["0258-00-0000", "0258-11-1111"],
    }
    assert (columns["name_kana"], columns["organisation_name"]) == ("ママノマカフェ", "見本の会")
    assert columns["assured_on"] == date(2026, 4, 1)
    assert columns["modified_at"] == datetime(2026, 11, 1, tzinfo=UTC)


def test_who_is_in_charge_and_what_nobody_asked_for_stays_there_and_is_noted() -> None:
    columns = columns_of(
        contacts=[{"id": "c", "name": "見本 花子"}], funding=[{"id": "f"}], email="", wait_time=None
    )

    assert columns["dropped"] == ["contacts", "funding"]
    assert "見本 花子" not in json.dumps(columns, ensure_ascii=False, default=str)


@pytest.mark.parametrize(
    ("terms", "needs"),
    [
        ([{"code": "temporary_care", "name": "よそでの言い方"}], ["leave_child", "temporary_care"]),
        ([{"code": "1400", "name": "一時預かり"}], ["leave_child", "temporary_care"]),
        ([{"name": "預けたい"}, {"name": "預けたい"}], ["leave_child"]),
        ([{"code": "1400", "name": "よそだけの分類"}, {}, None, "預けたい"], []),
    ],
)
def test_their_words_become_our_needs_where_they_mean_the_same(terms: list[Any], needs: list[str]) -> None:
    attributes = [{"id": "x", "taxonomy_term": term} for term in terms]

    assert columns_of(attributes=attributes)["needs"] == needs


@pytest.mark.parametrize(
    ("said", "page"),
    [
        ({"page_url": "https://a.example.jp/1/"}, "https://a.example.jp/1/"),
        ({"page_url": None, "url": "http://b.example.jp/"}, "http://b.example.jp/"),
        ({"page_url": "javascript:alert(1)", "url": "ftp://b.example.jp/"}, ADDRESS),
        ({"page_url": "https://u:p@a.example.jp/", "url": ""}, ADDRESS),
        ({"page_url": "https://a.example.jp/" + "x" * 600}, ADDRESS),
    ],
)
def test_a_reader_is_led_to_their_page_or_to_the_record_and_nowhere_else(
    said: dict[str, Any], page: str
) -> None:
    assert columns_of(**said)["page_url"] == page


@pytest.mark.parametrize(
    "address", ["https://a.jp/ x", "https://a.jp/\n", "//a.jp/", "data:text/html,x", "https://"]
)
def test_what_is_no_link_is_none(address: str) -> None:
    assert is_link(address) is False


def test_long_and_strange_letters_end_within_bounds() -> None:
    columns = columns_of(name="あ" * 300, description="\x00い\u202e\ud800\n" * 400)

    assert (len(columns["name"]), columns["name"][-1]) == (200, "…")
    assert len(columns["summary"]) <= 600
    assert set(columns["summary"]) == {"い", " ", "…"}


def test_a_number_that_is_not_for_talking_is_no_number_to_call() -> None:
    phones = [
        {"number": "0258-00-0001", "type": "fax"},
        {"number": "0258-00-0002", "type": "voice"},
        {"number": "x"},
    ]

    assert columns_of(phones=phones)["facts"]["phones"] == ["0258-00-0002"]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"minimum_age": 0, "maximum_age": 3}, "0歳～3歳"),
        ({"minimum_age": 1.5}, "1.5歳～"),
        ({"maximum_age": 6}, "～6歳"),
        ({"minimum_age": 3, "maximum_age": 3}, "3歳"),
        ({"minimum_age": True, "maximum_age": -1}, None),
    ],
)
def test_ages_without_words_are_told_in_years(said: dict[str, Any], words: str | None) -> None:
    assert columns_of(**said)["facts"].get("for_whom") == words


@pytest.mark.parametrize(
    "told",
    [
        None,
        [],
        "x",
        7,
        {},
        {"name": ""},
        {"name": " \n"},
        record(status="perhaps"),
        record(status=["active"]),
    ],
)
def test_a_record_without_its_core_is_refused(told: Any) -> None:
    with pytest.raises(Unusable):
        copied(told, address=ADDRESS, terms=TERMS)


@given(told=RECORDS | ANY_JSON)
def test_anything_is_refused_or_fits_into_the_table(told: Any) -> None:
    name_in(told), has_ended(told)
    try:
        found = copied(told, address=ADDRESS, terms=TERMS)
    except Unusable:
        return

    listing = NeighbourListing(municipality_id=new_id(), their_id="a", digest=found.digest, **found.columns)
    listing.clean_fields(exclude={"neighbour", "municipality", "fetched_at", "changed_at", "page_url"})
    kept = json.dumps(found.columns, ensure_ascii=False, default=str)
    assert "\x00" not in kept
    kept.encode()
    assert max(len(found.columns[name]) for name in ("name", "name_kana", "organisation_name")) <= 200
