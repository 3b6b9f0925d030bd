"""What takes place when, against what was entered."""

from datetime import date
from typing import Any

import pytest

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_district, make_location, make_organisation, make_service, make_term
from tests.factories.events import make_event, make_round, make_waiting_event
from tests.factories.kernel import make_user
from tsunagu.directory.actions.events import call_off_day, cancel_event, move_day
from tsunagu.directory.choices import Cost, Scheme
from tsunagu.directory.models import Event
from tsunagu.directory.queries.events import (
    EventFilter,
    Happens,
    coming_days,
    newest_events,
    occurrences_between,
    public_event,
    public_events,
    public_events_since,
)
from tsunagu.kernel.dates.recurrence import Recurrence, Round
from tsunagu.kernel.municipality.models import Municipality

START, END = date(2026, 12, 1), date(2026, 12, 31)


def told() -> dict[str, Any]:
    return {"by": make_user(), "at": TODAY_10AM}


def days(start: date = START, end: date = END, **asked: Any) -> list[tuple[int, str]]:
    called = dict(Event.objects.values_list("id", "name"))
    found = occurrences_between(start, end, EventFilter(**asked))
    return [(each.day.day, called[each.event_id]) for each in found]


def names(**asked: Any) -> set[str]:
    return {name for _day, name in days(**asked)}


def test_events_come_by_day_and_time_and_the_unknown_time_last(in_joetsu: Municipality) -> None:
    make_event(name="昼の会", starts=780, ends=None)
    make_event(name="いつかの会", starts=None, ends=None)
    make_event(name="朝の会", starts=540, ends=600)
    make_round(name="火曜の会")

    assert days(end=date(2026, 12, 8)) == [
        (1, "火曜の会"), (5, "朝の会"), (5, "昼の会"), (5, "いつかの会"), (8, "火曜の会"),
    ]  # fmt: skip


def test_what_waits_is_not_shown(in_joetsu: Municipality) -> None:
    make_waiting_event(name="待っている会")
    make_event(name="おはなし会")

    assert names() == {"おはなし会"}


def test_a_day_called_off_is_shown_as_called_off(in_joetsu: Municipality) -> None:
    event = make_round()
    call_off_day(event=event, on=date(2026, 12, 8), reason="会場の工事", **told())

    found = {each.day.day: (each.happens, each.reason) for each in occurrences_between(START, END)}

    assert found == dict.fromkeys((1, 15, 22, 29), (Happens.AS_USUAL, "")) | {8: (Happens.OFF, "会場の工事")}


def test_a_moved_day_is_shown_on_both_days_with_the_reason(in_joetsu: Municipality) -> None:
    event = make_round()
    move_day(event=event, on=date(2026, 12, 8), to=date(2026, 12, 10), reason="講師の都合", **told())

    found = [
        (each.day.day, each.happens, each.other_day, each.reason)
        for each in occurrences_between(date(2026, 12, 5), date(2026, 12, 12))
    ]

    assert found == [
        (8, Happens.MOVED_AWAY, date(2026, 12, 10), "講師の都合"),
        (10, Happens.MOVED_HERE, date(2026, 12, 8), "講師の都合"),
    ]


def test_a_day_moved_out_of_its_round_is_found_where_it_went(in_joetsu: Municipality) -> None:
    event = make_round()
    move_day(event=event, on=date(2026, 12, 29), to=date(2027, 1, 7), reason="年末のため", **told())

    assert days(date(2027, 1, 1), date(2027, 1, 31)) == [(7, event.name)]


def test_all_of_a_cancelled_event_is_shown_as_called_off(in_joetsu: Municipality) -> None:
    event = make_round()
    move_day(event=event, on=date(2026, 12, 8), to=date(2026, 12, 10), reason="講師の都合", **told())
    cancel_event(event=event, reason="大雪のため", **told())

    found = {(each.happens, each.reason) for each in occurrences_between(START, END)}

    assert found == {(Happens.OFF, "大雪のため")}


@pytest.mark.parametrize(
    ("fields", "is_shown"),
    [
        ({}, True),
        ({"minimum_age_months": 12}, False),
        ({"minimum_age_months": 11}, True),
        ({"maximum_age_months": 3}, True),
        ({"minimum_age_months": 36, "maximum_age_months": 83}, False),
        ({"minimum_age_months": 0, "maximum_age_months": 83}, True),
    ],
)
def test_an_age_hides_only_what_is_known_for_other_ages(
    in_joetsu: Municipality, fields: dict[str, int], is_shown: bool
) -> None:
    make_event(name="おはなし会", **fields)

    assert names(ages=(0, 11)) == ({"おはなし会"} if is_shown else set())


