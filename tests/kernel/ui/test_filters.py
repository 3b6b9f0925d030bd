"""How a day and a moment are written for each reader."""

from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from tsunagu.kernel.ui.filters import day, moment, month_day

AN_EVENING_IN_JAPAN = datetime(2026, 4, 1, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("ja", ("令和8年4月1日（水）", "4月1日", "4月1日 16:30")),
        ("ja-easy", ("2026年4月1日（水）", "4月1日", "4月1日 16:30")),
        ("en", ("Wed, 1 Apr 2026", "1 Apr", "1 Apr 16:30")),
    ],
)
def test_days_are_written_as_the_reader_writes_them(language: str, written: tuple[str, str, str]) -> None:
    with override(language):
        found = day(AN_EVENING_IN_JAPAN), month_day(date(2026, 4, 1)), moment(AN_EVENING_IN_JAPAN)

    assert found == written
