"""What a listing's page, an organisation's page and the desk's side panel say."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import translation

from tests.conftest import TODAY_10AM
from tests.factories.directory import WEEKDAYS_9_TO_16
from tsunagu.directory.presenters.cards import ServiceCard, listing_opening
from tsunagu.directory.presenters.confirmation import confirmation
from tsunagu.directory.presenters.pages import CallLine, OrganisationPage, ServicePage
from tsunagu.directory.presenters.reasons import Reason
from tsunagu.directory.presenters.supporters import SupporterCard
from tsunagu.directory.queries.listing import (
    Contact,
    Listing,
    OrganisationListing,
    PhoneLine,
    Place,
    Price,
    SupporterListing,
    Term,
)
from tsunagu.kernel.identifiers import new_id

AZUKARI = Listing(
    id=new_id(),
    name="一時預かり",
    name_en="Temporary care",
    organisation_id=new_id(),
    organisation_name="NPOひろ",
    organisation_name_en="NPO Hiro",
    summary="1時間から預かります。",
    summary_easy="子どもを あずかります。",
    summary_en="Care by the hour.",
    description="保育士がいます。",
    opening=WEEKDAYS_9_TO_16,
    places=(Place(new_id(), "市民プラザ", name_en="Citizens’ Plaza"),),
    phones=(
        PhoneLine("025-526-0009", kind="fax"),
        PhoneLine("025-526-5111", extension="07", of="organisation"),
    ),
)
TODAY = TODAY_10AM.date()


def page(**known: Any) -> ServicePage:
    return ServicePage(replace(AZUKARI, **known), TODAY_10AM)


def test_a_card_has_everything_that_its_component_reads() -> None:
    card = ServiceCard.of(AZUKARI, at=TODAY_10AM, url="/joetsu/s/1/", distance="徒歩5分")

    assert (card.name, card.url, card.organisation, card.phone, card.place, card.distance) == (
        "一時預かり",
        "/joetsu/s/1/",
        "NPOひろ",
        "025-526-5111",
        "市民プラザ",
        "徒歩5分",
    )
    assert (card.is_open, card.opening) == (True, "今日16時まで")


def test_a_card_made_with_a_known_line_is_the_same_card() -> None:
    line = listing_opening(AZUKARI, TODAY_10AM)

    assert ServiceCard.of(AZUKARI, at=TODAY_10AM, url="/", line=line) == ServiceCard.of(
        AZUKARI, at=TODAY_10AM, url="/"
    )


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ja", ("一時預かり", "1時間から預かります。", "NPOひろ", "市民プラザ")),
        ("ja-easy", ("一時預かり", "子どもを あずかります。", "NPOひろ", "市民プラザ")),
        ("en", ("Temporary care", "Care by the hour.", "NPO Hiro", "Citizens’ Plaza")),
    ],
)
def test_a_page_speaks_the_readers_language(language: str, said: tuple[object, ...]) -> None:
    with translation.override(language):
        shown = page()
        assert (
            shown.name,
            shown.summary,
            shown.organisation,
            shown.place,
        ) == said


def test_unknown_is_empty_so_that_the_page_can_say_so() -> None:
    shown = page(opening=None, places=(), phones=())

    assert (shown.place, shown.cost, shown.for_whom, shown.phone, shown.next_opening, shown.week) == (
        "",
        "",
        "",
        "",
        "",
        [],
    )


def test_a_page_tells_whom_it_is_for_and_what_it_costs() -> None:
    twins = Term("ふたご・みつご", scheme="situation", key="multiple_birth")
    shown = page(
        minimum_age_months=6,
        maximum_age_months=35,
        terms=(twins,),
        cost="free",
        prices=(Price("1時間", 1500), Price("延長", None, "30分ごとに250円")),
    )

    assert shown.for_whom == "6か月から2歳まで、ふたご・みつご"
    assert shown.cost == "無料"
    assert shown.prices == [("1時間", "1,500円"), ("延長", "30分ごとに250円")]


def test_hours_that_differ_by_place_make_no_single_table() -> None:
    shown = page(
        places=(
            Place(new_id(), "東", opening={**WEEKDAYS_9_TO_16, "holidays": "as_usual"}),
            Place(new_id(), "西", opening=WEEKDAYS_9_TO_16),
        ),
        opening_text="場所ごとにちがいます",
    )

    assert (shown.week, shown.opening_remarks) == ([], ["場所ごとにちがいます"])


def test_numbers_are_one_tap() -> None:
    assert page().calls == [
        CallLine("FAX", "025-526-0009", "tel:0255260009"),
        CallLine("組織", "025-526-5111（内線 07）", "tel:0255265111;ext=07"),
    ]


def test_a_contact_is_a_role_and_a_name_only_where_it_was_published() -> None:
    shown = page(
        contacts=(
            Contact("保育士"),
            Contact("園長", name="高橋", hours_text="月曜・水曜"),
            Contact("主任", is_deputy=True),
        )
    )

    assert shown.contacts == ["保育士", "園長 高橋さん（月曜・水曜）", "主任（代わりの人）"]


@pytest.mark.parametrize(
    ("on", "by", "label", "stale"),
    [
        (TODAY - timedelta(days=365), "こども課", "最終確認 2025年11月20日（こども課）", False),
        (TODAY - timedelta(days=366), "こども課", "最終確認 2025年11月19日（こども課）", True),
        (None, "", "まだ確認されていません", False),
    ],
)
def test_a_listing_goes_stale_after_a_year(on: date | None, by: str, label: str, stale: bool) -> None:
    confirmed = confirmation(on, by, today=TODAY)

    assert (confirmed.label, confirmed.stale) == (label, stale)


def test_the_source_is_named() -> None:
    assert page(source_seed="J", source_at="表1").source == "出典：上越市の事例（表1）"
    assert page().source == ""


def test_an_organisations_page_tells_how_to_reach_it() -> None:
    shown = OrganisationPage(
        OrganisationListing(
            id=new_id(),
            name="NPOひろ",
            name_en="NPO Hiro",
            kind=Term("NPO", scheme="organization_kind", key="npo"),
            phones=(PhoneLine("025-526-5111", of="organisation"),),
            contacts=(Contact("代表"),),
            member_status="member",
        )
    )

    assert (shown.name, shown.kind, shown.phone, shown.contacts, shown.is_member, shown.has_ended) == (
        "NPOひろ",
        "NPO",
        "025-526-5111",
        ["代表"],
        True,
        False,
    )


@pytest.mark.parametrize(
    ("capacity", "days_ago", "chip"),
    [
        ("capacity", 1, Reason("受け入れできます", warm=True)),
        ("no_capacity", 1, Reason("満員です")),
        ("capacity", 15, Reason("受け入れできます（2026年11月5日）", unknown=True)),
        ("unknown", None, Reason("空きは確認中", unknown=True)),
    ],
)
def test_room_is_told_while_the_news_is_fresh(capacity: str, days_ago: int | None, chip: Reason) -> None:
    updated_at = None if days_ago is None else TODAY_10AM - timedelta(days=days_ago)

    card = SupporterCard(
        SupporterListing(AZUKARI, capacity=capacity, capacity_updated_at=updated_at), TODAY_10AM
    )

    assert card.capacity == chip


def test_supporters_read_names_direct_lines_and_notes() -> None:
    contact = Contact("保育士", full_name="佐藤 みどり", direct_phone="025-526-0007")
    item = SupporterListing(
        replace(AZUKARI, contacts=(contact,)), capacity_note="来月から", internal_note="昼すぎに"
    )

    card = SupporterCard(item, TODAY_10AM)

    assert card.contacts == ["保育士 佐藤 みどり 025-526-0007"]
    assert card.notes == ["来月から", "昼すぎに"]
