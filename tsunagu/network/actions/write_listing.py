"""Write changed values into the directory, each through its own door there."""

from datetime import datetime
from typing import Any

from tsunagu.directory.actions.organisations import end_organisation, enter_organisation, revise_organisation
from tsunagu.directory.actions.phones import enter_phone
from tsunagu.directory.actions.places import enter_place
from tsunagu.directory.actions.public_contacts import set_public_contact, set_public_phone
from tsunagu.directory.actions.services import (
    place_service,
    publish_service,
    revise_service,
    serve_districts,
    sort_service,
)
from tsunagu.directory.choices import ServiceStatus
from tsunagu.directory.models import District, Location, Organisation, Service, TaxonomyTerm
from tsunagu.kernel.accounts.models import User
from tsunagu.network.queries.values import (
    NEW_ORGANISATION,
    NEW_PLACE,
    NEW_SERVICE,
    ORGANISATION_COLUMNS,
    ORGANISATION_LINKS,
    PLACE_COLUMNS,
    SERVICE_COLUMNS,
    TERM_FIELDS,
    Values,
    public_contact,
    public_phone,
    values_of,
)

_LINKED = {"kind": TaxonomyTerm, "district": District}


def write_listing(*, record: Service | Organisation, values: Values, by: User | None, at: datetime) -> None:
    """Let the page say this from now on. `by` is the author of the words, whoever approved them."""
    if isinstance(record, Service):
        columns = {name: value for name, value in values.items() if name in SERVICE_COLUMNS}
        columns |= _linked(values, ("kind",))
        if columns:
            revise_service(service=record, by=by, at=at, **columns)
        _sort(record, values, by=by, at=at)
        _name_contact(record, values, by=by, at=at)
    else:
        columns = {name: value for name, value in values.items() if name in ORGANISATION_COLUMNS}
        columns |= _linked(values, ORGANISATION_LINKS)
        if columns.get("status") == ServiceStatus.DEFUNCT:
            end_organisation(organisation=record, by=by, at=at)
        if columns:
            revise_organisation(organisation=record, by=by, at=at, **columns)
    if "phone" in values:
        set_public_phone(of=record, phone=public_phone(record), number=values["phone"], by=by, at=at)


def write_new_service(*, organisation: Organisation, values: Values, by: User, at: datetime) -> Service:
    """Put a service into the register with all that was said of it."""
    said = {**NEW_SERVICE, **values}
    columns = {name: said[name] for name in SERVICE_COLUMNS}
    service = publish_service(organisation=organisation, by=by, at=at, **columns, **_linked(said, ("kind",)))
    rest = {name: value for name, value in values.items() if name not in (*SERVICE_COLUMNS, "kind")}
    write_listing(record=service, values=rest, by=by, at=at)
    return service


def write_new_place(*, organisation: Organisation, values: Values, by: User, at: datetime) -> Location:
    """Put a place of the organisation into the register; where it stands on the map is said afterwards."""
    said = {**NEW_PLACE, **values}
    columns = {name: said[name] for name in PLACE_COLUMNS}
    place = enter_place(organisation=organisation, by=by, at=at, **columns, **_linked(said, ("district",)))
    if said["phone"]:
        enter_phone(of=place, number=said["phone"], by=by, at=at)
    return place


def write_new_organisation(*, values: Values, by: User, at: datetime) -> Organisation:
    """Put an organisation into the register with all that was said of it."""
    said = {**NEW_ORGANISATION, **values}
    columns = {name: said[name] for name in ORGANISATION_COLUMNS}
    organisation = enter_organisation(by=by, at=at, **columns, **_linked(said, ORGANISATION_LINKS))
    if said["phone"]:
        set_public_phone(of=organisation, phone=None, number=said["phone"], by=by, at=at)
    return organisation


def _linked(values: Values, names: tuple[str, ...]) -> dict[str, Any]:
    """The rows that ids stand for; an empty id is nothing."""
    return {
        name: _LINKED[name].objects.get(id=values[name]) if values[name] else None  # type: ignore[attr-defined]
        for name in names
        if name in values
    }


def _sort(service: Service, values: Values, *, by: User | None, at: datetime) -> None:
    """Under which terms, at which places, for which districts."""
    if values.keys() & TERM_FIELDS.keys():
        said = {**values_of(service), **values}
        ids = [id_ for name in TERM_FIELDS for id_ in said[name]]
        terms = TaxonomyTerm.objects.in_bulk(ids)
        in_order = [term for id_ in ids for term in terms.values() if str(term.id) == id_]
        sort_service(service=service, terms=in_order, by=by, at=at)
    if "places" in values:
        places = Location.objects.filter(id__in=values["places"]).order_by("name_kana", "id")
        place_service(service=service, locations=list(places), by=by, at=at)
    if "areas" in values:
        districts = District.objects.filter(id__in=values["areas"])
        serve_districts(service=service, districts=list(districts), by=by, at=at)


def _name_contact(service: Service, values: Values, *, by: User | None, at: datetime) -> None:
    if not values.keys() & {"contact_role", "contact_hours"}:
        return
    said = {**values_of(service), **values}
    set_public_contact(
        service=service,
        person=public_contact(service),
        role=said["contact_role"],
        hours_text=said["contact_hours"],
        by=by,
        at=at,
    )
