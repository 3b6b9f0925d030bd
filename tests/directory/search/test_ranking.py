"""Exact name, then reading, then all words, then synonym, then some of the words."""

from collections.abc import Callable

import pytest

from tests.conftest import TODAY_10AM
from tests.directory.search.conftest import listed, names
from tests.factories.directory import make_location, make_organisation, make_term
from tsunagu.directory.actions.index_search import index_service
from tsunagu.directory.choices import Scheme
from tsunagu.directory.models import SynonymGroup
from tsunagu.directory.queries.search import Point, ReasonKind, SearchResult

Find = Callable[..., SearchResult]
pytestmark = pytest.mark.usefixtures("in_joetsu")


def _reasons(result: SearchResult) -> list[ReasonKind]:
    return [reason.kind for reason in result.hits[0].reasons]


def test_the_exact_name_stands_before_a_name_that_contains_it(find: Find):
    listed("サロン・ド・ママ")
    listed("子育てサロンの集い")
    listed("サロン")

    assert names(find("サロン"))[0] == "サロン"


def test_the_exact_name_stands_before_the_exact_reading(find: Find):
    listed("風", "フウ")
    listed("ふう", "フウヒロバ")

    assert names(find("ふう")) == ["ふう", "風"]


def test_an_exact_reading_stands_before_a_reading_that_contains_it(find: Find):
    listed("千秋てくてく", "センシュウテクテク")
    listed("歩歩", "テクテク")

    assert names(find("てくてく"))[0] == "歩歩"


def test_a_name_stands_before_a_summary(find: Find):
    listed("親子の部屋", summary="助産師と話せます。")
    listed("助産師の部屋")

    assert names(find("助産師")) == ["助産師の部屋", "親子の部屋"]


def test_all_words_stand_before_some(find: Find):
    listed("栄養の話", summary="栄養士が話します。")
    listed("栄養訪問", summary="栄養士が家を訪ねます。")

    result = find("栄養 訪問")

    assert names(result) == ["栄養訪問", "栄養の話"]
    assert [hit.is_partial for hit in result.hits] == [False, True]


def test_the_word_itself_stands_before_its_synonym(find: Find):
    SynonymGroup.objects.create(terms=["託児", "保育ルーム"], updated_at=TODAY_10AM)
    listed("保育ルームみどり")
    listed("託児みどり")

    assert names(find("託児")) == ["託児みどり", "保育ルームみどり"]


def test_a_need_finds_listings_that_do_not_say_the_word(find: Find):
    make_term(Scheme.NEED, "multiples", "ふたご・みつご", words=["双子"])
    listed("多胎家庭の会", "タタイ", needs=("multiples",))

    result = find("双子")

    assert names(result) == ["多胎家庭の会"]
    assert _reasons(result)[0] is ReasonKind.NEED


def test_a_listing_that_has_ended_stands_behind_one_that_runs(find: Find):
    listed("親子サロン 旧", status="defunct")
    listed("親子サロン 新館")

    result = find("親子サロン")

    assert names(result) == ["親子サロン 新館", "親子サロン 旧"]
    assert result.hits[1].reasons[-1].kind is ReasonKind.ENDED


def test_half_a_reading_finds_the_name(find: Find):
    listed("一時預かり", "イチジアズカリ")

    assert names(find("いちじあず")) == ["一時預かり"]


@pytest.mark.parametrize("typed", ["hiroba", "hirob", "ひろb", "HIROBA", "ｈｉｒｏｂａ"])
def test_romaji_finds_the_reading_even_half_typed(find: Find, typed: str):
    listed("親子の広場", "オヤコノヒロバ")

    assert names(find(typed)) == ["親子の広場"]


@pytest.mark.parametrize("typed", ["joetsu", "jouetsu", "じょえつ"])
def test_long_vowels_may_be_left_out(find: Find, typed: str):
    listed("上越の会", "ジョウエツノカイ")

    assert names(find(typed)) == ["上越の会"]


@pytest.mark.parametrize("typed", ["ファミリーサポト", "ファミリーサボート", "フアミリーサポート"])
def test_a_slip_of_the_finger_still_finds_the_name(find: Find, typed: str):
    listed("ファミリーサポート", "ファミリーサポート")

    assert names(find(typed)) == ["ファミリーサポート"]


def test_an_organisations_name_finds_its_services(find: Find):
    listed("親子の日", organisation=make_organisation("マミーズ・ネット"))

    assert names(find("マミーズネット")) == ["親子の日"]


def test_a_places_name_finds_the_services_given_there(find: Find):
    service = listed("親子の日")
    make_location("オーレンプラザ", service=service)
    index_service(service)

    assert names(find("おーれんぷらざ")) == ["親子の日"]


def test_with_a_point_the_nearer_of_two_equals_comes_first_and_says_how_far(find: Find):
    for name, latitude in (("広場 遠い方", 37.30), ("広場 近い方", 37.11)):
        service = listed(name)
        make_location(f"{name}の建物", service=service, latitude=latitude, longitude=138.25)
        index_service(service)

    result = find("広場", near=Point(37.10, 138.25))

    assert names(result) == ["広場 近い方", "広場 遠い方"]
    distances = [reason.metres for reason in result.hits[0].reasons if reason.kind is ReasonKind.DISTANCE]
    assert [round(metres or 0, -2) for metres in distances] == [1100]


def test_a_word_that_nobody_has_does_not_empty_the_page(find: Find):
    listed("離乳食の会")

    assert names(find("離乳食 ペンギン")) == ["離乳食の会"]


def test_an_unrelated_question_finds_nothing(find: Find):
    listed("離乳食の会", summary="栄養士が話すサポートの会です。")

    assert names(find("パスポート")) == []


@pytest.mark.parametrize("typed", ["", "   ", "、。！", "（"])
def test_a_question_of_marks_only_finds_nothing_and_no_question_shows_everything(find: Find, typed: str):
    listed("離乳食の会")

    assert names(find(typed)) == (["離乳食の会"] if not typed.strip() else [])


@pytest.mark.parametrize(
    "typed", ["'", "\\", "a' | 'b", "!!", ":*", "<->", "あ\x00い", "%", "(((", "あ" * 500]
)
def test_no_typed_character_breaks_the_search(find: Find, typed: str):
    listed("離乳食の会")

    assert find(typed).total >= 0
