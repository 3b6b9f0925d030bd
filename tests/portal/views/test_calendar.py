"""A family looks for what takes place: a month, a list, filters, files."""

import csv
import io
import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_district, make_location
from tests.factories.events import make_event, make_round, make_waiting_event
from tests.factories.kernel import make_user
from tests.portal.conftest import Town
from tsunagu.directory.actions.events import call_off_day, cancel_event, move_day
from tsunagu.directory.choices import Cost
from tsunagu.directory.queries.open_data_columns import EVENT, Generation
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality

DECEMBER = "/joetsu/calendar/?month=2026-12"


def told() -> dict[str, Any]:
    return {"by": make_user(), "at": TODAY_10AM}


def page(client: Client, address: str = DECEMBER) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def names(html: str) -> list[str]:
    return re.findall(r'class="agenda__name"><a [^>]*>([^<]*)<', html)


def dates(html: str) -> list[str]:
    return re.findall(r'class="agenda__date"[^>]*>([^<]*?)\s*<', html)


def test_a_month_shows_its_events_day_by_day(client: Client, town: Town, joetsu: Municipality) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        make_round(town.npo, name="火曜のひろば")
        make_event(town.npo, name="おはなし会")
        make_waiting_event(town.npo, name="まだの会")

    html = page(client)

    assert names(html) == [
        "火曜のひろば", "おはなし会", "火曜のひろば", "火曜のひろば", "火曜のひろば", "火曜のひろば",
    ]  # fmt: skip
    assert dates(html)[:3] == ["12月1日（火）", "12月5日（土）", "12月8日（火）"]


def test_a_day_called_off_and_a_moved_day_are_said_with_their_reasons(
    client: Client, town: Town, joetsu: Municipality
) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        event = make_round(town.npo)
        call_off_day(event=event, on=date(2026, 12, 8), reason="会場の工事", **told())
        move_day(event=event, on=date(2026, 12, 15), to=date(2026, 12, 16), reason="講師の都合", **told())

    signs = re.findall(r"<strong>([^<]*)</strong> ([^<]*)</span></p>", page(client))

    assert signs == [
        ("中止", "会場の工事"),
        ("12月16日（水）に変わりました", "講師の都合"),
        ("12月15日（火）から変わりました", "講師の都合"),
    ]


def test_filters_stand_in_the_address_and_can_be_taken_away(
    client: Client, town: Town, joetsu: Municipality
) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        make_event(town.npo, name="赤ちゃんの会", maximum_age_months=11, cost=Cost.FREE)
        make_event(town.npo, name="小学生の会", minimum_age_months=72, cost=Cost.FREE)
        make_event(town.npo, name="有料の会", cost=Cost.PAID)
        make_event(town.npo, name="わからない会")

    html = page(client, f"{DECEMBER}&age=infant&free=1")

    assert set(names(html)) == {"赤ちゃんの会", "わからない会"}
    taken_away = re.findall(r'class="chip chip--link" href="([^"]*)"', html)
    assert taken_away == [
        "/joetsu/calendar/?month=2026-12&amp;free=1",
        "/joetsu/calendar/?month=2026-12&amp;age=infant",
    ]
    assert "費用は確認中" in html


@pytest.mark.parametrize("tick", ["1", "on"])
def test_a_box_counts_as_ticked_by_link_and_by_hand(
    client: Client, town: Town, joetsu: Municipality, tick: str
) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        make_event(town.npo, name="有料の会", cost=Cost.PAID)

    assert names(page(client, f"{DECEMBER}&free={tick}")) == []


def test_an_age_in_months_and_a_district_narrow_too(client: Client, town: Town, joetsu: Municipality) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        make_event(town.npo, name="1歳の会", minimum_age_months=12, maximum_age_months=23)
        make_event(town.npo, name="地区の会", district=town.district)
        make_event(
            town.npo, name="となりの会", location=make_location("遠い館", district=make_district("浦川原区"))
        )

    assert set(names(page(client, f"{DECEMBER}&age=18"))) == {"1歳の会", "地区の会", "となりの会"}
    assert set(names(page(client, f"{DECEMBER}&age=6"))) == {"地区の会", "となりの会"}
    assert set(names(page(client, f"{DECEMBER}&place={town.district.id}"))) == {"1歳の会", "地区の会"}


def test_an_empty_month_says_so_and_leads_on(client: Client, town: Town) -> None:
    html = page(client)

    assert "この月の行事は、まだ載っていません" in html
    assert 'href="/joetsu/calendar/?month=2027-01"' in html


