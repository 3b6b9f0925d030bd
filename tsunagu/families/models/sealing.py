"""Sealing what must not be read from a copy of the database: AES-GCM, bound to the record it belongs to."""

import hashlib
import hmac
import secrets
from collections.abc import Iterator
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_NONCE_BYTES = 12


class SealBroken(Exception):
    """The words cannot be read with this installation's keys, or were moved from another record."""


def _keys(purpose: str) -> Iterator[bytes]:
    """The key in use, then former ones: a secret may be changed without losing what was sealed."""
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        yield hashlib.sha256(f"tsunagu.{purpose}:{secret}".encode()).digest()


def seal(words: str, *, bound_to: UUID) -> bytes:
    """Return the words sealed; they open only together with the same record."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(next(_keys("seal"))).encrypt(nonce, words.encode(), bound_to.bytes)


def unseal(sealed: bytes, *, bound_to: UUID) -> str:
    """Return the words.

    Raises:
        SealBroken: no key opens it, or it belongs to another record.
    """
    nonce, body = bytes(sealed[:_NONCE_BYTES]), bytes(sealed[_NONCE_BYTES:])
    for key in _keys("seal"):
        try:
            return AESGCM(key).decrypt(nonce, body, bound_to.bytes).decode()
        except InvalidTag:
            continue
    raise SealBroken


def keyed_digest(*parts: str) -> str:
    """A hash that says whether two records agree, and that nobody can try names against without our key."""
    return next(_digests(parts))


def keyed_digests(*parts: str) -> frozenset[str]:
    """The same with the key in use and with former ones: what was written before the secret was changed."""
    return frozenset(_digests(parts))


def _digests(parts: tuple[str, ...]) -> Iterator[str]:
    for key in _keys("match"):
        yield hmac.new(key, "\x1f".join(parts).encode(), hashlib.sha256).hexdigest()
