"""What is free, as families read it: with its day, and never as today's when it is old."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tsunagu.directory.choices import VacancyState
from tsunagu.directory.presenters.language import day_label
from tsunagu.directory.queries.listing import FreePlaces
from tsunagu.directory.queries.vacancies import is_old_news


@dataclass(frozen=True, slots=True)
class VacancyWords:
    """One line: the class, what is free, and what else was said."""

    label: str
    state: str
    # For the sign beside the words: open, few, full, unknown.
    look: str
    count: str
    note: str


@dataclass(frozen=True, slots=True)
class VacancyTable:
    """All lines of a service; nothing at all when nothing was ever told."""

    lines: tuple[VacancyWords, ...]
    as_of: str
    is_old: bool


def vacancy_table(vacancies: Sequence[FreePlaces], *, today: date) -> VacancyTable | None:
    """The table of a page. Old news keeps its day and its classes, but says of none that it is free."""
    if not vacancies:
        return None
    as_of = min(one.as_of for one in vacancies)
    is_old = is_old_news(as_of, today=today)
    return VacancyTable(tuple(_line(one, is_old=is_old) for one in vacancies), day_label(as_of), is_old)


def _line(one: FreePlaces, *, is_old: bool) -> VacancyWords:
    state = VacancyState.UNKNOWN if is_old else VacancyState(one.state)
    return VacancyWords(
        label=one.label,
        state=str(state.label),
        look=state.value,
        count="" if is_old else _count(one),
        note=one.note,
    )


def _count(one: FreePlaces) -> str:
    if one.available is None:
        return _("定員%(maximum)s人") % {"maximum": one.maximum} if one.maximum is not None else ""
    if one.maximum is None:
        return _("%(available)s人") % {"available": one.available}
    return _("%(available)s人（定員%(maximum)s人）") % {"available": one.available, "maximum": one.maximum}
