"""Neighbours, what was read of them, and which of it families are shown."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from tsunagu.directory.choices import Scheme
from tsunagu.directory.models import Neighbour, NeighbourListing, NeighbourPull, TaxonomyTerm
from tsunagu.directory.models.neighbours import IN_HAND, PullState
from tsunagu.kernel.japanese.fold import fold

# A neighbour that has not been heard for so long says nothing of today.
HIDDEN_AFTER = timedelta(days=30)
# A worker that was killed says nothing any more; then somebody else may begin anew.
SILENT_AFTER = timedelta(minutes=30)


def neighbours(*, at: datetime) -> QuerySet[Neighbour]:
    """Every neighbour with `listings` (that are shown) and `heard_at`, by name."""
    is_fresh = Q(listings__fetched_at__gt=at - HIDDEN_AFTER)
    return (
        Neighbour.objects.select_related("added_by")
        .annotate(shown=Count("listings", filter=is_fresh), heard_at=Max("listings__fetched_at"))
        .order_by("name", "id")
    )


def neighbour(neighbour_id: UUID, *, at: datetime) -> Neighbour | None:
    return neighbours(at=at).filter(id=neighbour_id).first()


def neighbours_to_read() -> list[Neighbour]:
    """Those that the night's round asks."""
    return list(Neighbour.objects.filter(is_on=True).order_by("id"))


def pulls_of(neighbour_id: UUID) -> QuerySet[NeighbourPull]:
    """The readings, newest first."""
    return (
        NeighbourPull.objects.filter(neighbour_id=neighbour_id)
        .select_related("ordered_by")
        .order_by("-ordered_at", "-id")
    )


def newest_pulls(neighbour_ids: Iterable[UUID]) -> dict[UUID, NeighbourPull]:
    """The last reading of each; one statement."""
    newest = (
        NeighbourPull.objects.filter(neighbour_id__in=list(neighbour_ids))
        .order_by("neighbour_id", "-ordered_at", "-id")
        .distinct("neighbour_id")
    )
    return {each.neighbour_id: each for each in newest}


def pull_in_hand(neighbour_id: UUID) -> NeighbourPull | None:
    return NeighbourPull.objects.filter(neighbour_id=neighbour_id, state__in=IN_HAND).first()


def pull_to_begin(pull_id: UUID) -> NeighbourPull | None:
    """The reading with whom it asks, if nobody has begun it."""
    waiting = NeighbourPull.objects.filter(id=pull_id, state=PullState.WAITING)
    return waiting.select_related("neighbour").first()


def versions_of(neighbour_id: UUID) -> dict[str, str]:
    """What we have, by their ids: the version (ETag) in which it was read."""
    return dict(NeighbourListing.objects.filter(neighbour_id=neighbour_id).values_list("their_id", "etag"))


def listings_shown(
    *, at: datetime, need: str = "", neighbour_id: UUID | None = None
) -> QuerySet[NeighbourListing]:
    """What families see: of neighbours that are switched on and were heard within the month."""
    rows = NeighbourListing.objects.filter(neighbour__is_on=True, fetched_at__gt=at - HIDDEN_AFTER)
    if need:
        rows = rows.filter(needs__contains=[need])
    if neighbour_id:
        rows = rows.filter(neighbour_id=neighbour_id)
    return rows.select_related("neighbour").order_by("neighbour__name", "name_kana", "name", "id")


def listings_next_door(*, at: datetime, text: str, needs: Iterable[str], most: int) -> list[NeighbourListing]:
    """What there is nearby for a question that our register has no answer to: every word and every need."""
    rows = listings_shown(at=at)
    for word in fold(text).split():
        rows = rows.filter(words__contains=word)
    for need in needs:
        rows = rows.filter(needs__contains=[need])
    return list(rows[:most])


def is_anything_shown(*, at: datetime) -> bool:
    return listings_shown(at=at).order_by().exists()


def shown_needs(*, at: datetime) -> set[str]:
    """The needs under which at least one listing stands."""
    found = listings_shown(at=at).order_by().values_list("needs", flat=True)
    return {key for keys in found for key in keys}


def our_needs() -> list[TaxonomyTerm]:
    """The town's needs, each with the wider one above it."""
    return list(TaxonomyTerm.objects.filter(scheme=Scheme.NEED).select_related("parent"))
