"""The town's own terms, and who changed which of them."""

from typing import TypeVar

from django.db.models import Model

from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.audit.models import WriteEntry

NEWEST = 20
Terms = TypeVar("Terms", bound=Model)


def terms_that_hold(model: type[Terms]) -> Terms:
    """The town's own terms, or the usual ones (not saved)."""
    return model._default_manager.first() or model()


def newest_changes_of_terms(event: str) -> list[tuple[WriteEntry, str]]:
    """The journal's lines of this event, with the name of who did it."""
    entries = list(WriteEntry.objects.filter(event=event).order_by("-at", "-id")[:NEWEST])
    names = User.objects.in_bulk({entry.by_id for entry in entries if entry.by_id})
    return [(entry, names[entry.by_id].name if entry.by_id in names else "") for entry in entries]
