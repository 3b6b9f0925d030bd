"""The five lists, by GET or by POST: a page, or every row as ndjson."""

from collections.abc import Callable, Iterator, Sequence
from uuid import UUID

from django.http import HttpResponseBase
from django.utils.timezone import localdate

from tsunagu.directory.api.answers import Asked, as_json, endpoint, json_answer, lines_answer
from tsunagu.directory.api.documents.organisations import full_organisation, organisation
from tsunagu.directory.api.documents.services import full_service, minimal, service, service_at_place
from tsunagu.directory.api.documents.terms import taxonomies, term
from tsunagu.directory.api.documents.writing import Document
from tsunagu.directory.api.paging import page_of
from tsunagu.directory.api.parameters import (
    AT_PLACES,
    MOST_MINIMAL,
    MOST_PER_PAGE,
    ORGANISATIONS,
    PER_PAGE,
    SERVICES,
    TAXONOMIES,
    TERMS,
)
from tsunagu.directory.api.questions import schemes_in, wanted_by
from tsunagu.directory.api.reading import Given, given_to
from tsunagu.directory.queries.hsds import rows
from tsunagu.directory.queries.hsds.filters import (
    is_named,
    organisations_wanted,
    services_at_places_wanted,
    services_wanted,
    terms_wanted,
)
from tsunagu.directory.queries.hsds.selections import Selection, batches_in_town
from tsunagu.kernel.municipality.acting import Acting, current, moment

# Rows in memory at once while everything is streamed.
BATCH = 100
Tell = Callable[[Sequence[UUID]], list[Document]]


@endpoint(post=True)
def services(asked: Asked) -> HttpResponseBase:
    """Services that answer."""
    given = given_to(asked.request, SERVICES)
    if given.boolean("minimal"):
        most, tell = MOST_MINIMAL, _minimal
    else:
        most, tell = MOST_PER_PAGE, services_teller(asked, full=given.boolean("full"))
    return _list(asked, given, services_wanted(wanted_by(given, asked.town_id), moment()), tell, most=most)


@endpoint(post=True)
def services_at_places(asked: Asked) -> HttpResponseBase:
    """Services at places that answer."""
    given = given_to(asked.request, AT_PLACES)
    full, today = given.boolean("full"), localdate(moment())

    def tell(ids: Sequence[UUID]) -> list[Document]:
        found = rows.services_at_places(ids, full=full)
        return [service_at_place(row, asked.addresses, today=today, full=full) for row in found]

    wanted = wanted_by(given, asked.town_id)
    return _list(asked, given, services_at_places_wanted(wanted, moment()), tell)


@endpoint(post=True)
def organisations(asked: Asked) -> HttpResponseBase:
    """Organisations that answer."""
    given = given_to(asked.request, ORGANISATIONS)
    chosen = organisations_wanted(
        at=moment(),
        words=given.text("search"),
        term_ids=given.identifiers("taxonomy_term_id"),
        schemes=schemes_in(given, asked.town_id),
        modified_after=given.moment("modified_after"),
    )
    tell = organisations_teller(
        asked, full=given.boolean("full"), with_services=given.boolean("full_service")
    )
    return _list(asked, given, chosen, tell)


@endpoint(post=True)
def taxonomy_list(asked: Asked) -> HttpResponseBase:
    """The town's taxonomies."""
    given = given_to(asked.request, TAXONOMIES)
    words = given.text("search")
    named = [each for each in taxonomies(asked.town_id) if not words or is_named(words, [each["name"]])]
    return _list_of(asked, given, named)


@endpoint(post=True)
def term_list(asked: Asked) -> HttpResponseBase:
    """The words by which things are sorted."""
    given = given_to(asked.request, TERMS)
    found = terms_wanted(
        words=given.text("search"),
        schemes=schemes_in(given, asked.town_id),
        top_only=given.boolean("top_only"),
        parent_id=given.identifier("parent_id"),
    )
    return _list_of(asked, given, [term(row, asked.town_id) for row in found])


def services_teller(asked: Asked, *, full: bool) -> Tell:
    """How services are told, some at a time."""
    today, town_id, addresses = localdate(moment()), asked.town_id, asked.addresses

    def tell(ids: Sequence[UUID]) -> list[Document]:
        found = rows.services(ids, full=full)
        if not full:
            return [service(row, addresses) for row in found]
        photos = asked.photos_of({row["id"]: row["organisation_id"] for row in found})
        return [
            full_service(row, addresses, today=today, town_id=town_id, photo=photos.get(row["id"]))
            for row in found
        ]

    return tell


def organisations_teller(asked: Asked, *, full: bool, with_services: bool) -> Tell:
    """How organisations are told: two statements more where their services come in full."""

    def tell(ids: Sequence[UUID]) -> list[Document]:
        found = rows.organisations(ids, full=full)
        services_of = _services_of(asked, ids) if with_services else {}
        if not full:
            return [
                organisation(row, asked.addresses)
                | ({"services": services_of[row["id"]]} if services_of.get(row["id"]) else {})
                for row in found
            ]
        return [
            full_organisation(
                row,
                asked.addresses,
                services=services_of.get(row["id"], []) if with_services else None,
                town_id=asked.town_id,
            )
            for row in found
        ]

    return tell


def _services_of(asked: Asked, ids: Sequence[UUID]) -> dict[UUID, list[Document]]:
    pairs = rows.service_ids_by_organisation(ids)
    told = services_teller(asked, full=True)([service_id for _, service_id in pairs])
    by_id = {document["id"]: document for document in told}
    of: dict[UUID, list[Document]] = {}
    for organisation_id, service_id in pairs:
        # The organisation is what the service stands in: it is not told again inside.
        document = {name: value for name, value in by_id[str(service_id)].items() if name != "organization"}
        of.setdefault(organisation_id, []).append(document)
    return of


def _minimal(ids: Sequence[UUID]) -> list[Document]:
    return [minimal(row) for row in rows.days_of_change(ids)]


def _list(
    asked: Asked, given: Given, chosen: Selection, tell: Tell, *, most: int = MOST_PER_PAGE
) -> HttpResponseBase:
    number, per_page = _page(given, most=most)
    if given.format() == "ndjson":
        return lines_answer(asked, _lines(chosen, tell, who=current()))
    total = chosen.total()
    ids = chosen.ids((number - 1) * per_page, per_page)
    return json_answer(asked, page_of(tell(ids), total=total, number=number, per_page=per_page))


def _list_of(asked: Asked, given: Given, documents: list[Document]) -> HttpResponseBase:
    """A list that is short enough to have been told whole."""
    number, per_page = _page(given, most=MOST_PER_PAGE)
    if given.format() == "ndjson":
        return lines_answer(asked, (f"{as_json(each)}\n" for each in documents))
    start = (number - 1) * per_page
    shown = documents[start : start + per_page]
    return json_answer(asked, page_of(shown, total=len(documents), number=number, per_page=per_page))


def _lines(chosen: Selection, tell: Tell, *, who: Acting) -> Iterator[str]:
    for told in batches_in_town(chosen, BATCH, tell, who=who):
        yield "".join(f"{as_json(each)}\n" for each in told)


def _page(given: Given, *, most: int) -> tuple[int, int]:
    usual = PER_PAGE if most == MOST_PER_PAGE else most
    number = given.integer("page") or 1
    return number, given.integer("per_page", most=most) or usual
