"""The supporters' view of the register: capacity, whom to call, and what supporters tell each other."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tsunagu.desk.models import Selection
from tsunagu.desk.queries.selections import draft_of, items_of
from tsunagu.directory.presenters.supporters import SupporterCard
from tsunagu.directory.queries.listings import supporters_view
from tsunagu.directory.queries.search import SearchQuery, search
from tsunagu.kernel.audit.journal import was_shown
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import needs
from tsunagu.kernel.permissions.permission import Permission
from tsunagu.kernel.ui.paging import numbered_links

PER_PAGE = 20


@needs(Permission.DIRECTORY_SUPPORTERS_VIEW)
def directory(request: HttpRequest) -> HttpResponse:
    """Search the register as a supporter; without a word, everything in the order of what is kept best."""
    at = moment()
    text = request.GET.get("q", "").strip()
    number = _page_number(request)
    found = search(SearchQuery(text=text, page=number, page_size=PER_PAGE), at)
    items = supporters_view([hit.service_id for hit in found.hits])
    picking = _list_in_hand(request)
    context = {
        "text": text,
        "may_pick": request.holder.may(Permission.CONSULTATION_RECORD),
        "picking": picking,
        "picked": {item.service_id for item in items_of(picking)} if picking else set(),
        "here": request.get_full_path(),
        "cards": [SupporterCard(item, at) for item in items],
        "total": found.total,
        "is_capped": found.is_capped,
        "pages": numbered_links(request, number=number, total=found.total, per_page=PER_PAGE),
    }
    return render(request, "workspace/directory.html", context)


def _list_in_hand(request: HttpRequest) -> Selection | None:
    """The hand-picked list that the colleague came from, while something can be added to it."""
    named = request.GET.get("selection", "")
    found = draft_of(request.holder, named, Permission.CONSULTATION_RECORD) if named else None
    if found and found.household_id:
        was_shown([found.household_id], screen="workspace:directory", at=moment())
    return found


def _page_number(request: HttpRequest) -> int:
    written = request.GET.get("page", "")
    return max(1, int(written)) if written.isdecimal() and len(written) < 6 else 1
