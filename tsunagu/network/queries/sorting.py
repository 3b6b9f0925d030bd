"""What a listing can be sorted under: terms, districts and places, in the order in which they are offered."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from tsunagu.directory.choices import LocationType, Scheme
from tsunagu.directory.models import District, Location, TaxonomyTerm

Choice = tuple[str, str]


def terms_to_choose(*schemes: Scheme) -> dict[str, list[Choice]]:
    """The terms of some schemes; one statement. A word under another is shown with it."""
    rows = TaxonomyTerm.objects.filter(scheme__in=schemes).order_by("position", "key")
    found: dict[str, list[Choice]] = {scheme: [] for scheme in schemes}
    for scheme, id_, name in rows.values_list("scheme", "id", "name"):
        found[scheme].append((str(id_), name))
    return found


def districts_to_choose() -> list[Choice]:
    rows = District.objects.order_by("position", "id").values_list("id", "name")
    return [(str(id_), name) for id_, name in rows]


def places_to_choose(*, organisation_id: UUID, also: Collection[str]) -> tuple[list[Choice], list[Choice]]:
    """The places that an organisation uses (and `also` these), and all others that one can go to."""
    rows = Location.objects.exclude(location_type=LocationType.POSTAL)
    own = Q(organisation=organisation_id) | Q(services_at__service__organisation=organisation_id)
    near = set(rows.filter(own | Q(id__in=list(also))).values_list("id", flat=True))
    mine: list[Choice] = []
    others: list[Choice] = []
    for id_, name in rows.order_by("name_kana", "id").values_list("id", "name"):
        (mine if id_ in near else others).append((str(id_), name))
    return mine, others


def names_of(ids: Collection[str]) -> dict[str, str]:
    """What ids of terms, districts and places are called; ids of nothing are left out."""
    if not ids:
        return {}
    return {
        str(id_): name
        for rows in (TaxonomyTerm.objects, District.objects, Location.objects)
        for id_, name in rows.filter(id__in=list(ids)).values_list("id", "name")  # type: ignore[attr-defined]
    }
