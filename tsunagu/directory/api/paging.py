"""The page header that HSDS puts round every list."""

from typing import Any

from tsunagu.directory.api.documents.writing import Document


def page_of(contents: list[Document], *, total: int, number: int, per_page: int) -> dict[str, Any]:
    """A page behind the last one is empty, not an error: the list may have become shorter."""
    pages = -(-total // per_page)
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": number,
        "size": len(contents),
        "first_page": number == 1,
        "last_page": number >= pages,
        "empty": not contents,
        "contents": contents,
    }
