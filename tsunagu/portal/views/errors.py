"""What a person of a town sees when something did not work: plain words, a way on, and somebody to call."""

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tsunagu.kernel.municipality.acting import Acting, acting, moment
from tsunagu.portal.views.desk_phone import desk_phone


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    return _page(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(request, 400)


def _page(request: HttpRequest, status: int) -> HttpResponse:
    context = {"status": status, "contact_phone": _number(request), "sign_in_url": None}
    return render(request, "ui/error.html", context, status=status)


def _number(request: HttpRequest) -> str | None:
    """An error may come before anybody acts in the town, or because the database is away."""
    town = getattr(request, "town", None)
    if town is None:
        return None
    try:
        with acting(Acting(town=town.id, moment=moment())):
            return desk_phone(request) or None
    except DatabaseError:
        return None
