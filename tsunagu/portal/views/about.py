"""What the site says about itself."""

from django.http import HttpRequest, HttpResponse

from tsunagu.kernel.permissions.access import public
from tsunagu.portal.views.pages import draw, kept_page


@public
def accessibility(request: HttpRequest) -> HttpResponse:
    """What works for whom, and what does not yet."""
    return _text(request, "accessibility")


@public
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, who sees it, and what is never done."""
    return _text(request, "privacy")


@public
def contact(request: HttpRequest) -> HttpResponse:
    """Whom to tell that the site is wrong."""
    return _text(request, "contact")


def _text(request: HttpRequest, name: str) -> HttpResponse:
    return kept_page(request, name, html=lambda: draw(request, f"portal/{name}.html"))
