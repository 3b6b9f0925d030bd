"""Editions of the guidebook. Act in a town first (`in_joetsu`)."""

from datetime import datetime

from tsunagu.directory.actions.guidebooks import finish_guidebook, order_guidebook
from tsunagu.directory.models import Guidebook
from tsunagu.directory.queries.guidebooks import Coverage
from tsunagu.kernel.accounts.models import User

# Enough for what is done with a file; what a real one holds is tested where it is printed.
SOME_PDF = b"%PDF-1.7 a book"


def make_guidebook(
    coverage: Coverage | None = None, *, by: User, at: datetime, content: bytes = SOME_PDF, pages: int = 42
) -> Guidebook:
    """A finished edition that nobody has published yet."""
    guidebook, _is_new = order_guidebook(coverage=coverage or Coverage(), by=by, at=at)
    return finish_guidebook(guidebook=guidebook, content=content, pages=pages, listings=61, at=at)
