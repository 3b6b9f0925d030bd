"""Staff and members prove two things: what they know, and what they hold (passkey or one-time code)."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings


def lacks_second_factor(user: Any) -> bool:
    """Whether this account must still set up a passkey or a one-time code before it may work.

    The invented people of a demo are let through where the demo is on: they hold no secrets.
    """
    if settings.DEMO and user.is_invented:
        return False
    return not Authenticator.objects.filter(
        user=user, type__in=[Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    ).exists()
