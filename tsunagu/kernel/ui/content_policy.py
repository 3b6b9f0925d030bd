"""What a page may run and fetch: one policy for every answer, put together once when the server starts.

No view can loosen it and there is no nonce to guess. The library that writes the policy would build it anew
for each answer, in case a view did.
"""

from collections.abc import Callable

from csp.constants import HEADER
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse

# Django's own debug pages carry inline styles.
DEBUG_PAGES = {404, 500}


class ContentPolicyMiddleware:
    """Send the policy of `CONTENT_SECURITY_POLICY` with everything."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.policy = build_policy()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not (settings.DEBUG and response.status_code in DEBUG_PAGES):
            response.headers[HEADER] = self.policy
        return response
