"""Search over a town's listings: what was asked (analysis), what may answer (lookup), in order (ranking).

`search` is the one door; `SearchQuery` what it takes, `SearchResult` what it gives.
"""

from tsunagu.directory.queries.search.engine import search, search_everywhere
from tsunagu.directory.queries.search.question import Point, SearchQuery
from tsunagu.directory.queries.search.result import Reason, ReasonKind, SearchHit, SearchResult

__all__ = [
    "Point",
    "Reason",
    "ReasonKind",
    "SearchHit",
    "SearchQuery",
    "SearchResult",
    "search",
    "search_everywhere",
]
