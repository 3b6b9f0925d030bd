"""Whom a notice reaches: by month, district and subject; never a child that a desk knows has died."""

from datetime import date

import pytest

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_district
from tests.factories.families import make_household, make_person
from tests.factories.kernel import make_user
from tests.factories.outreach import make_receivers, make_subscription
from tsunagu.families.actions.record_household import add_contact_way, leave_household
from tsunagu.families.choices import ContactKind, LeftReason
from tsunagu.families.models import Person
from tsunagu.kernel.municipality.acting import Acting, acting, as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.outreach.choices import Reach
from tsunagu.outreach.models import Subscription
from tsunagu.outreach.queries.segments import Segment, receivers_of, rough_size, told_roughly

pytestmark = [pytest.mark.django_db]
TODAY = TODAY_10AM.date()
ADDRESS = "hahaoya@example.jp"


def reached(**asked: object) -> set[Subscription]:
    return set(receivers_of(Segment(**{"subjects": ["events"], **asked}), today=TODAY))  # type: ignore[arg-type]


def born(first: int, last: int) -> dict[str, object]:
    return {"reach": Reach.BORN, "months_from": first, "months_to": last}


def expecting(first: int, last: int) -> dict[str, object]:
    return {"reach": Reach.EXPECTING, "months_from": first, "months_to": last}


@pytest.mark.parametrize(
    ("months", "is_meant"),
    [((7, 7), True), ((0, 7), True), ((7, 12), True), ((0, 6), False), ((8, 12), False)],
)
def test_a_child_is_as_old_as_the_months_between(
    in_joetsu: Municipality, months: tuple[int, int], is_meant: bool
) -> None:
    made = make_subscription(born=[date(2026, 4, 1)])

    assert (made in reached(**born(*months))) is is_meant


def test_one_of_several_children_is_enough_and_counts_once(in_joetsu: Municipality) -> None:
    made = make_subscription(born=[date(2026, 4, 1), date(2026, 5, 1), date(2020, 1, 1)])

    assert list(receivers_of(Segment(["events"], Reach.BORN, 0, 11), today=TODAY)) == [made]


@pytest.mark.parametrize(
    ("months", "is_meant"), [((0, 9), True), ((3, 3), True), ((0, 2), False), ((4, 9), False)]
)
def test_a_birth_is_expected_in_so_many_months(
    in_joetsu: Municipality, months: tuple[int, int], is_meant: bool
) -> None:
    made = make_subscription(born=[], due=[date(2027, 2, 1)])

    assert (made in reached(**expecting(*months))) is is_meant
    assert made not in reached(**born(0, 12))


def test_when_the_expected_month_has_passed_no_age_is_assumed(in_joetsu: Municipality) -> None:
    make_subscription(born=[], due=[date(2027, 2, 1)])
    later = date(2027, 6, 10)

    assert set(receivers_of(Segment(["events"], Reach.EXPECTING, 0, 10), today=later)) == set()
    assert set(receivers_of(Segment(["events"], Reach.BORN, 0, 228), today=later)) == set()


def test_districts_and_subjects_narrow_it_down(in_joetsu: Municipality) -> None:
    east, west = make_district("東"), make_district("西")
    here = make_subscription(district_id=east.id)
    there = make_subscription(district_id=west.id, subjects=["health"])
    nowhere = make_subscription()

    assert reached() == {here, nowhere}
    assert reached(districts=[east.id, west.id]) == {here}
    assert reached(subjects=["health"], districts=[west.id]) == {there}


def test_who_has_not_confirmed_is_not_reached(in_joetsu: Municipality) -> None:
    make_subscription(confirmed=False)

    assert reached() == set()


def bereaved(*, again: dict[str, object], **child: object) -> Subscription:
    """A child has died, a desk has written it down; the family asks for notices again later."""
    household = make_household()
    add_contact_way(household=household, kind=ContactKind.MAIL, value=ADDRESS, by=None, at=TODAY_10AM)
    person: Person = make_person(household, **child)
    leave_household(person=person, on=TODAY, reason=LeftReason.DIED, by=make_user(), at=TODAY_10AM)
    return make_subscription(ADDRESS, **again)


def test_a_child_that_died_is_in_no_segment_even_if_its_month_is_told_again(in_joetsu: Municipality) -> None:
    mourning = bereaved(born_on=date(2026, 4, 12), again={"born": [date(2026, 4, 1)]})
    other = make_subscription(born=[date(2026, 4, 1)])

    assert reached(**born(0, 11)) == {other}
    assert mourning in reached()


def test_a_child_that_was_not_born_alive_is_expected_no_more(in_joetsu: Municipality) -> None:
    bereaved(born_on=None, due_on=date(2027, 2, 10), again={"born": [], "due": [date(2027, 2, 1)]})

    assert reached(**expecting(0, 10)) == set()


def test_its_brother_or_sister_is_reached_as_before(in_joetsu: Municipality) -> None:
    mourning = bereaved(born_on=date(2026, 4, 12), again={"born": [date(2026, 4, 1), date(2023, 6, 1)]})

    assert mourning in reached(**born(36, 47))


def test_fewer_than_the_least_are_not_counted_aloud(in_joetsu: Municipality) -> None:
    make_receivers(9)

    assert rough_size(Segment(["events"]), today=TODAY) is None


@pytest.mark.parametrize(
    ("count", "told"), [(0, None), (9, None), (10, 10), (14, 10), (19, 10), (20, 20), (1234, 1230)]
)
def test_a_number_is_told_in_steps_of_ten(count: int, told: int | None) -> None:
    assert told_roughly(count) == told


def test_one_more_family_changes_no_number_that_is_shown(in_joetsu: Municipality) -> None:
    make_receivers(12)
    before = rough_size(Segment(["events"]), today=TODAY)

    make_subscription()

    assert (before, rough_size(Segment(["events"]), today=TODAY)) == (10, 10)


def test_a_colleague_learns_the_rough_number_and_reads_no_row(joetsu: Municipality) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        make_receivers(11)
        worker = make_user()
    with acting(Acting(town=joetsu.id, user=worker.id, moment=TODAY_10AM)):
        assert rough_size(Segment(["events"]), today=TODAY) == 10
        assert receivers_of(Segment(["events"]), today=TODAY).count() == 0
