"""Doubts in words."""

from decimal import Decimal

import pytest

from tsunagu.insight.choices import DoubtKind
from tsunagu.insight.presenters.doubts import doubt_in_words
from tsunagu.insight.queries.doubts import Doubt, Figures, doubts_about
from tsunagu.kernel.dates.fiscal_year import FiscalYear


def words(year: int, figures: Figures, stated: str | None) -> list[str]:
    found = doubts_about(FiscalYear(year), figures, None if stated is None else Decimal(stated))
    return [doubt_in_words(doubt) for doubt in found]


def test_h24_is_shown_to_be_impossible_and_every_other_reading_is_tried() -> None:
    assert words(2012, Figures(241, 508, 645), "1.20") == [
        "508 ÷ 241 = 2.1。資料の 1.2 と合いません。"
        "数字が入れ替わったのかもしれません（2.1 と 1.2）。"
        "相談件数 ÷ 利用者数（645 ÷ 508 = 1.26…、切り捨てて 1.2）なら同じ数です。"
        "1.2 が正しければ開設は約423日となり、1年（365日）に収まりません。"
    ]


@pytest.mark.parametrize(
    ("year", "figures", "stated", "sentence"),
    [
        (
            2014,
            Figures(347, 894, 1134),
            "2.5",
            "894 ÷ 347 = 2.57…。資料の 2.5 は切り捨てです（四捨五入なら 2.6）。",
        ),
        (
            2015,
            Figures(348, 992, 1236),
            "2.8",
            "992 ÷ 348 = 2.85…。資料の 2.8 は切り捨てです（四捨五入なら 2.9）。",
        ),
    ],
)
def test_an_average_that_was_cut_is_told(year: int, figures: Figures, stated: str, sentence: str) -> None:
    assert words(year, figures, stated) == [sentence]


@pytest.mark.parametrize(
    ("year", "figures", "stated"),
    [(2013, Figures(347, 835, 1070), "2.4"), (2016, Figures(347, 986, 1324), "2.8"),
     (2017, Figures(343, 1115, 1500), "3.3")],
)  # fmt: skip
def test_the_other_years_of_the_seed_add_up(year: int, figures: Figures, stated: str) -> None:
    assert words(year, figures, stated) == []


def test_an_average_of_consultations_is_recognised() -> None:
    assert words(2013, Figures(347, 835, 1070), "3.1") == [
        "835 ÷ 347 = 2.4。資料の 3.1 と合いません。"
        "相談件数 ÷ 開設日数（1,070 ÷ 347 = 3.1）なら同じ数です。"
        "3.1 が正しければ、開設は約269日のはずです。"
    ]


def test_a_year_has_only_so_many_days() -> None:
    assert words(2012, Figures(400, 500, 600), None) == [
        "開設日数 400日は、平成24年度の日数（365日）を超えています。"
    ]


def test_use_without_an_open_day_and_talk_without_people() -> None:
    assert words(2012, Figures(0, 5, 6), None) == ["開設日の記録がないのに、利用者5人・相談6件があります。"]
    assert words(2012, Figures(9, 0, 6), None) == ["利用者が0人なのに、相談が6件あります。"]


def test_records_that_say_something_else_are_quoted() -> None:
    doubt = Doubt(
        DoubtKind.RECORDS_DIFFER, Figures(241, 508, 645), FiscalYear(2012), recorded=Figures(240, 1508, 645)
    )

    assert doubt_in_words(doubt) == (
        "相談の記録から数えると、開設240日・利用者1,508人・相談645件です。資料の数と合いません。"
    )


def test_days_that_nobody_noted_are_counted() -> None:
    doubt = Doubt(DoubtKind.DAYS_WITHOUT_RECORD, Figures(1, 3, 3), FiscalYear(2026), days=2)

    assert doubt_in_words(doubt) == (
        "相談のあった日のうち2日に、開設の記録がありません。1日平均は実際より高く出ます。"
    )


@pytest.mark.parametrize("kind", DoubtKind.values)
def test_every_doubt_has_words(kind: str) -> None:
    doubt = Doubt(DoubtKind(kind), Figures(5, 6, 7), FiscalYear(2026), Decimal("1.1"), Figures(1, 2, 3), 4)

    assert doubt_in_words(doubt)[-1] in "。）"
