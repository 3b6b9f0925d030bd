"""Telephone numbers."""

import pytest

from tsunagu.kernel.japanese.phone import BadPhoneNumber, read_phone


@pytest.mark.parametrize(
    ("text", "display", "tel"),
    [
        ("025-526-5111", "025-526-5111", "tel:0255265111"),
        ("０２５－５２６－５１１１", "025-526-5111", "tel:0255265111"),
        ("025(526)5111", "025-526-5111", "tel:0255265111"),
        ("（025）526-5111", "025-526-5111", "tel:0255265111"),
        ("025 526 5111", "025-526-5111", "tel:0255265111"),
        ("0258‐39‐2300", "0258-39-2300", "tel:0258392300"),
        ("TEL：025ー526ー5111", "025-526-5111", "tel:0255265111"),
        ("0255265111", "0255265111", "tel:0255265111"),
        ("09012345678", "090-1234-5678", "tel:09012345678"),
        ("0120123456", "0120-123-456", "tel:0120123456"),
        ("0120-12-3456", "0120-12-3456", "tel:0120123456"),
        ("08001234567", "0800-123-4567", "tel:08001234567"),
        ("0312345678", "03-1234-5678", "tel:0312345678"),
        ("+81-25-526-5111", "025-526-5111", "tel:0255265111"),
        ("+81 90 1234 5678", "090-1234-5678", "tel:09012345678"),
        ("110", "110", "tel:110"),
        ("１１９", "119", "tel:119"),
        ("189", "189", "tel:189"),
        ("#8000", "#8000", "tel:%238000"),
        ("＃８０００", "#8000", "tel:%238000"),
    ],
)
def test_a_number_is_shown_as_typed_and_dialled_as_digits(text, display, tel):
    phone = read_phone(text)

    assert (phone.display, phone.tel) == (display, tel)


@pytest.mark.parametrize("text", ["025-526-5111（内線123）", "025-526-5111 内線 123", "025-526-5111 ext.123"])
def test_an_extension_is_passed_on(text):
    phone = read_phone(text)

    assert (phone.label, phone.tel) == ("025-526-5111（内線 123）", "tel:0255265111;ext=123")


def test_short_numbers_know_that_they_are_short():
    assert [read_phone(text).is_short for text in ("110", "#8000", "025-526-5111")] == [True, True, False]


def test_two_ways_of_typing_a_number_have_the_same_digits():
    assert read_phone("025(526)5111").digits == read_phone("０２５５２６５１１１").digits


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("025-526-511", "「025-526-511」は9けたです。10けたの番号を入れてください。"),
        ("090-1234-567", "「090-1234-567」は10けたです。11けたの番号を入れてください。"),
        ("526-5111", "「526-5111」は市外局番から、0で始まる番号を入れてください。"),
        ("市役所", "「市役所」は電話番号として読めません（例：025-526-5111）。"),
        ("", "「」は電話番号として読めません（例：025-526-5111）。"),
        ("#1234", "「#1234」は電話番号として読めません（例：025-526-5111）。"),
    ],
)
def test_what_is_no_number_is_refused_with_the_reason(text, reason):
    with pytest.raises(BadPhoneNumber) as refusal:
        read_phone(text)

    assert str(refusal.value) == reason