def test_a_district_hides_only_what_is_known_elsewhere(in_joetsu: Municipality) -> None:
    here, there = make_district("安塚区"), make_district("浦川原区")
    make_event(name="地区の会", district=here)
    make_event(name="館の会", location=make_location(district=here))
    make_event(name="となりの会", district=there)
    make_event(name="となりの館の会", location=make_location(district=there))
    make_event(name="どこかの会")

    assert names(district=here.id) == {"地区の会", "館の会", "どこかの会"}


def test_free_hides_what_costs_and_keeps_what_nobody_told(in_joetsu: Municipality) -> None:
    make_event(name="無料の会", cost=Cost.FREE)
    make_event(name="有料の会", cost=Cost.PAID)
    make_event(name="どちらかの会")

    assert names(free=True) == {"無料の会", "どちらかの会"}


def test_an_organisation_shows_its_own(in_joetsu: Municipality) -> None:
    mine = make_organisation("つくし会")
    make_event(mine, name="つくしの会")
    make_event(name="ほかの会")

    assert names(organisation=mine.id) == {"つくしの会"}


@pytest.mark.parametrize("piece", ["ベビー", "ﾍﾞﾋﾞｰ", "べびー", "プラザ", "つくし"])
def test_a_piece_of_text_finds_name_place_and_organisation(in_joetsu: Municipality, piece: str) -> None:
    make_event(make_organisation("つくし会"), name="ベビーマッサージ", place_text="市民プラザ")
    make_event(name="体そうの日")

    assert names(text=piece) == {"ベビーマッサージ"}


def test_a_need_and_a_kind_are_those_of_the_service_behind_it(in_joetsu: Municipality) -> None:
    kind = make_term(Scheme.KIND, "hiroba")
    playing = make_service(needs=("play",), kind=kind)
    other = make_service(needs=("talk",), kind=make_term(Scheme.KIND, "desk"))
    make_event(name="遊びの会", service=playing)
    make_event(name="相談の会", service=other)
    make_event(name="ひとりの会")

    assert names(need="play") == {"遊びの会", "ひとりの会"}
    assert names(kind="hiroba") == {"遊びの会", "ひとりの会"}


@pytest.mark.parametrize("count", [1, 12])
def test_a_month_is_read_in_two_statements(
    in_joetsu: Municipality, django_assert_num_queries: Any, count: int
) -> None:
    for number in range(count):
        make_round(name=f"会{number}")

    with django_assert_num_queries(2):
        found = occurrences_between(START, END)

    assert len(found) == 5 * count


def test_what_cannot_fall_into_the_month_is_not_read(in_joetsu: Municipality) -> None:
    make_round()

    assert occurrences_between(date(2027, 1, 1), date(2027, 1, 31)) == []
    assert occurrences_between(date(2026, 11, 1), date(2026, 11, 30)) == []


def test_the_next_days_of_one_event(in_joetsu: Municipality) -> None:
    event = make_round()
    move_day(event=event, on=date(2026, 12, 29), to=date(2027, 1, 7), reason="年末のため", **told())

    found = [each.day for each in coming_days(event, date(2026, 12, 20), most=3)]

    assert found == [date(2026, 12, 22), date(2026, 12, 29), date(2027, 1, 7)]


def test_only_public_entries_have_a_page(in_joetsu: Municipality) -> None:
    waiting, public = make_waiting_event(), make_event()

    assert public_event(waiting.id) is None
    assert public_event(public.id) == public
    assert list(public_events([waiting.id, public.id])) == [public.id]


def test_what_can_still_take_place_is_for_calendars(in_joetsu: Municipality) -> None:
    make_event(name="前の会", first_on=date(2026, 11, 1))
    make_round(name="毎週の会")

    assert [each.name for each in public_events_since(date(2026, 12, 24))] == ["毎週の会"]


def test_what_changed_last_comes_first(in_joetsu: Municipality) -> None:
    first, second = make_event(name="一つめ"), make_event(name="二つめ")
    Event.objects.filter(id=first.id).update(updated_at=TODAY_10AM.replace(hour=12))

    assert newest_events(TODAY_10AM.date(), most=5) == [first, second]


def test_rounds_of_every_kind_are_shown_on_their_days(in_joetsu: Municipality) -> None:
    until = date(2027, 3, 31)
    make_event(
        name="第2火曜",
        first_on=START,
        recurrence=Recurrence(Round.MONTHLY_WEEKDAY, until, weekdays=(1,), nth=(2,)),
    )
    make_event(name="5日", first_on=START, recurrence=Recurrence(Round.MONTHLY_DAY, until, days=(5,)))

    assert days(date(2027, 2, 1), date(2027, 2, 28)) == [(5, "5日"), (9, "第2火曜")]
