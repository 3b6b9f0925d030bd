"""Arithmetic that anyone can check."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagu.insight.choices import DoubtKind as K
from tsunagu.insight.queries.doubts import Figures, cut, doubts_about, rounded
from tsunagu.kernel.dates.fiscal_year import FiscalYear

H24 = FiscalYear(2012)


@pytest.mark.parametrize(
    ("figures", "stated", "kinds"),
    [
        (Figures(241, 508, 645), "1.2", [K.AVERAGE_CONTRADICTS]),
        (Figures(347, 835, 1070), "2.4", []),
        (Figures(347, 894, 1134), "2.5", [K.AVERAGE_CUT]),
        (Figures(348, 992, 1236), "2.8", [K.AVERAGE_CUT]),
        (Figures(347, 986, 1324), "2.8", []),
        (Figures(343, 1115, 1500), "3.3", []),
        (Figures(365, 365, 365), "1", []),
        (Figures(366, 366, 366), "1", [K.TOO_MANY_DAYS]),
        (Figures(0, 5, 5), None, [K.NO_DAYS]),
        (Figures(0, 0, 0), None, []),
        (Figures(10, 0, 5), None, [K.NO_USERS]),
        (Figures(400, 0, 5), "1.0", [K.TOO_MANY_DAYS, K.NO_USERS, K.AVERAGE_CONTRADICTS]),
        (Figures(None, 508, 645), "1.2", []),
        (Figures(241, None, 645), "1.2", []),
    ],
)
def test_each_line_is_doubted_for_its_own_reasons(
    figures: Figures, stated: str | None, kinds: list[K]
) -> None:
    found = doubts_about(H24, figures, None if stated is None else Decimal(stated))

    assert [doubt.kind for doubt in found] == kinds


def test_a_leap_year_may_be_open_every_day() -> None:
    assert doubts_about(FiscalYear(2015), Figures(366, 366, 366), None) == ()


@given(st.integers(0, 10**6), st.integers(1, 366))
def test_rounding_is_that_of_schools_and_cutting_never_goes_up(users: int, days: int) -> None:
    # In whole numbers: ten times the quotient, plus a half, cut.
    assert rounded(users, days) == Decimal((20 * users + days) // (2 * days)) / 10
    assert cut(users, days) == Decimal(10 * users // days) / 10


def test_without_days_there_is_no_average() -> None:
    assert (rounded(5, 0), rounded(None, 5), cut(5, None)) == (None, None, None)
