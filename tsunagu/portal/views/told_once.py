"""A receipt code is shown once: a cookie carries it over one redirect and is gone with the page.

So going back or reloading neither sends twice nor shows it again.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

COOKIE = "receipt"
SECONDS = 600


def tell_at(view: str, words: str) -> HttpResponse:
    """The redirect to the page that shows the words."""
    response = redirect(view)
    response.set_signed_cookie(
        COOKIE,
        words,
        max_age=SECONDS,
        path=reverse(view),
        secure=settings.SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response


def told(request: HttpRequest) -> str:
    """What the redirect carried; empty when the page is opened again."""
    return request.get_signed_cookie(COOKIE, default="", max_age=SECONDS) or ""


def forgotten(response: HttpResponse, view: str) -> HttpResponse:
    """The cookie goes with this answer, which nobody keeps."""
    response["Cache-Control"] = "no-store"
    response.delete_cookie(COOKIE, path=reverse(view), samesite="Strict")
    return response
