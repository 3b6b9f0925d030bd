"""Enter an organisation into the register, revise it, and name the person in charge."""

from datetime import datetime
from typing import Any

from django.db import transaction

from tsunagu.directory.actions.changes import note_change
from tsunagu.directory.actions.services import NotEditable, revise_service
from tsunagu.directory.choices import Audience, ContactLevel, ServiceStatus
from tsunagu.directory.models import (
    ContactPerson,
    ContactPersonDetail,
    Organisation,
    OrganisationSupporterNote,
    Service,
)
from tsunagu.kernel.accounts.models import User

EDITABLE = frozenset(
    {
        "alternate_names", "description", "district", "email", "kind", "name", "name_en", "name_kana",
        "parent", "status", "takes_referrals", "website",
    }
)  # fmt: skip


class DeskCannotEnd(Exception):
    """What nobody else takes comes to the town's desk: it stays until another desk is named."""


class AnotherOrganisation(Exception):
    """The person in charge would answer for a service of another organisation."""


@transaction.atomic
def enter_organisation(*, by: User, at: datetime, **fields: Any) -> Organisation:
    """Put an organisation into the register.

    Raises:
        NotEditable: `fields` names something that editors do not write.
    """
    _check(fields)
    organisation = Organisation.objects.create(updated_at=at, **fields)
    note_change("directory.organisation_entered", record_id=organisation.id, by=by, at=at)
    return organisation


@transaction.atomic
def revise_organisation(
    *, organisation: Organisation, by: User | None, at: datetime, **changes: Any
) -> Organisation:
    """Change what the register says of an organisation; its former wording stays in the history.

    `by` is None when its author answered a letter and has no account.

    Raises:
        NotEditable: a change names something that editors do not write.
    """
    _check(changes)
    changed = [name for name, value in changes.items() if getattr(organisation, name) != value]
    if not changed:
        return organisation
    for name in changed:
        setattr(organisation, name, changes[name])
    organisation.updated_at = at
    organisation.save(update_fields=[*changed, "updated_at"])
    note_change(
        "directory.organisation_revised",
        record_id=organisation.id,
        by=by,
        at=at,
        listings=organisation.services.values_list("id", flat=True),
        fields=",".join(sorted(changed)),
    )
    return organisation


@transaction.atomic
def end_organisation(*, organisation: Organisation, by: User | None, at: datetime) -> Organisation:
    """The organisation is no more: neither is any service of its own. Both stay reachable, as ended.

    Raises:
        DeskCannotEnd: it is the town's 総合支援窓口.
    """
    if organisation.is_desk:
        raise DeskCannotEnd
    for service in organisation.services.exclude(status=ServiceStatus.DEFUNCT):
        revise_service(service=service, by=by, at=at, status=ServiceStatus.DEFUNCT)
    return revise_organisation(
        organisation=organisation, by=by, at=at, status=ServiceStatus.DEFUNCT, takes_referrals=False
    )


@transaction.atomic
def set_notice_email(
    *, organisation: Organisation, email: str, by: User, at: datetime
) -> OrganisationSupporterNote:
    """Say where the organisation hears of hand-overs. Only supporters read it."""
    note, _ = OrganisationSupporterNote.objects.update_or_create(
        organisation=organisation, defaults={"notice_email": email, "updated_at": at}
    )
    note_change("directory.notice_email_set", record_id=organisation.id, by=by, at=at)
    return note


@transaction.atomic
def name_contact_person(
    *,
    organisation: Organisation,
    role: str,
    service: Service | None = None,
    name: str = "",
    hours_text: str = "",
    level: ContactLevel = ContactLevel.WORKING,
    audience: Audience = Audience.RESIDENTS,
    deputy_of: ContactPerson | None = None,
    detail: dict[str, str] | None = None,
    by: User | None,
    at: datetime,
) -> ContactPerson:
    """Name who is in charge. `name` is published; the real name and direct line go into `detail`.

    Raises:
        AnotherOrganisation: the service is not this organisation's.
    """
    if service is not None and service.organisation_id != organisation.id:
        raise AnotherOrganisation
    person = ContactPerson.objects.create(
        organisation=organisation,
        service=service,
        role=role,
        name=name,
        hours_text=hours_text,
        level=level,
        audience=audience,
        deputy_of=deputy_of,
    )
    if detail:
        ContactPersonDetail.objects.create(contact_person=person, **detail)
    listings = [service.id] if service else list(organisation.services.values_list("id", flat=True))
    note_change("directory.contact_named", record_id=person.id, by=by, at=at, listings=listings)
    return person


def _check(fields: dict[str, Any]) -> None:
    for name in sorted(set(fields) - EDITABLE):
        raise NotEditable(name)
