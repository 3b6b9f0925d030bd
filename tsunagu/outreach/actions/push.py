"""Waking a browser: registered by its owner, called by the worker, told nothing but that there is something.

The words on the lock screen are the same for everybody, and what is sent is encrypted for the one browser
(RFC 8291); the push service between learns an address and a moment. The key that signs for us (RFC 8292) is
made of the installation's secret: every host has it, and it is kept nowhere.
"""

import hashlib
import json
import urllib.error
import urllib.request
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from datetime import datetime, timedelta
from fnmatch import fnmatchcase
from typing import Any
from urllib.parse import urlsplit

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.db import transaction
from py_vapid import Vapid02

from tsunagu.families.models.sealing import keyed_digest, seal, unseal
from tsunagu.kernel.audit import journal
from tsunagu.kernel.identifiers import new_id
from tsunagu.network.actions.in_the_towns_name import in_the_towns_name
from tsunagu.outreach.models import PushDevice, Subscription

# The order of P-256: a private key is a number below it.
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_POINT_BYTES, _AUTH_BYTES = 65, 16
_SIGNED_FOR = timedelta(hours=12)
_KEPT_FOR = timedelta(days=2)
_PATIENCE = 10
MOST_DEVICES = 5


class NotAPushService(Exception):
    """What was sent is no browser's registration, or names a server that we do not call."""


class DeviceGone(Exception):
    """The browser has withdrawn: its push service does not know it any more."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A push service does not send us elsewhere."""

    def redirect_request(self, *_args: Any, **_more: Any) -> None:
        return None


_opener = urllib.request.build_opener(_NoRedirect, urllib.request.ProxyHandler())


def server_key() -> str:
    """Our public key, as a browser wants it when it registers."""
    return _written(_point(next(_keys())))


@transaction.atomic
def add_device(*, subscription: Subscription, told: Any, at: datetime) -> None:
    """A browser registers itself, from its owner's page. Twice is once.

    Raises:
        NotAPushService.
    """
    endpoint, point, auth = _read(told)
    with in_the_towns_name(at=at):
        digest = keyed_digest("push", endpoint)
        mine = PushDevice.objects.filter(subscription=subscription)
        mine.filter(endpoint_digest=digest).delete()
        old = mine.order_by("-added_at", "-id").values_list("id", flat=True)[MOST_DEVICES - 1 :]
        PushDevice.objects.filter(id__in=list(old)).delete()
        device_id = new_id()
        sealed = {"endpoint": endpoint, "p256dh": point, "auth": auth, "server_key": server_key()}
        PushDevice.objects.create(
            id=device_id,
            subscription=subscription,
            endpoint_digest=digest,
            sealed=seal(json.dumps(sealed), bound_to=device_id),
            added_at=at,
        )
        journal.record("outreach.device_added", record_id=subscription.id, by=None, at=at)


def wake(*, device: PushDevice, payload: dict[str, str], at: datetime) -> None:
    """Call the push service of a browser. Only the worker does.

    Raises:
        DeviceGone: it is to be forgotten.
        OSError: the service was not reached, or refused.
    """
    told = json.loads(unseal(bytes(device.sealed), bound_to=device.id))
    key = next((one for one in _keys() if _written(_point(one)) == told["server_key"]), None)
    if key is None or not is_push_service(told["endpoint"]):
        raise DeviceGone
    request = urllib.request.Request(  # noqa: S310 its origin is one of ours
        told["endpoint"],
        data=_encrypted(payload, told),
        headers={
            **_signature(key, told["endpoint"], at=at),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(int(_KEPT_FOR.total_seconds())),
            "Urgency": "low",
        },
    )
    try:
        _opener.open(request, timeout=_PATIENCE).close()
    except urllib.error.HTTPError as error:
        error.close()
        if error.code in (404, 410):
            raise DeviceGone from None
        raise OSError(f"push service answered {error.code}") from None


def is_push_service(endpoint: str) -> bool:
    """Whether we may call it: the address comes from a stranger, and must not lead into our own network."""
    try:
        parts = urlsplit(endpoint)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return False
    origin = f"{parts.scheme}://{parts.hostname or ''}{port}"
    return any(allowed and fnmatchcase(origin, allowed.strip()) for allowed in settings.PUSH_SERVICES)


def _read(told: Any) -> tuple[str, str, str]:
    try:
        endpoint, keys = str(told["endpoint"]), told["keys"]
        point, auth = str(keys["p256dh"]), str(keys["auth"])
        if len(_bytes(auth)) != _AUTH_BYTES or len(_bytes(point)) != _POINT_BYTES or len(endpoint) > 1000:
            raise NotAPushService
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _bytes(point))
    except (KeyError, TypeError, ValueError):
        raise NotAPushService from None
    if not is_push_service(endpoint):
        raise NotAPushService
    return endpoint, point, auth


def _encrypted(payload: dict[str, str], told: dict[str, str]) -> bytes:
    sealed: bytes = http_ece.encrypt(
        json.dumps(payload).encode(),
        private_key=ec.generate_private_key(ec.SECP256R1()),
        dh=_bytes(told["p256dh"]),
        auth_secret=_bytes(told["auth"]),
        version="aes128gcm",
    )
    return sealed


def _signature(key: ec.EllipticCurvePrivateKey, endpoint: str, *, at: datetime) -> dict[str, str]:
    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int((at + _SIGNED_FOR).timestamp()),
        "sub": f"mailto:{settings.DEFAULT_FROM_EMAIL}",
    }
    # Its own check refuses addresses of towns that it does not know, as one on a name without a dot.
    headers: dict[str, str] = Vapid02(key, conf={"no-strict": True}).sign(claims)
    return headers


def _keys() -> Iterator[ec.EllipticCurvePrivateKey]:
    """The key in use, then former ones: a browser keeps to the one under which it registered."""
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        number = int.from_bytes(hashlib.sha512(f"tsunagu.push:{secret!s}".encode()).digest(), "big")
        yield ec.derive_private_key(number % (_ORDER - 1) + 1, ec.SECP256R1())


def _point(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _written(plain: bytes) -> str:
    return urlsafe_b64encode(plain).decode().rstrip("=")


def _bytes(written: str) -> bytes:
    return urlsafe_b64decode(written + "=" * (-len(written) % 4))
