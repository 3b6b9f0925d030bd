"""From a member's words to a calendar entry, and what becomes of it."""

from datetime import date, timedelta

import pytest

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_organisation
from tests.factories.events import FIRST_TUESDAY, TUESDAYS, make_event, make_round, make_waiting_event
from tests.factories.kernel import make_user
from tsunagu.directory.actions.events import (
    GoesOnTooLong,
    MovesNowhere,
    NeverTakesPlace,
    NotADayOfIt,
    NotInThatState,
    call_off_day,
    cancel_event,
    move_day,
    publish_event,
    restore_day,
    return_event,
    revise_event,
    withdraw_event,
    write_event,
)
from tsunagu.directory.actions.services import NotEditable
from tsunagu.directory.choices import EventState
from tsunagu.directory.models import Event, EventDay
from tsunagu.kernel.audit.models import WriteEntry
from tsunagu.kernel.dates.recurrence import Recurrence, Round
from tsunagu.kernel.municipality.models import Municipality


def by() -> dict:
    return {"by": make_user(), "at": TODAY_10AM}


def version() -> int:
    return Municipality.objects.get(slug="joetsu").directory_version


def test_what_a_member_writes_waits_for_the_desk(in_joetsu: Municipality) -> None:
    before = version()

    event = make_waiting_event(name="おはなし会")

    assert (event.state, event.last_on) == (EventState.WAITING, date(2026, 12, 5))
    assert version() == before


def test_a_round_begins_and_ends_on_days_on_which_it_takes_place(in_joetsu: Municipality) -> None:
    event = make_waiting_event(first_on=date(2026, 11, 26), recurrence=TUESDAYS)

    assert (event.first_on, event.last_on) == (FIRST_TUESDAY, date(2026, 12, 29))


def test_a_round_that_has_no_day_is_refused(in_joetsu: Municipality) -> None:
    rule = Recurrence(Round.MONTHLY_DAY, date(2027, 2, 28), days=(31,))

    with pytest.raises(NeverTakesPlace):
        make_waiting_event(first_on=date(2027, 2, 1), recurrence=rule)


def test_a_round_ends_within_400_days(in_joetsu: Municipality) -> None:
    first = date(2026, 12, 1)
    longest = Recurrence(Round.WEEKLY, first + timedelta(days=400), weekdays=(1,))
    too_long = Recurrence(Round.WEEKLY, first + timedelta(days=401), weekdays=(1,))

    assert make_waiting_event(first_on=first, recurrence=longest).last_on == date(2028, 1, 4)
    with pytest.raises(GoesOnTooLong):
        make_waiting_event(first_on=first, recurrence=too_long)


def test_a_state_is_not_written_but_stepped_into(in_joetsu: Municipality) -> None:
    with pytest.raises(NotEditable):
        write_event(
            organisation=make_organisation(), name="x", first_on=FIRST_TUESDAY, state="published", **by()
        )


def test_the_desk_publishes_and_the_towns_pages_are_drawn_anew(in_joetsu: Municipality) -> None:
    event, before = make_waiting_event(), version()

    publish_event(event=event, **by())

    assert Event.objects.get().state == EventState.PUBLISHED
    assert version() == before + 1


def test_the_desk_returns_with_a_reason_and_the_new_words_wait_again(in_joetsu: Municipality) -> None:
    event = return_event(event=make_waiting_event(), reason="場所を書いてください", **by())
    assert (event.state, event.remark) == (EventState.RETURNED, "場所を書いてください")

    revised = revise_event(event=event, place_text="市民プラザ", **by())

    assert (revised.id, revised.state, revised.remark, revised.place_text) == (
        event.id,
        EventState.WAITING,
        "",
        "市民プラザ",
    )


def test_what_is_public_stays_until_the_desk_agrees_to_new_words(in_joetsu: Municipality) -> None:
    event = make_event(name="おはなし会")

    first = revise_event(event=event, name="おはなしの会", **by())
    second = revise_event(event=event, starts=630, **by())

    assert (first.id, second.name, second.starts) == (second.id, "おはなしの会", 630)
    assert Event.objects.get(id=event.id).name == "おはなし会"
    publish_event(event=second, **by())
    only = Event.objects.get()
    assert (only.id, only.name, only.starts, only.state) == (
        event.id,
        "おはなしの会",
        630,
        EventState.PUBLISHED,
    )


