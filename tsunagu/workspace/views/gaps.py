"""What families asked for and did not find becomes work: a queue, and a table of the year."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tsunagu.directory.actions.gaps import NothingDecided, settle_gap
from tsunagu.directory.choices import GapChoice
from tsunagu.directory.queries.gaps import FEWEST_ASKINGS, FEWEST_DAYS, gaps_by_month, open_gaps
from tsunagu.kernel.dates.fiscal_year import FiscalYear
from tsunagu.kernel.exports.csv_file import csv_file
from tsunagu.kernel.exports.download import csv_download
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import needs
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.workspace.forms.gap_form import GapForm
from tsunagu.workspace.presenters import gaps as words
from tsunagu.workspace.queries.gaps import names_of_marks, unmet_needs_by_month, unmet_needs_waiting


@needs(Permission.SYNONYM_EDIT)
def gaps(request: HttpRequest) -> HttpResponse:
    """The queue; a row that is posted with a choice leaves it."""
    if request.method == "POST":
        return _settle(request)
    names = names_of_marks()
    searches = [row for gap in open_gaps() if (row := words.search_row(gap, names))]
    unmet = [words.need_row(*each) for each in unmet_needs_waiting(today=localdate(moment()))]
    context = {
        "rows": [*unmet, *searches],
        "choices": GapChoice.choices,
        "fewest_askings": FEWEST_ASKINGS,
        "fewest_days": FEWEST_DAYS,
    }
    return render(request, "workspace/gaps.html", context)


@needs(Permission.SYNONYM_EDIT)
def gaps_of_year(request: HttpRequest) -> HttpResponse:
    """By need and month: what the next guidebook should have a place for."""
    year = _year(request)
    rows = _rows(year)
    sheet = words.year_sheet(rows, year=year, town=request.town.name)  # type: ignore[attr-defined]
    this = FiscalYear.of(localdate(moment()))
    context = {
        "year": year,
        "columns": [{"label": one.label, "number": one.decimals is not None} for one in sheet.columns[1:]],
        "rows": [[{"text": row[1], "flag": row[0]}, *row[2:]] for row in rows],
        "file_url": f"{reverse('workspace:gaps-year-file')}?year={year.year}",
        "years": [
            {"label": one.label, "url": f"?year={one.year}", "current": one == year}
            for one in (this, FiscalYear(this.year - 1))
        ],
    }
    return render(request, "workspace/gaps_year.html", context)


@needs(Permission.SYNONYM_EDIT)
def gaps_year_file(request: HttpRequest) -> HttpResponse:
    """The same as CSV."""
    year, town = _year(request), request.town.name  # type: ignore[attr-defined]
    sheet = words.year_sheet(_rows(year), year=year, town=town)
    return csv_download(csv_file(sheet), f"{town}{sheet.title}{year.label}")


def _rows(year: FiscalYear) -> list[list[str | int]]:
    return words.year_rows(
        gaps_by_month(year.start, year.end), unmet_needs_by_month(year.start, year.end), names_of_marks()
    )


def _year(request: HttpRequest) -> FiscalYear:
    """This 年度, or the one before: older counts are gone."""
    this = FiscalYear.of(localdate(moment()))
    return FiscalYear(this.year - 1) if request.GET.get("year") == str(this.year - 1) else this


def _settle(request: HttpRequest) -> HttpResponse:
    form = GapForm(request.POST)
    try:
        if form.is_valid():
            settle_gap(**form.cleaned_data, by=request.user, at=moment())
            messages.success(request, _("済みにしました。"))
        else:
            messages.warning(request, _("したことを選んでください。"))
    except NothingDecided:
        messages.warning(request, _("したことを選んでください。"))
    return redirect("workspace:gaps")
