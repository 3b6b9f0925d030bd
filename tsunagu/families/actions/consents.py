"""What a family agreed to."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tsunagu.families.choices import ConsentForm, ConsentPurpose
from tsunagu.families.models import Consent, Household, Person
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.audit import journal
from tsunagu.kernel.permissions.models import LegalBasis


class AlreadyWithdrawn(Exception):
    """The consent was taken back before."""


@transaction.atomic
def record_consent(
    *,
    household: Household,
    purpose: ConsentPurpose,
    by: User,
    at: datetime,
    scope: str = "",
    organisation_id: UUID | None = None,
    given_by: Person | None = None,
    form: ConsentForm = ConsentForm.SPOKEN,
    legal_basis: LegalBasis = LegalBasis.CONSENT,
) -> Consent:
    """The family agrees to something, in these words, in this way."""
    consent = Consent.objects.create(
        household=household,
        purpose=purpose,
        scope=scope,
        organisation_id=organisation_id,
        given_by=given_by,
        form=form,
        legal_basis=legal_basis,
        given_at=at,
        recorded_by=by,
    )
    journal.record(
        "families.consent_given",
        record_id=household.id,
        by=by.id,
        at=at,
        purpose=ConsentPurpose(purpose).value,
    )
    return consent


@transaction.atomic
def withdraw_consent(*, consent: Consent, by: User, at: datetime) -> Consent:
    """The family takes its consent back; what was shared on it stays in the history.

    Raises:
        AlreadyWithdrawn: it was taken back before.
    """
    if consent.withdrawn_at is not None:
        raise AlreadyWithdrawn(consent)
    consent.withdrawn_at, consent.withdrawal_recorded_by = at, by
    consent.save(update_fields=["withdrawn_at", "withdrawal_recorded_by"])
    journal.record("families.consent_withdrawn", record_id=consent.household_id, by=by.id, at=at)
    return consent
