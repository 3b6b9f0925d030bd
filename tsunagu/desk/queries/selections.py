"""Hand-picked lists, each with the right to it."""

from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet

from tsunagu.desk.models import Selection, SelectionItem
from tsunagu.directory.queries.listing import Listing
from tsunagu.directory.queries.listings import listings
from tsunagu.families.choices import ContactKind
from tsunagu.families.models import Household
from tsunagu.families.queries.households import contact_ways_of
from tsunagu.kernel.permissions.holders import Holder
from tsunagu.kernel.permissions.permission import Permission


def selection_for(holder: Holder, selection_id: UUID, permission: Permission) -> Selection:
    """The list, if the role gives the permission and a grant (or the desk itself) opens it.

    Raises:
        Selection.DoesNotExist: there is none, or it is not the holder's to see; nobody learns which.
    """
    if not holder.may(permission):
        raise Selection.DoesNotExist
    return Selection.objects.select_related("household", "organisation", "made_by", "ended_by").get(
        id=selection_id
    )


def selections_of_desks(holder: Holder, permission: Permission) -> QuerySet[Selection]:
    """What our desks made, newest first, with the number of places."""
    mine = Selection.objects.filter(organisation_id__in=holder.organisations_where(permission))
    return _counted(mine)


def selections_of(household: Household) -> QuerySet[Selection]:
    """What was chosen for this household, newest first."""
    return _counted(Selection.objects.filter(household=household))


def living_selections(household: Household) -> int:
    """How many lists could still reach the family, or are in the making."""
    return Selection.objects.filter(household=household, ended_at=None).count()


def draft_of(holder: Holder, selection_id: str, permission: Permission) -> Selection | None:
    """The list that a page was told to go on with, while it can be added to."""
    try:
        found = selection_for(holder, UUID(selection_id), permission)
    except (ValueError, Selection.DoesNotExist):
        return None
    return None if found.ended_at else found


def items_of(selection: Selection) -> list[SelectionItem]:
    """The places in their order; the names come from `listings_of`."""
    return list(SelectionItem.objects.filter(selection=selection).order_by("position", "id"))


def listings_of(items: list[SelectionItem]) -> dict[UUID, Listing]:
    """The listings as they are today, one statement; what is published no more is missing."""
    return {one.id: one for one in listings([item.service_id for item in items])} if items else {}


def mail_of(household: Household | None) -> str:
    """Where the family reads mail; empty when it wants none."""
    if household is None or household.no_mail:
        return ""
    mails = (way.value for way in contact_ways_of(household) if way.kind == ContactKind.MAIL)
    return next(mails, "")


def has_run_out(selection: Selection, *, today: date) -> bool:
    return selection.ends_on < today


def _counted(rows: QuerySet[Selection]) -> QuerySet[Selection]:
    return (
        rows.annotate(places=Count("items"))
        .select_related("household", "made_by", "organisation")
        .order_by("-made_at", "-id")
    )
