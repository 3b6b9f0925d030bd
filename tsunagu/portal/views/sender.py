"""Who sends, as far as slowing down needs to know. Only a hash of it is kept, and for its hour only."""

from django.conf import settings
from django.http import HttpRequest


def sender_of(request: HttpRequest) -> str:
    """The visitor's address; behind our own proxy the one that the proxy saw, not what the visitor claims."""
    if settings.BEHIND_PROXY:
        _claimed, _comma, seen = request.headers.get("X-Forwarded-For", "").rpartition(",")
        if seen.strip():
            return seen.strip()
    return request.META.get("REMOTE_ADDR", "")
