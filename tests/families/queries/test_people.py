"""Search before create: found however it is written, twins kept apart, nothing disclosed."""

from datetime import date

import pytest

from tests.factories.directory import make_organisation
from tests.factories.families import make_household, make_person
from tests.factories.kernel import acting_as, make_user
from tsunagu.families.actions.addresses import record_address
from tsunagu.families.queries.people import (
    Likeness,
    PersonQuestion,
    find_people,
    is_registered_elsewhere,
    read_question,
    twins_among,
)
from tsunagu.kernel.municipality.acting import acting

BORN = date(2024, 5, 1)


def found(text: str) -> list[tuple[str, Likeness]]:
    return [(match.person.name, match.likeness) for match in find_people(read_question(text))]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("さとう さくら R6.5.1", PersonQuestion("さとう", "さくら", True, BORN)),
        ("2024/5/1　サトウ　サクラ", PersonQuestion("サトウ", "サクラ", True, BORN)),
        ("髙橋 025-526-5111", PersonQuestion("髙橋", phone="0255265111")),
        ("佐藤 さくら", PersonQuestion("佐藤", "さくら", False)),
        ("０９０１２３４５６７８", PersonQuestion(phone="09012345678")),
        ("", PersonQuestion()),
    ],
)
def test_one_typed_line_is_read_as_name_birth_date_and_number(text: str, question: PersonQuestion) -> None:
    assert read_question(text) == question


@pytest.mark.django_db
@pytest.mark.usefixtures("in_joetsu")
class TestFinding:
    def test_the_same_name_and_birth_date_is_the_likeliest(self) -> None:
        make_person()

        assert found("さとう さくら R6.5.1") == [("佐藤 さくら", Likeness.SAME)]

    def test_of_two_with_the_same_name_the_one_with_the_number_comes_first_and_says_so(self) -> None:
        make_person()
        make_person(phone="090-1234-5678")

        matches = find_people(read_question("佐藤 さくら 090-1234-5678"))

        assert [match.reasons for match in matches] == [("姓名が同じ", "電話番号が同じ"), ("姓名が同じ",)]

    @pytest.mark.parametrize("text", ["高橋", "髙橋", "たかはし", "ﾀｶﾊｼ", "たか", "高"])
    def test_variants_of_a_kanji_and_pieces_of_a_reading_find_the_person(self, text: str) -> None:
        make_person(family_name="髙橋", given_name="花子", family_kana="タカハシ", given_kana="ハナコ")

        assert found(text) == [("髙橋 花子", Likeness.POSSIBLE)]

    @pytest.mark.parametrize("text", ["きようこ", "キョウコ", "きょーこ"])
    def test_small_kana_and_long_marks_do_not_matter(self, text: str) -> None:
        make_person(given_name="京子", given_kana="キョウコ" if "ー" not in text else "キョーコ")

        assert found(text) == [("佐藤 京子", Likeness.POSSIBLE)]

    def test_a_number_finds_the_household(self) -> None:
        make_person(phone="025-526-5111")

        assert found("0255265111") == [("佐藤 さくら", Likeness.POSSIBLE)]

    def test_another_birth_date_is_said_and_never_the_same(self) -> None:
        make_person()

        (match,) = find_people(read_question("さとう さくら R5.5.1"))

        assert (match.likeness, match.reasons) == (Likeness.POSSIBLE, ("姓名が同じ", "生年月日は違う"))

    def test_a_stranger_is_not_found(self) -> None:
        make_person()

        assert found("すずき はな") == []

    def test_a_twin_is_told_apart_and_not_taken_for_the_sibling(self) -> None:
        home = make_household()
        make_person(home)
        make_person(home, given_name="すみれ", given_kana="スミレ")

        assert found("さとう すみれ R6.5.1") == [
            ("佐藤 すみれ", Likeness.SAME),
            ("佐藤 さくら", Likeness.SIBLING),
        ]

    def test_a_twin_not_yet_recorded_finds_the_sibling_as_another_person(self) -> None:
        make_person()

        assert found("さとう すみれ R6.5.1") == [("佐藤 さくら", Likeness.SIBLING)]

    def test_two_of_a_day_in_one_household_are_counted_as_twins(self) -> None:
        home = make_household()
        first, second = make_person(home), make_person(home, given_name="すみれ", given_kana="スミレ")
        elder = make_person(home, given_name="蓮", given_kana="レン", born_on=date(2021, 1, 9))

        assert twins_among([first, second, elder]) == {first.id: 2, second.id: 2}


@pytest.mark.django_db
@pytest.mark.usefixtures("in_joetsu")
class TestDisclosure:
    def test_another_desks_family_is_not_found_and_only_its_existence_is_told(self) -> None:
        theirs, mine = make_organisation().id, make_organisation().id
        make_person(make_household(theirs))
        question = read_question("さとう さくら R6.5.1")
        user = make_user()

        with acting(acting_as(user, mine)):
            assert (find_people(question), is_registered_elsewhere(question)) == ([], True)
        with acting(acting_as(user, theirs)):
            assert len(find_people(question)) == 1
            assert is_registered_elsewhere(question) is False

    @pytest.mark.parametrize("text", ["さとう R6.5.1", "さとう さくら", "さとう すみれ R6.5.1"])
    def test_a_part_of_what_is_known_tells_nothing(self, text: str) -> None:
        make_person(make_household(make_organisation().id))

        with acting(acting_as(make_user(), make_organisation().id)):
            assert is_registered_elsewhere(read_question(text)) is False

    def test_the_kanji_tell_as_much_as_the_reading(self) -> None:
        make_person(make_household(make_organisation().id), family_name="髙橋", given_name="花")

        with acting(acting_as(make_user(), make_organisation().id)):
            assert is_registered_elsewhere(read_question("高橋 花 R6.5.1")) is True

    def test_a_hidden_family_leaves_no_trace_for_other_desks(self) -> None:
        home = make_household(make_organisation().id)
        make_person(home)
        record_address(household=home, text="上越市どこか1-2", is_hidden=True, by=None, at=home.recorded_at)
        make_person(home, given_name="蓮", given_kana="レン")

        with acting(acting_as(make_user(), make_organisation().id)):
            assert is_registered_elsewhere(read_question("さとう さくら R6.5.1")) is False
            assert is_registered_elsewhere(read_question("さとう れん R6.5.1")) is False
