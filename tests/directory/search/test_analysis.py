"""What a sentence says: ages, times, price; and which words are left."""

import pytest

from tsunagu.directory.queries.search.analysis import analyse
from tsunagu.directory.queries.search.modifiers import EVENING, MIDNIGHT, read_modifiers
from tsunagu.directory.queries.search.vocabulary import Term, Vocabulary, build
from tsunagu.kernel.japanese.fold import fold


@pytest.fixture(scope="module")
def words() -> Vocabulary:
    return build(
        version=1,
        town_name="上越市",
        terms=[
            Term("need", "temporary_care", "少し預ける", ("一時預かり", "美容院"), "leave_child"),
            Term("need", "postpartum_mind", "気持ちが落ちこむ", ("産後うつ",), "postpartum"),
        ],
        synonyms=[(["一時預かり", "一時保育"], []), (["シッター"], ["一時預かり"])],
        districts=[],
    )


@pytest.mark.parametrize(
    ("said", "months"),
    [
        ("1歳半", (18, 18)),
        ("一歳半の子", (18, 18)),
        ("１才", (12, 23)),
        ("2歳3ヶ月", (27, 27)),
        ("二歳三か月", (27, 27)),
        ("0歳", (0, 11)),
        ("3か月の赤ちゃん", (3, 3)),
        ("生後２ヵ月", (2, 2)),
        ("十か月健診", (10, 10)),
        ("小1の壁", (72, 95)),
        ("小学三年生", (96, 119)),
        ("中2", (156, 179)),
        ("小学生", (72, 155)),
        ("新生児", (0, 1)),
        ("乳児", (0, 11)),
        ("年長さん", (60, 83)),
        ("小さい子", None),
        ("中国語", None),
        ("高田公園", None),
    ],
)
def test_ages(said: str, months: tuple[int, int] | None):
    assert read_modifiers(fold(said)).age_months == months


@pytest.mark.parametrize(
    ("said", "weekdays"),
    [
        ("日曜", {6}),
        ("土日", {5, 6}),
        ("火曜日と木曜日", {1, 3}),
        ("週末", {5, 6}),
        ("誕生日", set()),
        ("今日", set()),
    ],
)
def test_weekdays(said: str, weekdays: set[int]):
    assert read_modifiers(fold(said)).weekdays == weekdays


@pytest.mark.parametrize(
    ("said", "minute"),
    [("夜中", MIDNIGHT), ("夜", MIDNIGHT), ("夕方", EVENING), ("夜泣き", None), ("昼", None)],
)
def test_times_of_day(said: str, minute: int | None):
    assert read_modifiers(fold(said)).minute == minute


@pytest.mark.parametrize(
    ("said", "now"),
    [
        ("今あいてる", True),
        ("いますぐ", True),
        ("今日", True),
        ("今年", False),
        ("今度", False),
        ("昨今", False),
    ],
)
def test_now(said: str, now: bool):
    assert read_modifiers(fold(said)).open_now is now


@pytest.mark.parametrize(
    ("said", "free"), [("無料", True), ("タダで", True), ("ただいま", False), ("有料", False)]
)
def test_free(said: str, free: bool):
    assert read_modifiers(fold(said)).free is free


@pytest.mark.parametrize("said", ["妊娠中", "妊婦", "妊娠15週", "マタニティ", "臨月"])
def test_pregnancy(said: str):
    assert read_modifiers(fold(said)).is_pregnant is True


def test_a_known_expression_is_one_group_and_leads_to_its_need(words: Vocabulary):
    analysis = analyse("産後うつかもしれない", words)

    assert analysis.groups[0].text == "産後うつ"
    assert analysis.groups[0].leads["need", "postpartum_mind"] == 1.0


def test_a_kana_reading_of_a_known_expression_leads_where_the_expression_leads(words: Vocabulary):
    analysis = analyse("さんごうつ", words)

    assert ("need", "postpartum_mind") in analysis.groups[0].leads


def test_a_synonym_is_looked_for_and_leads_where_the_word_leads(words: Vocabulary):
    group = analyse("一時保育", words).groups[0]

    assert "一時預かり" in [each.text for each in group.alternatives]
    assert ("need", "temporary_care") in group.leads


def test_words_that_lead_one_way_do_not_lead_back(words: Vocabulary):
    assert "しったー" not in [each.text for each in analyse("一時預かり", words).groups[0].alternatives]
    assert "一時預かり" in [each.text for each in analyse("シッター", words).groups[0].alternatives]


def test_the_towns_own_name_says_nothing_within_the_town(words: Vocabulary):
    analysis = analyse("上越市 一時預かり", words)

    assert [group.text for group in analysis.groups] == ["一時預かり"]
    assert analysis.named_town is True


def test_the_frame_of_a_question_is_dropped(words: Vocabulary):
    analysis = analyse("離乳食について教えてください", words)

    assert [group.text for group in analysis.groups] == ["離乳食"]
