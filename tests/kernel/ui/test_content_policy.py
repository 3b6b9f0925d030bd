"""One policy for every answer, whatever a view says."""

from collections.abc import Callable

import pytest
from csp.decorators import csp_exempt
from django.conf import LazySettings
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from tsunagu.kernel.ui.content_policy import ContentPolicyMiddleware


def answer(view: Callable[[HttpRequest], HttpResponse]) -> HttpResponse:
    return ContentPolicyMiddleware(view)(RequestFactory().get("/"))


def test_a_view_cannot_take_the_policy_away() -> None:
    @csp_exempt()
    def loose(request: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={"Content-Security-Policy": "default-src *"})

    assert "default-src 'none'" in answer(loose)["Content-Security-Policy"].split("; ")


def test_a_page_is_given_no_nonce() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(str(hasattr(request, "csp_nonce")))

    assert answer(view).content == b"False"


@pytest.mark.parametrize(("status", "has_policy"), [(200, True), (403, True), (404, False), (500, False)])
def test_only_djangos_own_debug_pages_go_without(
    settings: LazySettings, status: int, has_policy: bool
) -> None:
    settings.DEBUG = True

    response = answer(lambda request: HttpResponse(status=status))

    assert ("Content-Security-Policy" in response) == has_policy
