"""Numbers as Japanese offices write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagu.kernel.japanese.numbers import NotANumber, read_kanji_number, read_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1500", 1500),
        ("１，５００", 1500),
        ("1,234人", 1234),
        ("△508", -508),
        ("▲508", -508),
        ("-508", -508),
        ("－５０８", -508),
        ("−508", -508),
        ("+3", 3),
        ("12,210,190千円", 12_210_190_000),
        ("6240千円", 6_240_000),
        ("3億5,000万円", 350_000_000),
        ("1万2千", 12_000),
        ("2百万円", 2_000_000),
        ("19.5万人", 195_000),
        ("2.1", Decimal("2.1")),
        ("973.81㎢", Decimal("973.81")),
        ("12.5%", Decimal("12.5")),
        ("１２．５％", Decimal("12.5")),
        ("14か所", 14),
        ("14ヵ所", 14),
        ("347 日", 347),
        ("２０２６", 2026),
        ("〇", 0),
        ("十", 10),
        ("二十三", 23),
        ("百", 100),
        ("千二百三十四", 1234),
        ("二〇二六", 2026),
        ("三万五千", 35_000),
        ("0", 0),
        ("△1,234.5", Decimal("-1234.5")),
    ],
)
def test_a_number_is_read(text, value):
    assert read_number(text) == value


@pytest.mark.parametrize("text", ["", "　", "□", "-", "－", "ー", "―", "—", "…", "不明"])
def test_a_figure_left_open_is_unknown_and_not_zero(text):
    assert read_number(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "約100",
        "1,23",
        "12,34,567",
        "1.2.3",
        "百千",
        "万",
        "1億2億",
        "5万3億",
        "人",
        "△",
        "10-20",
        "3人5人",
        "1 2a",
    ],
)
def test_anything_else_is_refused(text):
    with pytest.raises(NotANumber):
        read_number(text)


def test_a_refusal_says_what_to_do():
    with pytest.raises(NotANumber) as refusal:
        read_number("約100")

    assert (
        str(refusal.value) == "「約100」は数として読めません。数字だけを入れてください（例：1,234、△508）。"
    )


def test_a_kanji_number_is_not_read_from_arabic_figures():
    with pytest.raises(NotANumber):
        read_kanji_number("23")


@given(st.integers(-(10**12), 10**12))
def test_every_whole_number_is_read_back_from_the_way_tables_print_it(value):
    printed = f"△{-value:,}" if value < 0 else f"{value:,}"

    assert read_number(printed) == value


@given(st.integers(1, 9999))
def test_kanji_numbers_are_read_back(value):
    digits = dict(zip("123456789", "一二三四五六七八九", strict=True))
    units = ["", "十", "百", "千"]
    written = "".join(
        ("" if digit == "1" and place else digits[digit]) + units[place]
        for place, digit in zip(range(len(str(value)) - 1, -1, -1), str(value), strict=True)
        if digit != "0"
    )

    assert read_kanji_number(written) == value


@given(st.text(st.sampled_from("0123456789０,，.△-〇一二三十百千万億円人か所% ")))
def test_any_text_is_a_number_unknown_or_refused_with_a_reason(text):
    try:
        found = read_number(text)
    except NotANumber as refusal:
        found = str(refusal)

    assert found is None or isinstance(found, int | Decimal) or found.endswith("。")
