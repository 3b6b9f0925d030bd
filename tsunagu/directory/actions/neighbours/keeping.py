"""Which neighbours there are: added, renamed, switched, forgotten with everything that is theirs."""

from datetime import datetime

from django.db import transaction

from tsunagu.directory.actions.changes import note_change
from tsunagu.directory.models import Neighbour
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.outside.addresses import Origin

MOST_NEIGHBOURS = 30


class AlreadyThere(Exception):
    """This register is read already."""


class TooMany(Exception):
    """The town reads as many neighbours as it may."""


@transaction.atomic
def add_neighbour(*, name: str, api_url: str, licence: str, by: User | None, at: datetime) -> Neighbour:
    """Name a register to be read; the first reading is somebody's order, or the night's.

    Raises:
        AlreadyThere: it is read under another name.
        TooMany: there are `MOST_NEIGHBOURS`.
        NotAllowed: the address is none of the web.
    """
    Origin.of(api_url)
    address = api_url.rstrip("/")
    if Neighbour.objects.filter(api_url=address).exists():
        raise AlreadyThere
    if Neighbour.objects.count() >= MOST_NEIGHBOURS:
        raise TooMany
    made = Neighbour.objects.create(name=name, api_url=address, licence=licence, added_by=by, added_at=at)
    note_change("directory.neighbour_added", record_id=made.id, by=by, at=at)
    return made


@transaction.atomic
def change_neighbour(
    *, neighbour: Neighbour, name: str, licence: str, is_on: bool, by: User, at: datetime
) -> Neighbour:
    """What it is called, its terms, whether it is read and shown. Another address is another neighbour."""
    neighbour.name, neighbour.licence, neighbour.is_on = name, licence, is_on
    neighbour.save(update_fields=["name", "licence", "is_on"])
    note_change("directory.neighbour_changed", record_id=neighbour.id, by=by, at=at, is_on=is_on)
    return neighbour


@transaction.atomic
def forget_neighbour(*, neighbour: Neighbour, by: User, at: datetime) -> int:
    """Take it away with every copy and every report: as if it had never been read."""
    copies = neighbour.listings.count()
    note_change("directory.neighbour_forgotten", record_id=neighbour.id, by=by, at=at, copies=copies)
    neighbour.delete()
    return copies
