"""The supporters' view of the directory, beside the desk."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from tsunagu.directory.models import Service
from tsunagu.directory.queries.listing import SupporterListing
from tsunagu.directory.queries.listings import supporters_view
from tsunagu.directory.queries.search.engine import search
from tsunagu.directory.queries.search.question import SearchQuery

SHOWN = 8


def resources_for_desk(words: str, *, at: datetime) -> list[SupporterListing]:
    """What fits the words, with capacity, persons in charge and internal notes; nothing for no words."""
    if not words.strip():
        return []
    hits = search(SearchQuery(text=words, page_size=SHOWN), at).hits
    return supporters_view([hit.service_id for hit in hits])


def services_named(ids: Iterable[str]) -> list[Service]:
    """The services that these ids name; what is no id, or of another town, is left out."""
    wanted = []
    for text in ids:
        try:
            wanted.append(UUID(text))
        except ValueError:
            continue
    by_id = {service.id: service for service in Service.objects.filter(id__in=wanted)}
    return [by_id[each] for each in dict.fromkeys(wanted) if each in by_id]
