"""A table as a file, or the list of characters that the asked file could not hold."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tsunagu.insight.actions.note_export import note_export
from tsunagu.insight.queries.counting import TOKYO
from tsunagu.kernel.exports.csv_file import Encoding, csv_file
from tsunagu.kernel.exports.download import csv_download, excel_download
from tsunagu.kernel.exports.excel_file import excel_file
from tsunagu.kernel.exports.sheet import Sheet
from tsunagu.kernel.municipality.acting import moment


def file_of(request: HttpRequest, sheet: Sheet, *, file_format: str, table: str) -> HttpResponse:
    """Answer with the sheet in the asked format; a lossy file is offered only after saying what is lost."""
    at = moment().astimezone(TOKYO)
    name = f"{sheet.title}_{at:%Y%m%d}"
    if file_format == "xlsx":
        response = excel_download(excel_file(sheet, at=at), name)
    else:
        encoding = Encoding.CP932 if request.GET.get("encoding") == Encoding.CP932 else Encoding.UTF8
        file = csv_file(sheet, encoding)
        if file.unwritable and request.GET.get("replace") != "1":
            return _unwritable(request, sheet, file.unwritable)
        response = csv_download(file, name)
    note_export(table=table, file_format=file_format, rows=len(sheet.rows), by=request.holder.user, at=at)
    return response


def _unwritable(request: HttpRequest, sheet: Sheet, missing: object) -> HttpResponse:
    anyway, whole = request.GET.copy(), request.GET.copy()
    anyway["replace"] = "1"
    whole.pop("encoding")
    context = {
        "title": sheet.title,
        "missing": missing,
        "anyway_url": f"?{anyway.urlencode()}",
        "whole_url": f"?{whole.urlencode()}" if whole else request.path,
    }
    return render(request, "insight/unwritable.html", context)
