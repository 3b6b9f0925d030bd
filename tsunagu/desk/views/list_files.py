"""A list as a file, or the list of characters that the asked file could not hold."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tsunagu.desk.actions.note_export import note_list_export
from tsunagu.kernel.exports.csv_file import Encoding, csv_file
from tsunagu.kernel.exports.download import csv_download, excel_download
from tsunagu.kernel.exports.excel_file import excel_file
from tsunagu.kernel.exports.sheet import Sheet
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.ui.filters import local

FORMATS = {"csv", "xlsx"}


def check_format(file_format: str) -> None:
    """Anything but the files that are offered is not there.

    Raises:
        Http404: there is no such file.
    """
    if file_format not in FORMATS:
        raise Http404


def list_file(request: HttpRequest, sheet: Sheet, *, file_format: str, table: str) -> HttpResponse:
    """Answer with the sheet; a file that would lose characters is offered only after saying which."""
    at = local(moment())
    name = f"{sheet.title}_{at:%Y%m%d}"
    if file_format == "xlsx":
        response = excel_download(excel_file(sheet, at=at), name)
    else:
        encoding = Encoding.CP932 if request.GET.get("encoding") == Encoding.CP932 else Encoding.UTF8
        file = csv_file(sheet, encoding)
        if file.unwritable and request.GET.get("replace") != "1":
            return _unwritable(request, sheet, file.unwritable)
        response = csv_download(file, name)
    note_list_export(table=table, file_format=file_format, rows=len(sheet.rows), by=request.user, at=at)
    return response


def _unwritable(request: HttpRequest, sheet: Sheet, missing: object) -> HttpResponse:
    anyway, whole = request.GET.copy(), request.GET.copy()
    anyway["replace"] = "1"
    whole.pop("encoding")
    context = {
        "title": sheet.title,
        "missing": missing,
        "anyway_url": f"?{anyway.urlencode()}",
        "whole_url": f"?{whole.urlencode()}" if whole else request.get_full_path().partition("?")[0],
    }
    return render(request, "desk/list_unwritable.html", context)
