"""Where the desk is open."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from tsunagu.desk.choices import PlaceKind
from tsunagu.desk.models import Consultation, ConsultationPlace, DeskDay


def places_of(organisations: Iterable[UUID]) -> QuerySet[ConsultationPlace]:
    """The places of these desks that are still in use: the counter first, then where it goes out to."""
    return ConsultationPlace.objects.filter(organisation_id__in=organisations, is_closed=False).order_by(
        "kind", "position", "name_kana", "id"
    )


def usual_place(places: Iterable[ConsultationPlace], *, user_id: UUID) -> ConsultationPlace | None:
    """Where this colleague recorded last, else their counter."""
    by_id = {place.id: place for place in places}
    last = (
        Consultation.objects.filter(recorded_by=user_id, place_id__in=by_id)
        .order_by("-recorded_at", "-id")
        .values_list("place_id", flat=True)
        .first()
    )
    if last is not None:
        return by_id[last]
    counters = [place for place in by_id.values() if place.kind == PlaceKind.DESK]
    return next(iter([*counters, *by_id.values()]), None)


def days_open(*, organisation_id: UUID, first: date, last: date) -> int:
    """開設日数 of a desk: the days on which any of its places was open, each day once."""
    days = DeskDay.objects.filter(place__organisation_id=organisation_id, day__range=(first, last))
    return days.values("day").distinct().count()