def test_a_broken_address_shows_this_month(client: Client, town: Town) -> None:
    answer = client.get("/joetsu/calendar/?month=never&age=<&place=x&organisation=y&page=-1&q=%00&past=2")

    assert answer.status_code == 200


def test_the_months_beside_are_linked_as_far_as_one_plans(client: Client, town: Town) -> None:
    assert 'rel="next"' not in page(client, "/joetsu/calendar/?month=2090-01")
    assert 'rel="next"' in page(client, "/joetsu/calendar/")
    assert 'rel="prev"' in page(client, "/joetsu/calendar/")


def test_open_days_stand_beside_the_events_when_something_is_narrowed(client: Client, town: Town) -> None:
    unnarrowed = page(client, f"{DECEMBER}&opening=1")
    narrowed = page(client, f"{DECEMBER}&opening=1&need=leave_child")

    assert "開いている日は、年齢・こまりごと・種類のどれかを選ぶと出ます。" in unnarrowed
    assert "ほほえみ一時預かり" not in unnarrowed
    assert narrowed.count("ほほえみ一時預かり") == 20  # the weekdays of December until the 28th
    assert "9:00–16:00" in narrowed


def test_a_full_month_is_shown_in_pages_and_every_day_leads_to_its_own(
    client: Client, town: Town, joetsu: Municipality
) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        for number in range(8):
            make_round(town.npo, name=f"会{number}")

    first, second = page(client), page(client, f"{DECEMBER}&page=2")

    assert (len(names(first)), len(names(second))) == (30, 10)
    days = re.findall(r'<a href="([^"]*)#(d\d\d)"', first)
    assert days[0] == ("/joetsu/calendar/?month=2026-12", "d01")
    assert days[-1] == ("/joetsu/calendar/?month=2026-12&amp;page=2", "d29")
    assert 'id="d29"' in second


def test_words_that_tell_on_their_reader_are_not_kept(client: Client, town: Town) -> None:
    assert "data-quick-exit" in page(client, f"{DECEMBER}&q=離婚")
    assert "data-quick-exit" not in page(client, f"{DECEMBER}&q=体そう")


@pytest.mark.parametrize("count", [1, 15])
def test_a_month_costs_the_same_statements_however_full_it_is(
    client: Client, town: Town, joetsu: Municipality, django_assert_max_num_queries: Any, count: int
) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        for number in range(count):
            make_round(town.npo, name=f"会{number}")

    with django_assert_max_num_queries(14) as asked:
        page(client, f"{DECEMBER}&q=会")

    assert len([one for one in asked.captured_queries if "directory_event" in one["sql"]]) == 4


def test_the_sheet_has_the_columns_of_the_standard_and_a_line_for_each_day(
    client: Client, town: Town, joetsu: Municipality
) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        event = make_round(town.npo, name="=火曜のひろば", name_kana="カヨウノヒロバ", phone="025-526-5111")
        call_off_day(event=event, on=date(2026, 12, 8), reason="会場の工事", **told())

    answer = client.get("/joetsu/en/calendar.csv?month=2026-12")

    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    columns = [each.heading for each in EVENT.columns[Generation.CURRENT]]
    assert list(rows[0]) == columns
    assert [row["開始日"] for row in rows] == [f"2026-12-{day:02}" for day in (1, 8, 15, 22, 29)]
    assert rows[1]["ID"].endswith("-1208")
    assert rows[1] | {"ID": "", "URL": "", "コンテンツURL": ""} == dict.fromkeys(columns, "") | {
        "全国地方公共団体コード": "152226",
        "地方公共団体名": "新潟県上越市",
        "イベント名": "'=火曜のひろば",
        "イベント名_カナ": "カヨウノヒロバ",
        "開始日": "2026-12-08",
        "終了日": "2026-12-08",
        "開始時間": "10:00",
        "終了時間": "11:00",
        "開始日時特記事項": "毎週火曜日（2026年12月29日まで）。中止（会場の工事）",
        "連絡先名称": "ひだまり広場",
        "連絡先電話番号": "025-526-5111",
        "主催者": "ひだまり広場",
    }


def test_a_cancelled_event_stays_in_the_month(client: Client, town: Town, joetsu: Municipality) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        cancel_event(event=make_event(town.npo, name="おはなし会"), reason="大雪のため", **told())

    html = page(client)

    assert names(html) == ["おはなし会"]
    assert "<strong>中止</strong> 大雪のため" in html
