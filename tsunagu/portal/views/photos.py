"""A photo's file, for everybody and for long: its address is never used for another picture."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tsunagu.kernel.permissions.access import public
from tsunagu.network.queries.photos import ENDINGS, approved_photo, file_of


@public
@require_safe
def photo(request: HttpRequest, photo_key: str, width: int, ending: str) -> HttpResponse:
    """One size of an approved photo; what waits or was taken away is not here."""
    found = approved_photo(photo_key)
    content = file_of(found, width, ending) if found else None
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type=ENDINGS[ending])
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
