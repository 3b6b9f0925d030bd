"""A filter drops what is known not to fit; what is unknown stays, is marked and stands behind."""

from collections.abc import Callable
from datetime import datetime
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from tests.conftest import TODAY_10AM
from tests.directory.search.conftest import listed, names
from tests.factories.directory import WEEKDAYS_9_TO_16, make_district, make_term
from tsunagu.directory.actions.index_search import index_service
from tsunagu.directory.choices import Scheme
from tsunagu.directory.models import Language, ServiceArea, ServiceLanguage
from tsunagu.directory.queries.search import ReasonKind, SearchQuery, SearchResult, search

Find = Callable[..., SearchResult]
pytestmark = pytest.mark.usefixtures("in_joetsu")
JST = ZoneInfo("Asia/Tokyo")
SATURDAY = datetime(2026, 11, 21, 10, 0, tzinfo=JST)


def _kinds(result: SearchResult, name: str) -> list[ReasonKind]:
    return [reason.kind for hit in result.hits if hit.name == name for reason in hit.reasons]


def test_a_listing_without_ages_stays_behind_the_one_that_fits_and_says_so(find: Find):
    listed("広場 年齢不明")
    listed("広場 0歳から", minimum_age_months=0, maximum_age_months=35)
    listed("広場 小学生", minimum_age_months=72)

    result = find("広場", age_months=(18, 18))

    assert names(result) == ["広場 0歳から", "広場 年齢不明"]
    assert ReasonKind.AGE_FITS in _kinds(result, "広場 0歳から")
    assert ReasonKind.AGE_UNKNOWN in _kinds(result, "広場 年齢不明")


def test_a_listing_that_names_no_language_stays_behind_the_one_that_speaks_it(find: Find):
    vietnamese = Language.objects.create(code="vi", name="Tiếng Việt")
    korean = Language.objects.create(code="ko", name="한국어")
    for name, spoken in (("広場 ベトナム語", vietnamese), ("広場 韓国語", korean)):
        service = listed(name)
        ServiceLanguage.objects.create(service=service, language=spoken)
        index_service(service)
    listed("広場 不明")

    result = find("広場", languages=("vi",))

    assert names(result) == ["広場 ベトナム語", "広場 不明"]
    assert _kinds(result, "広場 ベトナム語").count(ReasonKind.LANGUAGE_UNKNOWN) == 0
    assert ReasonKind.LANGUAGE_UNKNOWN in _kinds(result, "広場 不明")


AGES = [None, 0, 5, 12, 35, 36, 71, 72, 227]


def test_ages_are_kept_as_reading_every_listing_would_keep_them(find: Find):
    known = {}
    for first, last in product(AGES, AGES):
        if first is None or last is None or first <= last:
            name = f"広場 {first}-{last}"
            known[name] = (first, last)
            listed(name, minimum_age_months=first, maximum_age_months=last)

    for wanted in ((0, 11), (18, 18), (35, 36), (70, 73), (228, 228)):
        expected = {
            name
            for name, (first, last) in known.items()
            if (first is None or first <= wanted[1]) and (last is None or wanted[0] <= last)
        }
        assert set(names(find("広場", age_months=wanted))) == expected


def test_free_keeps_what_does_not_say_its_price(find: Find):
    for name, cost in (("会 無料", "free"), ("会 有料", "paid"), ("会 不明", "unknown")):
        listed(name, cost=cost)

    result = find("会", free=True)

    assert names(result) == ["会 無料", "会 不明"]
    assert ReasonKind.FREE in _kinds(result, "会 無料")
    assert ReasonKind.COST_UNKNOWN in _kinds(result, "会 不明")


def test_open_now_keeps_unknown_hours_and_says_until_when(find: Find):
    listed("会 平日")
    listed("会 不明", opening=None)
    listed("会 夜だけ", opening={**WEEKDAYS_9_TO_16, "weekly": _every_day([["22:00", "30:00"]])})

    by_day = find("会", open_now=True)
    at_night = find("会", open_now=True, at=datetime(2026, 11, 20, 23, 0, tzinfo=JST))
    before_dawn = find("会", open_now=True, at=datetime(2026, 11, 21, 5, 0, tzinfo=JST))

    assert names(by_day) == ["会 平日", "会 不明"]
    until = [reason.until for reason in by_day.hits[0].reasons if reason.kind is ReasonKind.OPEN_NOW]
    assert until == [datetime(2026, 11, 20, 16, 0, tzinfo=JST)]
    assert ReasonKind.OPENING_UNKNOWN in _kinds(by_day, "会 不明")
    assert names(at_night) == ["会 夜だけ", "会 不明"]
    assert names(before_dawn) == ["会 夜だけ", "会 不明"]


@pytest.mark.parametrize(
    ("weekday", "minute", "expected"),
    [
        (5, None, ["会 毎日", "会 不明"]),
        (0, None, ["会 平日", "会 毎日", "会 不明"]),
        (0, 15 * 60, ["会 平日", "会 毎日", "会 不明"]),
        (0, 17 * 60, ["会 毎日", "会 不明"]),
    ],
)
def test_weekday_and_time(find: Find, weekday: int, minute: int | None, expected: list[str]):
    listed("会 平日", "1")
    listed("会 毎日", "2", opening={"weekly": _every_day([["09:00", "19:00"]])})
    listed("会 不明", "3", opening=None)

    result = find("会", weekday=weekday, minute=minute)

    assert sorted(names(result)) == sorted(expected)
    assert names(result)[-1] == "会 不明"


