"""A hand-over that a place declines or leaves unanswered lets one doubt its listing: the place is asked."""

from datetime import datetime, timedelta

import pytest

from tests.factories.directory import make_service
from tests.factories.referrals import Cast, decline, make_task
from tsunagu.desk.jobs import doubt_listings, wind_clock
from tsunagu.directory.models import Service
from tsunagu.network.actions.confirmations import confirm_parts
from tsunagu.network.choices import Way
from tsunagu.network.models import ConfirmationItem


@pytest.fixture
def listing(cast: Cast) -> Service:
    """What the member says it offers for the family's need; and something else that it offers."""
    make_service(cast.member, name="おしゃべり会", needs=("friends",))
    return make_service(cast.member, name="一時預かり", needs=(cast.need.key,))


def doubts(cast: Cast, at: datetime) -> list[tuple[str, str]]:
    with cast.as_town(at):
        doubt_listings(at=at)
        return list(ConfirmationItem.objects.values_list("service__name", "reason"))


def test_a_place_that_is_full_is_asked_about_the_listing_under_that_need(
    cast: Cast, listing: Service
) -> None:
    decline(cast, make_task(cast))

    assert doubts(cast, cast.at + timedelta(hours=20)) == [("一時預かり", "declined")]


def test_a_familys_own_no_casts_no_doubt(cast: Cast, listing: Service) -> None:
    decline(cast, make_task(cast), reason="family_declined", declined_by="family")

    assert doubts(cast, cast.at + timedelta(hours=20)) == []


def test_a_place_that_never_answered_is_asked(cast: Cast, listing: Service) -> None:
    task = make_task(cast)
    over = cast.at + timedelta(days=7)
    assert task.answer_by is not None
    with cast.as_town(over):
        wind_clock(at=over)

    assert doubts(cast, over + timedelta(hours=20)) == [("一時預かり", "unanswered")]


def test_one_no_asks_once_also_after_the_answer(cast: Cast, listing: Service) -> None:
    decline(cast, make_task(cast))
    next_day = cast.at + timedelta(hours=20)
    doubts(cast, next_day)
    with cast.as_member(next_day):
        confirm_parts(service=listing, way=Way.ACCOUNT, by=cast.ito, at=next_day)

    assert doubts(cast, next_day + timedelta(days=1)) == [("一時預かり", "declined")]
