"""Somebody must look at once when a text sounds of dying or violence."""

import pytest

from tsunagu.kernel.japanese.alarm import sounds_alarming


@pytest.mark.parametrize(
    "text",
    [
        "もう死にたいです",
        "シニタイ",
        "夫に殴られます",
        "子どもを叩いてしまう",
        "ｄｖかもしれない",
        "消えて しまいたい",
    ],
)
def test_words_of_danger_are_heard_however_written(text: str) -> None:
    assert sounds_alarming(text)


@pytest.mark.parametrize("text", ["夜泣きで眠れません", "離乳食を食べません", "遊び場を教えてください", ""])
def test_everyday_worries_are_not_alarming(text: str) -> None:
    assert not sounds_alarming(text)
