import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagu.kernel.japanese.ruby import READINGS, with_readings, without_marks


def read(text: str) -> str:
    return "".join(f"{one.text}[{one.reading}]" if one.reading else one.text for one in with_readings(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("子育てひろば", "子育[こそだ]てひろば"),
        ("病児保育", "病児[びょうじ]保育[ほいく]"),
        ("一時預かりをたのむ", "一時預[いちじあず]かりをたのむ"),
        ("ひらがなと カタカナ", "ひらがなと カタカナ"),
        ("小千谷《おぢや》の駅", "小千谷[おぢや]の駅[えき]"),
        ("｜今日《きょう》行く", "今日[きょう]行[い]く"),
        ("今日《》は休み", "今日は休[やす]み"),
    ],
)
def test_readings_stand_above_characters_only(text: str, expected: str) -> None:
    assert read(text) == expected


def test_marks_are_gone_for_readers_without_readings() -> None:
    assert without_marks("小千谷《おぢや》と｜今日《きょう》") == "小千谷と今日"


@pytest.mark.parametrize(("word", "reading"), READINGS.items())
def test_our_own_list_reads_as_it_says(word: str, reading: str) -> None:
    pieces = list(with_readings(word))

    assert "".join(one.reading or one.text for one in pieces) == reading


@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="｜《》"), max_size=60)
)
def test_no_letter_is_lost_whatever_is_written(text: str) -> None:
    assert "".join(one.text for one in with_readings(text)) == text
