"""Search keys."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagu.kernel.japanese.fold import fold, fold_alternatives, fold_name
from tsunagu.kernel.japanese.variants import COMMON_FORM

LETTERS = st.sampled_from(
    "あかがさざっゃをんヅヂアカガッャヴヶヵケー・-〜 　髙﨑邉齋濵澤廣國嶋藏德渕萬子育支援ＡａＺ１1①㈱ｾﾝﾀｰ"
)


@pytest.mark.parametrize(
    ("written", "searched"),
    [
        ("髙橋", "高橋"),
        ("山﨑", "山崎"),
        ("渡邉", "渡辺"),
        ("渡邊", "渡辺"),
        ("齋藤", "斉藤"),
        ("齊藤", "斎藤"),
        ("濵田", "浜田"),
        ("澤田", "沢田"),
        ("廣川", "広川"),
        ("國分", "国分"),
        ("中嶋", "中島"),
        ("嶌田", "島田"),
        ("藏王", "蔵王"),
        ("德田", "徳田"),
        ("渕上", "淵上"),
        ("萬代橋", "万代橋"),
        ("𠮷田", "吉田"),
        ("葛\U000e0100城", "葛城"),
        ("学校法人 櫻學園", "学校法人 桜学園"),
        ("ナガオカ", "ながおか"),
        ("ﾅｶﾞｵｶ", "ながおか"),
        ("ファミリー・サポート・センター", "ファミリーサポートセンター"),
        ("のびのび～の！", "のびのび〜の!"),
        ("ｾﾝﾀｰ", "センター"),
        ("センタ―", "センター"),
        ("０２５－５２６", "025‐526"),
        ("ＮＰＯ法人", "npo法人"),
        ("ままのまＣａｆｅ", "ままのまcafe"),
        ("三日月（みかづき）", "三日月(みかずき)"),
        ("ハナヂ", "はなじ"),
        ("ヰタ・ヱビス", "いたえびす"),
        ("霞ヶ関", "霞ケ関"),
        ("一ヶ月", "一ケ月"),
        ("ヴィオラ", "ぶぃおら"),
        ("　子育て　　ひろば ", "子育て ひろば"),
        ("㈱つなぐ", "(株)つなぐ"),
        ("Café", "CAFE"),
        ("gửi trẻ", "gui tre"),
        ("Đà Nẵng", "da nang"),
        ("criança", "crianc\u0327a"),
        ("Jōetsu", "joetsu"),
        ("か\u3099", "が"),
        ("が\u200b", "が"),
    ],
)
def test_two_ways_of_writing_have_one_key(written, searched):
    assert fold(written) == fold(searched)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("きゃく", "きやく"),
        ("はし", "ばし"),
        ("びょういん", "びよういん"),
        ("大阪", "大坂"),
        ("センター", "センタ"),
    ],
)
def test_words_that_differ_keep_different_keys(one, other):
    assert fold(one) != fold(other)


def test_the_key_of_a_name_is_readable():
    assert fold("ＮＰＯ法人　マミーズ・ネット") == "npo法人 まみーずねっと"


@given(st.text())
def test_folding_a_key_again_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(LETTERS, min_size=1, max_size=12), st.data())
def test_a_piece_of_a_text_is_a_piece_of_its_key(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    piece = text[start : start + data.draw(st.integers(1, 2))]

    assert fold(piece) in fold(text)


def test_no_common_form_is_itself_a_variant():
    assert set(COMMON_FORM) & set(COMMON_FORM.values()) == set()


def test_every_variant_survives_unicode_normalisation_to_reach_the_table():
    assert [char for char in COMMON_FORM if unicodedata.normalize("NFKC", char) != char] == []


@pytest.mark.parametrize(
    ("query", "stored"),
    [("霞が関", "霞ヶ関"), ("霞ヶ関", "霞が関"), ("3か月健診", "３ヶ月健診"), ("桜ケ丘", "桜が丘")],
)
def test_a_query_tries_the_other_readings_of_a_small_ke_between_kanji(query, stored):
    assert fold(stored) in fold_alternatives(query)


def test_a_query_without_a_small_ke_has_one_key():
    assert fold_alternatives("子どもがいる") == ("子どもがいる",)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("キョウコ", "キヨウコ"),
        ("ショーコ", "ショコ"),
        ("タナカ　ハナコ", "たなかはなこ"),
        ("ミヅキ", "ミズキ"),
        ("イッペイ", "イツペイ"),
        ("ﾔﾏﾀﾞ", "ヤマダ"),
    ],
)
def test_a_persons_reading_is_found_however_a_clerk_typed_it(one, other):
    assert fold_name(one) == fold_name(other)


def test_different_readings_of_persons_stay_apart():
    assert fold_name("ヒロコ") != fold_name("ヒロキ")


@given(st.text())
def test_folding_a_name_again_changes_nothing(text):
    assert fold_name(fold_name(text)) == fold_name(text)
