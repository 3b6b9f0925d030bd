"""Keep the rota of clinics on duty (休日当番医)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from tsunagu.directory.actions.changes import note_change
from tsunagu.directory.models import DutyRota, Organisation
from tsunagu.kernel.accounts.models import User


class AlreadyOnDuty(Exception):
    """That clinic stands in the rota already, on that day from that time for that department."""


@dataclass(frozen=True, slots=True)
class Duty:
    """What is said of one duty; minutes count from 0:00 of its day."""

    day: date
    from_minute: int
    until_minute: int
    name: str
    phone: str = ""
    address: str = ""
    department: str = ""
    note: str = ""

    @property
    def key(self) -> tuple[date, int, str, str]:
        """What makes two entries one duty."""
        return self.day, self.from_minute, self.name, self.department


@transaction.atomic
def enter_duty(
    *, duty: Duty, organisation: Organisation | None = None, by: User | None, at: datetime
) -> DutyRota:
    """Put one clinic's duty into the rota; `organisation` is where it stands in the register.

    Raises:
        AlreadyOnDuty: the rota has it.
    """
    if known_duties([duty.key]):
        raise AlreadyOnDuty(duty)
    entry = DutyRota.objects.create(organisation=organisation, updated_at=at, **_fields(duty))
    note_change("directory.duty_entered", record_id=entry.id, by=by, at=at)
    return entry


@transaction.atomic
def change_duty(
    *, entry: DutyRota, duty: Duty, organisation: Organisation | None, by: User, at: datetime
) -> DutyRota:
    """Correct what the rota says.

    Raises:
        AlreadyOnDuty: another entry says so already.
    """
    if entry.id not in known_duties([duty.key]).values() and known_duties([duty.key]):
        raise AlreadyOnDuty(duty)
    for name, value in {**_fields(duty), "organisation": organisation, "updated_at": at}.items():
        setattr(entry, name, value)
    entry.save()
    note_change("directory.duty_changed", record_id=entry.id, by=by, at=at)
    return entry


@transaction.atomic
def remove_duty(*, entry: DutyRota, by: User, at: datetime) -> None:
    """Take a duty out of the rota: it was moved, or never agreed."""
    entry_id = entry.id
    entry.delete()
    note_change("directory.duty_removed", record_id=entry_id, by=by, at=at)


@transaction.atomic
def enter_duties(
    *, duties: Collection[tuple[Duty, Organisation | None]], by: User | None, at: datetime
) -> None:
    """Put many duties into the rota at once. The caller has made sure that none is there yet."""
    DutyRota.objects.bulk_create(
        DutyRota(organisation=organisation, updated_at=at, **_fields(duty)) for duty, organisation in duties
    )
    note_change("directory.duties_entered", record_id=None, by=by, at=at, duties=len(duties))


def known_duties(keys: Collection[tuple[date, int, str, str]]) -> dict[tuple[date, int, str, str], object]:
    """Those of the keys that the rota has, each with the id of its entry; one statement."""
    days = {day for day, *_ in keys}
    rows = DutyRota.objects.filter(day__in=days).values_list("day", "from_minute", "name", "department", "id")
    found = {(day, minute, name, department): id_ for day, minute, name, department, id_ in rows}
    return {key: found[key] for key in keys if key in found}


def _fields(duty: Duty) -> dict[str, object]:
    return {name: getattr(duty, name) for name in Duty.__slots__}
