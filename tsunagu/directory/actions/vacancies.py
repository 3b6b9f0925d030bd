"""An organisation says what is free. A fact: it stands on the page at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from tsunagu.directory.actions.changes import note_change
from tsunagu.directory.choices import VacancyState
from tsunagu.directory.models import Service, Vacancy
from tsunagu.kernel.accounts.models import User


@dataclass(frozen=True, slots=True)
class VacancyLine:
    """What is free in one class or at one age."""

    label: str
    state: VacancyState
    available: int | None = None
    maximum: int | None = None
    note: str = ""


class SameLabelTwice(Exception):
    """Two lines speak of the same class; its label is the argument."""


@transaction.atomic
def tell_vacancies(
    *, service: Service, lines: Sequence[VacancyLine], as_of: date, by: User, at: datetime
) -> None:
    """These lines, in this order, are all that is said of what is free; none: nothing is said.

    Raises:
        SameLabelTwice: a class has two lines.
    """
    labels = [line.label for line in lines]
    for label in labels:
        if labels.count(label) > 1:
            raise SameLabelTwice(label)
    service.vacancies.exclude(label__in=labels).delete()
    for position, line in enumerate(lines):
        # A class keeps its row, so that a reader of the open data recognises it.
        Vacancy.objects.update_or_create(
            service=service,
            label=line.label,
            defaults={
                "state": line.state,
                "available": line.available,
                "maximum": line.maximum,
                "note": line.note,
                "as_of": as_of,
                "position": position,
            },
        )
    service.updated_at = at
    service.save(update_fields=["updated_at"])
    note_change(
        "directory.vacancies_told",
        record_id=service.id,
        by=by,
        at=at,
        listings=[service.id],
        lines=len(lines),
        as_of=as_of.isoformat(),
    )
