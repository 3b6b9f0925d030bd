"""The guidebook to take home: the newest published edition of each kind, and the file itself."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from tsunagu.directory.presenters.guidebooks import EditionLine, file_name
from tsunagu.directory.queries.guidebooks import current_editions, file_of, published_edition
from tsunagu.kernel.exports.download import pdf_download
from tsunagu.kernel.permissions.access import public
from tsunagu.portal.views.pages import draw, kept_page


@public
def guidebooks(request: HttpRequest) -> HttpResponse:
    """Which editions there are, of which day, how long and how heavy."""
    return kept_page(request, "guidebooks", html=lambda: _guidebooks(request))


@public
def guidebook(request: HttpRequest, guidebook_id: UUID) -> HttpResponse:
    """The PDF of a published edition, older ones included: what was printed stays at its address."""
    edition = published_edition(guidebook_id)
    if edition is None:
        raise Http404
    town = request.town.name  # type: ignore[attr-defined]
    return pdf_download(request, lambda: file_of(edition.id), file_name(edition, town), edition.digest)


def _guidebooks(request: HttpRequest) -> str:
    lines = [EditionLine(edition) for edition in current_editions()]
    return draw(request, "portal/guidebooks.html", {"editions": lines})
