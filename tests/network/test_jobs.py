"""The clock of freshness, day by day: ask, remind, remind again, call; then say that the news is old."""

from datetime import date, datetime, timedelta

import pytest

from tests.conftest import TODAY_10AM
from tests.factories.directory import make_organisation, make_service
from tests.factories.network import Keepers, propose
from tsunagu.directory.models import OrganisationSupporterNote, Service
from tsunagu.kernel.dates.business_days import add_business_days
from tsunagu.kernel.notify.models import Letter
from tsunagu.network.jobs import keep_listings_true
from tsunagu.network.models import (
    ConfirmationItem,
    ConfirmationLink,
    ConfirmationRequest,
    FreshnessTerms,
    UnpublishProposal,
)
from tsunagu.network.queries.confirmations import calls_due

AT = TODAY_10AM  # a Friday
TODAY = AT.date()


def on(day: date) -> datetime:
    return AT + (day - TODAY)


def after(days: int) -> datetime:
    """So many business days later."""
    return on(add_business_days(TODAY, days))


def confirmed(days_ago: int, keepers: Keepers) -> None:
    day = TODAY - timedelta(days=days_ago)
    Service.objects.filter(id=keepers.listing.id).update(assured_on=day, assured_by="窓口")


def open_request() -> ConfirmationRequest | None:
    return ConfirmationRequest.objects.filter(closed_at=None).first()


def test_an_organisation_gets_one_letter_for_all_its_listings(keepers: Keepers) -> None:
    make_service(keepers.npo, name="園庭開放")

    keep_listings_true(at=AT)

    assert [letter.to for letter in Letter.objects.all()] == [keepers.ito.email]
    assert sorted(item.service.name for item in ConfirmationItem.objects.all()) == ["ひろば", "園庭開放"]


def test_a_second_run_on_the_same_day_finds_nothing_left_to_do(keepers: Keepers) -> None:
    keep_listings_true(at=AT)
    keep_listings_true(at=AT)

    assert (Letter.objects.count(), ConfirmationRequest.objects.count()) == (1, 1)


@pytest.mark.parametrize(("days_ago", "asked"), [(179, 0), (180, 1)])
def test_a_listing_is_due_when_the_towns_interval_is_over(
    keepers: Keepers, days_ago: int, asked: int
) -> None:
    confirmed(days_ago, keepers)

    keep_listings_true(at=AT)

    assert ConfirmationItem.objects.count() == asked


def test_a_town_sets_its_own_interval(keepers: Keepers) -> None:
    FreshnessTerms.objects.create(interval_days=90)
    confirmed(100, keepers)

    keep_listings_true(at=AT)

    assert ConfirmationItem.objects.count() == 1


def test_nobody_is_asked_on_a_day_off(keepers: Keepers) -> None:
    saturday = AT + timedelta(days=1)

    keep_listings_true(at=saturday)

    assert not ConfirmationRequest.objects.exists()


def test_a_listing_with_a_change_that_waits_is_not_asked_about(keepers: Keepers) -> None:
    propose(keepers, summary="土曜も開きます。")

    keep_listings_true(at=AT)

    assert not ConfirmationItem.objects.filter(service=keepers.listing).exists()


def test_the_ladder_is_climbed_in_business_days(keepers: Keepers) -> None:
    keep_listings_true(at=AT)
    seen = {}
    for day in (9, 10, 19, 20, 29, 30):
        keep_listings_true(at=after(day))
        seen[day] = (ConfirmationRequest.objects.get().rung, Letter.objects.count())

    assert seen == {
        9: ("asked", 1),
        10: ("reminded", 2),
        19: ("reminded", 2),
        20: ("reminded_again", 3),
        29: ("reminded_again", 3),
        30: ("phone", 3),
    }
    assert [each.organisation for each in calls_due(today=after(30).date())] == [keepers.npo]


def test_every_letter_has_a_link_of_its_own_and_says_nothing_of_the_listing(keepers: Keepers) -> None:
    keep_listings_true(at=AT)
    keep_listings_true(at=after(10))

    letters = list(Letter.objects.order_by("written_at"))
    assert ConfirmationLink.objects.count() == 2
    assert all("/joetsu/work/listings/answer/" in letter.body for letter in letters)
    assert not any("ひろば" in letter.body for letter in letters)


