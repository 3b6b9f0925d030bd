"""Days are typed the short way."""

from datetime import date

import pytest

from tsunagu.desk.forms.consultation_form import read_due
from tsunagu.kernel.dates.wareki import BadDate

FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("0", FRIDAY),
        ("1", date(2026, 11, 24)),
        ("３", date(2026, 11, 26)),
        ("+2日後", date(2026, 11, 25)),
        ("11/25", date(2026, 11, 25)),
        ("1月15日", date(2027, 1, 15)),
        ("R8.12.1", date(2026, 12, 1)),
    ],
)
def test_a_due_day_is_a_number_of_working_days_or_a_date(text: str, day: date) -> None:
    assert read_due(text, today=FRIDAY) == day


@pytest.mark.parametrize("text", ["R8.11.1", "あした", "13/40"])
def test_what_is_no_day_to_come_is_refused(text: str) -> None:
    with pytest.raises(BadDate):
        read_due(text, today=FRIDAY)
