"""A service of the register as search may know it: its own words, and those of what is around it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tsunagu.directory.choices import Audience, Scheme
from tsunagu.directory.models import Service
from tsunagu.directory.queries.search.documents import Listing
from tsunagu.kernel.municipality.acting import current_town_id


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What search may know of a service beside its own row, in the order in which it is shown."""

    organisation: Any
    commissioned_by: Any = None
    kind: str = ""
    terms: Sequence[Any] = ()
    places: Sequence[Any] = ()
    # The hours of each place; None where the service's own hold.
    openings: Sequence[dict[str, Any] | None] = ()
    areas: Sequence[Any] = ()
    languages: Sequence[str] = ()
    # Only what residents may read: the role of the person in charge, not who it is.
    roles: Sequence[str] = ()


def listings_to_index(service_ids: Iterable[UUID]) -> Iterator[Listing]:
    """These services as they stand in the register."""
    services = (
        Service.objects.filter(id__in=service_ids)
        .select_related("organisation__district", "commissioned_by", "kind")
        .prefetch_related(
            "attributes__term__parent",
            "at_locations__location__district",
            "service_areas__district",
            "service_languages__language",
            "contact_persons",
        )
    )
    for service in services:
        yield listing_of(service, _around(service))


def listing_of(service: Any, around: Surroundings) -> Listing:
    """Gather what search may know of a service: its public words only, whoever it is for.

    The service and what is around it are rows of the register, or rows on their way into it.
    """
    by_scheme: dict[str, list[Any]] = defaultdict(list)
    for term in around.terms:
        by_scheme[term.scheme].append(term)
    districts = [*around.areas, *(place.district for place in around.places if place.district_id)]
    return Listing(
        town_id=current_town_id(),
        service_id=service.id,
        key=service.key,
        name=service.name,
        reading=service.name_kana,
        organisation=around.organisation.name,
        name_en=service.name_en,
        other_names=list(service.alternate_names),
        summary=service.summary,
        body=[text for text in (*_body(service), *around.roles) if text],
        places=[name for name in _names(around, districts) if name],
        needs=[term.key for term in by_scheme[Scheme.NEED]],
        need_parents=[term.parent.key for term in by_scheme[Scheme.NEED] if term.parent],
        kind=around.kind,
        situations=[term.key for term in by_scheme[Scheme.SITUATION]],
        languages=list(around.languages),
        stages=[term.key for term in by_scheme[Scheme.STAGE]],
        access=[term.key for term in by_scheme[Scheme.ACCESS]],
        ages=_ages(service),
        stage_ages=_stage_ages(by_scheme[Scheme.STAGE]),
        districts=list(dict.fromkeys(district.id for district in districts)),
        cost=service.cost,
        openings=_openings(service.opening, around.openings),
        points=[
            (float(place.latitude), float(place.longitude))
            for place in around.places
            if place.latitude is not None and place.longitude is not None
        ],
        status=service.status,
        supporters_only=service.audience == Audience.SUPPORTERS,
        is_assured=service.assured_on is not None and service.overdue_since is None,
    )


def _around(service: Service) -> Surroundings:
    attributes = sorted(service.attributes.all(), key=lambda each: each.position)
    at_places = sorted(service.at_locations.all(), key=lambda each: each.position)
    contacts = service.contact_persons.all()
    return Surroundings(
        organisation=service.organisation,
        commissioned_by=service.commissioned_by,
        kind=service.kind.key if service.kind else "",
        terms=[each.term for each in attributes],
        places=[each.location for each in at_places],
        openings=[each.opening for each in at_places],
        areas=[each.district for each in service.service_areas.all()],
        languages=sorted(each.language.code for each in service.service_languages.all()),
        roles=[each.role for each in contacts if each.audience == Audience.RESIDENTS],
    )


def _body(service: Any) -> Iterator[str]:
    yield from (service.description, service.how_to_use, service.age_text, service.cost_text)
    yield from (service.opening_text, service.place_text, service.summary_easy, service.summary_en)


def _names(around: Surroundings, districts: Iterable[Any]) -> Iterator[str]:
    for each in (around.organisation, around.commissioned_by, *around.places, *districts):
        if each is not None:
            yield from (each.name, each.name_kana, *each.alternate_names)


def _ages(service: Any) -> tuple[int | None, int | None] | None:
    ages = (service.minimum_age_months, service.maximum_age_months)
    return None if ages == (None, None) else ages


def _stage_ages(stages: Iterable[Any]) -> tuple[int, int] | None:
    spans = [(stage.from_months, stage.to_months) for stage in stages if stage.from_months is not None]
    return (min(first for first, _ in spans), max(last for _, last in spans)) if spans else None


def _openings(own: dict[str, Any] | None, of_places: Sequence[dict[str, Any] | None]) -> list[dict[str, Any]]:
    """The hours of each place, or the service's own; empty when nobody has said."""
    unique: list[dict[str, Any]] = []
    for opening in [each or own for each in of_places] or [own]:
        if opening and opening not in unique:
            unique.append(opening)
    return unique
