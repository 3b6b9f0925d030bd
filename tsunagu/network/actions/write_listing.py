"""Write changed values into the directory, each through its own door there."""

from datetime import datetime

from tsunagu.directory.actions.organisations import revise_organisation
from tsunagu.directory.actions.public_contacts import set_public_contact, set_public_phone
from tsunagu.directory.actions.services import revise_service
from tsunagu.directory.models import Organisation, Service
from tsunagu.kernel.accounts.models import User
from tsunagu.network.queries.values import (
    ORGANISATION_COLUMNS,
    SERVICE_COLUMNS,
    Values,
    public_contact,
    public_phone,
    values_of,
)


def write_listing(*, record: Service | Organisation, values: Values, by: User | None, at: datetime) -> None:
    """Let the page say this from now on. `by` is the author of the words, whoever approved them."""
    if isinstance(record, Service):
        columns = {name: value for name, value in values.items() if name in SERVICE_COLUMNS}
        if columns:
            revise_service(service=record, by=by, at=at, **columns)
        if values.keys() & {"contact_role", "contact_hours"}:
            said = {**values_of(record), **values}
            set_public_contact(
                service=record,
                person=public_contact(record),
                role=said["contact_role"],
                hours_text=said["contact_hours"],
                by=by,
                at=at,
            )
    else:
        columns = {name: value for name, value in values.items() if name in ORGANISATION_COLUMNS}
        if columns:
            revise_organisation(organisation=record, by=by, at=at, **columns)
    if "phone" in values:
        set_public_phone(of=record, phone=public_phone(record), number=values["phone"], by=by, at=at)
