"""The target's right to look: given when it is asked, ended with its task. Done in the town's own name,
because neither side may read or end the other's grants."""

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db import connection
from django.utils import timezone

from tsunagu.desk.models import ReferralPackage, ReferralTask
from tsunagu.desk.models.referral_choices import PackageSection
from tsunagu.families.models import Consent
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.municipality.acting import Acting, as_system, current, current_town_id
from tsunagu.kernel.permissions.models import FieldSet, Grant, GrantLevel, GrantSource, LegalBasis

_KEEP = "UPDATE kernel_grant SET ends_at = NULL WHERE source_id = %s AND ends_at > %s"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """What one organisation is told, and why it may be told."""

    asked: str
    legal_basis: LegalBasis
    sections: Mapping[str, str] = field(default_factory=dict)
    consent: Consent | None = None
    basis_note: str = ""

    @property
    def field_set(self) -> FieldSet:
        """The smallest set that holds every chosen section."""
        if PackageSection.SENSITIVE in self.sections:
            return FieldSet.SENSITIVE
        beyond = set(self.sections) - {PackageSection.NAMES, PackageSection.CONTACT}
        return FieldSet.MEMBER if beyond else FieldSet.CONTACT


def in_the_towns_name(*, at: datetime) -> AbstractContextManager[Acting]:
    """Act as the town's machinery, unless one does already: each change of who acts costs two statements.

    No savepoint of its own: what fails in here fails with the action around it.
    """
    who = current()
    return nullcontext(who) if who.system else as_system(current_town_id(), at=at, savepoint=False)


def pack(*, task: ReferralTask, sharing: Sharing) -> ReferralPackage:
    """Put the copy beside the draft."""
    return ReferralPackage.objects.create(
        task=task,
        asked=sharing.asked,
        sections={key: text for key, text in sharing.sections.items() if text.strip()},
        field_set=sharing.field_set,
        legal_basis=sharing.legal_basis,
        consent=sharing.consent,
        basis_note=sharing.basis_note,
    )


def begin_sharing(
    *, task: ReferralTask, sharing: Sharing, by: User | None, at: datetime, grace_days: int
) -> None:
    """Let the target see, until some days after the deadline even if nothing else ends it."""
    household_id = task.referral.household_id
    if household_id is None or task.answer_by is None:
        return
    with in_the_towns_name(at=at):
        Grant.objects.create(
            record_id=household_id,
            organisation_id=task.target_id,
            level=GrantLevel.VIEW,
            field_set=sharing.field_set,
            source=GrantSource.REFERRAL_TASK,
            source_id=task.id,
            legal_basis=sharing.legal_basis,
            starts_at=at,
            ends_at=end_of_day(task.answer_by + timedelta(days=grace_days)),
            given_by=by,
        )


def keep_sharing(*, task: ReferralTask, at: datetime) -> None:
    """The target took the family on: it sees what was shared for as long as it works on it."""
    with in_the_towns_name(at=at), connection.cursor() as cursor:
        cursor.execute(_KEEP, [task.id, at])


def end_sharing(*, task: ReferralTask, at: datetime) -> None:
    """The target's part is over; its next request sees nothing."""
    with in_the_towns_name(at=at):
        Grant.objects.filter(source_id=task.id).exclude(ends_at__lte=at).update(ends_at=at)


def limit_sharing(*, task: ReferralTask, answer_by: date, at: datetime, grace_days: int) -> None:
    """The target is asked anew: its right ends by itself again."""
    until = end_of_day(answer_by + timedelta(days=grace_days))
    with in_the_towns_name(at=at):
        Grant.objects.filter(source_id=task.id, ends_at=None).update(ends_at=until)


def end_of_day(day: date) -> datetime:
    """The first moment of the next day, in the town's time."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
