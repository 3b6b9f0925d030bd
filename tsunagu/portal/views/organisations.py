"""The index of organisations: who there is, in kana order."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from tsunagu.directory.presenters.language import REGISTER_LANGUAGES
from tsunagu.directory.queries.organisation_index import organisations_in_town
from tsunagu.kernel.permissions.access import public
from tsunagu.portal.presenters.organisations import kana_rows
from tsunagu.portal.views.pages import draw, kept_page

LONGEST_KEY = 5


@public
def organisations(request: HttpRequest) -> HttpResponse:
    """Everybody on one page; of a large town one kana row at a time (`row`)."""
    chosen = request.GET.get("row", "")
    chosen = chosen if chosen.isalpha() and len(chosen) <= LONGEST_KEY else ""
    return kept_page(request, "organisations", chosen, html=lambda: _page(request, chosen))


def _page(request: HttpRequest, chosen: str) -> str:
    entries = organisations_in_town()
    rows = kana_rows(
        entries, chosen=chosen, address=lambda key: f"{reverse('portal:organisations')}?row={key}"
    )
    context = {"rows": rows, "total": len(entries)}
    return draw(
        request,
        "portal/organisations.html",
        context,
        query=f"row={chosen}" if chosen else "",
        text_in=REGISTER_LANGUAGES,
    )
