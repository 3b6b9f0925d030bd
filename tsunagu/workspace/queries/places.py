"""Places and numbers as their editors look for them."""

from uuid import UUID

from django.db.models import Q, QuerySet

from tsunagu.directory.models import Location, Phone


def place_to_edit(location_id: UUID) -> Location | None:
    return Location.objects.select_related("district", "organisation").filter(id=location_id).first()


def phones_to_edit(words: str = "") -> QuerySet[Phone]:
    """Every number of the town, or those of whose owner or digits this is a piece; newest last."""
    rows = Phone.objects.select_related("organisation", "service", "location")
    if words:
        named = Q()
        for owner in ("organisation", "service", "location"):
            named |= Q(**{f"{owner}__name__icontains": words}) | Q(
                **{f"{owner}__name_kana__icontains": words}
            )
        rows = rows.filter(named | Q(number__icontains=words))
    return rows.order_by(
        "organisation__name_kana", "service__name_kana", "location__name_kana", "position", "id"
    )


def phone_to_edit(phone_id: UUID) -> Phone | None:
    return phones_to_edit().filter(id=phone_id).first()
