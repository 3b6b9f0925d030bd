"""A need is opened, and an organisation is asked: by the desk, by a member, or anew after a no."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tsunagu.desk.actions.referrals.letters import SENT, tell_target
from tsunagu.desk.actions.referrals.moving import move
from tsunagu.desk.actions.referrals.sharing import Sharing, begin_sharing, in_the_towns_name, pack
from tsunagu.desk.models import Consultation, Referral, ReferralTask
from tsunagu.desk.models.referral_choices import (
    ALIVE,
    ContactProhibited,
    DeclinedBy,
    NextAction,
    Origin,
    TaskStatus,
    Urgency,
)
from tsunagu.desk.queries.referral_terms import answer_deadlines, business_day_after, terms_of_town
from tsunagu.directory.models import Organisation, Service, TaxonomyTerm
from tsunagu.families.models import Household
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.database.prepared import prepared
from tsunagu.kernel.permissions.models import LegalBasis


class FamilySaidNo(Exception):
    """The family has declined this place for this need; it is not asked again."""


class ConsentMissing(Exception):
    """Consent is named as the basis, but none is on record, or it was withdrawn."""


class StillAsking(Exception):
    """Somebody is still at work on the need; one organisation is asked at a time."""


class TakesNoReferrals(Exception):
    """The organisation has not agreed to be asked."""


@transaction.atomic
def open_referral(
    *,
    source: Organisation,
    desk: Organisation,
    need: TaxonomyTerm,
    by: User | None,
    at: datetime,
    household: Household | None = None,
    consultation: Consultation | None = None,
    origin: Origin = Origin.DESK,
    urgency: Urgency = Urgency.ROUTINE,
    contact_prohibited: ContactProhibited = ContactProhibited.NONE,
    contact_rule: str = "",
    receipt_hash: str = "",
) -> Referral:
    """Take on a family's need. From this moment the desk holds it."""
    is_desks_own = by is not None and source.id == desk.id
    person = by if is_desks_own else None
    return Referral.objects.create(
        household=household,
        consultation=consultation,
        origin=origin,
        source=source,
        coordinator=desk,
        need=need,
        urgency=urgency,
        contact_prohibited=contact_prohibited,
        contact_rule=contact_rule,
        receipt_hash=receipt_hash,
        owner_organisation=desk,
        owner_person=person,
        owner_name=person.name if person else "",
        owned_since=at,
        desk_person=person,
        desk_name=person.name if person else "",
        next_action=NextAction.SEND,
        next_action_on=_decide_on(at),
        opened_at=at,
    )


@transaction.atomic
@prepared()
def ask_organisation(
    *,
    referral: Referral,
    target: Organisation,
    sharing: Sharing,
    by: User,
    at: datetime,
    service: Service | None = None,
    in_the_name_of: UUID | None = None,
) -> ReferralTask:
    """Send the need to one organisation; after a no this is the next one, with the former as `replaces`.

    Raises:
        StillAsking: another organisation has not finished yet.
        FamilySaidNo: the family declined this place.
        TakesNoReferrals: the organisation does not take hand-overs.
        ConsentMissing: consent is the basis and is not there.
    """
    referral = Referral.objects.select_for_update(of=("self",)).get(id=referral.id)
    last = last_task(referral)
    _check_askable(referral, last=last, target=target)
    _check_basis(referral, sharing)
    terms = terms_of_town()
    dates = answer_deadlines(urgency=referral.urgency, at=at, terms=terms)
    task = ReferralTask.objects.create(
        referral=referral,
        source_id=in_the_name_of or referral.source_id,
        coordinator_id=referral.coordinator_id,
        target=target,
        service=service,
        need_id=referral.need_id,
        replaces=last,
        sent_by=by,
        moved_at=at,
        next_action=NextAction.SEND,
        next_action_on=dates.due,
    )
    pack(task=task, sharing=sharing)
    move(
        task=task,
        to=TaskStatus.REQUESTED,
        by=by,
        at=at,
        next_action=NextAction.CHECK_ANSWER,
        next_on=dates.due,
        sent_at=at,
        answer_by=dates.due,
        remind_on=dates.remind_on,
        escalate_on=dates.escalate_on,
    )
    with in_the_towns_name(at=at):
        begin_sharing(task=task, sharing=sharing, by=by, at=at, grace_days=terms.visible_after_answer_days)
        tell_target(task=task, kind=SENT, at=at)
    return task


def _check_askable(referral: Referral, *, last: ReferralTask | None, target: Organisation) -> None:
    if last is not None and last.status in ALIVE:
        raise StillAsking(referral)
    if not target.takes_referrals:
        raise TakesNoReferrals(target)
    if family_said_no(referral=referral, target_id=target.id):
        raise FamilySaidNo(target)


def last_task(referral: Referral) -> ReferralTask | None:
    """The organisation that is asked now, or was asked last: the one that no other replaces."""
    return ReferralTask.objects.filter(referral=referral, replaced_by=None).first()


def family_said_no(*, referral: Referral, target_id: UUID) -> bool:
    """Whether the family has declined this place, for this need, in this or an earlier referral."""
    tasks = ReferralTask.objects.filter(target_id=target_id, declined_by=DeclinedBy.FAMILY)
    if tasks.filter(referral=referral).exists():
        return True
    return (
        referral.household_id is not None
        and tasks.filter(referral__household_id=referral.household_id, need_id=referral.need_id).exists()
    )


def _check_basis(referral: Referral, sharing: Sharing) -> None:
    if sharing.legal_basis != LegalBasis.CONSENT:
        return
    consent = sharing.consent
    if consent is None:
        # Somebody not on the register yet: the consent cannot be a record, so it is a sentence.
        if referral.household_id is None and sharing.basis_note:
            return
        raise ConsentMissing
    if consent.withdrawn_at is not None or consent.household_id != referral.household_id:
        raise ConsentMissing


def _decide_on(at: datetime) -> date:
    terms = terms_of_town()
    return business_day_after(terms.decide_within, at=at, terms=terms)
