"""What was typed becomes a value, or a reason in the language of the page."""

from datetime import date

import pytest
from django.forms import ValidationError
from django.utils import translation

from tsunagu.kernel.dates.wareki import read_date
from tsunagu.kernel.ui.typed import read_or_refuse


def test_what_can_be_read_is_its_value() -> None:
    assert read_or_refuse(read_date, "R8.4.1") == date(2026, 4, 1)


@pytest.mark.parametrize(
    ("language", "reason"),
    [
        ("ja", "「きのう」は日付として読めません（例：令和8年4月1日、R8.4.1、2026/4/1）。"),
        ("en", "“きのう” cannot be read as a date (e.g. 2026/4/1, R8.4.1, 令和8年4月1日)."),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_readers_reason(language: str, reason: str) -> None:
    with translation.override(language), pytest.raises(ValidationError) as refused:
        read_or_refuse(read_date, "きのう")

    assert refused.value.messages == [reason]
