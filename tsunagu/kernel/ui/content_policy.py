"""What a page may run and fetch: one policy for every answer, put together once when the server starts.

No view can loosen it and there is no nonce to guess. The library that writes the policy would build it anew
for each answer, in case a view did. What a library's screens need more stands in settings under their path
(`CONTENT_SECURITY_POLICIES_OF_PATHS`), where it can be counted; a path is the server's word, not a view's.
"""

import re
from collections.abc import Callable

from csp.constants import HEADER
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse

# Django's own debug pages carry inline styles.
DEBUG_PAGES = {404, 500}


class ContentPolicyMiddleware:
    """Send the policy of `CONTENT_SECURITY_POLICY`, or that of the path, with everything."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.policy = build_policy()
        self.of_paths = [
            (re.compile(start), build_policy(replace=directives))
            for start, directives in settings.CONTENT_SECURITY_POLICIES_OF_PATHS.items()
        ]

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not (settings.DEBUG and response.status_code in DEBUG_PAGES):
            response.headers[HEADER] = self._policy_for(request.path_info)
        return response

    def _policy_for(self, path: str) -> str:
        """The town is off the path by now."""
        return next((policy for start, policy in self.of_paths if start.match(path)), self.policy)
