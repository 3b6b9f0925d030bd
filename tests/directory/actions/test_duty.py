"""The rota by hand: in, corrected, out again; what was done stands in the journal."""

from datetime import date, datetime

import pytest

from tests.factories.directory import make_organisation
from tests.factories.kernel import make_user
from tsunagu.directory.actions.duty import AlreadyOnDuty, Duty, change_duty, enter_duty, remove_duty
from tsunagu.directory.models import DutyRota
from tsunagu.kernel.audit.models import WriteEntry
from tsunagu.kernel.municipality.models import Municipality

SUNDAY = date(2026, 11, 22)
DUTY = Duty(SUNDAY, 540, 1020, "見本医院", "0000-00-0001", department="小児科")


def events() -> list[str]:
    return list(WriteEntry.objects.order_by("at", "id").values_list("event", flat=True))


def test_enter_duty_raises_the_version_of_the_towns_pages(
    in_joetsu: Municipality, today_10am: datetime
) -> None:
    before = in_joetsu.directory_version

    enter_duty(duty=DUTY, by=make_user(), at=today_10am)

    in_joetsu.refresh_from_db()
    assert in_joetsu.directory_version == before + 1
    assert events()[-1] == "directory.duty_entered"


def test_enter_duty_refuses_the_same_duty_again(in_joetsu: Municipality, today_10am: datetime) -> None:
    enter_duty(duty=DUTY, by=make_user(), at=today_10am)

    with pytest.raises(AlreadyOnDuty):
        enter_duty(duty=DUTY, by=make_user(), at=today_10am)


def test_change_duty_may_leave_what_makes_it_one(in_joetsu: Municipality, today_10am: datetime) -> None:
    clinic, by = make_organisation("見本医院"), make_user()
    entry = enter_duty(duty=DUTY, by=by, at=today_10am)
    longer = Duty(SUNDAY, 540, 1080, "見本医院", department="小児科")

    change_duty(entry=entry, duty=longer, organisation=clinic, by=by, at=today_10am)

    entry.refresh_from_db()
    assert (entry.until_minute, entry.phone, entry.organisation_id) == (1080, "", clinic.id)


def test_change_duty_does_not_make_two_of_one(in_joetsu: Municipality, today_10am: datetime) -> None:
    by = make_user()
    enter_duty(duty=DUTY, by=by, at=today_10am)
    other = enter_duty(duty=Duty(SUNDAY, 600, 1020, "別の医院"), by=by, at=today_10am)

    with pytest.raises(AlreadyOnDuty):
        change_duty(entry=other, duty=DUTY, organisation=None, by=by, at=today_10am)


def test_remove_duty_leaves_its_line_in_the_journal(in_joetsu: Municipality, today_10am: datetime) -> None:
    by = make_user()
    entry = enter_duty(duty=DUTY, by=by, at=today_10am)

    remove_duty(entry=entry, by=by, at=today_10am)

    assert DutyRota.objects.count() == 0
    assert events()[-1] == "directory.duty_removed"
