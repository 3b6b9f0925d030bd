"""Still true, changed, ended: each answer does its part, and closes the question."""

from datetime import date, timedelta

import pytest

from tests.conftest import TODAY_10AM
from tests.factories.network import Keepers
from tsunagu.directory.models import SearchEntry, Service
from tsunagu.network.actions.asking import ask_owner
from tsunagu.network.actions.changes import approve_change, decline_change
from tsunagu.network.actions.confirmations import NothingConfirmed, confirm_parts, tell_changes, tell_end
from tsunagu.network.choices import Way
from tsunagu.network.models import ConfirmationItem, ConfirmationRequest, PartConfirmation
from tsunagu.network.queries.values import values_of

AT = TODAY_10AM
TODAY = date(2026, 11, 20)


def now(keepers: Keepers) -> Service:
    return Service.objects.select_related("organisation").get(id=keepers.listing.id)


@pytest.fixture
def asked(keepers: Keepers) -> ConfirmationRequest:
    return ask_owner(organisation=keepers.npo, services=[keepers.listing], at=AT)


def test_still_true_confirms_the_listing_and_closes_the_request(
    keepers: Keepers, asked: ConfirmationRequest
) -> None:
    with keepers.as_npo():
        is_whole = confirm_parts(service=now(keepers), way=Way.ACCOUNT, by=keepers.ito, at=AT)

    assert is_whole
    assert (now(keepers).assured_on, now(keepers).assured_by) == (TODAY, "ひだまり広場")
    item = ConfirmationItem.objects.get()
    assert (item.answer, item.way, item.answered_by) == ("still_true", "account", "伊藤 あおい")
    assert ConfirmationRequest.objects.get().closed_at == AT


def test_some_parts_alone_leave_the_question_open(keepers: Keepers, asked: ConfirmationRequest) -> None:
    with keepers.as_npo():
        is_whole = confirm_parts(
            service=now(keepers), groups=["when", "cost"], way=Way.ACCOUNT, by=keepers.ito, at=AT
        )

    assert not is_whole
    assert now(keepers).assured_on is None
    assert PartConfirmation.objects.get().groups == ["when", "cost"]
    assert ConfirmationItem.objects.get().answer == ""


def test_the_last_part_confirms_the_whole_on_the_day_of_the_oldest(keepers: Keepers) -> None:
    with keepers.as_npo():
        confirm_parts(
            service=now(keepers), groups=["who", "when", "where"], way=Way.ACCOUNT, by=keepers.ito, at=AT
        )
    later = AT + timedelta(days=9)
    with keepers.as_npo(later):
        is_whole = confirm_parts(
            service=now(keepers), groups=["cost", "how", "contact"], way=Way.ACCOUNT, by=keepers.ito, at=later
        )

    assert is_whole
    assert now(keepers).assured_on == TODAY


def test_a_part_that_was_confirmed_too_long_ago_does_not_count(keepers: Keepers) -> None:
    long_ago = AT - timedelta(days=180)
    with keepers.as_npo(long_ago):
        confirm_parts(
            service=now(keepers),
            groups=["who", "when", "where"],
            way=Way.ACCOUNT,
            by=keepers.ito,
            at=long_ago,
        )
    with keepers.as_npo():
        is_whole = confirm_parts(
            service=now(keepers), groups=["cost", "how", "contact"], way=Way.ACCOUNT, by=keepers.ito, at=AT
        )

    assert not is_whole


def test_confirming_nothing_is_no_confirmation(keepers: Keepers) -> None:
    with keepers.as_npo(), pytest.raises(NothingConfirmed):
        confirm_parts(service=now(keepers), groups=["weather"], way=Way.ACCOUNT, by=keepers.ito, at=AT)


def test_changed_answers_the_question_and_waits_for_the_desk(
    keepers: Keepers, asked: ConfirmationRequest
) -> None:
    listing = now(keepers)

    change = tell_changes(
        service=listing,
        changes={"opening_text": "土曜も"},
        before=values_of(listing),
        way=Way.LINK,
        by=None,
        name="水たま",
        at=AT,
    )

    item = ConfirmationItem.objects.get()
    assert (item.answer, item.change, item.answered_by) == ("changed", change, "水たま")
    assert (change.sent_by, change.sent_name, change.way) == (None, "水たま", "link")
    assert now(keepers).assured_on is None


def test_an_approved_answer_counts_as_a_confirmation(keepers: Keepers, asked: ConfirmationRequest) -> None:
    listing = now(keepers)
    change = tell_changes(
        service=listing,
        changes={"opening_text": "土曜も"},
        before=values_of(listing),
        way=Way.LINK,
        by=None,
        at=AT,
    )

    with keepers.as_desk():
        approve_change(change=change, by=keepers.hana, at=AT + timedelta(days=3))

    assert (now(keepers).opening_text, now(keepers).assured_on) == ("土曜も", TODAY)


def test_a_declined_answer_confirms_nothing(keepers: Keepers, asked: ConfirmationRequest) -> None:
    listing = now(keepers)
    change = tell_changes(
        service=listing, changes={"summary": "宣伝"}, before=values_of(listing), way=Way.LINK, by=None, at=AT
    )

    with keepers.as_desk():
        decline_change(change=change, reason="宣伝は載せません。", by=keepers.hana, at=AT)

    assert (now(keepers).summary, now(keepers).assured_on) == ("", None)


def test_ended_proposes_the_end_and_leaves_the_listing_until_the_desk_agrees(
    keepers: Keepers, asked: ConfirmationRequest
) -> None:
    change = tell_end(service=now(keepers), way=Way.LINK, by=None, at=AT)

    assert now(keepers).status == "active"
    assert change.changes == {"status": "defunct"}
    with keepers.as_desk():
        approve_change(change=change, by=keepers.hana, at=AT)
    assert (now(keepers).status, now(keepers).assured_on) == ("defunct", None)


def test_confirming_takes_the_warning_off_and_search_trusts_it_again(keepers: Keepers) -> None:
    from tsunagu.directory.actions.services import confirm_listing, mark_overdue

    confirm_listing(service=now(keepers), on=TODAY, confirmed_by="窓口", by=keepers.hana, at=AT)
    trusted = SearchEntry.objects.get(service=keepers.listing).static_rank
    mark_overdue(service=now(keepers), since=TODAY, at=AT)
    doubted = SearchEntry.objects.get(service=keepers.listing).static_rank

    with keepers.as_npo():
        confirm_parts(service=now(keepers), way=Way.ACCOUNT, by=keepers.ito, at=AT)

    assert doubted == trusted - 10
    assert SearchEntry.objects.get(service=keepers.listing).static_rank == trusted
    assert now(keepers).overdue_since is None
