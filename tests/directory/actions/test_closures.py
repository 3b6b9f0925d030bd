"""Days off that nobody could foresee: on the page at once, wherever the service is given."""

from datetime import date, datetime

import pytest

from tests.conftest import TODAY_10AM
from tests.factories.directory import WEEKDAYS_9_TO_16, make_location, make_service
from tests.factories.kernel import make_user
from tsunagu.directory.actions.closures import announce_closure, withdraw_closure
from tsunagu.directory.models import Service
from tsunagu.kernel.dates.opening import hours_on
from tsunagu.kernel.dates.opening_json import rule_from_json
from tsunagu.kernel.dates.opening_rule import CLOSED, BadOpeningRule
from tsunagu.kernel.municipality.models import Municipality

AT: datetime = TODAY_10AM
TUESDAY = date(2026, 11, 24)


def hours(opening: object, day: date = TUESDAY) -> object:
    return hours_on(rule_from_json(opening), day)  # type: ignore[arg-type]


def test_the_day_is_closed_and_others_are_not(in_joetsu: Municipality) -> None:
    service = announce_closure(
        service=make_service(), first=TUESDAY, last=TUESDAY, note="大雪", by=make_user(), at=AT
    )

    assert hours(service.opening) == CLOSED
    assert hours(service.opening, date(2026, 11, 25)) != CLOSED


def test_places_with_hours_of_their_own_are_closed_too(in_joetsu: Municipality) -> None:
    service = make_service()
    make_location(service=service)
    service.at_locations.update(opening=WEEKDAYS_9_TO_16)

    announce_closure(service=service, first=TUESDAY, last=TUESDAY, by=make_user(), at=AT)

    assert hours(service.at_locations.get().opening) == CLOSED


def test_a_closure_is_known_also_where_the_hours_are_not(in_joetsu: Municipality) -> None:
    service = make_service(opening=None)
    by = make_user()

    announce_closure(service=service, first=TUESDAY, last=TUESDAY, by=by, at=AT)
    assert (hours(service.opening), hours(service.opening, date(2026, 11, 25))) == (CLOSED, None)

    withdraw_closure(service=service, first=TUESDAY, last=TUESDAY, by=by, at=AT)
    assert Service.objects.get().opening is None


def test_the_same_days_told_again_are_told_anew(in_joetsu: Municipality) -> None:
    service, by = make_service(), make_user()

    for note in ("大雪", "大雪と停電"):
        announce_closure(service=service, first=TUESDAY, last=TUESDAY, note=note, by=by, at=AT)

    assert [each["note"] for each in service.opening["exceptions"]] == ["大雪と停電"]


def test_days_in_the_wrong_order_are_refused(in_joetsu: Municipality) -> None:
    with pytest.raises(BadOpeningRule):
        announce_closure(
            service=make_service(), first=TUESDAY, last=date(2026, 11, 20), by=make_user(), at=AT
        )
