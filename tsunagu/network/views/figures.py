"""How well the directory is kept, organisation by organisation; on the page and to take away."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tsunagu.kernel.audit import journal
from tsunagu.kernel.exports.csv_file import csv_file
from tsunagu.kernel.exports.download import csv_download
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import needs
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.network.presenters.figures import cells, columns, sheet_of, tiles
from tsunagu.network.queries.figures import keeping_by_organisation
from tsunagu.network.queries.terms import terms_of_town, today_of


@needs(Permission.DIRECTORY_EDIT_ALL)
def freshness(request: HttpRequest) -> HttpResponse:
    """The town, then each organisation, the oldest news first."""
    terms = terms_of_town()
    figures = keeping_by_organisation(today=today_of(moment()), terms=terms)
    context = {
        "tiles": tiles(figures),
        "columns": columns(),
        "rows": [cells(one) for one in figures],
        "interval": terms.interval_days,
    }
    return render(request, "network/freshness.html", context)


@needs(Permission.DIRECTORY_EDIT_ALL)
def freshness_file(request: HttpRequest, file_format: str) -> HttpResponse:
    """The same figures as CSV."""
    if file_format != "csv":
        raise Http404
    today = today_of(moment())
    sheet = sheet_of(
        keeping_by_organisation(today=today, terms=terms_of_town()), town=request.town.name, today=today
    )
    by = request.holder.user
    journal.record("network.figures_exported", record_id=None, by=by.id, at=moment(), rows=len(sheet.rows))
    return csv_download(csv_file(sheet), f"{sheet.title}_{today:%Y%m%d}")
