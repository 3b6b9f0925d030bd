"""How a question in another language is cut; what its expressions mean is the town's data."""

from typing import Any

import pytest

from tests.directory.search.conftest import listed, names
from tsunagu.directory.queries.search.analysis import analyse
from tsunagu.directory.queries.search.other_languages import is_chinese
from tsunagu.directory.queries.search.vocabulary import Term, Vocabulary, build
from tsunagu.kernel.municipality.models import Municipality


@pytest.fixture(scope="module")
def words() -> Vocabulary:
    return build(
        version=1,
        town_name="上越市",
        terms=[
            Term(
                "need",
                "temporary_care",
                "少し預ける",
                ("一時預かり",),
                "leave_child",
                other_names=("Temporary care", "托管孩子", "Deixar a criança", "Gửi trẻ"),
            )
        ],
        synonyms=[(["咨询", "tư vấn", "preciso conversar"], ["相談"])],
        districts=[],
    )


def groups(question: str, words: Vocabulary) -> list[str]:
    return [group.text for group in analyse(question, words).groups]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("temporary care", ["temporarycare"]),
        ("I need temporary care for my baby", ["temporarycare"]),
        ("Quero deixar a criança", ["deixaracrianca"]),
        ("deixar a crianca no sabado", ["deixaracrianca", "sabado"]),
        ("tôi muốn gửi trẻ", ["guitre"]),
        ("GUI TRE", ["guitre"]),
        ("我想托管孩子", ["托管孩子"]),
        ("请问在哪里可以咨询吗", ["咨询"]),
    ],
)
def test_a_known_expression_is_one_group_and_the_wish_around_it_none(
    words: Vocabulary, question: str, expected: list[str]
) -> None:
    assert groups(question, words) == expected


@pytest.mark.parametrize("question", ["gửi trẻ", "gui tre", "Gửi  Trẻ", "gu\u031bi\u0309 tre\u0309"])
def test_accents_case_and_spaces_do_not_matter(words: Vocabulary, question: str) -> None:
    (group,) = analyse(question, words).groups

    assert group.leads["need", "temporary_care"] == 1.0


@pytest.mark.parametrize("question", ["recém-nascido", "recem nascido", "RECÉM NASCIDO"])
def test_a_hyphen_between_latin_letters_does_not_matter(question: str) -> None:
    words = build(
        version=1,
        town_name="",
        terms=[Term("need", "newborn_visit", "新生児訪問", other_names=("Recém-nascido",))],
        synonyms=[],
        districts=[],
    )

    (group,) = analyse(question, words).groups

    assert group.leads["need", "newborn_visit"] == 0.8


def test_words_in_passing_are_looked_for_where_nothing_else_is_known(words: Vocabulary) -> None:
    assert groups("no na de", words) == ["no", "na", "de"]
    assert groups("baby", words) == ["baby"]


@pytest.mark.parametrize("question", ["有料託児", "去年", "我慢", "保育園", "在宅", "子育てのこと", "目的"])
def test_a_japanese_question_is_never_taken_for_a_chinese_one(question: str) -> None:
    assert not is_chinese(question)


def test_a_chinese_question_of_nothing_known_keeps_all_that_it_says(words: Vocabulary) -> None:
    assert groups("我们", words) != []


@pytest.mark.parametrize("written", ["Cantinho Família", "Cantinho Familia"])
@pytest.mark.parametrize("asked", ["família", "familia", "FAMÍLIA", "cantinho familia"])
def test_a_name_with_accents_is_found_without_and_the_other_way_round(
    in_joetsu: Municipality, find: Any, written: str, asked: str
) -> None:
    listed(written, "カンチーニョ")

    assert names(find(asked)) == [written]
