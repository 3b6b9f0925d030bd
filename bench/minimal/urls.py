"""One address."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

# As many bytes as the home page sends.
PAGE = b"<!doctype html><title>hello</title>" + b"x" * 4000


def hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse(PAGE)


urlpatterns = [path("hello/", hello)]
