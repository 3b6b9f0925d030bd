"""Keep the search index true: one listing when it changes, a whole town when it must be rebuilt."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.dispatch import receiver

from tsunagu.directory.choices import Audience, Scheme
from tsunagu.directory.models import Service
from tsunagu.directory.queries.search.documents import EntryRow, Listing, entry_of
from tsunagu.directory.signals import listings_changed
from tsunagu.kernel.identifiers import new_id
from tsunagu.kernel.municipality.acting import current_town_id

_BATCH = 500
_COLUMNS = (
    "id", "municipality_id", "service_id", "supporters_only", "static_rank", "name", "organisation_name",
    "name_key", "texts", "words", "facts", "lexemes",
)  # fmt: skip
# Row-level security forbids COPY into the table itself: rows travel through one of the transaction's own.
_MAKE_DRAFT = """
CREATE TEMPORARY TABLE IF NOT EXISTS search_draft (
    id uuid, municipality_id uuid, service_id uuid, supporters_only boolean, static_rank smallint, name text,
    organisation_name text, name_key text, texts text, words text, facts jsonb, lexemes text[]
) ON COMMIT DROP
"""
_FILL = f"""
INSERT INTO directory_searchentry ({", ".join(_COLUMNS)})
SELECT {", ".join(_COLUMNS[:-1])}, array_to_tsvector(lexemes) FROM search_draft ORDER BY static_rank DESC
ON CONFLICT (service_id) DO UPDATE SET
    {", ".join(f"{name} = excluded.{name}" for name in _COLUMNS[3:])}
"""  # noqa: S608  # only the names of our own columns

Progress = Callable[[int, int], None]


@transaction.atomic
def index_service(service: Service) -> None:
    """Put the listing into the index as it stands now."""
    index_services([service.id])


@transaction.atomic
def index_services(service_ids: Iterable[UUID], *, progress: Progress | None = None) -> int:
    """Put these listings into the index as they stand now; those that are gone, went with their rows."""
    wanted = list(service_ids)
    done = 0
    with connection.cursor() as cursor:
        cursor.execute(_MAKE_DRAFT)
        cursor.execute("DELETE FROM search_draft")
        for start in range(0, len(wanted), _BATCH):
            listings = list(_listings(wanted[start : start + _BATCH]))
            _copy(cursor, (entry_of(listing) for listing in listings))
            done += len(listings)
            if progress:
                progress(done, len(wanted))
        cursor.execute(_FILL)
    return done


@transaction.atomic
def reindex_town(*, progress: Progress | None = None) -> int:
    """Build the acting town's index anew, best kept listings first; readers see the old one meanwhile."""
    service_ids = list(Service.objects.values_list("id", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM directory_searchentry WHERE municipality_id = %s", [current_town_id()])
    return index_services(service_ids, progress=progress)


@receiver(listings_changed)
def index_changed_listings(sender: object, *, service_ids: Iterable[UUID], **_: object) -> None:
    """A change of the register and its index are one transaction."""
    index_services(service_ids)


def _copy(cursor: Any, entries: Iterable[EntryRow]) -> None:
    from psycopg.types.json import Jsonb  # late: only a process that writes the index needs it

    town_id = current_town_id()
    with cursor.copy(f"COPY search_draft ({', '.join(_COLUMNS)}) FROM STDIN") as copy:
        for entry in entries:
            copy.write_row(
                (
                    new_id(),
                    town_id,
                    entry.service_id,
                    entry.supporters_only,
                    entry.static_rank,
                    entry.name,
                    entry.organisation_name,
                    entry.name_key,
                    entry.texts,
                    entry.words,
                    Jsonb(entry.facts),
                    entry.lexemes,
                )
            )


def _listings(service_ids: list[UUID]) -> Iterator[Listing]:
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
        yield listing_of(service)


def listing_of(service: Service) -> Listing:
    """Gather what search may know of a service: its public words only, whoever it is for."""
    attributes = sorted(service.attributes.all(), key=lambda each: each.position)
    terms = [each.term for each in attributes]
    by_scheme = {scheme: [term for term in terms if term.scheme == scheme] for scheme in Scheme.values}
    places = [each.location for each in sorted(service.at_locations.all(), key=lambda each: each.position)]
    districts = [each.district for each in service.service_areas.all()]
    districts += [place.district for place in places if place.district]
    return Listing(
        town_id=current_town_id(),
        service_id=service.id,
        key=service.key,
        name=service.name,
        reading=service.name_kana,
        organisation=service.organisation.name,
        name_en=service.name_en,
        other_names=list(service.alternate_names),
        summary=service.summary,
        body=[text for text in _body(service) if text],
        places=[name for name in _names(service, places, districts) if name],
        needs=[term.key for term in by_scheme[Scheme.NEED]],
        need_parents=[term.parent.key for term in by_scheme[Scheme.NEED] if term.parent],
        kind=service.kind.key if service.kind else "",
        situations=[term.key for term in by_scheme[Scheme.SITUATION]],
        languages=sorted(each.language.code for each in service.service_languages.all()),
        stages=[term.key for term in by_scheme[Scheme.STAGE]],
        access=[term.key for term in by_scheme[Scheme.ACCESS]],
        ages=_ages(service),
        stage_ages=_stage_ages(by_scheme[Scheme.STAGE]),
        districts=list(dict.fromkeys(district.id for district in districts)),
        cost=service.cost,
        openings=_openings(service),
        points=[
            (float(place.latitude), float(place.longitude))
            for place in places
            if place.latitude is not None and place.longitude is not None
        ],
        status=service.status,
        supporters_only=service.audience == Audience.SUPPORTERS,
        is_assured=service.assured_on is not None and service.overdue_since is None,
    )


def _body(service: Service) -> Iterator[str]:
    yield from (service.description, service.how_to_use, service.age_text, service.cost_text)
    yield from (service.opening_text, service.place_text, service.summary_easy, service.summary_en)
    # Only what residents may read: the role of the person in charge, not who it is.
    yield from (each.role for each in service.contact_persons.all() if each.audience == Audience.RESIDENTS)


def _names(service: Service, places: list[Any], districts: list[Any]) -> Iterator[str]:
    organisations = [service.organisation, service.commissioned_by]
    for each in (*filter(None, organisations), *places, *districts):
        yield from (each.name, each.name_kana, *each.alternate_names)


def _ages(service: Service) -> tuple[int | None, int | None] | None:
    ages = (service.minimum_age_months, service.maximum_age_months)
    return None if ages == (None, None) else ages


def _stage_ages(stages: list[Any]) -> tuple[int, int] | None:
    spans = [(stage.from_months, stage.to_months) for stage in stages if stage.from_months is not None]
    return (min(first for first, _ in spans), max(last for _, last in spans)) if spans else None


def _openings(service: Service) -> list[dict[str, Any]]:
    """The hours of each place, or the service's own; empty when nobody has said."""
    own = service.opening
    elsewhere = [each.opening for each in service.at_locations.all()]
    openings = [opening or own for opening in elsewhere] or [own]
    unique: list[dict[str, Any]] = []
    for opening in openings:
        if opening and opening not in unique:
            unique.append(opening)
    return unique