def test_a_district_keeps_its_own_and_those_for_the_whole_town(find: Find):
    here, there = make_district("安塚区"), make_district("牧区")
    for name, district in (("会 安塚", here), ("会 牧", there), ("会 全市", None)):
        service = listed(name)
        if district:
            ServiceArea.objects.create(service=service, district=district)
            index_service(service)

    result = find("会", district=here.id)

    assert names(result) == ["会 安塚", "会 全市"]
    assert ReasonKind.DISTRICT_UNKNOWN in _kinds(result, "会 全市")


def test_needs_are_known_so_they_are_kept_strictly_with_those_below_them(find: Find):
    above = make_term(Scheme.NEED, "leave_child", "預けたい")
    make_term(Scheme.NEED, "temporary_care", "少し預ける", parent=above)
    listed("会 一時預かり", needs=("temporary_care",))
    listed("会 おしゃべり", needs=("make_friends",))
    listed("会 なし")

    assert names(find("", needs=("temporary_care",))) == ["会 一時預かり"]
    assert names(find("", needs=("leave_child",))) == ["会 一時預かり"]


def test_a_situation_keeps_what_says_nothing_of_situations(find: Find):
    listed("会 多胎", situations=("multiple_birth",))
    listed("会 ひとり親", situations=("single_parent",))
    listed("会 どなたでも")

    assert names(find("会", situations=("multiple_birth",))) == ["会 多胎", "会 どなたでも"]


def test_an_age_in_a_sentence_moves_but_never_drops(find: Find):
    listed("広場 小学生", minimum_age_months=72)
    listed("広場 0歳から", minimum_age_months=0, maximum_age_months=35)
    listed("広場 だれでも")

    assert names(find("1歳半の子と行ける広場")) == ["広場 0歳から", "広場 だれでも", "広場 小学生"]


def test_sunday_in_a_sentence_moves_what_is_open_then_up(find: Find):
    listed("相談 平日")
    listed("相談 毎日", opening={"weekly": _every_day([["09:00", "17:00"]])})

    assert names(find("日曜日 相談")) == ["相談 毎日", "相談 平日"]


def test_only_open_today_is_a_question_too(find: Find):
    listed("会 平日")
    listed("会 毎日", opening={"weekly": _every_day([["09:00", "17:00"]])})

    assert names(find("今日あいてる", at=SATURDAY))[0] == "会 毎日"


@pytest.mark.parametrize("count", [1, 12])
def test_a_search_is_one_statement_however_much_it_finds(
    find: Find, count: int, django_assert_num_queries: Callable[..., Any]
):
    for number in range(count):
        listed(f"広場 {number}")
    find("広場")

    with django_assert_num_queries(1):
        result = find("広場", free=True, age_months=(3, 3))

    assert len(result.hits) == count


def test_pages_follow_one_another_without_gap_or_repeat(find: Find):
    for number in range(25):
        listed(f"広場 {number:02}", "ヒロバ")

    pages = [
        search(SearchQuery(text="広場", page=page, page_size=10), TODAY_10AM).hits for page in (1, 2, 3, 4)
    ]

    assert [len(page) for page in pages] == [10, 10, 5, 0]
    assert len({hit.service_id for page in pages for hit in page}) == 25


def test_many_matches_are_counted_up_to_a_thousand(find: Find):
    service = listed("広場 もと", "ヒロバ")
    _copies_of(service.id, 1100)

    result = find("広場")

    assert (result.total, result.is_capped) == (1000, True)


def test_a_name_that_says_it_comes_up_among_very_many_texts_that_do(find: Find):
    service = listed("広場", "ヒロバ", summary="双子の親も来ます。")
    _copies_of(service.id, 700)
    listed("双子の会", "フタゴノカイ", status="inactive")

    found = names(search(SearchQuery(text="双子"), TODAY_10AM))

    assert "双子の会" in found
    assert found.count("広場") > 1


def _copies_of(service_id: object, count: int) -> None:
    """More of the same listing, straight into the tables."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(quote_ident(column_name), ', ') FROM information_schema.columns"
            " WHERE table_name = 'directory_service' AND column_name NOT IN ('id', 'key')"
        )
        columns = cursor.fetchone()[0]
        cursor.execute(
            f"WITH made AS (INSERT INTO directory_service (id, key, {columns})"
            f" SELECT gen_random_uuid(), '', {columns} FROM directory_service, generate_series(1, %s)"
            " WHERE id = %s RETURNING id)"
            " INSERT INTO directory_searchentry (id, municipality_id, service_id, supporters_only,"
            " static_rank,"
            " name, organisation_name, name_key, texts, words, facts, lexemes)"
            " SELECT gen_random_uuid(), municipality_id, made.id, supporters_only, static_rank, name,"
            " organisation_name, name_key, texts, words, facts, lexemes"
            " FROM directory_searchentry, made WHERE service_id = %s",
            [count, service_id, service_id],
        )


def _every_day(hours: list[list[str]]) -> dict[str, list[list[str]]]:
    return dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), hours)


def test_more_words_and_filters_than_the_index_takes_apart_still_all_count(find: Find):
    fitting = {"cost": "free", "minimum_age_months": 0, "maximum_age_months": 35, "opening": WEEKDAYS_9_TO_16}
    listed("高田 双子 育児 相談 教室", **fitting)
    listed("高田 双子 育児 相談 教室 有料", **{**fitting, "cost": "paid"})
    listed(
        "高田 双子 育児 相談 教室 小学生", **{**fitting, "minimum_age_months": 72, "maximum_age_months": 100}
    )

    result = find("高田 双子 育児 相談 教室", age_months=(18, 18), free=True, weekday=0)

    assert names(result) == ["高田 双子 育児 相談 教室"]
