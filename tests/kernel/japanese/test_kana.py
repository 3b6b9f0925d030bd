"""Kana and 五十音 order."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagu.kernel.japanese.kana import (
    gojuon_row,
    gojuon_row_key,
    hira_to_kata,
    is_hiragana,
    is_katakana,
    kana_sort_key,
    kata_to_hira,
    letters_of_row,
    sort_form,
    to_reading,
)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("ナガオカ", True),
        ("ナガオカ　タロウ", True),
        ("ジョン・スミス", True),
        ("サーヤ", True),
        ("ヴィオラ", True),
        ("ながおか", False),
        ("ﾅｶﾞｵｶ", False),
        ("長岡", False),
        ("ー", False),
        ("", False),
    ],
)
def test_a_furigana_is_full_width_katakana(text, answer):
    assert is_katakana(text) is answer


def test_hiragana_is_told_from_katakana():
    assert [is_hiragana(text) for text in ("ままのま", "ママノマ", "まま Cafe")] == [True, False, False]


@pytest.mark.parametrize("text", ["ながおか　たろう", "ﾅｶﾞｵｶ ﾀﾛｳ", " ナガオカ  タロウ "])
def test_a_typed_furigana_becomes_katakana_with_single_spaces(text):
    assert to_reading(text) == "ナガオカ タロウ"


def test_kana_are_turned_over_and_the_rest_stays():
    assert [kata_to_hira("ママCafe子"), hira_to_kata("ままCafe子")] == ["ままCafe子", "ママCafe子"]


@given(st.text(st.characters(min_codepoint=0x3041, max_codepoint=0x3096)))
def test_hiragana_come_back_from_katakana(text):
    assert kata_to_hira(hira_to_kata(text)) == text


@pytest.mark.parametrize(
    ("reading", "row"),
    [
        ("オーレンプラザ", "あ行"),
        ("ガッコウ", "か行"),
        ("じょうえつ", "さ行"),
        ("ヅカ", "た行"),
        ("ﾊﾟﾊﾟ", "は行"),
        ("ヴィオラ", "あ行"),
        ("ユウ", "や行"),
        ("ワダ", "わ行"),
        ("NPO", "他"),
        ("119", "他"),
        ("", "他"),
    ],
)
def test_an_index_puts_a_reading_in_its_row(reading, row):
    assert gojuon_row(reading) == row


def test_a_long_mark_sorts_as_the_vowel_before_it():
    assert [sort_form("サーヤ"), sort_form("コーヒー"), sort_form("ニャー")] == [
        "さあや",
        "こおひい",
        "にやあ",
    ]


def test_readings_sort_as_in_a_japanese_index():
    in_order = [
        "アオキ",
        "カアド",
        "カキ",
        "ガキ",
        "カキノキ",
        "キャク",
        "サトウ",
        "ハハ",
        "ハバ",
        "ババ",
        "パパ",
        "ビョウイン",
        "ミライ",
        "ワダ",
    ]

    shuffled = random.Random(8).sample(in_order, len(in_order))

    assert sorted(shuffled, key=kana_sort_key) == in_order


def test_hiragana_and_katakana_sort_alike():
    assert kana_sort_key("ながおか") == kana_sort_key("ナガオカ")


def test_every_letter_belongs_to_the_row_that_its_readings_are_found_in() -> None:
    assert letters_of_row("a") == "ぁあぃいぅうぇえぉおゔ"
    assert letters_of_row("ha") == "はばぱひびぴふぶぷへべぺほぼぽ"
    assert [gojuon_row_key(reading) for reading in ("ガッコウ", "ヴィオラ", "ン", "Ａ", "")] == [
        "ka",
        "a",
        "wa",
        "other",
        "other",
    ]
