"""One record by its id, with everything that hangs on it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponseBase
from django.utils.timezone import localdate

from tsunagu.directory.api.answers import Asked, NotHere, endpoint, json_answer
from tsunagu.directory.api.documents.services import service_at_place
from tsunagu.directory.api.documents.terms import taxonomies, term
from tsunagu.directory.api.lists import organisations_teller, services_teller
from tsunagu.directory.api.parameters import ORGANISATIONS
from tsunagu.directory.api.reading import given_to
from tsunagu.directory.queries.hsds import rows
from tsunagu.kernel.municipality.acting import moment


@endpoint()
def service(asked: Asked, service_id: str) -> HttpResponseBase:
    """One service in full."""
    return json_answer(asked, _only(services_teller(asked, full=True)([_id(service_id)])))


@endpoint()
def organisation(asked: Asked, organisation_id: str) -> HttpResponseBase:
    """One organisation in full; its services by name, or in full when asked."""
    given = given_to(asked.request, ORGANISATIONS)
    tell = organisations_teller(asked, full=True, with_services=given.boolean("full_service"))
    return json_answer(asked, _only(tell([_id(organisation_id)])))


@endpoint()
def at_place(asked: Asked, service_at_location_id: str) -> HttpResponseBase:
    """One service at one place in full."""
    row = _only(rows.services_at_places([_id(service_at_location_id)], full=True))
    today = localdate(moment())
    return json_answer(asked, service_at_place(row, asked.addresses, today=today, full=True))


@endpoint()
def taxonomy(asked: Asked, taxonomy_id: str) -> HttpResponseBase:
    """One taxonomy."""
    wanted = str(_id(taxonomy_id))
    return json_answer(asked, _only([each for each in taxonomies(asked.town_id) if each["id"] == wanted]))


@endpoint()
def taxonomy_term(asked: Asked, taxonomy_term_id: str) -> HttpResponseBase:
    """One term."""
    wanted = _id(taxonomy_term_id)
    return json_answer(
        asked, term(_only([row for row in rows.terms() if row["id"] == wanted]), asked.town_id)
    )


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotHere from None


def _only(found: list[Any]) -> Any:
    if not found:
        raise NotHere
    return found[0]
