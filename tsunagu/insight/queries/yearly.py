"""The yearly table: 年度, 開設日数, 年間延べ利用者数, 年間相談件数, 1日平均利用者数.

Counted by the desk's own rule (`desk.models.consultation`): days on which the desk was open anywhere, the
people of each consultation, its topics, and people by day.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Sum
from django.db.models.functions import TruncDate

from tsunagu.desk.models import Consultation, ConsultationTopic, DeskDay
from tsunagu.directory.models import Organisation
from tsunagu.insight.choices import DoubtKind, Origin
from tsunagu.insight.models import YearlyFigure
from tsunagu.insight.queries.counting import (
    TOKYO,
    Desk,
    counting,
    fiscal_year_of_day,
    fiscal_year_of_moment,
)
from tsunagu.insight.queries.doubts import Doubt, Figures, doubts_about
from tsunagu.kernel.dates.fiscal_year import FiscalYear

NOTHING_KNOWN = Figures()


@dataclass(frozen=True, slots=True)
class YearLine:
    """One line of the table, where it comes from, and what is doubtful in it."""

    year: FiscalYear
    origin: Origin
    figures: Figures = NOTHING_KNOWN
    stated_average: Decimal | None = None
    programme: str = ""
    source: str = ""
    source_place: str = ""
    doubts: tuple[Doubt, ...] = ()
    # The year is not over: its figures still grow.
    is_running: bool = False


def desks_with_figures() -> list[Desk]:
    """Every organisation that ever recorded a consultation, was open for one, or has a history; the town's
    desk first.
    """
    with counting():
        found = Organisation.objects.filter(
            Exists(Consultation.objects.filter(organisation=OuterRef("pk")))
            | Exists(DeskDay.objects.filter(place__organisation=OuterRef("pk")))
            | Exists(YearlyFigure.objects.filter(desk=OuterRef("pk")))
        )
        return [Desk(id=one.id, name=one.name) for one in found.order_by("-is_desk", "name_kana", "id")]


def yearly_table(*, desk: Desk, at: datetime) -> list[YearLine]:
    """A desk's years, oldest first, without holes, up to the year of `at`.

    A year that a document states is shown as stated, because that is what was reported; where the records say
    something else, the line says so.
    """
    recorded = recorded_years(desk)
    stated = _imported_lines(desk)
    if not recorded and not stated:
        return []
    present = FiscalYear.of(at.astimezone(TOKYO).date())
    years = {*recorded, *stated, present}
    stray = _days_without_record(desk)
    lines: list[YearLine] = []
    for year in (FiscalYear(number) for number in range(min(years).year, max(years).year + 1)):
        records = recorded.get(year)
        if of_year := stated.get(year):
            # Two programmes of a desk share its records, so neither can be held against them.
            lines += [_beside_records(line, records if len(of_year) == 1 else None) for line in of_year]
        elif records:
            lines.append(_recorded_line(year, records, stray.get(year, 0), present))
        else:
            lines.append(YearLine(year, Origin.NONE, is_running=year == present))
    return lines


def recorded_years(desk: Desk) -> dict[FiscalYear, Figures]:
    """What the records of each year add up to."""
    with counting():
        opened = (
            DeskDay.objects.filter(place__organisation=desk.id)
            .annotate(year=fiscal_year_of_day("day"))
            .values_list("year")
            .annotate(days=Count("day", distinct=True))
        )
        asked = (
            Consultation.objects.filter(organisation=desk.id)
            .annotate(year=fiscal_year_of_moment("at"))
            .values_list("year")
            .annotate(people=Sum("people_count"))
        )
        topics = (
            ConsultationTopic.objects.filter(consultation__organisation=desk.id)
            .annotate(year=fiscal_year_of_moment("consultation__at"))
            .values_list("year")
            .annotate(topics=Count("id"))
        )
        days_of, people_of, topics_of = dict(opened), dict(asked), dict(topics)
    return {
        FiscalYear(year): Figures(days_of.get(year, 0), people_of.get(year, 0), topics_of.get(year, 0))
        for year in sorted({*days_of, *people_of, *topics_of})
    }


def _days_without_record(desk: Desk) -> dict[FiscalYear, int]:
    """On how many days somebody was consulted though the desk was not noted as open."""
    open_that_day = DeskDay.objects.filter(place__organisation=desk.id, day=OuterRef("day"))
    with counting():
        rows = (
            Consultation.objects.filter(organisation=desk.id)
            .annotate(day=TruncDate("at", tzinfo=TOKYO), year=fiscal_year_of_moment("at"))
            .filter(~Exists(open_that_day))
            .values_list("year")
            .annotate(days=Count("day", distinct=True))
        )
        return {FiscalYear(year): days for year, days in rows}


def _imported_lines(desk: Desk) -> dict[FiscalYear, list[YearLine]]:
    lines: dict[FiscalYear, list[YearLine]] = defaultdict(list)
    for row in YearlyFigure.objects.filter(desk=desk.id).order_by("fiscal_year", "programme"):
        lines[FiscalYear(row.fiscal_year)].append(_imported_line(row))
    return lines


def _imported_line(row: YearlyFigure) -> YearLine:
    year = FiscalYear(row.fiscal_year)
    figures = Figures(row.opening_days, row.users, row.consultations)
    return YearLine(
        year,
        Origin.IMPORTED,
        figures,
        row.stated_average,
        row.programme,
        row.source,
        row.source_place,
        doubts_about(year, figures, row.stated_average),
    )


def _beside_records(line: YearLine, records: Figures | None) -> YearLine:
    if records is None or records == line.figures:
        return line
    differs = Doubt(DoubtKind.RECORDS_DIFFER, line.figures, line.year, recorded=records)
    return replace(line, doubts=(*line.doubts, differs))


def _recorded_line(year: FiscalYear, figures: Figures, stray_days: int, present: FiscalYear) -> YearLine:
    doubts = doubts_about(year, figures, None)
    if stray_days and figures.opening_days:
        doubts = (*doubts, Doubt(DoubtKind.DAYS_WITHOUT_RECORD, figures, year, days=stray_days))
    return YearLine(year, Origin.RECORDS, figures, doubts=doubts, is_running=year == present)
