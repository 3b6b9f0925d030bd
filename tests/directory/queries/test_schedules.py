"""Opening rules as data files write them."""

from typing import Any

import pytest

from tests.factories.directory import WEEKDAYS_9_TO_16
from tsunagu.directory.queries.schedules import rule_of_schedule, schedule_of_rule
from tsunagu.kernel.dates.opening_json import rule_from_json, rule_to_json
from tsunagu.kernel.dates.opening_rule import BadOpeningRule
from tsunagu.kernel.dates.opening_words import describe

EVERY_DAY = {
    "weekly": [{"days": ["mo", "tu", "we", "th", "fr", "sa", "su"], "opens": "09:00", "closes": "16:30"}],
    "closed_nth": [{"week": 2, "day": "tu"}, {"week": 4, "day": "tu"}],
    "year_end_closed": True,
}


def test_the_short_form_is_read_as_people_mean_it() -> None:
    rule = rule_from_json(rule_of_schedule(EVERY_DAY))

    assert describe(rule) == "週7日 9:00–16:30（第2・第4火曜と年末年始は休み）"


@pytest.mark.parametrize(
    "schedule",
    [
        EVERY_DAY,
        {"always_open": True, "text": "24時間・365日"},
        {"text": "年2回"},
        {},
        {"weekly": [{"days": ["mo"], "opens": "09:00", "closes": "12:00"}]},
    ],
)
def test_a_schedule_goes_out_as_it_came_in(schedule: dict[str, Any]) -> None:
    assert schedule_of_rule(rule_of_schedule(schedule), schedule.get("text", "")) == schedule


def test_what_the_short_form_cannot_say_is_written_whole() -> None:
    rule = rule_to_json(rule_from_json(WEEKDAYS_9_TO_16))

    schedule = schedule_of_rule(rule, "")

    assert schedule == {"rule": rule}
    assert rule_of_schedule(schedule) == rule


@pytest.mark.parametrize(
    "schedule",
    [
        {"weekly": [{"days": ["xx"], "opens": "09:00", "closes": "12:00"}]},
        {"weekly": [{"days": ["mo"], "opens": "09:00"}]},
        {"weekly": [{"days": ["mo"], "opens": "9", "closes": "x"}]},
        {"weekly": "毎日"},
        {"hours": "9-5"},
        {"rule": {"weekly": {}}},
    ],
)
def test_a_schedule_that_cannot_be_read_says_so(schedule: dict[str, Any]) -> None:
    with pytest.raises(BadOpeningRule):
        rule_of_schedule(schedule)
