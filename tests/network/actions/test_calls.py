"""The queue of calls: every call is in the log, and what was heard takes effect."""

import pytest
from django.db import DatabaseError, transaction

from tests.conftest import TODAY_10AM
from tests.factories.network import Keepers
from tsunagu.directory.models import Service
from tsunagu.kernel.dates.business_days import add_business_days
from tsunagu.network.actions.asking import ask_owner
from tsunagu.network.actions.calls import log_call
from tsunagu.network.choices import CallResult
from tsunagu.network.models import (
    ConfirmationCall,
    ConfirmationItem,
    ConfirmationRequest,
    ListingChange,
)
from tsunagu.network.queries.confirmations import calls_due

AT = TODAY_10AM


@pytest.fixture
def request_to_call(keepers: Keepers) -> ConfirmationRequest:
    return ask_owner(organisation=keepers.circle, services=[keepers.circle_listing], at=AT)


def test_nobody_there_is_written_down_and_called_again_after_the_towns_days(
    keepers: Keepers, request_to_call: ConfirmationRequest
) -> None:
    with keepers.as_desk():
        log_call(request=request_to_call, result=CallResult.NO_ANSWER, by=keepers.hana, at=AT)
        again = add_business_days(AT.date(), 3)

        assert ConfirmationCall.objects.get().result == "no_answer"
        assert not calls_due(today=AT.date()).exists()
        assert calls_due(today=again).exists()


def test_a_promise_to_call_back_sets_the_day(keepers: Keepers, request_to_call: ConfirmationRequest) -> None:
    day = add_business_days(AT.date(), 7)

    with keepers.as_desk():
        log_call(request=request_to_call, result=CallResult.CALL_BACK, by=keepers.hana, at=AT, next_on=day)

    assert ConfirmationRequest.objects.get().next_on == day


def test_what_is_confirmed_on_the_phone_is_confirmed(
    keepers: Keepers, request_to_call: ConfirmationRequest
) -> None:
    with keepers.as_desk():
        log_call(
            request=request_to_call,
            result=CallResult.CONFIRMED,
            by=keepers.hana,
            at=AT,
            services=(keepers.circle_listing,),
            spoke_with="代表の方",
        )

    assert Service.objects.get(id=keepers.circle_listing.id).assured_on == AT.date()
    item = ConfirmationItem.objects.get()
    assert (item.answer, item.way, item.answered_by) == ("still_true", "phone", "花岡 すず 代表の方")
    assert ConfirmationRequest.objects.get().closed_at == AT


def test_what_has_ended_is_proposed_like_any_end(
    keepers: Keepers, request_to_call: ConfirmationRequest
) -> None:
    with keepers.as_desk():
        log_call(
            request=request_to_call,
            result=CallResult.ENDED,
            by=keepers.hana,
            at=AT,
            services=(keepers.circle_listing,),
        )

    assert ListingChange.objects.get().changes == {"status": "defunct"}


def test_the_log_cannot_be_changed(keepers: Keepers, request_to_call: ConfirmationRequest) -> None:
    with keepers.as_desk():
        log_call(request=request_to_call, result=CallResult.NO_ANSWER, by=keepers.hana, at=AT)

        with pytest.raises(DatabaseError), transaction.atomic():
            ConfirmationCall.objects.update(result="confirmed")


def test_a_member_does_not_read_the_log(keepers: Keepers, request_to_call: ConfirmationRequest) -> None:
    with keepers.as_desk():
        log_call(request=request_to_call, result=CallResult.NO_ANSWER, by=keepers.hana, at=AT)

    with keepers.as_npo():
        assert list(ConfirmationCall.objects.all()) == []
        assert list(ConfirmationRequest.objects.all()) == []
