"""What was asked of a list, and the rows that answer. All conditions hold together (AND)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.timezone import localdate

from tsunagu.directory.choices import Audience
from tsunagu.directory.models import (
    Organisation,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceAttribute,
)
from tsunagu.directory.queries.hsds.open_hours import Window, is_open_in
from tsunagu.directory.queries.hsds.positions import Nearby, Reach, reach_of
from tsunagu.directory.queries.hsds.rows import Row, modified_at, terms
from tsunagu.directory.queries.hsds.selections import ById, Listed, Selection
from tsunagu.directory.queries.search import SearchQuery, search
from tsunagu.directory.queries.search.keys import text_key
from tsunagu.directory.queries.search.result import MOST_COUNTED

# Ages in months, both ends included; None is open.
Ages = tuple[int | None, int | None]
# Stands for a taxonomy that the town does not have.
NO_SCHEME = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The conditions on services, and through them on services at places."""

    search: str = ""
    term_ids: tuple[UUID, ...] = ()
    schemes: tuple[str, ...] = ()
    include_child_terms: bool = False
    organisation_id: UUID | None = None
    modified_after: datetime | None = None
    ages: tuple[Ages, ...] = ()
    window: Window | None = None
    include_unknown_hours: bool = False
    nearby: Nearby | None = None


def services_wanted(wanted: Wanted, at: datetime) -> Selection:
    """Services that answer: by id, or as search ranks them when words were given."""
    reach = reach_of(wanted.nearby) if wanted.nearby else None
    found = _found_by_search(wanted.search, at) if wanted.search else None
    rows = _services(wanted)
    if reach is not None:
        rows = _within(rows, reach, places="pk", service="pk")
    if found is not None:
        rows = rows.filter(id__in=found)
    if wanted.window is None and found is None:
        return ById(rows)
    return Listed(_in_order(_open_rows(_openings_of_service(rows), wanted, at), found))


def services_at_places_wanted(wanted: Wanted, at: datetime) -> Selection:
    """Services at places that answer: by id, or in the order in which search ranks their services."""
    reach = reach_of(wanted.nearby) if wanted.nearby else None
    found = _found_by_search(wanted.search, at) if wanted.search else None
    services = _services(wanted)
    if found is not None:
        services = services.filter(id__in=found)
    rows = ServiceAtLocation.objects.filter(service__in=services.values("id"))
    if reach is not None:
        rows = _within(rows, reach, places="", service="service_id")
    if wanted.window is None and found is None:
        return ById(rows)
    return Listed(_in_order(_open_rows(_openings_at_place(rows), wanted, at), found))


def organisations_wanted(
    *,
    at: datetime,
    words: str = "",
    term_ids: Iterable[UUID] = (),
    schemes: Iterable[str] = (),
    modified_after: datetime | None = None,
) -> Selection:
    """Organisations by id: sorted under all the terms, named by the words or offering what they find."""
    rows = Organisation.objects.all()
    for term_id in term_ids:
        rows = rows.filter(kind=term_id)
    for scheme in schemes:
        rows = rows.filter(kind__scheme=scheme)
    if modified_after is not None:
        rows = rows.filter(updated_at__gte=modified_after)
    if not words:
        return ById(rows)
    offering = set(
        Service.objects.filter(id__in=_found_by_search(words, at)).values_list("organisation_id", flat=True)
    )
    names = rows.order_by("id").values_list("id", "name", "name_kana", "name_en", "alternate_names")
    return Listed(
        [id_ for id_, *named, others in names if id_ in offering or is_named(words, (*named, *others))]
    )


def terms_wanted(
    *, words: str = "", schemes: Iterable[str] = (), top_only: bool = False, parent_id: UUID | None = None
) -> list[Row]:
    """Terms by id."""
    schemes = tuple(schemes)
    return [
        row
        for row in terms()
        if all(row["scheme"] == scheme for scheme in schemes)
        and not (top_only and row["parent_id"])
        and parent_id in (None, row["parent_id"])
        and (not words or is_named(words, (row["name"], row["name_kana"], row["name_easy"], row["name_en"])))
    ]


