"""Ask owners whether their listings are still true, remind them, and say what nobody confirms."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from tsunagu.directory.actions.services import mark_overdue, revise_service
from tsunagu.directory.choices import Audience
from tsunagu.directory.models import Organisation, Service
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.audit import journal
from tsunagu.network.actions.letters import ask_by_letter
from tsunagu.network.choices import AskReason, Rung, Verdict
from tsunagu.network.models import ConfirmationItem, ConfirmationRequest, RenewalRound, UnpublishProposal
from tsunagu.network.queries.confirmations import open_item_of, was_asked_since
from tsunagu.network.queries.terms import (
    freshness_of,
    next_rung,
    rung_day,
    terms_of_town,
    today_of,
)


class AlreadyDecided(Exception):
    """Somebody decided about the listing first."""


@transaction.atomic
def ask_owner(
    *,
    organisation: Organisation,
    services: Iterable[Service],
    at: datetime,
    reason: AskReason = AskReason.DUE,
    renewal: RenewalRound | None = None,
) -> ConfirmationRequest:
    """Ask one organisation about these listings, in one letter. Being asked already, it gets no second one.

    An organisation that has no address for letters goes to the queue of calls at once.
    """
    request = ConfirmationRequest.objects.filter(organisation=organisation, closed_at=None).first()
    is_new = request is None
    if request is None:
        request = ConfirmationRequest.objects.create(
            organisation=organisation,
            asked_at=at,
            next_on=rung_day(Rung.REMINDED, asked_at=at, terms=terms_of_town()),
        )
    ConfirmationItem.objects.bulk_create(
        ConfirmationItem(request=request, service=service, reason=reason, asked_at=at) for service in services
    )
    if is_new:
        journal.record("network.owner_asked", record_id=organisation.id, by=None, at=at, reason=reason.value)
        if not ask_by_letter(request=request, at=at, renewal=renewal):
            _move(request, Rung.PHONE, at=at)
    return request


@transaction.atomic
def ask_about(
    *, service: Service, reason: AskReason, at: datetime, since: datetime | None = None
) -> ConfirmationRequest | None:
    """Ask about one listing out of turn: something happened that lets one doubt it.

    None: it is being asked about already, or was after that happened (`since`).
    """
    if open_item_of(service.id) is not None or (since and was_asked_since(service.id, since)):
        return None
    return ask_owner(organisation=service.organisation, services=[service], at=at, reason=reason)


@transaction.atomic
def climb(*, request: ConfirmationRequest, at: datetime) -> Rung | None:
    """Nobody answered until the day: remind, remind again, then put it into the queue of calls."""
    rung = next_rung(request.rung)
    if rung is None or request.closed_at is not None or request.next_on > today_of(at):
        return None
    _move(request, rung, at=at)
    if rung is not Rung.PHONE and not ask_by_letter(request=request, at=at):
        _move(request, Rung.PHONE, at=at)
    return rung


@transaction.atomic
def say_overdue(*, service: Service, at: datetime) -> None:
    """The page says from now on that the news is old."""
    terms = terms_of_town()
    due_on = freshness_of(service.assured_on, today=today_of(at), terms=terms).due_on
    mark_overdue(service=service, since=due_on or today_of(at), at=at)


@transaction.atomic
def propose_unpublishing(*, service: Service, at: datetime) -> UnpublishProposal:
    """Put a listing that nobody confirms before the desk; a town may have said that it goes by itself."""
    proposal = UnpublishProposal.objects.create(service=service, proposed_at=at)
    journal.record("network.unpublishing_proposed", record_id=service.id, by=None, at=at)
    if terms_of_town().unpublish_by_itself:
        _unpublish(proposal, by=None, at=at)
    return proposal


@transaction.atomic
def unpublish(*, proposal: UnpublishProposal, by: User, at: datetime) -> None:
    """Families no longer find the listing; supporters still do, with its age.

    Raises:
        AlreadyDecided: somebody was first.
    """
    _unpublish(_undecided(proposal), by=by, at=at)


@transaction.atomic
def keep_published(*, proposal: UnpublishProposal, by: User, at: datetime) -> None:
    """The desk leaves it on the page, for another half of the term.

    Raises:
        AlreadyDecided: somebody was first.
    """
    proposal = _undecided(proposal)
    _decide(proposal, Verdict.KEPT, by=by, at=at)


def _unpublish(proposal: UnpublishProposal, *, by: User | None, at: datetime) -> None:
    _decide(proposal, Verdict.UNPUBLISHED, by=by, at=at)
    revise_service(service=proposal.service, by=by, at=at, audience=Audience.SUPPORTERS)


def _undecided(proposal: UnpublishProposal) -> UnpublishProposal:
    locked = UnpublishProposal.objects.select_for_update(of=("self",)).select_related("service")
    found = locked.filter(id=proposal.id, verdict="").first()
    if found is None:
        raise AlreadyDecided(proposal.id)
    return found


def _decide(proposal: UnpublishProposal, verdict: Verdict, *, by: User | None, at: datetime) -> None:
    proposal.verdict, proposal.decided_by, proposal.decided_at = verdict, by, at
    proposal.save(update_fields=["verdict", "decided_by", "decided_at"])
    journal.record(
        f"network.listing_{verdict.value}", record_id=proposal.service_id, by=by.id if by else None, at=at
    )


def _move(request: ConfirmationRequest, rung: Rung, *, at: datetime) -> None:
    """Stand on a rung, and know when the next is due; calls are due now."""
    following = next_rung(rung)
    request.rung = rung
    request.next_on = (
        rung_day(following, asked_at=request.asked_at, terms=terms_of_town()) if following else today_of(at)
    )
    request.save(update_fields=["rung", "next_on"])
    journal.record(
        "network.owner_reminded", record_id=request.organisation_id, by=None, at=at, rung=rung.value
    )
