"""Nothing more is sent, at once: by the receiver, by a colleague, and when a child has died."""

import pytest

from tests.conftest import TODAY_10AM
from tests.factories.families import make_household, make_person
from tests.factories.kernel import make_user
from tests.factories.outreach import make_subscription
from tsunagu.families.actions.record_household import add_contact_way, leave_household
from tsunagu.families.choices import ContactKind, LeftReason
from tsunagu.families.models import Household
from tsunagu.kernel.audit.models import WriteEntry
from tsunagu.kernel.municipality.acting import Acting, acting, as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.outreach.actions.links import LinkClosed, own_token
from tsunagu.outreach.actions.stopping import stop_by_link, stop_for_address, stop_for_household
from tsunagu.outreach.models import SubscribedChild, Subscription

pytestmark = [pytest.mark.django_db]
ADDRESS = "hahaoya@example.jp"


def household_with_address() -> Household:
    household = make_household()
    add_contact_way(household=household, kind=ContactKind.MAIL, value=ADDRESS.upper(), by=None, at=TODAY_10AM)
    return household


def test_a_receiver_stops_without_signing_in_and_nothing_is_kept(joetsu: Municipality) -> None:
    with as_system(joetsu.id, at=TODAY_10AM):
        mine, other = make_subscription(), make_subscription()
    with acting(Acting(town=joetsu.id, moment=TODAY_10AM)):
        stop_by_link(token=own_token(mine.id), at=TODAY_10AM)
        stop_by_link(token=own_token(mine.id), at=TODAY_10AM)
    with as_system(joetsu.id):
        assert (Subscription.objects.get(), SubscribedChild.objects.count()) == (other, 1)


def test_a_key_that_we_did_not_sign_stops_nothing(in_joetsu: Municipality) -> None:
    made = make_subscription()

    with pytest.raises(LinkClosed):
        stop_by_link(token=f"{made.id.hex}:guessed", at=TODAY_10AM)

    assert Subscription.objects.get() == made


def test_a_colleague_stops_all_that_goes_to_a_household(in_joetsu: Municipality) -> None:
    household, by = household_with_address(), make_user()
    make_subscription(ADDRESS)
    other = make_subscription()

    stop_for_household(household_id=household.id, by=by, at=TODAY_10AM)

    assert Subscription.objects.get() == other
    assert WriteEntry.objects.get(event="outreach.household_stopped").by_id == by.id


def test_a_household_that_never_subscribed_is_answered_alike(in_joetsu: Municipality) -> None:
    household = household_with_address()

    stop_for_household(household_id=household.id, by=make_user(), at=TODAY_10AM)

    assert WriteEntry.objects.filter(event="outreach.household_stopped").count() == 1


def test_an_address_told_on_the_telephone_is_stopped_and_not_kept(in_joetsu: Municipality) -> None:
    make_subscription(ADDRESS)

    stop_for_address(email=f" {ADDRESS} ", by=make_user(), at=TODAY_10AM)

    assert Subscription.objects.count() == 0
    assert ADDRESS not in str(list(WriteEntry.objects.values()))


def test_a_death_that_is_recorded_stops_everything_in_the_same_moment(in_joetsu: Municipality) -> None:
    household = household_with_address()
    child = make_person(household)
    make_subscription(ADDRESS)

    leave_household(person=child, on=TODAY_10AM.date(), reason=LeftReason.DIED, by=make_user(), at=TODAY_10AM)

    assert Subscription.objects.count() == 0


def test_moving_away_stops_nothing(in_joetsu: Municipality) -> None:
    household = household_with_address()
    child = make_person(household)
    made = make_subscription(ADDRESS)

    leave_household(
        person=child, on=TODAY_10AM.date(), reason=LeftReason.MOVED, by=make_user(), at=TODAY_10AM
    )

    assert Subscription.objects.get() == made


def test_an_address_not_yet_confirmed_is_forgotten_as_well(in_joetsu: Municipality) -> None:
    household = household_with_address()
    make_subscription(ADDRESS, confirmed=False)

    stop_for_household(household_id=household.id, by=make_user(), at=TODAY_10AM)

    assert Subscription.objects.count() == 0
