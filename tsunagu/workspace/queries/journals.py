"""The outbox and the read journal, newest first."""

from uuid import UUID

from django.db.models import QuerySet

from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.audit.models import ReadEntry
from tsunagu.kernel.notify.models import Letter

NEWEST = 200


def newest_letters() -> QuerySet[Letter]:
    """The letters of the acting town."""
    return Letter.objects.order_by("-written_at", "-id")[:NEWEST]


def letter_by_id(letter_id: UUID) -> Letter | None:
    return Letter.objects.filter(id=letter_id).first()


def newest_reads() -> list[tuple[ReadEntry, str]]:
    """Who was shown what, with the reader's name."""
    entries = list(ReadEntry.objects.order_by("-at", "-id")[:NEWEST])
    names = dict(User.objects.filter(id__in={entry.by_id for entry in entries}).values_list("id", "name"))
    return [(entry, names.get(entry.by_id, "")) for entry in entries]
