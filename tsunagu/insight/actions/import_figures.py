"""Take in the years before the records began, row by row, with a report of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import transaction

from tsunagu.directory.models import Organisation
from tsunagu.insight.actions.figure_file import FigureRow, UnreadableRow, read_row, rows_of
from tsunagu.insight.models import YearlyFigure
from tsunagu.insight.queries.doubts import Doubt, Figures, doubts_about
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.audit import journal
from tsunagu.kernel.dates.fiscal_year import FiscalYear
from tsunagu.kernel.japanese.fold import fold


class Outcome(StrEnum):
    """What became of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class RowReport:
    """One row of the file: taken (perhaps repaired, perhaps doubted) or refused, and why."""

    line: int
    outcome: Outcome
    year: FiscalYear | None = None
    repairs: tuple[str, ...] = ()
    reason: str = ""
    doubts: tuple[Doubt, ...] = ()


@transaction.atomic
def import_figures(
    *,
    content: bytes,
    file_name: str,
    by: User | None,
    at: datetime,
    desk: Organisation | None = None,
    era: str | None = None,
) -> list[RowReport]:
    """A document's yearly figures stand beside the desk's own; reading it again changes nothing.

    A row that can be read is taken as it is stated, also where it cannot be true: that is told, not mended.

    Args:
        content: a CSV file.
        file_name: named as the source where the file names none.
        by: who gave it; nobody when a command or a seed reads it.
        at: the moment.
        desk: the desk of rows that name none; without it, the town's only desk.
        era: the era of bare years (「24」).

    Raises:
        UnreadableFile: there is no table in it.
    """
    desks = _Desks(desk)
    seen: set[tuple[Any, ...]] = set()
    reports = []
    for line, cells in rows_of(content):
        try:
            row = read_row(cells, era=era)
            owner = desks.named(row.desk)
            key = (owner.id, row.programme, row.year)
            if key in seen:
                raise UnreadableRow(f"{row.year.label}の行が、このファイルにもう一つあります。")
            seen.add(key)
        except UnreadableRow as problem:
            reports.append(RowReport(line, Outcome.REFUSED, reason=str(problem)))
            continue
        outcome = _take(row, owner, file_name, by, at)
        doubts = doubts_about(row.year, _figures(row), row.numbers["stated_average"])  # type: ignore[arg-type]
        reports.append(RowReport(line, outcome, row.year, row.repairs, doubts=doubts))
    _note(reports, by, at)
    return reports


def _take(row: FigureRow, owner: Organisation, file_name: str, by: User | None, at: datetime) -> Outcome:
    stated = {**row.numbers, "source": row.source or file_name, "source_place": row.source_place}
    programme = row.programme or owner.name
    found = YearlyFigure.objects.filter(desk=owner, programme=programme, fiscal_year=row.year.year).first()
    if found and all(getattr(found, name) == value for name, value in stated.items()):
        return Outcome.SAME
    YearlyFigure.objects.update_or_create(
        desk=owner,
        programme=programme,
        fiscal_year=row.year.year,
        defaults={**stated, "entered_by": by, "entered_at": at},
    )
    return Outcome.CHANGED if found else Outcome.NEW


def _figures(row: FigureRow) -> Figures:
    numbers: dict[str, Any] = row.numbers
    return Figures(numbers["opening_days"], numbers["users"], numbers["consultations"])


def _note(reports: Iterable[RowReport], by: User | None, at: datetime) -> None:
    """One line in the journal per import that changed something."""
    count = {outcome: sum(report.outcome is outcome for report in reports) for outcome in Outcome}
    if count[Outcome.NEW] or count[Outcome.CHANGED]:
        details = {outcome.value: number for outcome, number in count.items()}
        journal.record("figures.imported", record_id=None, by=by.pk if by else None, at=at, **details)


class _Desks:
    """Whose figures a row is about."""

    def __init__(self, given: Organisation | None) -> None:
        self._given = given
        self._all = list(Organisation.objects.order_by("name_kana", "id"))

    def named(self, name: str) -> Organisation:
        if not name:
            return self._given or self._only_desk()
        for organisation in self._all:
            if fold(name) in {fold(known) for known in (organisation.name, *organisation.alternate_names)}:
                return organisation
        raise UnreadableRow(f"「{name}」という窓口が名簿にありません。")

    def _only_desk(self) -> Organisation:
        desks = [organisation for organisation in self._all if organisation.is_desk]
        if len(desks) == 1:
            return desks[0]
        raise UnreadableRow(
            "どの窓口の数字か書かれていません。"
            + ("窓口がいくつもあるので、名前が要ります。" if desks else "名簿に総合支援窓口がありません。")
        )
