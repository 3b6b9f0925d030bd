"""A file as the answer to a request."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from tsunagu.kernel.exports.csv_file import CsvFile, Encoding

EXCEL_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CHARSETS = {Encoding.UTF8: "utf-8", Encoding.CP932: "Shift_JIS"}


def csv_download(file: CsvFile, name: str) -> HttpResponse:
    """Offer a CSV under `name` (without its ending)."""
    return _download(file.content, f"{name}.csv", f"text/csv; charset={_CHARSETS[file.encoding]}")


def excel_download(content: bytes, name: str) -> HttpResponse:
    """Offer a workbook under `name` (without its ending)."""
    return _download(content, f"{name}.xlsx", EXCEL_TYPE)


def _download(content: bytes, filename: str, content_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, filename)
    # Figures change; a shared proxy or an old tab must not answer with yesterday's.
    response["Cache-Control"] = "private, no-store"
    return response
