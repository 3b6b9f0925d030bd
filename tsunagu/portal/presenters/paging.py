"""Page numbers under a list: the first, the last, and those around the current one."""

from collections.abc import Callable
from typing import Any

from tsunagu.directory.queries.search.question import PAGE_SIZE

AROUND = 1


def pages_of(
    *, total: int, current: int, address: Callable[[int], str], per_page: int = PAGE_SIZE
) -> dict[str, Any]:
    """What the pagination component takes, and the number of the next page."""
    last = max(1, -(-total // per_page))
    numbers = [
        number for number in range(1, last + 1) if number in (1, last) or abs(number - current) <= AROUND
    ]
    pages: list[dict[str, Any] | None] = []
    for number in numbers:
        if pages and pages[-1] and number - pages[-1]["number"] > 1:
            pages.append(None)
        pages.append({"number": number, "url": address(number), "current": number == current})
    following = current + 1 if current < last else None
    return {
        "pages": pages,
        "page_number": current,
        "previous_url": address(current - 1) if 1 < current <= last else None,
        "next_url": address(following) if following else None,
        "next_page": following,
    }
