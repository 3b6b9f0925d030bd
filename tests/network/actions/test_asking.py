"""Asking out of turn, and the desk's word on what nobody confirms."""

import pytest

from tests.conftest import TODAY_10AM
from tests.factories.network import Keepers
from tsunagu.directory.models import Service
from tsunagu.network.actions.asking import (
    AlreadyDecided,
    ask_about,
    keep_published,
    propose_unpublishing,
    unpublish,
)
from tsunagu.network.choices import AskReason
from tsunagu.network.models import ConfirmationItem, ConfirmationRequest, UnpublishProposal

AT = TODAY_10AM


def test_a_doubt_asks_about_a_listing_that_is_not_due(keepers: Keepers) -> None:
    request = ask_about(service=keepers.circle_listing, reason=AskReason.DECLINED, at=AT)

    assert request == ConfirmationRequest.objects.get()
    assert ConfirmationItem.objects.get().reason == "declined"


def test_a_second_doubt_asks_nothing_new(keepers: Keepers) -> None:
    ask_about(service=keepers.listing, reason=AskReason.DECLINED, at=AT)

    assert ask_about(service=keepers.listing, reason=AskReason.UNANSWERED, at=AT) is None
    assert ConfirmationItem.objects.count() == 1


def test_an_unpublished_listing_stays_for_supporters(keepers: Keepers) -> None:
    proposal = propose_unpublishing(service=keepers.listing, at=AT)
    assert Service.objects.get(id=keepers.listing.id).audience == "residents"

    with keepers.as_desk():
        unpublish(proposal=proposal, by=keepers.hana, at=AT)

    assert Service.objects.get(id=keepers.listing.id).audience == "supporters"
    assert UnpublishProposal.objects.get().decided_by == keepers.hana


def test_the_desk_may_leave_it_on_the_page(keepers: Keepers) -> None:
    proposal = propose_unpublishing(service=keepers.listing, at=AT)

    with keepers.as_desk():
        keep_published(proposal=proposal, by=keepers.hana, at=AT)

        with pytest.raises(AlreadyDecided):
            unpublish(proposal=proposal, by=keepers.hana, at=AT)
    assert Service.objects.get(id=keepers.listing.id).audience == "residents"


def test_a_member_sees_no_proposal(keepers: Keepers) -> None:
    propose_unpublishing(service=keepers.listing, at=AT)

    with keepers.as_npo():
        assert list(UnpublishProposal.objects.all()) == []