def _services(wanted: Wanted) -> QuerySet[Service]:
    """What one statement can tell; words, hours and distances come after."""
    rows = Service.objects.filter(audience=Audience.RESIDENTS)
    if wanted.organisation_id is not None:
        rows = rows.filter(organisation=wanted.organisation_id)
    if wanted.modified_after is not None:
        rows = rows.annotate(modified_at=modified_at()).filter(modified_at__gte=wanted.modified_after)
    for term_id in wanted.term_ids:
        rows = rows.filter(_sorted_under(term_id, below=wanted.include_child_terms))
    for scheme in wanted.schemes:
        under = ServiceAttribute.objects.filter(service=OuterRef("pk"), term__scheme=scheme)
        rows = rows.filter(Q(Exists(under)) | Q(kind__scheme=scheme))
    for first, last in wanted.ages:
        if last is not None:
            rows = rows.filter(Q(minimum_age_months=None) | Q(minimum_age_months__lte=last))
        if first is not None:
            rows = rows.filter(Q(maximum_age_months=None) | Q(maximum_age_months__gte=first))
    return rows


def _sorted_under(term_id: UUID, *, below: bool) -> Q:
    paths = ("", "parent_", "parent__parent_") if below else ("",)
    condition = Q()
    for path in paths:
        name = f"{path}id" if path else "id"
        under = ServiceAttribute.objects.filter(
            **{f"term__{name}" if path else "term_id": term_id}, service=OuterRef("pk")
        )
        condition |= Q(Exists(under)) | Q(**{f"kind__{name}" if path else "kind_id": term_id})
    return condition


def _within(rows: QuerySet[Any], reach: Reach, *, places: str, service: str) -> QuerySet[Any]:
    """Given at one of the places, and for families of the postal code's districts."""
    if reach.location_ids is not None:
        ids = list(reach.location_ids)
        if places:
            given = ServiceAtLocation.objects.filter(service=OuterRef(places), location__in=ids)
            rows = rows.filter(Exists(given))
        else:
            rows = rows.filter(location__in=ids)
    if reach.district_ids:
        areas = ServiceArea.objects.filter(service=OuterRef(service))
        rows = rows.filter(~Exists(areas) | Exists(areas.filter(district__in=reach.district_ids)))
    return rows


def _openings_of_service(rows: QuerySet[Any]) -> QuerySet[Any]:
    """One line for each place: row, service, the service's hours, the place, its hours."""
    there = ("at_locations__id", Cast("at_locations__opening", TextField()))
    return rows.order_by("id").values_list("id", "pk", Cast("opening", TextField()), *there)


def _openings_at_place(rows: QuerySet[Any]) -> QuerySet[Any]:
    own = Cast("service__opening", TextField())
    return rows.order_by("id").values_list("id", "service_id", own, "pk", Cast("opening", TextField()))


def _open_rows(lines: QuerySet[Any], wanted: Wanted, at: datetime) -> Iterable[tuple[UUID, UUID]]:
    """Row and service of what is open in the window."""
    today = localdate(at)
    for id_, grouped in groupby(lines.iterator(chunk_size=2000), key=itemgetter(0)):
        of_row = list(grouped)
        if wanted.window is not None:
            # A place without hours of its own keeps the service's.
            answer = is_open_in([there or own for _, _, own, _, there in of_row], wanted.window, today)
            if answer is False or (answer is None and not wanted.include_unknown_hours):
                continue
        yield id_, of_row[0][1]


def _in_order(rows: Iterable[tuple[UUID, UUID]], found: list[UUID] | None) -> list[UUID]:
    """By id, or in the order in which the services were found."""
    if found is None:
        return [id_ for id_, _ in rows]
    places = {service_id: place for place, service_id in enumerate(found)}
    return [id_ for _, id_ in sorted((places[service_id], id_) for id_, service_id in rows)]


def _found_by_search(words: str, at: datetime) -> list[UUID]:
    """The best answers of the town's own search, best first; as many as it counts."""
    return [hit.service_id for hit in search(SearchQuery(text=words, page_size=MOST_COUNTED), at).hits]


def is_named(words: str, names: Iterable[str]) -> bool:
    """Whether one of the names contains the words, however they are spelt."""
    key = text_key(words)
    return bool(key) and any(key in text_key(name) for name in names)
