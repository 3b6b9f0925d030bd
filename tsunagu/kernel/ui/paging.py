"""The links under a long list: first, last, and those around the page in hand."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest


def page_links(request: HttpRequest, page: Page) -> dict[str, Any]:
    """What `ui/pagination.html` takes; other parameters of the address stay."""

    def url(number: int) -> str:
        query = request.GET.copy()
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    elided = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    pages = [
        {"number": number, "url": url(number), "current": number == page.number}
        if isinstance(number, int)
        else None
        for number in elided
    ]
    return {
        "pages": pages,
        "previous_url": url(page.previous_page_number()) if page.has_previous() else None,
        "next_url": url(page.next_page_number()) if page.has_next() else None,
    }


def numbered_links(request: HttpRequest, *, number: int, total: int, per_page: int) -> dict[str, Any]:
    """The same for a list that was cut into pages by its query."""
    return page_links(request, Paginator(range(total), per_page).get_page(number))
