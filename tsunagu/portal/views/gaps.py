"""A search that came to nothing, or to something else than was looked for, is counted without whoever asked.

Pages of results are kept for a minute (`kernel.ui.kept_pages`), and a kept page reaches no view: an address
counts once a minute in each language at most, however many look. That is rather too little than too much:
pressing "reload" makes no need.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt

from tsunagu.directory.actions.gaps import note_gap
from tsunagu.directory.choices import GapKind
from tsunagu.directory.queries.search import ReasonKind, SearchHit, SearchResult
from tsunagu.kernel.municipality.acting import moment
from tsunagu.kernel.permissions.access import public
from tsunagu.portal.forms.search_filters import SearchFilters
from tsunagu.portal.presenters.sensitive import is_sensitive
from tsunagu.portal.views.pages import draw, kept_page

# A hit that has one of these has what was asked, in one form or another.
_FOUND = {
    ReasonKind.NAME, ReasonKind.OTHER_NAME, ReasonKind.READING, ReasonKind.PLACE, ReasonKind.TEXT,
    ReasonKind.WORD, ReasonKind.SYNONYM, ReasonKind.NEED, ReasonKind.KIND, ReasonKind.SITUATION,
    ReasonKind.STAGE, ReasonKind.ACCESS,
}  # fmt: skip


def count_gap(filters: SearchFilters, found: SearchResult) -> None:
    """Only what anybody might have typed may come here: never a quiet question, never a sensitive one."""
    kind = kind_of_gap(filters, found)
    if kind is not None:
        _count(kind, filters)


# Nobody is known here and no more than a count follows, so no token is needed, and no cookie either.
@csrf_exempt
@public
def missed(request: HttpRequest) -> HttpResponse:
    """「さがしていたものが、この中にない」: counted as a gap, and the ways that lead on."""
    if request.method == "POST":
        filters = SearchFilters.read(request.POST)
        if not is_sensitive(query=filters.q, needs=filters.need):
            _count(GapKind.WRONG_WAY, filters)
        return redirect("portal:search-missed")
    return kept_page(request, "search-missed", html=lambda: draw(request, "portal/search_missed.html"))


def may_be_missed(filters: SearchFilters) -> bool:
    """Whether there is something to count: words, or a filter that means the same on every day."""
    return bool(filters.q or marks_of(filters))


def kind_of_gap(filters: SearchFilters, found: SearchResult) -> GapKind | None:
    """How the answer falls short; None when it does not.

    「いま開いている」 finds nothing at night, and that is no gap in what there is.
    """
    if filters.is_empty or filters.open_now or filters.page > 1:
        return None
    if not found.hits:
        return GapKind.FILTERED if filters.count else GapKind.NOTHING
    if filters.q and all(_only_looks_alike(hit) for hit in found.hits):
        return GapKind.SIMILAR
    return None


def marks_of(filters: SearchFilters) -> list[str]:
    """The filters that are on, as marks that are the same in every language of the pages."""
    return [
        *(f"need:{key}" for key in filters.need),
        *(f"situation:{key}" for key in filters.situation),
        *([f"stage:{filters.age}"] if filters.age else []),
        *([f"place:{filters.place}"] if filters.place else []),
        *([f"day:{filters.day}"] if filters.day is not None else []),
        *([f"time:{filters.time}"] if filters.time else []),
        *(["free"] if filters.free else []),
        *([f"language:{filters.language}"] if filters.language else []),
    ]


def _count(kind: GapKind, filters: SearchFilters) -> None:
    note_gap(kind=kind, text=filters.q, filters=marks_of(filters), at=moment())


def _only_looks_alike(hit: SearchHit) -> bool:
    kinds = {reason.kind for reason in hit.reasons}
    return ReasonKind.SIMILAR in kinds and kinds.isdisjoint(_FOUND)
