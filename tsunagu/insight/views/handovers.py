"""Hand-overs in figures."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tsunagu.insight.forms.figure_filter import read_year
from tsunagu.insight.presenters.chosen import Chosen
from tsunagu.insight.presenters.frame import HANDOVERS, files, frame, year_field
from tsunagu.insight.presenters.handovers import HandoverPage
from tsunagu.insight.queries.handovers import handover_figures, years_with_needs
from tsunagu.insight.views.files import file_of
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import needs
from tsunagu.kernel.permissions.permission import Permission


@needs(Permission.FIGURES_VIEW)
def handovers(request: HttpRequest) -> HttpResponse:
    """How many organisations were asked, how long it took, why it was declined."""
    chosen = _chosen(request)
    context = {
        **frame(chosen, current=HANDOVERS, at=moment()),
        "page": _page(chosen),
        "year": chosen.year,
        "desk_field": None,
        "year_field": year_field(chosen),
        "files": files("insight:handovers-file", chosen)
        if request.holder.may(Permission.FIGURES_EXPORT)
        else [],
    }
    return render(request, "insight/handovers.html", context)


@needs(Permission.FIGURES_EXPORT)
def handovers_file(request: HttpRequest, file_format: str) -> HttpResponse:
    """The same figures to take away."""
    sheet = _page(_chosen(request)).sheet()
    return file_of(request, sheet, file_format=file_format, table=HANDOVERS)


def _chosen(request: HttpRequest) -> Chosen:
    years = years_with_needs(at=moment())
    return Chosen((), None, years, read_year(request.GET, years))


def _page(chosen: Chosen) -> HandoverPage:
    return HandoverPage(handover_figures(year=chosen.year or chosen.years[0]))
