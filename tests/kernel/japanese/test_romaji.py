"""Half-typed romaji."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagu.kernel.japanese.romaji import SYLLABLES, TypedReading, read_romaji, reading_prefixes


@pytest.mark.parametrize(
    ("typed", "kana", "following"),
    [
        ("hiro", "ひろ", ""),
        ("sho", "しょ", ""),
        ("syo", "しょ", ""),
        ("hirob", "ひろ", "ばびぶべぼ"),
        ("ひろb", "ひろ", "ばびぶべぼ"),
        ("ヒロb", "ひろ", "ばびぶべぼ"),
        ("HIRO", "ひろ", ""),
        ("ｈｉｒｏ", "ひろ", ""),
        ("jouetsu", "じょうえつ", ""),
        ("zyouetu", "じょうえつ", ""),
        ("jōetsu", "じょえつ", ""),
        ("konna", "こんな", ""),
        ("honn", "ほん", ""),
        ("kin'en", "きんえ", "なにぬねのん"),
        ("shinbun", "しんぶ", "なにぬねのん"),
        ("shimbu", "しんぶ", ""),
        ("gakkou", "がっこう", ""),
        ("matcha", "まっちゃ", ""),
        ("ma-mi-", "まーみー", ""),
        ("na", "な", ""),
        ("まt", "ま", "たちつてとっ"),
        ("sh", "", "し"),
        ("まま", "まま", ""),
        ("ko so", "こそ", ""),
    ],
)
def test_what_is_typed_so_far_is_read(typed, kana, following):
    assert read_romaji(typed) == TypedReading(kana, tuple(following))


@pytest.mark.parametrize("typed", ["東京", "", "xyz", "qa", "hiro!", "123", "l"])
def test_what_is_not_romaji_is_left_alone(typed):
    assert (read_romaji(typed), reading_prefixes(typed)) == (None, ())


def test_an_unfinished_syllable_gives_every_beginning():
    assert reading_prefixes("ky") == ("きゃ", "きゅ", "きょ")


@given(st.lists(st.sampled_from(sorted(key for key in SYLLABLES if key != "n")), min_size=1, max_size=6))
def test_a_word_is_never_lost_while_it_is_typed(syllables):
    word = "".join(syllables)
    whole = read_romaji(word)

    missed = [
        word[:length]
        for length in range(1, len(word))
        if not any(whole.kana.startswith(prefix) for prefix in reading_prefixes(word[:length]))
    ]

    assert missed == []
