"""The chips by which a listing explains itself."""

from dataclasses import replace
from typing import Any

import pytest
from django.utils import translation

from tests.conftest import TODAY_10AM
from tests.factories.directory import WEEKDAYS_9_TO_16
from tsunagu.directory.presenters.cards import listing_opening
from tsunagu.directory.presenters.reasons import Reason, age_label, reasons_for
from tsunagu.directory.queries.listing import Listing, Term
from tsunagu.kernel.identifiers import new_id

AZUKARI = Listing(id=new_id(), name="一時預かり", organisation_id=new_id(), organisation_name="NPOひろ")


def reasons(**known: Any) -> list[Reason]:
    listing = replace(AZUKARI, **known)
    return list(reasons_for(listing, listing_opening(listing, TODAY_10AM)))


def test_what_is_known_is_told_and_what_helps_now_is_warm() -> None:
    assert reasons(minimum_age_months=0, cost="free", opening=WEEKDAYS_9_TO_16) == [
        Reason("0歳から"),
        Reason("無料", warm=True),
        Reason("今日16時まで", warm=True),
    ]


def test_what_nobody_has_told_us_is_marked_and_never_a_no() -> None:
    assert reasons() == [Reason("年齢は確認中", unknown=True), Reason("費用は確認中", unknown=True)]


def test_a_service_that_may_have_stopped_says_so_first() -> None:
    assert [
        reasons(status=status)[0] for status in ("unknown", "temporarily_closed", "inactive", "defunct")
    ] == [
        Reason("いまの実施は確認中", unknown=True),
        Reason("いまはお休み中"),
        Reason("いまはお休み中"),
        Reason("終わりました"),
    ]


def test_a_service_that_has_stopped_is_not_said_to_be_open() -> None:
    labels = [reason.label for reason in reasons(status="temporarily_closed", opening=WEEKDAYS_9_TO_16)]

    assert labels == ["いまはお休み中", "年齢は確認中", "費用は確認中"]


def test_stages_stand_in_for_ages_that_are_not_known() -> None:
    stages = tuple(Term(name, scheme="stage", key=name) for name in ("妊娠中", "0歳", "1〜2歳", "小学生"))

    assert reasons(terms=stages[:2])[0] == Reason("妊娠中、0歳")
    assert reasons(terms=stages)[0] == Reason("妊娠中、0歳、1〜2歳ほか")


def test_the_sources_own_words_stand_in_for_ages_when_they_are_short() -> None:
    assert reasons(age_text="妊産婦と0歳児")[0] == Reason("妊産婦と0歳児")
    assert reasons(age_text="主に妊産婦と0歳児。就園前の希望者も利用できる")[0].unknown is True


def test_a_situation_is_a_chip_of_its_own() -> None:
    twins = Term("ふたご・みつご", scheme="situation", key="multiple_birth", name_en="Twins and more")

    assert reasons(terms=(twins,))[-1] == Reason("ふたご・みつご")


@pytest.mark.parametrize(
    ("cost", "text", "label"),
    [
        ("paid", "", "有料"),
        ("paid", "1時間500円", "1時間500円"),
        ("paid", "1時間500円、延長は30分ごとに250円", "有料"),
    ],
)
def test_a_price_is_told_when_it_fits(cost: str, text: str, label: str) -> None:
    assert reasons(cost=cost, cost_text=text)[1] == Reason(label)


@pytest.mark.parametrize(
    ("youngest", "oldest", "label"),
    [
        (None, None, ""),
        (0, None, "0歳から"),
        (6, None, "6か月から"),
        (18, None, "1歳6か月から"),
        (36, None, "3歳から"),
        (None, 35, "2歳まで"),
        (None, 18, "1歳6か月まで"),
        (0, 11, "0歳"),
        (0, 35, "0歳から2歳まで"),
        (6, 35, "6か月から2歳まで"),
        (2, 2, "2か月"),
        (36, 191, "3歳から15歳まで"),
    ],
)
def test_ages_are_said_as_parents_say_them(youngest: int | None, oldest: int | None, label: str) -> None:
    assert age_label(youngest, oldest) == label


def test_terms_are_told_in_the_readers_language() -> None:
    twins = Term("双生児", "ふたご", "Twins", scheme="situation", key="multiple_birth")

    labels = []
    for language in ("ja", "ja-easy", "en"):
        with translation.override(language):
            labels.append(reasons(terms=(twins,))[-1].label)

    assert labels == ["双生児", "ふたご", "Twins"]
