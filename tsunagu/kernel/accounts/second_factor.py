"""Staff and members prove two things: what they know, and what they hold (passkey or one-time code)."""

import base64
import hashlib
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keep the seeds of one-time codes sealed: a copy of the database alone must not sign anybody in."""

    def encrypt(self, text: str) -> str:
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _seal().decrypt(encrypted_text.encode()).decode()


def _seal() -> MultiFernet:
    """The key in use, then former ones: a secret may be changed without locking everybody out."""
    secrets = [str(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return MultiFernet(
        Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"tsunagu.second_factor:{secret}".encode()).digest()))
        for secret in secrets
    )


def lacks_second_factor(user: Any) -> bool:
    """Whether this account must still set up a passkey or a one-time code before it may work.

    The invented people of a demo are let through where the demo is on: they hold no secrets.
    """
    if settings.DEMO and user.is_invented:
        return False
    return not Authenticator.objects.filter(
        user=user, type__in=[Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    ).exists()
