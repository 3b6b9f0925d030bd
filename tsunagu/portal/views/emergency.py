"""Whom to call at once, and which doctor is on duty now."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from tsunagu.directory.presenters.language import REGISTER_LANGUAGES
from tsunagu.directory.queries.duty import duties_around
from tsunagu.directory.queries.listings import services_of_town
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import public
from tsunagu.portal.presenters.duty import DutyBoard
from tsunagu.portal.presenters.helplines import NIGHT_LINES
from tsunagu.portal.views.cards import cards_of_listings
from tsunagu.portal.views.pages import QUICK_EXIT_URL, draw, kept_page

# The need under which the register keeps hospitals that take emergencies (救急指定病院).
HOSPITALS = "emergency_hospital"


@public
def emergency(request: HttpRequest) -> HttpResponse:
    """110, 119, 189; the clinics on duty; the hospitals that the register knows."""
    return kept_page(
        request,
        "emergency",
        html=lambda: draw(request, "portal/emergency.html", _page(request), text_in=REGISTER_LANGUAGES),
    )


def _page(request: HttpRequest) -> dict[str, Any]:
    at = moment()
    return {
        "board": DutyBoard.of(duties_around(at), at),
        "hospitals": cards_of_listings(request, services_of_town(need=HOSPITALS)),
        "child_line": NIGHT_LINES[0],
        "quick_exit_url": QUICK_EXIT_URL,
    }
