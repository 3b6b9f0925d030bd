"""One year by month, place, method or topic."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tsunagu.insight.choices import Axis
from tsunagu.insight.forms.figure_filter import NoSuchDesk, read_desk, read_year
from tsunagu.insight.presenters.breakdown import BreakdownTable
from tsunagu.insight.presenters.chosen import Chosen
from tsunagu.insight.presenters.frame import desk_field, files, frame, year_field
from tsunagu.insight.queries.breakdown import breakdown, years_with_records
from tsunagu.insight.queries.counting import TOKYO
from tsunagu.insight.queries.yearly import desks_with_figures
from tsunagu.insight.views.files import file_of
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import needs
from tsunagu.kernel.permissions.permission import Permission


@needs(Permission.FIGURES_VIEW)
def parts_of_year(request: HttpRequest, axis: str) -> HttpResponse:
    """The parts of which a line of the yearly table is the sum."""
    chosen = chosen_by(request)
    context = {
        **frame(chosen, current=axis, at=moment()),
        "table": _table(chosen, Axis(axis)),
        "year": chosen.year,
        "desk_field": desk_field(chosen, all_desks=True),
        "year_field": year_field(chosen),
        "files": files("insight:breakdown-file", chosen, axis)
        if request.holder.may(Permission.FIGURES_EXPORT)
        else [],
    }
    return render(request, "insight/breakdown.html", context)


@needs(Permission.FIGURES_EXPORT)
def parts_of_year_file(request: HttpRequest, axis: str, file_format: str) -> HttpResponse:
    """The same table to take away."""
    sheet = _table(chosen_by(request), Axis(axis)).sheet()
    return file_of(request, sheet, file_format=file_format, table=axis)


def chosen_by(request: HttpRequest) -> Chosen:
    """The desk and year that the address names."""
    desks = desks_with_figures()
    try:
        # One desk is the town's only one: all desks together would be the same, said longer.
        desk = read_desk(request.GET, desks) or (desks[0] if len(desks) == 1 else None)
    except NoSuchDesk as problem:
        raise Http404 from problem
    years = years_with_records(desk=desk, at=moment())
    return Chosen(desks, desk, years, read_year(request.GET, years))


def _table(chosen: Chosen, axis: Axis) -> BreakdownTable:
    found = breakdown(axis=axis, year=chosen.year or chosen.years[0], desk=chosen.desk)
    today = moment().astimezone(TOKYO).date()
    return BreakdownTable(found, desk_name=chosen.desk.name if chosen.desk else "", today=today)
