"""Open data: the town's register as tables of the national standard, for whoever wants them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from tsunagu.directory.queries.open_data import extent_of, rows_of, services_of
from tsunagu.directory.queries.open_data_columns import DATA_SETS, EVENT, READABLE, DataSet, Generation
from tsunagu.kernel.exports.csv_file import CsvFile, Encoding, csv_file
from tsunagu.kernel.exports.download import csv_download
from tsunagu.kernel.permissions.access import public
from tsunagu.portal.presenters.open_data import Table, column_headings, licence_of, sheet_of, table_named
from tsunagu.portal.views.event_table import coming_occurrences, extent_of_events, sheet_of_events
from tsunagu.portal.views.pages import draw, kept, kept_page


@public
def open_data(request: HttpRequest) -> HttpResponse:
    """Which tables there are, how many rows, of which day, and what stands in which column."""
    return kept_page(request, "open data", html=lambda: _page(request))


@require_GET
@public
def table_file(request: HttpRequest, table: str) -> HttpResponse:
    """One table as CSV: `childcare.csv`, `childcare-legacy.csv`; `?encoding=cp932` for older programs."""
    found = table_named(table, READABLE)
    if found is None:
        raise Http404
    is_older = request.GET.get("encoding") == Encoding.CP932.value
    encoding = Encoding.CP932 if is_older else Encoding.UTF8
    file = kept(request, "open data", table, encoding.value, make=lambda: _file(request, *found, encoding))
    town = request.town  # type: ignore[attr-defined]
    return csv_download(file, f"{town.code}_{found[0].title}")


def _page(request: HttpRequest) -> str:
    context = {
        "tables": [
            *(Table(each, extent_of(each)) for each in DATA_SETS.values()),
            Table(EVENT, extent_of_events()),
        ],
        "columns": column_headings(),
        "licence": licence_of(request.town),  # type: ignore[attr-defined]
    }
    return draw(request, "portal/open_data.html", context)


def _file(request: HttpRequest, data_set: DataSet, generation: Generation, encoding: Encoding) -> CsvFile:
    if data_set is EVENT:
        return csv_file(sheet_of_events(request, coming_occurrences(), generation), encoding)
    town = request.town  # type: ignore[attr-defined]
    rows = rows_of(services_of(data_set), data_set.columns[generation], town)
    return csv_file(sheet_of(data_set, generation, rows), encoding)
