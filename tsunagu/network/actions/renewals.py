"""Open the yearly renewal, write to every organisation, remind, close. A second run finds nothing to do."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from tsunagu.directory.models import Organisation
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.audit import journal
from tsunagu.kernel.jobs.queue import enqueue
from tsunagu.kernel.municipality.acting import current_town_id
from tsunagu.network.actions.asking import ask_owner
from tsunagu.network.actions.in_the_towns_name import in_the_towns_name
from tsunagu.network.actions.letters import ask_by_letter
from tsunagu.network.choices import AskReason
from tsunagu.network.models import ConfirmationItem, ConfirmationRequest, RenewalEntry, RenewalRound
from tsunagu.network.queries.renewals import entries_to_ask, guidebook_services, requests_unanswered
from tsunagu.network.queries.terms import today_of


class RoundOpen(Exception):
    """One round at a time: another is still open."""


class RoundClosed(Exception):
    """The round is over."""


class RemindedToday(Exception):
    """Nobody is written to twice on one day."""


@transaction.atomic
def open_round(*, name: str, deadline: date, by: User, at: datetime) -> RenewalRound:
    """Every entry of the guidebook is asked about; the letters go out one organisation after the other.

    Raises:
        RoundOpen: another round is not closed yet.
    """
    try:
        with transaction.atomic():
            opened = RenewalRound.objects.create(name=name, deadline=deadline, opened_at=at, opened_by=by)
    except IntegrityError:
        raise RoundOpen from None
    RenewalEntry.objects.bulk_create(
        RenewalEntry(round=opened, service_id=service, organisation_id=organisation)
        for service, organisation in guidebook_services()
    )
    journal.record("network.renewal_opened", record_id=opened.id, by=by.id, at=at, name=name)
    enqueue("network.renewal", town_id=current_town_id())
    return opened


@transaction.atomic
def ask_for_renewal(*, renewal: RenewalRound, organisation: Organisation, at: datetime) -> int:
    """Write to one organisation about its entries; how many were asked about. Asked already: none.

    Acts in the town's name. A question that is open already serves the round too.
    """
    waiting = list(entries_to_ask(renewal).filter(organisation=organisation).select_for_update(of=("self",)))
    if not waiting:
        return 0
    services = {entry.service_id: entry.service for entry in waiting}
    asked = ConfirmationItem.objects.filter(service_id__in=services, answer="").values_list(
        "service", flat=True
    )
    fresh = [service for id_, service in services.items() if id_ not in set(asked)]
    was_open = ConfirmationRequest.objects.filter(organisation=organisation, closed_at=None).exists()
    request = ask_owner(
        organisation=organisation, services=fresh, at=at, reason=AskReason.RENEWAL, renewal=renewal
    )
    if was_open:
        ask_by_letter(request=request, at=at, renewal=renewal)
    items = _open_items(services)
    for entry in waiting:
        entry.item_id = items[entry.service_id]
    RenewalEntry.objects.bulk_update(waiting, ["item"])
    journal.record("network.renewal_asked", record_id=organisation.id, by=None, at=at, entries=len(waiting))
    return len(waiting)


@transaction.atomic
def remind_round(*, renewal: RenewalRound, by: User, at: datetime) -> int:
    """Write again to whoever has not answered everything; how many letters went out.

    Raises:
        RoundClosed: it is over.
        RemindedToday: they were written to today.
    """
    renewal = _open(renewal)
    today = today_of(at)
    if renewal.reminded_on == today:
        raise RemindedToday
    with in_the_towns_name(at=at):
        letters = sum(
            ask_by_letter(request=request, at=at, renewal=renewal) for request in requests_unanswered(renewal)
        )
    renewal.reminded_on = today
    renewal.save(update_fields=["reminded_on"])
    journal.record("network.renewal_reminded", record_id=renewal.id, by=by.id, at=at, letters=letters)
    return letters


@transaction.atomic
def close_round(*, renewal: RenewalRound, by: User, at: datetime) -> RenewalRound:
    """What is not answered stays so in the round; asking about it goes on by the town's usual ladder.

    Raises:
        RoundClosed: it is over already.
    """
    renewal = _open(renewal)
    renewal.closed_at, renewal.closed_by = at, by
    renewal.save(update_fields=["closed_at", "closed_by"])
    journal.record("network.renewal_closed", record_id=renewal.id, by=by.id, at=at)
    return renewal


def _open(renewal: RenewalRound) -> RenewalRound:
    locked = RenewalRound.objects.select_for_update().get(id=renewal.id)
    if not locked.is_open:
        raise RoundClosed(renewal.id)
    return locked


def _open_items(services: Collection[UUID]) -> dict[UUID, UUID]:
    """The open question about each of these services that is being asked about."""
    rows = ConfirmationItem.objects.filter(service_id__in=services, answer="")
    return dict(rows.values_list("service_id", "id"))
