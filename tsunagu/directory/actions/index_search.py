"""Keep the search index true: one listing when it changes, a whole town when it must be rebuilt."""

import re
from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

from django.db import connection, transaction
from django.dispatch import receiver

from tsunagu.directory.actions.bulk import NewRows, Row, copy_to_draft, filing, new_row, open_draft
from tsunagu.directory.models import SearchEntry, Service
from tsunagu.directory.queries.search.documents import Listing, entry_of
from tsunagu.directory.queries.search.gathering import listings_to_index
from tsunagu.directory.signals import listings_changed
from tsunagu.kernel.municipality.acting import current_town_id

_BATCH = 500
_REPLACED = ", ".join(
    f"{field.column} = excluded.{field.column}"
    for field in SearchEntry._meta.concrete_fields
    if field.name not in ("id", "municipality", "service")
)
# Where many are found, the first of the table are looked at: the best kept listings.
_FILL = filing(
    SearchEntry, more=f"ORDER BY static_rank DESC ON CONFLICT (service_id) DO UPDATE SET {_REPLACED}"
)
_TO_ESCAPE = re.compile(r"['\\]")

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
        open_draft(cursor, SearchEntry)
        for start in range(0, len(wanted), _BATCH):
            rows = [entry_row(listing) for listing in listings_to_index(wanted[start : start + _BATCH])]
            copy_to_draft(cursor, NewRows(SearchEntry, rows))
            done += len(rows)
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


def entry_row(listing: Listing) -> Row:
    """The listing's row in the index."""
    entry = entry_of(listing)
    return new_row(
        SearchEntry,
        service_id=entry.service_id,
        supporters_only=entry.supporters_only,
        static_rank=entry.static_rank,
        name=entry.name,
        organisation_name=entry.organisation_name,
        name_key=entry.name_key,
        texts=entry.texts,
        words=entry.words,
        facts=entry.facts,
        lexemes=_vector(entry.lexemes),
    )


def _vector(lexemes: Sequence[str]) -> str:
    """The lexemes as PostgreSQL reads a tsvector."""
    if _TO_ESCAPE.search("".join(lexemes)):
        lexemes = [_TO_ESCAPE.sub(r"\\\g<0>", lexeme) for lexeme in lexemes]
    return "'" + "' '".join(lexemes) + "'"