def test_an_organisation_without_mail_goes_to_the_queue_of_calls_at_once(keepers: Keepers) -> None:
    Service.objects.filter(id=keepers.circle_listing.id).update(assured_on=None, assured_by="")

    keep_listings_true(at=AT)

    assert [each.organisation for each in calls_due(today=TODAY)] == [keepers.circle]


def test_a_notice_address_is_written_to_when_there_is_no_account(keepers: Keepers) -> None:
    club = make_organisation("こぐま", notice_email="koguma@example.jp")
    make_service(club, name="こぐまの会")

    keep_listings_true(at=AT)

    assert Letter.objects.filter(to="koguma@example.jp").count() == 1


def test_whoever_lost_its_address_is_called_instead_of_reminded(keepers: Keepers) -> None:
    club = make_organisation("こぐま", notice_email="koguma@example.jp")
    make_service(club, name="こぐまの会")
    keep_listings_true(at=AT)
    OrganisationSupporterNote.objects.filter(organisation=club).update(notice_email="")

    keep_listings_true(at=after(10))

    assert [each.organisation for each in calls_due(today=after(10).date())] == [club]


def test_what_became_due_meanwhile_joins_the_open_request_without_another_letter(keepers: Keepers) -> None:
    keep_listings_true(at=AT)
    make_service(keepers.npo, name="園庭開放")

    keep_listings_true(at=after(1))

    assert ConfirmationRequest.objects.get().items.count() == 2
    assert Letter.objects.count() == 1


@pytest.mark.parametrize(("days_overdue", "says"), [(59, None), (60, date(2026, 9, 21))])
def test_the_page_says_so_when_a_listing_is_long_overdue(
    keepers: Keepers, days_overdue: int, says: date | None
) -> None:
    confirmed(180 + days_overdue, keepers)

    keep_listings_true(at=AT)

    assert Service.objects.get(id=keepers.listing.id).overdue_since == says


@pytest.mark.parametrize(("days_overdue", "proposals"), [(364, 0), (365, 1)])
def test_what_nobody_confirms_for_a_year_is_put_before_the_desk(
    keepers: Keepers, days_overdue: int, proposals: int
) -> None:
    confirmed(180 + days_overdue, keepers)

    keep_listings_true(at=AT)
    keep_listings_true(at=AT)

    assert UnpublishProposal.objects.filter(service=keepers.listing).count() == proposals
    assert Service.objects.get(id=keepers.listing.id).audience == "residents"


def test_a_listing_nobody_ever_confirmed_is_put_there_a_year_after_it_was_asked_about(
    keepers: Keepers,
) -> None:
    keep_listings_true(at=AT)
    keep_listings_true(at=AT + timedelta(days=364))
    assert not UnpublishProposal.objects.exists()

    keep_listings_true(at=AT + timedelta(days=365))

    assert UnpublishProposal.objects.get(service=keepers.listing).verdict == ""


def test_only_a_town_that_says_so_lets_a_listing_go_by_itself(keepers: Keepers) -> None:
    FreshnessTerms.objects.create(unpublish_by_itself=True)
    confirmed(600, keepers)

    keep_listings_true(at=AT)

    assert UnpublishProposal.objects.get(service=keepers.listing).verdict == "unpublished"
    assert Service.objects.get(id=keepers.listing.id).audience == "supporters"


def test_one_organisation_that_cannot_be_asked_does_not_hold_up_the_others(
    keepers: Keepers, monkeypatch: pytest.MonkeyPatch
) -> None:
    club = make_organisation("こぐま", notice_email="koguma@example.jp")
    make_service(club, name="こぐまの会")
    from tsunagu.network import jobs

    really = jobs.ask_owner

    def fails_for_the_npo(**given: object) -> object:
        if given["organisation"] == keepers.npo:
            raise OSError
        return really(**given)

    monkeypatch.setattr(jobs, "ask_owner", fails_for_the_npo)
    keep_listings_true(at=AT)

    assert [each.organisation for each in ConfirmationRequest.objects.all()] == [club]
