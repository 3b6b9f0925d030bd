"""The desk's number on pages where somebody may be stuck; read once a minute, like every public fragment."""

from django.http import HttpRequest

from tsunagu.portal.queries.desk_phone import number_of_the_desk
from tsunagu.portal.views.pages import kept


def desk_phone(request: HttpRequest) -> str:
    """The number, or nothing."""
    return kept(request, "desk-phone", make=number_of_the_desk)
