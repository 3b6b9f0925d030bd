"""CSV that comes back as it went out."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagu.kernel.exports.csv_file import CsvFile, Encoding, Unwritable, csv_file
from tsunagu.kernel.exports.sheet import Column, Sheet


def sheet_of(*texts: str, label: str = "名称") -> Sheet:
    return Sheet(
        "表", [Column(label), Column("件数", decimals=0, group="年間")], [[text, 1500] for text in texts]
    )


def read_back(file: CsvFile) -> list[list[str]]:
    encoding = "utf-8-sig" if file.encoding is Encoding.UTF8 else file.encoding
    return list(csv.reader(io.StringIO(file.content.decode(encoding), newline="")))


def test_a_file_is_utf_8_with_a_mark_and_reads_back() -> None:
    file = csv_file(sheet_of('ひだまり"広場", 本館', "改行\nあり"))

    assert file.content[:3] == b"\xef\xbb\xbf"
    assert read_back(file) == [
        ["名称", "年間 件数"],
        ['ひだまり"広場", 本館', "1500"],
        ["改行\nあり", "1500"],
    ]


def test_formulas_are_guarded_in_both_encodings() -> None:
    for encoding in Encoding:
        assert read_back(csv_file(sheet_of("=1+1", " @x"), encoding))[1:] == [
            ["'=1+1", "1500"],
            ["' @x", "1500"],
        ]


def test_headings_are_guarded_too() -> None:
    assert read_back(csv_file(sheet_of("a", label="=1")))[0] == ["'=1", "年間 件数"]


def test_characters_that_cp932_lacks_are_told_and_never_become_a_question_mark() -> None:
    file = csv_file(sheet_of("ひだまり", "𠮷田👶", "𠮷"), Encoding.CP932)

    assert file.unwritable == (
        Unwritable("𠮷", 2, "名称"),
        Unwritable("👶", 2, "名称"),
        Unwritable("𠮷", 3, "名称"),
    )
    assert [one.code for one in file.unwritable[:2]] == ["U+20BB7", "U+1F476"]
    assert read_back(file) == [
        ["名称", "年間 件数"],
        ["ひだまり", "1500"],
        ["〓田〓", "1500"],
        ["〓", "1500"],
    ]


@pytest.mark.parametrize("text", ["髙﨑", "①", "～－∥―", "ヶ", "ｶﾅ", "㈱"])
def test_what_cp932_has_goes_through_without_a_word(text: str) -> None:
    file = csv_file(sheet_of(text), Encoding.CP932)

    assert (file.unwritable, read_back(file)[1][0]) == ((), text)


def test_the_other_code_of_a_wave_dash_is_the_same_character() -> None:
    file = csv_file(sheet_of("9時〜16時"), Encoding.CP932)

    assert (file.unwritable, read_back(file)[1][0]) == ((), "9時～16時")


@given(st.lists(st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00")), max_size=4))
def test_a_cp932_file_loses_only_what_it_tells(texts: list[str]) -> None:
    file = csv_file(sheet_of(*texts), Encoding.CP932)
    told = {one.character for one in file.unwritable}
    asked = sum(text.count("?") for text in texts)

    assert file.content.count(b"?") == asked
    assert told == {one for text in texts for one in text if not writable(one)}


def writable(character: str) -> bool:
    """By the codec itself, with the pairs that are one character under two codes."""
    if character in "〜−‖—¢£¬":
        return True
    return character.encode("cp932", "ignore") != b""
