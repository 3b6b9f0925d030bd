"""Mistakes that other Japanese searches are known for, each once."""

from collections.abc import Callable

import pytest

from tests.directory.search.conftest import listed, names
from tsunagu.directory.queries.search import SearchResult

Find = Callable[..., SearchResult]
pytestmark = pytest.mark.usefixtures("in_joetsu")


def test_characters_with_one_chinese_sound_are_not_mixed_up(find: Find):
    listed("日健クリニック", "ニッケンクリニック")
    listed("日見中央病院", "ヒミチュウオウビョウイン")

    assert names(find("健")) == ["日健クリニック"]


def test_an_all_kanji_listing_does_not_hide_earlier_ones(find: Find):
    listed("東京のひろば", "トウキョウノヒロバ")
    listed("東京都立病院", "トウキョウトリツビョウイン")

    assert sorted(names(find("東京"))) == ["東京のひろば", "東京都立病院"]


@pytest.mark.parametrize("typed", ["東", "日東", "東電", "電工"])
def test_a_piece_of_a_long_kanji_name_is_found(find: Find, typed: str):
    listed("日東電工株式会社", "ニットウデンコウ")

    assert names(find(typed)) == ["日東電工株式会社"]


def test_the_listing_that_contains_the_whole_word_stands_first(find: Find):
    listed("有料の集い", summary="料理を配信します。")
    listed("有料配信の会")

    assert names(find("有料配信"))[0] == "有料配信の会"


def test_a_part_of_a_compound_is_found(find: Find):
    listed("関西国際空港の託児", "カンサイコクサイクウコウノタクジ")

    assert names(find("空港")) == ["関西国際空港の託児"]


def test_a_word_that_is_cut_differently_on_each_side_is_found(find: Find):
    listed("新幹線のひろば", "シンカンセンノヒロバ")
    listed("新しい会", "アタラシイカイ")

    assert names(find("新幹線"))[0] == "新幹線のひろば"
    assert names(find("新幹")) == ["新幹線のひろば"]


def test_short_units_are_found_from_a_long_question(find: Find):
    listed("預かりの家", "アズカリノイエ")

    assert names(find("一時預かり保育")) == ["預かりの家"]


def test_a_sentence_is_not_one_contiguous_phrase(find: Find):
    listed("夜間の預かり", "ヤカンノアズカリ", summary="夜に子どもを預けられます。")

    assert names(find("夜中に急に子どもを預けたいのですがどうすればいいですか")) == ["夜間の預かり"]


def test_a_row_that_reading_every_text_finds_is_found_by_the_index(find: Find):
    listed("すこやかなくらし包括支援センター", "スコヤカナクラシホウカツシエンセンター")

    assert names(find("なくらし包")) == ["すこやかなくらし包括支援センター"]


@pytest.mark.parametrize("typed", ["た", "さ", "たけ", "さくら"])
def test_the_beginning_of_a_name_is_found(find: Find, typed: str):
    listed("たけのこ", "タケノコ")
    listed("さくら", "サクラ")

    expected = {"た": "たけのこ", "さ": "さくら", "たけ": "たけのこ", "さくら": "さくら"}[typed]

    assert names(find(typed))[0] == expected


@pytest.mark.parametrize("typed", ["らーめん", "ラーメン", "ﾗｰﾒﾝ", "ラ－メン"])
def test_kana_width_and_dashes_do_not_matter(find: Find, typed: str):
    listed("親子ラーメンの日", "オヤコラーメンノヒ")

    assert names(find(typed)) == ["親子ラーメンの日"]


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("霞ヶ関のひろば", "霞が関"),
        ("霞ヶ関のひろば", "霞ケ関"),
        ("霞が関のひろば", "霞ヶ関"),
        ("篠ノ井の会", "篠ﾉ井"),
        ("淵の会", "渕"),
        ("葛󠄀城の会", "葛城"),
        ("渡邉文庫", "渡辺文庫"),
        ("髙田公園", "高田公園"),
        ("川﨑の会", "川崎"),
    ],
)
def test_variants_of_a_letter_find_each_other(find: Find, written: str, typed: str):
    listed(written)

    assert names(find(typed)) == [written]


@pytest.mark.parametrize("typed", ["みはるまち", "ﾐﾊﾙ", "miharu", "mihar"])
def test_a_place_is_found_by_its_reading_and_by_romaji(find: Find, typed: str):
    listed("三春町のひろば", "ミハルマチノヒロバ")

    assert names(find(typed)) == ["三春町のひろば"]
