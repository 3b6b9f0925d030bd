"""A call about listings: logged whatever came of it, and what was heard does what a letter's answer does."""

from datetime import date, datetime

from django.db import transaction

from tsunagu.directory.models import Service
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.audit import journal
from tsunagu.network.actions.confirmations import confirm_parts, tell_end
from tsunagu.network.choices import CallResult, Way
from tsunagu.network.models import ConfirmationCall, ConfirmationRequest
from tsunagu.network.queries.terms import days_later, terms_of_town, today_of


@transaction.atomic
def log_call(
    *,
    request: ConfirmationRequest,
    result: CallResult,
    by: User,
    at: datetime,
    services: tuple[Service, ...] = (),
    spoke_with: str = "",
    note: str = "",
    next_on: date | None = None,
) -> None:
    """Write down a call. What was confirmed or ended on the phone takes effect; what changed is typed next.

    Args:
        services: the listings that were spoken of; none when nobody spoke.
        next_on: when to call again; by default after the town's days.
    """
    today, terms = today_of(at), terms_of_town()
    again = next_on or days_later(today, terms.call_again_after, terms)
    for service in services or (None,):
        ConfirmationCall.objects.create(
            request=request,
            service=service,
            result=result,
            spoke_with=spoke_with,
            note=note,
            next_on=again,
            by=by,
            at=at,
        )
    ConfirmationRequest.objects.filter(id=request.id).update(next_on=again)
    journal.record(
        "network.owner_called", record_id=request.organisation_id, by=by.id, at=at, result=result.value
    )
    for service in services:
        if result == CallResult.CONFIRMED:
            confirm_parts(service=service, way=Way.PHONE, by=by, at=at, name=spoke_with)
        elif result == CallResult.ENDED:
            tell_end(service=service, way=Way.PHONE, by=by, at=at, name=spoke_with, note=note)
