"""Cells that a spreadsheet shows and never runs."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagu.kernel.exports.cells import as_text, safe_text


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", "+1", "-1", "@SUM(A1)", "  =cmd|'/C calc'!A0", "＝1+1", "＋81", "－1", "−1", "＠x"),
        *("\t=1+1", "\r=1", "\n=1", "\tひだまり", "　=1", "\ufeff=1"),
    ],
)
def test_a_text_that_might_run_is_guarded(text: str) -> None:
    assert safe_text(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "ひだまり広場", "1=1", "a@example.jp", "'=1", " ひだまり", "△508", "―"])
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert safe_text(text) == text


@given(st.text(), st.sampled_from("=+-@"), st.text(alphabet=" 　\u00a0\t\r\n", max_size=4))
def test_no_text_ever_begins_like_a_formula(rest: str, start: str, before: str) -> None:
    assert as_text(before + start + rest)[0] == "'"


@pytest.mark.parametrize(
    ("cell", "text"),
    [(None, ""), (0, "0"), (-508, "-508"), (Decimal("2.10"), "2.10"), (date(2026, 4, 1), "2026-04-01")],
)
def test_a_number_stays_a_number_and_the_unknown_stays_empty(cell: object, text: str) -> None:
    assert as_text(cell) == text
