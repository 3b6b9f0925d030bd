"""A desk opens a counter, or begins to go out to a place."""

from datetime import datetime
from typing import Any

from django.db import transaction

from tsunagu.desk.choices import PlaceKind
from tsunagu.desk.models import ConsultationPlace
from tsunagu.directory.models import Location, Organisation
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.audit.journal import record


@transaction.atomic
def open_place(
    *,
    organisation: Organisation,
    name: str,
    by: User | None,
    at: datetime,
    kind: str = PlaceKind.DESK,
    location: Location | None = None,
    district: str = "",
    opening: dict[str, Any] | None = None,
    position: int = 0,
) -> ConsultationPlace:
    """Let the desk record consultations at a place; one of that name that it has already stays as it is."""
    place, is_new = ConsultationPlace.objects.get_or_create(
        organisation=organisation,
        name=name,
        defaults={
            "kind": kind,
            "location": location,
            "district": district,
            "opening": opening,
            "position": position,
        },
    )
    if is_new:
        record("desk.place_opened", record_id=place.id, by=by.id if by else None, at=at)
    return place
