"""What the rota refuses to keep, and who may read and write it."""

from datetime import date

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from tests.factories.kernel import make_user
from tsunagu.directory.models import DutyRota
from tsunagu.kernel.municipality.acting import Acting, acting, as_system
from tsunagu.kernel.municipality.models import Municipality

SUNDAY = date(2026, 11, 22)
USUAL = {"day": SUNDAY, "from_minute": 540, "until_minute": 1020, "name": "見本医院"}


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("duty_names_a_clinic", {"name": ""}),
        ("duty_ends_after_it_begins", {"until_minute": 540}),
        ("duty_ends_after_it_begins", {"from_minute": 1440, "until_minute": 1500}),
        ("duty_no_longer_than_a_day", {"until_minute": 540 + 1441}),
        ("duty_phone_shape", {"phone": "電話"}),
    ],
)
def test_the_database_refuses_an_impossible_duty(
    in_joetsu: Municipality, constraint: str, fields: dict[str, object]
) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        DutyRota.objects.create(**{**USUAL, **fields})


def test_one_duty_stands_in_the_rota_once(in_joetsu: Municipality) -> None:
    DutyRota.objects.create(**USUAL)

    with pytest.raises(IntegrityError, match="duty_once"), transaction.atomic():
        DutyRota.objects.create(**USUAL)


def test_a_duty_through_the_night_is_kept(in_joetsu: Municipality) -> None:
    DutyRota.objects.create(**{**USUAL, "from_minute": 1140, "until_minute": 1140 + 1440})

    assert DutyRota.objects.count() == 1


def test_everybody_of_the_town_reads_the_rota_and_no_other_town_does(
    joetsu: Municipality, nagaoka: Municipality
) -> None:
    with as_system(joetsu.id):
        DutyRota.objects.create(**USUAL)

    with acting(Acting(town=joetsu.id)):
        ours = DutyRota.objects.count()
    with as_system(nagaoka.id):
        theirs = DutyRota.objects.count()

    assert (ours, theirs) == (1, 0)


def test_a_visitor_writes_nothing_into_the_rota(joetsu: Municipality) -> None:
    with acting(Acting(town=joetsu.id)), pytest.raises(ProgrammingError), transaction.atomic():
        DutyRota.objects.create(**USUAL)


def test_a_colleague_writes_into_the_rota(joetsu: Municipality) -> None:
    with as_system(joetsu.id):
        user = make_user()

    with acting(Acting(town=joetsu.id, user=user.id)):
        DutyRota.objects.create(**USUAL)

        assert DutyRota.objects.count() == 1
