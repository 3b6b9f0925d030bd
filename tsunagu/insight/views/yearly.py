"""The yearly table."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tsunagu.insight.forms.figure_filter import NoSuchDesk, read_desk
from tsunagu.insight.presenters.chosen import Chosen
from tsunagu.insight.presenters.frame import YEARLY, desk_field, files, frame
from tsunagu.insight.presenters.yearly import YearlyTable
from tsunagu.insight.queries.yearly import desks_with_figures, yearly_table
from tsunagu.insight.views.files import file_of
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import needs
from tsunagu.kernel.permissions.permission import Permission


@needs(Permission.FIGURES_VIEW)
def yearly(request: HttpRequest) -> HttpResponse:
    """年度、開設日数、延べ利用者数、相談件数、1日平均."""
    chosen = _chosen(request)
    context = {
        **frame(chosen, current=YEARLY, at=moment()),
        "table": _table(chosen),
        "desk_field": desk_field(chosen, all_desks=False),
        "files": files("insight:yearly-file", chosen)
        if request.holder.may(Permission.FIGURES_EXPORT)
        else [],
    }
    return render(request, "insight/yearly.html", context)


@needs(Permission.FIGURES_EXPORT)
def yearly_file(request: HttpRequest, file_format: str) -> HttpResponse:
    """The same table to take away."""
    return file_of(request, _table(_chosen(request)).sheet(), file_format=file_format, table=YEARLY)


def _chosen(request: HttpRequest) -> Chosen:
    desks = desks_with_figures()
    try:
        desk = read_desk(request.GET, desks) or next(iter(desks), None)
    except NoSuchDesk as problem:
        raise Http404 from problem
    return Chosen(desks, desk)


def _table(chosen: Chosen) -> YearlyTable:
    at = moment()
    lines = yearly_table(desk=chosen.desk, at=at) if chosen.desk else []
    return YearlyTable(lines, desk_name=chosen.desk.name if chosen.desk else "", at=at)
