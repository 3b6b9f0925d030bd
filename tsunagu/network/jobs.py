"""The clock of freshness. One organisation that cannot be asked does not hold up the others."""

import logging
from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from tsunagu.kernel.jobs.queue import every, job
from tsunagu.network.actions.asking import ask_owner, climb, propose_unpublishing, say_overdue
from tsunagu.network.actions.renewals import ask_for_renewal
from tsunagu.network.queries.confirmations import requests_to_climb
from tsunagu.network.queries.listings import owners_to_ask, services_gone_overdue, services_to_unpublish
from tsunagu.network.queries.renewals import open_round_of_town, owners_to_ask_for
from tsunagu.network.queries.terms import is_working_day, terms_of_town, today_of

log = logging.getLogger(__name__)


@job("network.renewal")
def ask_everybody(*, at: datetime) -> None:
    """Write to each organisation of the open round that was not written to yet."""
    renewal = open_round_of_town()
    if renewal is None:
        return
    for owner in owners_to_ask_for(renewal):
        _safely(owner.id, lambda own=owner: ask_for_renewal(renewal=renewal, organisation=own, at=at))


# At eight in the morning in Japan: whoever is asked can answer by day.
@every("0 23 * * *", "network.freshness")
def keep_listings_true(*, at: datetime) -> None:
    """Do everything that is due today; a second run finds nothing left to do."""
    ask_everybody(at=at)
    today, terms = today_of(at), terms_of_town()
    if is_working_day(today, terms):
        for owner, services in owners_to_ask(today=today, terms=terms):
            _safely(owner.id, lambda own=owner, of=services: ask_owner(organisation=own, services=of, at=at))
        for request in requests_to_climb(today=today):
            _safely(request.id, lambda request=request: climb(request=request, at=at))
    for service in services_gone_overdue(today=today, terms=terms):
        _safely(service.id, lambda service=service: say_overdue(service=service, at=at))
    for service in services_to_unpublish(today=today, terms=terms):
        _safely(service.id, lambda service=service: propose_unpublishing(service=service, at=at))


def _safely(about: object, step: Callable[[], object]) -> None:
    try:
        with transaction.atomic():
            step()
    except Exception:
        # The next run tries again; until then the listing keeps its age on the page.
        log.exception("network.freshness could not handle %s", about)
