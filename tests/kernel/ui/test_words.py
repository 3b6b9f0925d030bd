"""Values in the words of each language."""

from datetime import date

import pytest
from django.utils.translation import override
from markupsafe import Markup

from tsunagu.kernel.dates.age import Age, age_on
from tsunagu.kernel.dates.fiscal_year import FiscalYear
from tsunagu.kernel.dates.wareki import BadDate, read_date
from tsunagu.kernel.japanese.misread import Misread
from tsunagu.kernel.japanese.numbers import NotANumber, read_number
from tsunagu.kernel.japanese.phone import BadPhoneNumber, read_phone
from tsunagu.kernel.japanese.postal import BadPostalCode, read_postal_code
from tsunagu.kernel.ui.words import (
    age_words,
    day_words,
    day_words_without_weekday,
    family_day_words,
    fiscal_year_words,
    joined,
    refusal_words,
    school_words,
    with_remark,
)

A_TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("ja", ("令和8年11月24日（火）", "令和8年11月24日", "2026年11月24日")),
        ("ja-easy", ("2026年11月24日（火）", "2026年11月24日", "2026年11月24日")),
        ("en", ("Tue, 24 Nov 2026", "24 Nov 2026", "24 Nov 2026")),
    ],
)
def test_a_day_is_written_as_its_reader_counts(language: str, written: tuple[str, str, str]) -> None:
    with override(language):
        said = day_words(A_TUESDAY), day_words_without_weekday(A_TUESDAY), family_day_words(A_TUESDAY)

    assert said == written


def test_the_first_year_of_an_era_has_a_name_of_its_own() -> None:
    with override("ja"):
        assert day_words_without_weekday(date(2019, 5, 1)) == "令和元年5月1日"


@pytest.mark.parametrize(
    ("age", "japanese", "english"),
    [
        (Age(0, 0, 0), "生後0日", "0 days old"),
        (Age(0, 0, 1), "生後1日", "1 day old"),
        (Age(0, 5, 3), "生後5か月", "5 months old"),
        (Age(1, 1, 0), "1歳1か月", "1 year 1 month"),
        (Age(2, 0, 9), "2歳", "2 years"),
        (Age(6, 2, 0), "6歳2か月", "6 years 2 months"),
        (Age(7, 2, 0), "7歳", "7 years"),
    ],
)
def test_an_age_is_told_finer_the_younger_the_child(age: Age, japanese: str, english: str) -> None:
    with override("ja"):
        assert (age_words(age), age.label) == (japanese, japanese)
    with override("en"):
        assert age_words(age) == english


def test_easy_japanese_tells_an_age_from_the_birth_on() -> None:
    with override("ja-easy"):
        assert age_words(Age(0, 5, 3)) == "生まれて 5か月"


@pytest.mark.parametrize(
    ("born", "label"),
    [
        (date(2026, 5, 1), "0歳児クラス"),
        (date(2025, 4, 2), "0歳児クラス"),
        (date(2025, 4, 1), "1歳児クラス"),
        (date(2020, 4, 2), "5歳児クラス"),
        (date(2020, 4, 1), "小学1年"),
        (date(2014, 4, 2), "小学6年"),
        (date(2014, 4, 1), "中学1年"),
        (date(2011, 4, 2), "中学3年"),
        (date(2011, 4, 1), "高校1年相当"),
        (date(2008, 4, 2), "高校3年相当"),
        (date(2008, 4, 1), ""),
    ],
)
def test_the_class_of_a_child_in_fiscal_2026(born: date, label: str) -> None:
    with override("ja"):
        assert school_words(born, date(2026, 11, 21)) == label


@pytest.mark.parametrize(
    ("language", "said"),
    [("ja", "令和8年度（2026年度）"), ("ja-easy", "令和8年度（2026年度）"), ("en", "FY2026")],
)
def test_a_fiscal_year_has_both_calendars_where_there_are_two(language: str, said: str) -> None:
    with override(language):
        assert fiscal_year_words(FiscalYear(2026)) == said


@pytest.mark.parametrize(
    ("language", "said"), [("ja", ("電話、来所", "電話・来所")), ("en", ("電話, 来所", "電話, 来所"))]
)
def test_the_language_decides_what_stands_between_words(language: str, said: tuple[str, str]) -> None:
    ways = ["電話", "来所"]

    with override(language):
        assert (joined(ways), joined(ways, "・")) == said


def test_a_list_with_markup_in_it_stays_markup_and_its_other_words_are_escaped() -> None:
    with override("en"):
        assert joined([Markup("<b>Hiro</b>"), "A & B"]) == Markup("<b>Hiro</b>, A &amp; B")


def test_a_remark_stands_in_the_brackets_of_its_language() -> None:
    with override("ja"):
        assert (with_remark("開いています", "16時まで"), with_remark("開いています", "")) == (
            "開いています（16時まで）",
            "開いています",
        )
    with override("en"):
        assert with_remark("Open", "until 16:00") == "Open (until 16:00)"


def test_markup_in_a_remark_stays_markup_and_text_beside_it_is_escaped() -> None:
    with override("en"):
        assert with_remark(Markup("<b>Open</b>"), "<16:00") == Markup("<b>Open</b> (&lt;16:00)")


def _refusal(read: object, text: str) -> Misread:
    with pytest.raises(Misread) as refusal:
        read(text)  # type: ignore[operator]
    return refusal.value


@pytest.mark.parametrize(
    ("read", "text", "kind", "english"),
    [
        (
            read_date,
            "きのう",
            BadDate,
            "“きのう” cannot be read as a date (e.g. 2026/4/1, R8.4.1, 令和8年4月1日).",
        ),
        (read_date, "2026/2/30", BadDate, "There is no such day: year 2026, month 2, day 30."),
        (
            FiscalYear.read,
            "50%",
            BadDate,
            "“50%” cannot be read as a fiscal year (e.g. 令和8年度, R8, 2026年度).",
        ),
        (
            FiscalYear.read,
            "平成32年度",
            BadDate,
            "There is no fiscal year “平成32年度”. 平成 ended on 30 Apr 2019.",
        ),
        (read_phone, "0255", BadPhoneNumber, "“0255” has 4 digits. Please give a number of 10 digits."),
        (read_postal_code, "94308", BadPostalCode, "“94308” has 5 digits. A postal code has 7."),
        (
            read_number,
            "多数",
            NotANumber,
            "“多数” cannot be read as a number. Please type figures only (e.g. 1,234, △508).",
        ),
        (
            lambda text: age_on(A_TUESDAY, date.fromisoformat(text)),
            "2026-11-23",
            Misread,
            "An age cannot be counted on a day before the birth.",
        ),
    ],
)
def test_what_could_not_be_read_says_why_in_the_language_of_the_page(
    read: object, text: str, kind: type[Misread], english: str
) -> None:
    refusal = _refusal(read, text)

    with override("en"):
        assert (refusal_words(refusal), isinstance(refusal, kind)) == (english, True)
    with override("ja"):
        assert refusal_words(refusal) == str(refusal)
