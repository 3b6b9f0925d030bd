"""The live gallery: every component in every state, drawn by the templates that the pages use."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def gallery(request: HttpRequest) -> HttpResponse:
    """For whoever designs or checks pages; any colleague may look."""
    return render(request, "ui/gallery.html")