def test_the_desks_own_words_are_public_at_once(in_joetsu: Municipality) -> None:
    event = make_event(name="おはなし会")

    revise_event(event=event, name="おはなしの会", is_agreed=True, **by())

    assert Event.objects.get().name == "おはなしの会"


def test_new_words_for_what_was_called_off_meanwhile_are_not_published(in_joetsu: Municipality) -> None:
    event = make_event()
    revision = revise_event(event=event, name="おはなしの会", **by())
    cancel_event(event=event, reason="大雪のため", **by())

    with pytest.raises(NotInThatState):
        publish_event(event=revision, **by())


def test_what_is_called_off_stays_with_its_reason_and_can_take_place_after_all(
    in_joetsu: Municipality,
) -> None:
    event = cancel_event(event=make_event(), reason="大雪のため", **by())
    assert (event.state, event.remark) == (EventState.CANCELLED, "大雪のため")

    again = publish_event(event=event, **by())

    assert (again.state, again.remark) == (EventState.PUBLISHED, "")


def test_what_is_withdrawn_is_over(in_joetsu: Municipality) -> None:
    event = withdraw_event(event=make_event(), **by())

    with pytest.raises(NotInThatState):
        publish_event(event=event, **by())
    with pytest.raises(NotInThatState):
        revise_event(event=event, name="x", **by())


@pytest.mark.parametrize("step", [return_event, cancel_event])
def test_a_step_begins_where_it_says(in_joetsu: Municipality, step: object) -> None:
    event = withdraw_event(event=make_event(), **by())

    with pytest.raises(NotInThatState):
        step(event=event, reason="x", **by())


def test_one_day_is_called_off_and_takes_place_after_all(in_joetsu: Municipality) -> None:
    event = make_round()

    call_off_day(event=event, on=date(2026, 12, 8), reason="会場の工事", **by())
    said = list(EventDay.objects.values_list("on", "moved_to", "remark"))
    restore_day(event=event, on=date(2026, 12, 8), **by())

    assert said == [(date(2026, 12, 8), None, "会場の工事")]
    assert not EventDay.objects.exists()


def test_one_day_is_moved_and_moved_again(in_joetsu: Municipality) -> None:
    event = make_round()

    move_day(event=event, on=date(2026, 12, 8), to=date(2026, 12, 9), reason="会場の都合", **by())
    move_day(event=event, on=date(2026, 12, 8), to=date(2026, 12, 10), reason="講師の都合", **by())

    said = list(EventDay.objects.values_list("on", "moved_to", "remark"))
    assert said == [(date(2026, 12, 8), date(2026, 12, 10), "講師の都合")]


def test_a_day_that_is_none_of_its_days_is_not_changed(in_joetsu: Municipality) -> None:
    event = make_round()

    with pytest.raises(NotADayOfIt):
        call_off_day(event=event, on=date(2026, 12, 9), reason="x", **by())
    with pytest.raises(NotADayOfIt):
        restore_day(event=event, on=date(2026, 12, 8), **by())


@pytest.mark.parametrize("to", [date(2026, 12, 8), date(2026, 12, 15), date(2028, 6, 1)])
def test_a_day_moves_to_another_day(in_joetsu: Municipality, to: date) -> None:
    event = make_round()

    with pytest.raises(MovesNowhere):
        move_day(event=event, on=date(2026, 12, 8), to=to, reason="x", **by())


def test_a_changed_day_that_is_no_day_of_it_any_more_is_forgotten(in_joetsu: Municipality) -> None:
    event = make_round()
    call_off_day(event=event, on=date(2026, 12, 8), reason="会場の工事", **by())

    rule = Recurrence(Round.WEEKLY, date(2026, 12, 31), weekdays=(2,))
    revise_event(event=event, recurrence=rule, is_agreed=True, **by())

    assert not EventDay.objects.exists()


def test_every_step_stands_in_the_journal(in_joetsu: Municipality) -> None:
    event = make_round()
    call_off_day(event=event, on=date(2026, 12, 8), reason="会場の工事", **by())
    cancel_event(event=event, reason="大雪のため", **by())

    entries = WriteEntry.objects.filter(record_id=event.id).order_by("id").values_list("event", flat=True)

    assert list(entries) == [
        "directory.event_written",
        "directory.event_published",
        "directory.event_day_called_off",
        "directory.event_cancelled",
    ]
