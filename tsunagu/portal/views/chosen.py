"""A list that a colleague picked for one family: behind a code, living, and nobody's name on it."""

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from tsunagu.desk.actions.selections import open_selection
from tsunagu.desk.presenters.selections import chosen_places
from tsunagu.desk.queries.selections import items_of, listings_of
from tsunagu.directory.presenters.language import REGISTER_LANGUAGES
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import public
from tsunagu.kernel.ui.words import day_words_without_weekday
from tsunagu.kernel.visitors.receipts import TooManyWrongCodes
from tsunagu.portal.views.desk_phone import desk_phone
from tsunagu.portal.views.pages import QUICK_EXIT_URL, draw, left_nowhere, public_page
from tsunagu.portal.views.sender import sender_of


@public
@require_safe
def chosen(request: HttpRequest, code: str) -> HttpResponse:
    """The places as they are today. A wrong code, a stopped list and a slowed-down sender answer alike."""
    try:
        found = open_selection(code, sender=sender_of(request), at=moment())
    except TooManyWrongCodes:
        found = None
    frame = {"quick_exit_url": QUICK_EXIT_URL, "desk_phone": desk_phone(request)}
    if found is None:
        html = draw(request, "portal/chosen_gone.html", frame)
        return _unlisted(public_page(request, html), status=404)
    items = items_of(found)
    places = chosen_places(items, listings_of(items), at=moment())
    context = {
        **frame,
        "greeting": found.greeting,
        "places": places,
        "gone": len(items) - len(places),
        "today": day_words_without_weekday(localdate(moment())),
        "ends_on": day_words_without_weekday(found.ends_on),
    }
    return _unlisted(
        public_page(request, draw(request, "portal/chosen.html", context, text_in=REGISTER_LANGUAGES))
    )


def _unlisted(response: HttpResponse, *, status: int = 200) -> HttpResponse:
    response.status_code = status
    response["X-Robots-Tag"] = "noindex"
    return left_nowhere(response)
