"""What the database promises of the calendar: who reads it, and what cannot be written."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.conftest import TODAY_10AM
from tests.factories.events import make_event, make_round, make_waiting_event
from tests.factories.kernel import acting_as, make_user
from tsunagu.directory.actions.events import call_off_day, cancel_event, withdraw_event
from tsunagu.directory.models import Event, EventDay
from tsunagu.kernel.municipality.acting import Acting, acting, as_system
from tsunagu.kernel.municipality.models import Municipality


def fill() -> None:
    """One entry of each kind; the public one, the called-off one and a withdrawn one have a changed day."""
    make_waiting_event(name="待っている会")
    for event in (make_round(name="毎週の会"), make_round(name="やめた会"), make_round(name="消した会")):
        call_off_day(event=event, on=date(2026, 12, 8), reason="会場の工事", by=make_user(), at=TODAY_10AM)
    told = {"by": make_user(), "at": TODAY_10AM}
    cancel_event(event=Event.objects.get(name="やめた会"), reason="大雪のため", **told)
    withdraw_event(event=Event.objects.get(name="消した会"), **told)


def test_families_see_what_is_public_and_its_days(in_joetsu: Municipality) -> None:
    fill()

    with acting(Acting(town=in_joetsu.id, moment=TODAY_10AM)):
        assert set(Event.objects.values_list("name", flat=True)) == {"毎週の会", "やめた会"}
        assert EventDay.objects.count() == 2


def test_colleagues_see_all_of_it(in_joetsu: Municipality) -> None:
    fill()

    with acting(acting_as(make_user())):
        assert (Event.objects.count(), EventDay.objects.count()) == (4, 3)


def test_the_neighbour_town_sees_nothing(in_joetsu: Municipality, nagaoka: Municipality) -> None:
    fill()

    with as_system(nagaoka.id):
        assert (Event.objects.count(), EventDay.objects.count()) == (0, 0)


def test_families_write_nothing(in_joetsu: Municipality) -> None:
    fill()

    with acting(Acting(town=in_joetsu.id, moment=TODAY_10AM)):
        assert Event.objects.update(name="書き換え") == 0
        assert EventDay.objects.all().delete()[0] == 0


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("event_named", {"name": ""}),
        ("event_state_known", {"state": "gone"}),
        ("event_cost_known", {"cost": "cheap"}),
        ("event_ends_after_it_starts", {"last_on": date(2026, 12, 4), "recurrence": {}}),
        ("event_once_is_one_day", {"last_on": date(2026, 12, 6)}),
        ("event_times_ordered", {"starts": 600, "ends": 600}),
        ("event_times_ordered", {"starts": None, "ends": 600}),
        ("event_times_ordered", {"starts": 1440, "ends": None}),
        ("event_ages_ordered", {"minimum_age_months": 12, "maximum_age_months": 11}),
        ("event_ages_human", {"maximum_age_months": 9999}),
        ("event_says_why_not", {"state": "cancelled", "remark": ""}),
    ],
)
def test_the_database_refuses(in_joetsu: Municipality, constraint: str, fields: dict[str, Any]) -> None:
    event = make_event()

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Event.objects.filter(id=event.id).update(**fields)


def test_a_revision_cannot_be_public(in_joetsu: Municipality) -> None:
    event, other = make_event(), make_event()

    with pytest.raises(IntegrityError, match="event_revision_is_not_public"), transaction.atomic():
        Event.objects.filter(id=event.id).update(revises=other)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("event_day_once", {}),
        ("event_day_says_why", {"on": date(2026, 12, 15), "remark": ""}),
        ("event_day_moves_somewhere", {"on": date(2026, 12, 15), "moved_to": date(2026, 12, 15)}),
    ],
)
def test_a_changed_day_is_refused(in_joetsu: Municipality, constraint: str, fields: dict[str, Any]) -> None:
    said = {"event": make_round(), "on": date(2026, 12, 8), "remark": "会場の工事"}
    EventDay.objects.create(**said)

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        EventDay.objects.create(**{**said, **fields})


def test_an_earlier_wording_stays_in_the_history(in_joetsu: Municipality) -> None:
    event = make_event(name="おはなし会")

    Event.objects.filter(id=event.id).update(name="えほんの会")

    history = event.events.model._default_manager.order_by("pgh_id").values_list("pgh_label", "name")
    assert list(history)[-2:] == [("update", "おはなし会"), ("update", "えほんの会")]
