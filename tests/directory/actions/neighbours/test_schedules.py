"""Schedules of other people's, in words."""

from typing import Any

import pytest

from tsunagu.directory.actions.neighbours.schedules import usual_hours


@pytest.mark.parametrize(
    ("schedules", "words"),
    [
        ([], ""),
        ([{"description": "毎週水曜"}, {"description": "毎週水曜"}], "毎週水曜"),
        (
            [{"freq": "WEEKLY", "byday": "MO,WE", "opens_at": "09:00+09:00", "closes_at": "16:30+09:00"}],
            "月水 9:00～16:30",
        ),
        ([{"freq": "WEEKLY", "byday": "SA"}], "土"),
        ([{"freq": "WEEKLY", "interval": 2, "byday": "SA"}], ""),
        ([{"freq": "MONTHLY", "byday": "2TU", "opens_at": "09:00"}], ""),
        ([{"freq": "WEEKLY", "byday": "SA,1SU"}], ""),
        ([{"freq": "WEEKLY", "byday": ["SA"], "opens_at": 9}], ""),
    ],
)
def test_hours_are_told_in_the_sources_words_or_as_a_usual_week(
    schedules: list[dict[str, Any]], words: str
) -> None:
    assert usual_hours(schedules) == words
