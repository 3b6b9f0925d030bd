"""Kana: telling it apart, turning it over, and putting names in 五十音 order."""

import unicodedata

_HIRAGANA = "".join(chr(code) for code in range(0x3041, 0x3097)) + "ゝゞ"
_KATAKANA = "".join(chr(code) for code in range(0x30A1, 0x30F7)) + "ヽヾ"
_TO_KATAKANA = str.maketrans(_HIRAGANA, _KATAKANA)
_TO_HIRAGANA = str.maketrans(_KATAKANA, _HIRAGANA)
_SMALL = str.maketrans("ぁぃぅぇぉっゃゅょゎゕゖ", "あいうえおつやゆよわかけ")

LONG_MARK = "ー"
READING_MARKS = frozenset("ー・ 　")
ROWS = (
    "あいうえお",
    "かきくけこ",
    "さしすせそ",
    "たちつてと",
    "なにぬねの",
    "はひふへほ",
    "まみむめも",
    "やゆよ",
    "らりるれろ",
    "わゐゑをん",
)
OTHER_ROW = "他"
# What a row is called in an address, in the order of ROWS; the last is for what no row holds.
ROW_KEYS = ("a", "ka", "sa", "ta", "na", "ha", "ma", "ya", "ra", "wa")
FIRST_OF_ROW = {key: row[0] for key, row in zip(ROW_KEYS, ROWS, strict=True)}
OTHER_KEY = "other"
_VOWELS = {
    "あ": "あかさたなはまやらわ", "い": "いきしちにひみりゐ", "う": "うくすつぬふむゆる",
    "え": "えけせてねへめれゑ", "お": "おこそとのほもよろを", "ん": "ん",
}  # fmt: skip
_VOWEL_OF = {kana: vowel for vowel, kana_of_vowel in _VOWELS.items() for kana in kana_of_vowel}


def kata_to_hira(text: str) -> str:
    """Return the text with full-width katakana as hiragana; everything else stays."""
    return text.translate(_TO_HIRAGANA)


def hira_to_kata(text: str) -> str:
    """Return the text with hiragana as full-width katakana; everything else stays."""
    return text.translate(_TO_KATAKANA)


def is_katakana(text: str) -> bool:
    """Whether a フリガナ is full-width katakana, with spaces, ー and ・ allowed between."""
    letters = [char for char in text if char not in READING_MARKS]
    return bool(letters) and all(char in _KATAKANA for char in letters)


def is_hiragana(text: str) -> bool:
    """Whether a reading is written in hiragana, spaces, ー and ・ only, with some hiragana in it."""
    letters = [char for char in text if char not in READING_MARKS]
    return bool(letters) and all(char in _HIRAGANA for char in letters)


def to_reading(text: str) -> str:
    """Return a フリガナ typed in any kana as full-width katakana with single spaces."""
    return " ".join(hira_to_kata(unicodedata.normalize("NFKC", text)).split())


def small_to_large(text: str) -> str:
    """Return hiragana with ゃ, っ, ぁ … as や, つ, あ …."""
    return text.translate(_SMALL)


def unvoiced(text: str) -> str:
    """Return hiragana without 濁点 and 半濁点: が is か, ぱ is は."""
    return "".join(char for char in unicodedata.normalize("NFD", text) if char not in "\u3099\u309a")


def gojuon_row(reading: str) -> str:
    """Return the heading of an index for a reading: 「あ行」 … 「わ行」, or 「他」 for what is not kana."""
    key = gojuon_row_key(reading)
    return OTHER_ROW if key == OTHER_KEY else f"{FIRST_OF_ROW[key]}行"


def gojuon_row_key(reading: str) -> str:
    """Return the row of a reading as an address names it: "a" … "wa", or "other"."""
    first = sort_form(reading)[:1]
    keys = (key for key, row in zip(ROW_KEYS, ROWS, strict=True) if first and first in row)
    return next(keys, OTHER_KEY)


def letters_of_row(key: str) -> str:
    """Return every hiragana that a reading of the row can begin with, small and voiced ones too."""
    return "".join(letter for letter in _HIRAGANA if gojuon_row_key(letter) == key)


def sort_form(reading: str) -> str:
    """Return the letters that decide 五十音 order: large, unvoiced, ー as the vowel before it."""
    letters = small_to_large(unvoiced(kata_to_hira(unicodedata.normalize("NFKC", reading))))
    out: list[str] = []
    for char in letters:
        if char == LONG_MARK:
            out.append(_VOWEL_OF.get(out[-1], "") if out else "")
        elif char.isalnum():
            out.append(char.lower())
    return "".join(out)


def kana_sort_key(reading: str) -> tuple[str, str]:
    """Return a key for sorting readings as a Japanese index does (after JIS X 4061).

    The bare letters decide first; among equals ー, then 清音, 濁音, 半濁音, small before large.
    """
    return sort_form(reading), kata_to_hira(unicodedata.normalize("NFKC", reading)).replace(
        LONG_MARK, "\u3000"
    )
