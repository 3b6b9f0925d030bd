"""Take a rota from a file: every row is told what became of it, in a rehearsal first."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_noop

from tsunagu.directory.actions.duty import Duty, enter_duties, known_duties
from tsunagu.directory.actions.duty_file.reading import Repair, UnreadableRota, read_row, rows_of
from tsunagu.directory.models import Organisation
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.japanese.fold import fold
from tsunagu.kernel.japanese.misread import Misread

# Ten years of Sundays and holidays with two clinics each.
MOST_ROWS = 2000


class Outcome(StrEnum):
    TAKEN = "taken"
    REPAIRED = "repaired"
    KNOWN = "known"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class RowReport:
    """One row of the file: what it says as understood, or why it was refused."""

    line: int
    outcome: Outcome
    written: str
    duty: Duty | None = None
    organisation: Organisation | None = None
    repairs: tuple[Repair, ...] = ()
    reason: Misread | None = None


@transaction.atomic
def take_duties(*, text: str, by: User | None, at: datetime, is_rehearsal: bool) -> list[RowReport]:
    """Put the readable rows of a file into the rota; a rehearsal reads all the same and writes nothing.

    A row that cannot be read keeps no other back: it is refused alone, with its reason. What the rota has
    already is left as it is, so that a file may be taken again.

    Raises:
        UnreadableRota: there is no rota in the file, or too much of it.
    """
    rows = list(rows_of(text))
    if len(rows) > MOST_ROWS:
        raise UnreadableRota(gettext_noop("一度に読めるのは%(most)s行までです。"), most=MOST_ROWS)
    reports = _against_the_rota([_read(line, cells, at) for line, cells in rows])
    taken = [one for one in reports if one.outcome in (Outcome.TAKEN, Outcome.REPAIRED)]
    if taken and not is_rehearsal:
        enter_duties(duties=[(one.duty, one.organisation) for one in taken if one.duty], by=by, at=at)
    return reports


def _read(line: int, cells: dict[str, str], at: datetime) -> RowReport:
    written = " ".join(cell.strip() for cell in cells.values() if cell.strip())[:120]
    try:
        duty, repairs = read_row(cells, today=localdate(at))
    except Misread as reason:
        return RowReport(line, Outcome.REFUSED, written, reason=reason)
    return RowReport(line, Outcome.REPAIRED if repairs else Outcome.TAKEN, written, duty, repairs=repairs)


def _against_the_rota(reports: list[RowReport]) -> list[RowReport]:
    """Mark the rows that the rota, or an earlier row, has; find the clinics in the register."""
    seen = set(known_duties([one.duty.key for one in reports if one.duty]))
    by_name = {fold(each.name): each for each in Organisation.objects.order_by("-id")}
    checked = []
    for one in reports:
        if one.duty and one.duty.key in seen:
            checked.append(replace(one, outcome=Outcome.KNOWN))
            continue
        if one.duty:
            seen.add(one.duty.key)
            one = replace(one, organisation=by_name.get(fold(one.duty.name)))
        checked.append(one)
    return checked
