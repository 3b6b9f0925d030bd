"""A notice for the city's LINE account: as text to copy, or as a table for its tool."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from tsunagu.kernel.exports.csv_file import csv_file
from tsunagu.kernel.exports.download import csv_download
from tsunagu.kernel.permissions.access import needs
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.outreach.choices import AGREED
from tsunagu.outreach.models import Notice
from tsunagu.outreach.presenters.line import LIMITS, line_sheet, line_text
from tsunagu.outreach.queries.notices import districts_to_choose, notice_at_work


@needs(Permission.NOTICE_WRITE)
def text(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Plain text, a bubble under each number."""
    found = _agreed(notice_id)
    response = HttpResponse(line_text(found, limit=_limit(request)), content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "private, no-store"
    return response


@needs(Permission.NOTICE_WRITE)
def table(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """CSV that a spreadsheet reads as text, never as formulas."""
    found = _agreed(notice_id)
    names = {one.id: one.name for one in districts_to_choose()}
    sheet = line_sheet(found, names, limit=_limit(request))
    return csv_download(csv_file(sheet), _("LINE用_%(title)s") % {"title": found.title})


def _agreed(notice_id: UUID) -> Notice:
    """What nobody has agreed to leaves on no channel."""
    found = notice_at_work(notice_id)
    if found is None or found.state not in AGREED:
        raise Http404
    return found


def _limit(request: HttpRequest) -> int:
    asked = request.GET.get("limit", "")
    return int(asked) if asked in {str(one) for one in LIMITS} else LIMITS[0]
