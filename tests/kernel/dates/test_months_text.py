"""Ages typed into a form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagu.kernel.dates.months_text import BadAge, months_text, read_months


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("0歳", 0, 11),
        ("２才", 24, 35),
        ("6か月", 6, 6),
        ("６ヶ月", 6, 6),
        ("1歳6か月から", 18, 18),
        ("2歳半", 30, 30),
        ("18歳まで", 216, 227),
        ("2歳0か月", 24, 24),
    ],
)
def test_an_age_is_read_as_a_beginning_and_as_an_end(text: str, first: int, last: int) -> None:
    assert (read_months(text), read_months(text, until=True)) == (first, last)


@pytest.mark.parametrize("text", ["", "3", "赤ちゃん", "歳", "か月", "1歳2歳", "-1歳"])
def test_what_is_no_age_is_refused(text: str) -> None:
    with pytest.raises(BadAge):
        read_months(text)


@given(st.integers(0, 227), st.booleans())
def test_what_is_written_is_read_again(months: int, until: bool) -> None:
    assert read_months(months_text(months, until=until), until=until) == months
