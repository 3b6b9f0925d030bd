"""A file as the answer to a request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
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


def pdf_download(request: HttpRequest, read: Callable[[], bytes], filename: str, digest: str) -> HttpResponse:
    """Offer a PDF that never changes: whoever has it already is told so, and `read` is not called."""
    etag = f'"{digest}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    response = HttpResponse(read(), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, filename) or "inline"
    response["ETag"] = etag
    # Kept by the browser, and asked about each time: it may be taken back.
    response["Cache-Control"] = "no-cache"
    return response


def _download(content: bytes, filename: str, content_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, filename)
    # Figures change; a shared proxy or an old tab must not answer with yesterday's.
    response["Cache-Control"] = "private, no-store"
    return response
