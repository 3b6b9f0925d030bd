"""What a family asks of the search."""

from uuid import UUID

import pytest
from django.http import QueryDict

from tsunagu.directory.queries.search import SearchQuery
from tsunagu.portal.forms.search_filters import SearchFilters

DISTRICT = UUID("019bb1a0-0000-7000-8000-000000000001")


def test_every_filter_comes_back_from_the_address_it_was_written_into() -> None:
    filters = SearchFilters(
        q="夜泣き",
        need=("talk", "play_indoor"),
        age="infant",
        place=DISTRICT,
        day=0,
        time="evening",
        open_now=True,
        free=True,
        situation=("multiple_birth",),
        page=3,
    )

    assert SearchFilters.read(QueryDict(filters.address(page=3))) == filters


@pytest.mark.parametrize("box", ["1", "on"])
def test_a_ticked_box_counts_as_a_browser_sends_it(box: str) -> None:
    filters = SearchFilters.read(QueryDict(f"open_now={box}&free={box}"))

    assert (filters.open_now, filters.free, filters.count) == (True, True, 2)


def test_a_changed_filter_goes_back_to_the_first_page() -> None:
    assert SearchFilters(q="公園", page=4).address(free=True) == SearchFilters(q="公園", free=True).address()


@pytest.mark.parametrize(
    "address",
    [
        "need=%00&age=<script>&place=here&day=9&time=noon&open_now=yes&page=-1",
        "page=99999999999999999999&day=%EF%BC%93",
        "place=&day=&need=&page=",
    ],
)
def test_what_cannot_be_read_is_left_out(address: str) -> None:
    assert SearchFilters.read(QueryDict(address)) == SearchFilters()


def test_a_part_of_the_day_without_a_day_means_today() -> None:
    query = SearchFilters(time="night").to_query(weekday_today=4)

    assert (query.weekday, query.minute) == (4, 20 * 60)


def test_filters_become_the_directory_s_question() -> None:
    filters = SearchFilters(q="公園", need=("play",), age="toddler", place=DISTRICT, free=True, page=2)

    assert filters.to_query(weekday_today=0) == SearchQuery(
        text="公園", needs=("play",), stages=("toddler",), district=DISTRICT, free=True, page=2
    )


def test_filters_are_counted_one_by_one() -> None:
    assert SearchFilters(q="公園", need=("a", "b"), day=0, free=True).count == 4
